"""Taking an appointment, as a visitor lives it."""

import pytest

from session.protocol import appointments as wire
from session.protocol import kiosk_relay as relay
from session.protocol import local
from session.protocol.appointment_code import code_of, marked
from session.protocol.printing import PrintState
from tests.unit.journey.appointment_story import (
    SLOTS,
    before_days,
    booked,
    confirmed,
    names,
    open_world,
    receipt,
    scene,
)
from tests.unit.journey.story import CARD, Story
from ui.pages import Appointment, Goodbye, Slots
from ui.presenters.present import present
from ui.presenters.sheets import compose


@pytest.fixture
def days(story: Story) -> Story:
    return before_days(story)


def test_it_is_proposed_where_a_slot_is_free_and_only_there(story: Story) -> None:
    story.begin()
    story.touch("counter.open", "ml")
    assert "slots.open" not in names(story)
    story.touch("slots.open", "ml")
    assert not story.sent(wire.SlotsAsk)
    story.hear(open_world())
    assert names(story)[0] == "slots.open", "a closed counter has nothing better to offer"
    story.hear(open_world(link="offline"))
    assert "slots.open" not in names(story)


def test_day_then_hour_then_yes_and_the_slip_is_printed(days: Story) -> None:
    page = present(scene(days))
    assert isinstance(page, Slots)
    assert [choice.label for choice in page.choices] == ["Jeudi 3 décembre 2026", "Vendredi 4 décembre 2026"]
    assert page.choices[0].hint == "3 rendez-vous possibles, à partir de 9 h"
    days.touch("slots.day", "2026-12-03")
    hours = present(scene(days))
    assert isinstance(hours, Slots)
    assert [choice.label for choice in hours.choices] == ["9 h", "9 h 30", "10 h"]
    days.touch("slots.hour", SLOTS[1].slot)
    sure = present(scene(days))
    assert isinstance(sure, Appointment)
    assert [fact.text for fact in sure.facts][:2] == ["Jeudi 3 décembre 2026", "De 9 h 30 à 10 h"]
    assert not days.sent(wire.SlotBook)
    days.touch("slots.book")
    assert days.last(wire.SlotBook).procedure is None
    days.touch("slots.book")
    assert len(days.sent(wire.SlotBook)) == 1, "a second touch books nothing more"
    days.hear(receipt(days))
    assert days.at == "Printing"
    order = days.printed()[-1]
    sheet = compose(scene(days), order)
    assert sheet.kind == "appointment"
    assert (sheet.day, sheet.hours) == ("Jeudi 3 décembre 2026", "de 9 h 30 à 10 h")
    assert sheet.code == receipt(days).code
    assert sheet.code_data == marked(sheet.code.replace("-", ""))
    assert sheet.papers == ["Numéro d’allocataire"]
    days.hear(PrintState(job=order.job, state="done"))
    days.touch("print.yes")
    assert days.at == "SlotBooked"
    days.touch("bar.back")
    assert days.at == "Home", "no way back into a booking that is done"


def test_the_procedure_is_told_only_on_a_yes_and_then_its_papers_are_on_the_slip(days: Story) -> None:
    days.touch("sheet.open", "F1")
    days.touch("counter.open", "caf")
    days.touch("slots.open", "caf")
    days.hear(wire.SlotsFree(desk="caf", slots=SLOTS))
    confirmed(days)
    asked = present(scene(days))
    assert isinstance(asked, Appointment)
    assert asked.consent is not None
    assert CARD.title in asked.consent.title
    days.touch("slots.share", argument=True)
    days.touch("slots.book")
    told = days.last(wire.SlotBook).procedure
    assert told is not None
    assert told.title == CARD.title
    days.hear(receipt(days))
    papers = compose(scene(days), days.printed()[-1]).papers  # type: ignore[union-attr]
    assert papers[0] == "Photo d'identité récente"
    assert "Numéro d’allocataire" not in papers


