"""Coming with an appointment, and being offered one in a call."""

import dataclasses

import pytest

from kiosk.journey import screens as at
from kiosk.journey.conversation import KeepCode, SlotOffer
from session.protocol import appointments as wire
from session.protocol import kiosk_relay as relay
from session.protocol import local
from session.protocol.appointment_code import marked, spoken
from tests.unit.journey.appointment_story import (
    CODE,
    SLOTS,
    came,
    offered,
    open_world,
    receipt,
    scene,
)
from tests.unit.journey.story import CAF, Story, world
from ui.pages import Appointment, Ask, Waiting
from ui.presenters.present import present


@pytest.mark.parametrize(
    ("when", "title", "first"),
    [
        ("now", "On vous attend", "appointment.come"),
        ("early", "Vous êtes en avance", "bar.home"),
        ("other-day", "Ce n’est pas aujourd’hui", "bar.home"),
        ("late", "L’heure est passée", "counter.open"),
        ("cancelled", "Ce rendez-vous est annulé", "counter.open"),
    ],
)
def test_each_worth_of_a_code_is_told_with_a_next_step(
    story: Story, when: wire.When, title: str, first: str
) -> None:
    page = present(scene(came(story, when)))
    assert isinstance(page, Appointment)
    assert page.note is not None
    assert page.note.title == title
    assert page.note.text
    assert page.actions[0].name == first


@pytest.mark.parametrize("slots_left", [True, False])
def test_what_the_expert_called_off_says_so_and_names_only_what_can_be_done(
    story: Story, slots_left: bool
) -> None:
    story.hear(world(desks=[CAF.model_copy(update={"appointments": slots_left})]))
    story.begin()
    story.touch("appointment.open")
    story.touch("ask.type", CODE)
    story.touch("appointment.check")
    asked = story.last(wire.AppointmentCheck)
    said = wire.AppointmentSaid(request=asked.request, when="cancelled", desk="caf", called_off=True)
    first = SLOTS[0]
    story.hear(said.model_copy(update={"start": first.start, "end": first.end, "opens": first.start}))
    page = present(scene(story))
    assert isinstance(page, Appointment)
    assert page.note is not None
    assert page.note.title == "Le guichet a dû annuler ce rendez-vous"
    assert ("en prendre un autre" in page.note.text) == slots_left
    names = [action.name for action in page.actions]
    assert ("slots.open" in names) == slots_left
    assert "counter.open" in names
    assert "sans rendez-vous" in page.note.text


def test_a_code_copied_wrong_is_told_at_once_and_the_relay_is_not_asked(story: Story) -> None:
    story.begin()
    story.touch("appointment.open")
    story.touch("ask.type", CODE[:-1] + ("0" if CODE[-1] != "0" else "1"))
    story.touch("appointment.check")
    assert not story.sent(wire.AppointmentCheck)
    page = present(scene(story))
    assert isinstance(page, Ask)
    assert page.note is not None
    assert page.note.title == "Ce code n’est pas bon"


def test_a_code_that_nobody_has_stays_to_be_read_again(story: Story) -> None:
    came(story, "unknown")
    assert story.journey.screen == at.AppointmentCode(spoken(CODE), said="appointment.code-unknown")


def test_after_too_many_guesses_the_kiosk_waits_and_says_how_long(story: Story) -> None:
    story.begin()
    story.touch("appointment.open")
    story.touch("ask.type", CODE)
    story.touch("appointment.check")
    asked = story.last(wire.AppointmentCheck)
    story.hear(
        wire.AppointmentRefused(request=asked.request, key="appointment.attempts-exceeded", wait_s=150)
    )
    page = present(scene(story))
    assert isinstance(page, Ask)
    assert page.note is not None
    assert "2 minutes" in page.note.text
    story.touch("appointment.check")
    assert len(story.sent(wire.AppointmentCheck)) == 1
    story.wait(151)
    story.touch("appointment.check")
    assert len(story.sent(wire.AppointmentCheck)) == 2


