"""The line, told before a call, and a video link that cannot be made."""

import pytest

from session.protocol.call import Notice
from session.protocol.kiosk_relay import SeatGranted
from session.protocol.line import LineTried
from session.protocol.local import MediaReady
from tests.unit.journey.story import Story
from tests.unit.ui.test_ui_writing import call_of, scene
from ui.pages import BeforeCall
from ui.presenters.present import present


def before(story: Story, tried: LineTried | None) -> BeforeCall:
    story.begin()
    story.touch("counter.open", "caf")
    story.touch("counter.prepare")
    story.hear(MediaReady(frames="/f"))
    if tried is not None:
        story.hear(tried)
    page = present(scene(story))
    assert isinstance(page, BeforeCall)
    return page


def test_a_good_line_is_told_last_and_a_weak_one_first(story: Story) -> None:
    good = before(story, LineTried(way="udp", round_trip_ms=30, rate_kbit=1000, lost=0))
    assert good.line is None
    assert good.lines[-1].title == "Votre liaison est bonne"
    story.hear(LineTried(way="tls", round_trip_ms=90, rate_kbit=400, lost=0))
    weak = present(scene(story))
    assert isinstance(weak, BeforeCall)
    assert weak.line is not None
    assert "petite" in weak.line.text
    assert len(weak.lines) == len(good.lines) - 1


@pytest.mark.parametrize("tried", [None, LineTried(), LineTried(way="tcp")])
def test_where_nothing_is_known_nothing_is_said_and_the_way_on_is_open(
    story: Story, tried: LineTried | None
) -> None:
    page = before(story, tried)
    assert page.line is None
    assert all("liaison" not in line.title for line in page.lines)
    assert page.actions[0].enabled


def test_what_was_found_is_forgotten_with_the_camera(story: Story) -> None:
    before(story, LineTried(way="udp", round_trip_ms=30, rate_kbit=100, lost=0.5))
    assert story.journey.line == "voice"
    story.touch("bar.back")
    assert story.journey.line is None


def test_a_video_link_that_was_never_there_is_not_called_cut(story: Story) -> None:
    story.queue()
    ticket = story.journey.ticket
    assert ticket is not None
    story.hear(SeatGranted(ticket=ticket.id, desk="caf", administration="CAF", expert="Nadia", fence=1))
    story.hear(Notice(state="connecting"))
    story.hear(Notice(state="lost"))
    page = call_of(story)
    assert page.link == "unreached"
    assert page.note is not None
    assert "Terminer" in page.note.text
    story.hear(Notice(state="connected"))
    story.hear(Notice(state="lost"))
    assert call_of(story).link == "lost"
