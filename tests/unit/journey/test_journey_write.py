"""Writing in a call, and a microphone that is lost."""

import pytest

from kiosk.journey import screens as at
from kiosk.journey.conversation import Said
from kiosk.journey.write import LINES_MAX
from session.protocol.call import MicrophoneMute, Notice
from session.protocol.handset import HandsetNews
from session.protocol.kiosk_relay import SeatGranted
from session.protocol.texting import (
    TEXT_MAX,
    MicrophoneNews,
    MicrophoneState,
    TextLive,
    TextMessage,
    TextPreferred,
    TextTyped,
)
from tests.unit.journey.story import Story, pages


def _unread(story: Story) -> bool:
    assert story.journey.call is not None
    return story.journey.call.unread


def _said(story: Story) -> tuple[Said, ...]:
    assert story.journey.call is not None
    return story.journey.call.said


def test_what_is_typed_is_sent_once_and_shown(story: Story) -> None:
    story.talk()
    story.touch("text.open")
    assert story.at == "Writing"
    story.touch("text.type", "  Je suis   sourde ")
    story.touch("text.send")
    story.touch("text.send")
    assert [line.text for line in story.sent(TextMessage)] == ["Je suis sourde"]
    assert _said(story) == (Said("Je suis sourde", mine=True),)


def test_each_letter_is_seen_by_the_expert_and_theirs_by_the_visitor(story: Story) -> None:
    story.talk()
    story.touch("text.open")
    for line in ("B", "Bo", "B"):
        story.touch("text.type", line)
    assert [typed.text for typed in story.sent(TextTyped)] == ["B", "Bo", "B"]
    story.hear(TextLive(text="Votre num"))
    assert story.journey.call is not None
    assert story.journey.call.typing == "Votre num"
    story.hear(TextMessage(text="Votre numéro ?"))
    assert story.journey.call.typing == ""


def test_a_line_that_was_begun_is_still_there_after_the_page_together(story: Story) -> None:
    story.talk()
    story.touch("text.open")
    story.touch("text.type", "Attend")
    story.touch("bar.back")
    assert story.at == "Call"
    story.touch("text.open")
    assert story.journey.call is not None
    assert story.journey.call.draft == "Attend"


def test_the_expert_writes_and_the_visitor_is_told_until_they_look(story: Story) -> None:
    story.talk()
    story.hear(TextMessage(text="Bonjour\n"))
    assert _unread(story)
    story.touch("text.open")
    assert not _unread(story)
    story.hear(TextMessage(text="Votre numéro ?"))
    assert not _unread(story)
    assert _said(story) == (Said("Bonjour", mine=False), Said("Votre numéro ?", mine=False))


def test_a_request_of_the_expert_waits_while_one_writes(story: Story) -> None:
    story.talk()
    story.touch("text.open")
    story.hear(pages())
    assert story.at == "Writing"
    story.touch("text.close")
    assert story.at == "Call"
    story.touch("request.yes")
    assert isinstance(story.journey.screen, at.Reading)


def test_an_expert_who_never_stops_writing_keeps_the_memory_flat(story: Story) -> None:
    story.talk()
    for _ in range(2 * LINES_MAX):
        story.hear(TextMessage(text="x" * TEXT_MAX))
    assert len(_said(story)) == LINES_MAX


@pytest.mark.parametrize("touch", ["text.open", "text.send", "text.close"])
def test_outside_a_call_there_is_nobody_to_write_to(story: Story, touch: str) -> None:
    story.begin()
    before = story.at
    story.touch(touch)
    assert story.at == before
    assert not story.sent(TextMessage)


@pytest.mark.parametrize("state", ["missing", "silent", "live"])
def test_the_microphone_is_as_it_was_told_last(story: Story, state: MicrophoneState) -> None:
    story.talk()
    for told in ("missing", "live", state):
        story.hear(MicrophoneNews(state=told))
    assert story.journey.microphone == state


def test_the_next_call_begins_with_a_microphone_nobody_complained_of(story: Story) -> None:
    story.talk()
    story.hear(MicrophoneNews(state="silent"))
    story.touch("call.end")
    assert story.journey.microphone == "live"
    assert story.journey.call is None, "and nothing is left of what was written"


def _voice(story: Story) -> str:
    return story.journey.voice


def _before(story: Story) -> None:
    story.begin()
    story.touch("counter.open", "caf")
    story.touch("counter.prepare")


def _seated(story: Story) -> None:
    ticket = story.journey.ticket
    assert ticket is not None
    story.hear(SeatGranted(ticket=ticket.id, desk="caf", administration="CAF", expert="Nadia", fence=1))


def test_who_would_rather_write_is_silent_before_the_first_sound_and_the_expert_knows(story: Story) -> None:
    _before(story)
    story.touch("counter.voice", "text")
    story.touch("counter.join")
    _seated(story)
    assert story.at == "Writing"
    assert len(story.sent(MicrophoneMute)) == 1
    story.hear(Notice(state="connecting"))
    assert [mute.active for mute in story.sent(MicrophoneMute)] == [True, True], "for one that came up since"
    assert not story.sent(TextPreferred)
    for state in ("connected", "lost", "connected"):
        story.hear(Notice.model_validate({"state": state}))
    assert [told.active for told in story.sent(TextPreferred)] == [True]


def test_who_speaks_after_all_is_no_more_answered_in_writing_only(story: Story) -> None:
    _before(story)
    story.touch("counter.voice", "text")
    story.touch("counter.join")
    _seated(story)
    story.hear(Notice(state="connected"))
    story.touch("bar.back")
    assert story.at == "Call"
    story.touch("call.mute")
    story.touch("call.mute")
    assert [mute.active for mute in story.sent(MicrophoneMute)] == [True, False, True]
    assert [told.active for told in story.sent(TextPreferred)] == [True, False]
    assert story.journey.voice == "speaker"


def test_without_a_choice_one_is_heard_as_ever(story: Story) -> None:
    story.talk()
    assert story.at == "Call"
    assert not story.sent(MicrophoneMute)
    assert not story.sent(TextPreferred)


def test_a_handset_is_chosen_only_where_there_is_one(story: Story) -> None:
    story.hear(HandsetNews())
    _before(story)
    story.touch("counter.voice", "handset")
    assert _voice(story) == "speaker"
    story.hear(HandsetNews())
    story.touch("counter.voice", "handset")
    assert _voice(story) == "handset"
    story.touch("counter.voice", "shout")
    assert _voice(story) == "handset"
    story.touch("bar.back")
    assert story.journey.handset is None


def test_a_line_with_nothing_to_read_is_none_and_one_that_turns_is_read_as_it_was_written(
    story: Story,
) -> None:
    story.talk()
    story.hear(TextMessage(text="\u202e\x00\u200b"))
    assert _said(story) == ()
    story.hear(TextMessage(text="Signez\u202e ici\x07\nmerci"))
    assert _said(story) == (Said("Signez ici merci", mine=False),)
