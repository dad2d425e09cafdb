"""Writing in a call, and a microphone that is lost."""

import pytest

from kiosk.journey import screens as at
from kiosk.journey.state import Said
from kiosk.journey.write import LINES_MAX
from session.protocol.texting import TEXT_MAX, MicrophoneNews, TextMessage
from tests.unit.journey.story import Story, pages


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
    assert story.journey.call is not None
    assert story.journey.call.unread
    story.touch("text.open")
    assert not story.journey.call.unread
    story.hear(TextMessage(text="Votre numéro ?"))
    assert not story.journey.call.unread
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


def test_the_microphone_is_lost_and_heard_again(story: Story) -> None:
    story.talk()
    story.hear(MicrophoneNews(state="missing"))
    assert story.journey.microphone == "missing"
    story.hear(MicrophoneNews(state="live"))
    assert story.journey.microphone == "live"


def test_the_next_call_begins_with_a_microphone_nobody_complained_of(story: Story) -> None:
    story.talk()
    story.hear(MicrophoneNews(state="silent"))
    story.touch("call.end")
    assert story.journey.microphone == "live"
    assert story.journey.call is None, "and nothing is left of what was written"
