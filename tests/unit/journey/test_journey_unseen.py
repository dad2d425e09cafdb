"""« Sans mon image », before a call and in it."""

from session.protocol.kiosk_relay import SeatGranted, SeatLost
from session.protocol.local import MediaOpen
from session.protocol.peer import PrivacyPause
from session.protocol.unseen import PictureHidden
from tests.unit.journey.story import Story


def _told(story: Story) -> list[bool]:
    return [hidden.active for hidden in story.sent(PictureHidden)]


def _before(story: Story) -> None:
    story.begin()
    story.touch("counter.open", "caf")
    story.touch("counter.prepare")


def test_the_choice_before_the_call_is_told_before_there_is_one(story: Story) -> None:
    _before(story)
    assert not _told(story)
    story.touch("counter.picture", False)
    assert _told(story) == [True]
    story.touch("counter.join")
    ticket = story.journey.ticket
    assert ticket is not None
    story.hear(SeatGranted(ticket=ticket.id, desk="caf", administration="CAF", expert="Nadia", fence=1))
    assert story.at == "Call"
    assert story.journey.hidden


def test_the_choice_before_the_call_is_taken_back_there(story: Story) -> None:
    _before(story)
    story.touch("counter.picture", False)
    story.touch("counter.picture", True)
    assert _told(story) == [True, False]
    assert not story.journey.hidden


def test_in_a_call_one_touch_hides_the_picture_and_one_brings_it_back(story: Story) -> None:
    story.talk()
    story.touch("call.picture")
    story.touch("call.picture")
    assert _told(story) == [True, False]
    assert not story.sent(PrivacyPause)


def test_in_a_pause_the_picture_is_not_brought_back_by_mistake(story: Story) -> None:
    story.talk()
    story.touch("call.picture")
    story.touch("call.pause")
    story.touch("call.picture")
    assert _told(story) == [True]
    story.touch("call.pause")
    assert story.journey.hidden


def test_a_media_process_that_is_opened_anew_hears_of_it_at_once(story: Story) -> None:
    story.talk()
    story.touch("call.picture")
    ticket = story.journey.ticket
    assert ticket is not None
    story.hear(SeatLost(ticket=ticket.id, back=False))
    assert not story.journey.media_open
    story.touch("counter.prepare")
    assert story.at == "BeforeCall"
    assert len(story.sent(MediaOpen)) == 2
    assert _told(story) == [True, True]


def test_elsewhere_nothing_is_hidden(story: Story) -> None:
    story.begin()
    story.touch("counter.picture", False)
    story.touch("call.picture")
    assert not _told(story)