def test_without_a_printer_the_code_stands_large_and_there_is_time_to_copy_it(days: Story) -> None:
    days.hear(open_world(printer=local.Printer(usable=False)))
    booked(days)
    assert days.at == "SlotBooked"
    page = present(scene(days))
    assert isinstance(page, Appointment)
    assert page.code == receipt(days).code
    assert page.note is not None
    assert page.note.title == "Recopiez ce code"
    days.wait(299)
    assert days.over == "", "nobody is asked whether they are still there while they copy"


def test_a_lost_answer_is_asked_for_again_in_the_same_words(days: Story) -> None:
    confirmed(days).touch("slots.book")
    days.wait(11)
    sent = days.sent(wire.SlotBook)
    assert len(sent) == 3
    assert len({body.request for body in sent}) == 1
    days.wait(30)
    assert len(days.sent(wire.SlotBook)) < 9
    page = present(scene(days))
    assert isinstance(page, Appointment)
    assert [action.name for action in page.actions] == ["slots.retry"]
    days.touch("slots.retry")
    assert days.last(wire.SlotBook).request == sent[0].request
    days.hear(receipt(days))
    assert days.journey.booking.last is not None
    days.hear(receipt(days))
    assert len(days.journey.booking.receipts) == 1, "the second receipt is the same one"


def test_a_slot_that_somebody_else_took_leads_back_to_the_days(days: Story) -> None:
    confirmed(days).touch("slots.book")
    days.hear(wire.AppointmentRefused(request=days.last(wire.SlotBook).request, key="appointment.slot-taken"))
    assert (days.at, days.over) == ("SlotDays", "Trouble")
    assert len(days.sent(wire.SlotsAsk)) == 2
    days.touch("overlay.cancel")
    days.touch("bar.back")
    assert days.at == "Counter"


def test_no_slot_left_says_so_with_somewhere_to_go(days: Story) -> None:
    days.hear(wire.SlotsFree(desk="caf", slots=[]))
    page = present(scene(days))
    assert isinstance(page, Slots)
    assert page.note is not None
    assert page.note.title == "Plus de rendez-vous libre"
    assert "l'accueil de la mairie" in page.note.text.replace("’", "'")


def test_who_leaves_before_the_answer_gives_the_slot_back(days: Story) -> None:
    confirmed(days).touch("slots.book")
    asked = days.last(wire.SlotBook)
    days.wait(600)
    assert days.at == "Neutral"
    given = days.last(wire.AppointmentCheck)
    assert (given.code, given.cancel) == (code_of(asked.request), True)


def test_goodbye_says_when_to_come_back_and_proposes_no_second_one(days: Story) -> None:
    booked(days)
    days.touch("print.leave")
    days.touch("leave.open")
    page = present(scene(days))
    assert isinstance(page, Goodbye)
    assert page.next_step.startswith("Revenez ici jeudi 3 décembre 2026 à 9 h 30")
    assert any(receipt(days).code in line for line in page.done)


def test_after_a_call_goodbye_proposes_an_appointment_with_that_counter(story: Story) -> None:
    story.hear(open_world())
    story.talk()
    story.touch("call.end")
    page = present(scene(story))
    assert isinstance(page, Goodbye)
    ways = [(a.name, a.argument) for a in page.actions]
    assert ("slots.open", "caf") in ways


def test_who_waits_too_long_may_book_without_losing_the_place_and_leaves_the_queue_once_it_is_done(
    story: Story,
) -> None:
    story.hear(open_world())
    story.queue()
    story.wait(600)
    assert story.at == "Nobody"
    assert "slots.open" in names(story)
    story.touch("slots.open", "caf")
    story.hear(wire.SlotsFree(desk="caf", slots=SLOTS))
    story.touch("slots.day", "2026-12-03")
    story.touch("bar.back")
    story.touch("bar.back")
    assert (story.at, story.over) == ("Nobody", "")
    assert not story.sent(relay.QueueLeave)
    story.touch("slots.open", "caf")
    story.hear(wire.SlotsFree(desk="caf", slots=SLOTS))
    booked(story)
    assert story.journey.ticket is None
    assert len(story.sent(relay.QueueLeave)) == 1
    assert story.sent(local.MediaClose)
    assert story.journey.booking.last is not None