def test_on_time_the_code_goes_with_the_place_in_the_queue(story: Story) -> None:
    came(story, "now", desk="ml")
    story.touch("appointment.come")
    assert story.journey.screen == at.BeforeCall("ml", appointment=CODE)
    assert story.sent(local.MediaOpen)
    story.touch("counter.join")
    join = story.last(relay.QueueJoin)
    assert (join.desk, join.appointment) == ("ml", CODE)
    page = present(scene(story))
    assert isinstance(page, Waiting)
    assert page.note is not None
    assert page.note.title == "Rendez-vous de 9 h"


def test_a_walk_in_carries_no_code_of_somebody_before(story: Story) -> None:
    came(story, "now")
    story.touch("bar.home")
    story.touch("counter.open", "caf")
    story.touch("counter.prepare")
    story.touch("counter.join")
    assert story.last(relay.QueueJoin).appointment == ""


def test_cancelling_is_asked_once_more_and_then_done(story: Story) -> None:
    came(story, "early")
    story.touch("appointment.cancel")
    assert not any(body.cancel for body in story.sent(wire.AppointmentCheck))
    story.touch("appointment.give-up")
    story.touch("appointment.keep")
    story.touch("appointment.give-up")
    story.touch("appointment.cancel")
    asked = story.last(wire.AppointmentCheck)
    assert asked.cancel
    story.hear(
        wire.AppointmentSaid(request=asked.request, when="cancelled", start=SLOTS[0].start, end=SLOTS[0].end, opens=SLOTS[0].start)
    )  # fmt: skip
    page = present(scene(story))
    assert isinstance(page, Appointment)
    assert page.note is not None
    assert page.note.title == "Ce rendez-vous est annulé"


def test_a_code_held_before_the_reader_proposes_its_appointment(story: Story) -> None:
    story.hear(open_world())
    story.touch("code.read", marked(CODE))
    assert (story.at, story.over) == ("Home", "CodeRead")
    story.touch("appointment.code", spoken(CODE))
    assert story.over == ""
    assert story.last(wire.AppointmentCheck).code == CODE


def test_an_answer_nobody_waits_for_changes_nothing(story: Story) -> None:
    story.begin()
    before = story.journey
    said = wire.AppointmentSaid(request="f" * 32, when="now")
    taken = wire.AppointmentBooked(
        request="f" * 32, code=CODE, desk="caf", name="CAF", start=SLOTS[0].start, end=SLOTS[0].end
    )
    for body in (said, taken, wire.AppointmentRefused(request="f" * 32, key="appointment.slot-taken")):
        story.hear(body)
    assert dataclasses.replace(story.journey, now=before.now) == before


# ---- in the call


def test_the_expert_proposes_and_the_visitor_accepts_the_slip_prints_and_the_call_goes_on(
    story: Story,
) -> None:
    offered(story)
    assert story.journey.call is not None
    assert isinstance(story.journey.call.requests[0], SlotOffer)
    story.touch("request.yes")
    assert story.last(wire.AppointmentNews).state == "booking"
    story.hear(receipt(story))
    assert story.last(wire.AppointmentNews).state == "booked"
    assert [order.kind for order in story.printed()] == ["appointment"]
    assert story.at == "Call"


def test_a_visitor_who_declines_books_nothing(story: Story) -> None:
    offered(story)
    story.touch("request.no")
    assert story.last(wire.AppointmentNews).state == "declined"
    assert not story.sent(wire.SlotBook)


def test_in_a_call_without_a_printer_the_code_is_shown_to_be_copied(story: Story) -> None:
    offered(story, printer=local.Printer(usable=False))
    story.touch("request.yes")
    story.hear(receipt(story))
    assert story.journey.call is not None
    assert story.journey.call.requests == (KeepCode(),)
    page = present(scene(story))
    assert page.request is not None  # type: ignore[union-attr]
    assert receipt(story).code in page.request.text  # type: ignore[union-attr]


def test_an_offer_that_somebody_else_took_is_told_on_both_sides(story: Story) -> None:
    offered(story)
    story.touch("request.yes")
    story.hear(
        wire.AppointmentRefused(request=story.last(wire.SlotBook).request, key="appointment.slot-taken")
    )
    assert story.last(wire.AppointmentNews).key == "appointment.slot-taken"
    assert (story.at, story.over) == ("Call", "Trouble")
