import pytest

from kiosk.journey.events import Spoken
from kiosk.journey.overlays import Trouble
from kiosk.journey.silence import policy
from session.protocol import kiosk_relay as relay
from session.protocol import local, printing
from tests.unit.journey.story import CAF, Story, world


def test_reader_is_asked_after_three_minutes_and_the_visit_ends_45_s_later(story: Story) -> None:
    story.begin()
    story.wait(179)
    assert story.over == ""
    story.wait(1)
    assert story.over == "StillThere"
    story.wait(44)
    assert story.at == "Home"
    story.wait(1)
    assert story.at == "Neutral"
    assert story.last(local.VisitEnd).reason == "silence"


@pytest.mark.parametrize("touch", ["still.here", "touched", "scroll", "bar.home"])
def test_any_touch_answers_the_question(story: Story, touch: str) -> None:
    story.begin()
    story.wait(200)
    story.touch(touch)
    assert story.over == ""
    story.wait(179)
    assert story.over == ""
    assert not story.sent(local.VisitEnd)


def test_saying_one_is_done_ends_at_once(story: Story) -> None:
    story.begin()
    story.wait(181)
    story.touch("still.leave")
    assert story.at == "Neutral"


def patient(story: Story) -> None:
    """In the queue of a counter that promised to answer within two hours."""
    story.hear(world(desks=[CAF.model_copy(update={"promise_s": 7200})]))
    story.queue()


def test_forty_minutes_alone_in_the_queue_is_gently_asked_and_never_ended(story: Story) -> None:
    patient(story)
    story.wait(599)
    assert story.over == ""
    story.wait(1)
    assert story.over == "Gentle"
    story.wait(40 * 60 - 600)
    assert story.noted("visit.silence-warned") == 4
    assert story.journey.ticket is not None
    assert not story.sent(local.VisitEnd)
    assert not story.sent(relay.QueueLeave)


def test_forty_minutes_in_a_call_is_never_asked(story: Story) -> None:
    story.talk()
    story.wait(40 * 60)
    assert story.noted("visit.silence-warned") == 0
    assert story.at == "Call"


def test_being_read_to_stops_the_count_and_it_starts_when_speech_ends(story: Story) -> None:
    story.begin()
    story.happen(Spoken(active=True))
    story.wait(600)
    assert story.over == ""
    story.happen(Spoken(active=False))
    story.wait(179)
    assert story.over == ""
    story.wait(1)
    assert story.over == "StillThere"


def test_printing_stops_the_count_and_a_held_sheet_only_for_three_minutes(story: Story) -> None:
    story.begin()
    story.touch("checklist.print", "F1")
    job = story.printed()[-1].job
    story.hear(printing.PrintState(job=job, state="printing", page=1, pages=1))
    story.wait(1000)
    assert story.over == ""
    story.hear(printing.PrintState(job=job, state="held", key="printer.paper-empty"))
    story.wait(179)
    assert story.over == ""
    story.wait(1)
    assert story.over == "StillThere"


def test_nobody_is_asked_to_be_patient_just_when_a_promise_is_broken(story: Story) -> None:
    story.queue()
    story.wait(600)
    assert (story.at, story.over) == ("Nobody", "")


def test_a_seat_granted_takes_the_question_away(story: Story) -> None:
    patient(story)
    story.wait(601)
    assert story.over == "Gentle"
    assert story.journey.ticket is not None
    story.hear(
        relay.SeatGranted(
            ticket=story.journey.ticket.id, desk="caf", administration="CAF", expert="Nadia", fence=1
        )
    )
    assert story.over == ""
    assert policy(story.journey) == "never"


def test_the_agent_gives_fifteen_minutes_more(story: Story) -> None:
    story.begin()
    story.touch("staff.open")
    story.touch("pin.key", "1")
    story.touch("pin.enter")
    story.hear(local.PinResult(ok=True, role="agent"))
    story.touch("agent.extend")
    story.touch("agent.leave")
    story.wait(15 * 60 + 179)
    assert story.over == ""
    story.wait(2)
    assert story.over == "StillThere"


def test_the_welcome_screen_is_never_asked(story: Story) -> None:
    story.wait(3600)
    assert story.over == ""
    assert not story.sent(local.VisitEnd)


def test_a_storm_of_touches_is_told_and_keeps_nobody_here(story: Story) -> None:
    story.begin()
    story.wait(150)
    story.touch("panel.storm-begun")
    assert story.journey.overlay == Trouble("screen.touch-storm")
    story.touch("panel.storm-over")
    assert story.over == ""
    story.wait(30)
    assert story.over == "StillThere", "no hand touched since 180 s"
    story.touch("panel.storm-begun")
    assert story.over == "StillThere", "the countdown is not covered, and goes on"
    story.wait(45)
    assert story.at == "Neutral"
