"""What a visitor reads when they are not heard, and when they write."""

from datetime import UTC, datetime

from kiosk.core.settings import Settings
from session.protocol.handset import HandsetNews
from session.protocol.local import MediaReady
from session.protocol.texting import MicrophoneLevel, MicrophoneNews, TextMessage
from tests.unit.journey.story import Story, pages
from ui.pages import BeforeCall, Call, Loudness, Note, TextLine, Writing
from ui.presenters.present import present
from ui.presenters.scene import Scene


def scene(story: Story) -> Scene:
    return Scene(story.journey, story.rules, Settings(), datetime(2026, 11, 23, 9, 5, tzinfo=UTC))


def call_of(story: Story) -> Call:
    page = present(scene(story))
    assert isinstance(page, Call)
    return page


def writing_of(story: Story) -> Writing:
    page = present(scene(story))
    assert isinstance(page, Writing)
    return page


def test_a_lost_microphone_is_told_with_a_way_on(story: Story) -> None:
    story.talk()
    story.hear(MicrophoneNews(state="missing"))
    page = call_of(story)
    assert page.note is not None
    assert "ne répond plus" in page.note.title
    assert "« Écrire »" in page.note.text
    assert page.buttons[0].name == "text.open"
    assert "call.mute" not in {button.name for button in page.buttons}
    story.hear(MicrophoneNews(state="live"))
    page = call_of(story)
    assert (page.note, page.buttons[0].name) == (None, "call.mute")


def test_a_switched_off_microphone_is_said_in_other_words(story: Story) -> None:
    story.talk()
    story.hear(MicrophoneNews(state="silent"))
    note = call_of(story).note
    assert note is not None
    assert "aucun son" in note.title


def test_a_microphone_that_is_lost_is_said_before_the_call(story: Story) -> None:
    story.begin()
    story.touch("counter.open", "caf")
    story.touch("counter.prepare")
    story.hear(MediaReady(frames="/f"))
    story.hear(MicrophoneNews(state="missing"))
    page = present(scene(story))
    assert isinstance(page, BeforeCall)
    assert page.note is not None
    assert "Le micro ne répond plus" in page.note.title
    assert "écrire" in page.note.text


def test_what_the_expert_writes_is_read_on_the_call_and_can_be_answered(story: Story) -> None:
    story.talk()
    story.hear(TextMessage(text="Votre numéro ?"))
    page = call_of(story)
    assert page.note == Note("Nadia vous écrit", "Votre numéro ?", "calm", "chat-circle-text")
    assert "text.open" in {button.name for button in page.buttons}
    story.touch("text.open")
    story.touch("text.phrase", "Oui")
    lines = writing_of(story).lines
    assert lines == [TextLine("Nadia", "Votre numéro ?", mine=False), TextLine("Vous", "Oui", mine=True)]


def test_a_line_is_sent_only_once_there_is_one(story: Story) -> None:
    story.talk()
    story.touch("text.open")
    assert writing_of(story).enter.enabled is False
    story.touch("text.type", "Bonjour")
    assert writing_of(story).enter.enabled is True
    assert writing_of(story).text_typed == "Bonjour"


def test_a_request_is_told_while_one_writes(story: Story) -> None:
    story.talk()
    story.touch("text.open")
    assert writing_of(story).actions == []
    story.hear(pages())
    page = writing_of(story)
    assert page.note is not None
    assert page.note.title == "Nadia vous demande quelque chose"
    assert [action.name for action in page.actions] == ["text.close"]


def test_one_is_heard_before_the_call_and_told_so(story: Story) -> None:
    def voice() -> Loudness | None:
        page = present(scene(story))
        assert isinstance(page, BeforeCall)
        return page.voice

    story.begin()
    story.touch("counter.open", "caf")
    story.hear(MicrophoneLevel(level=0.5, held=0.5))
    story.touch("counter.prepare")
    assert voice() is None, "what was heard before the microphone was opened is not shown"
    story.hear(MicrophoneLevel(level=0.1, held=0.1))
    quiet = voice()
    assert quiet is not None
    assert "Dites « bonjour »" in quiet.words
    story.hear(MicrophoneLevel(level=0.2, held=0.6))
    assert voice() == Loudness(0.2, 0.6, "On vous entend.")
    story.hear(MicrophoneNews(state="silent"))
    assert voice() is None


def test_how_to_talk_is_asked_and_what_to_do_for_it_is_said(story: Story) -> None:
    def before() -> BeforeCall:
        page = present(scene(story))
        assert isinstance(page, BeforeCall)
        return page

    def offered() -> list[tuple[str, bool]]:
        asked = before().ways
        assert asked is not None
        return [(choice.label, choice.chosen) for choice in asked.choices]

    def title() -> str:
        way = before().way
        return way.title if way else ""

    story.begin()
    story.touch("counter.open", "caf")
    story.touch("counter.prepare")
    assert offered() == [("Haut-parleur", True), ("Par écrit", False)]
    assert title() == ""
    story.hear(HandsetNews())
    story.touch("counter.voice", "handset")
    assert offered()[1] == ("Combiné", True)
    assert title() == "Décrochez le combiné"
    story.hear(HandsetNews(lifted=True))
    assert title() == "Le combiné est décroché"
    story.touch("counter.voice", "text")
    story.hear(MicrophoneLevel(level=0.5, held=0.5))
    assert title() == "Votre micro sera coupé"
    assert before().voice is None
    story.touch("counter.join")
    assert story.journey.voice == "text"
