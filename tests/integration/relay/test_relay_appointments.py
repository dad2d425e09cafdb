"""Slots and appointments on a running relay: opened by an expert, booked at a kiosk, kept on the day."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from icalendar import Calendar

from kiosk.core.ids import new_id
from session.protocol.appointment_code import code_of, read_code, spoken
from session.protocol.appointments import (
    AgendaAsk,
    AgendaChanged,
    AgendaState,
    AppointmentBooked,
    AppointmentCheck,
    AppointmentRefused,
    AppointmentSaid,
    SlotBook,
    SlotClose,
    SlotsAsk,
    SlotsFree,
    SlotsOpen,
)
from session.protocol.kiosk_relay import DesksState, QueueJoin, SeatGranted, TicketState
from session.protocol.pages_relay import SeatTake
from session.protocol.rebooking import SlotCallOff, SlotRecode, SlotRecoded
from session.protocol.shared import ProcedureRef
from session.protocol.transfer import TransferAgree
from tests.integration.relay.relay_kit import Start, Town, TownClock, Wire, events, listed, ticket, waiting

MORNING = "2026-12-03T07:00:00+00:00"
"""A Thursday, eight in the morning in Paris."""
NINE = SlotsOpen(desk="caf", day="2026-12-03", begins="09:00", ends="10:00", minutes=30, note="Retraite")


@pytest.fixture
def clock() -> TownClock:
    return TownClock(MORNING)


@pytest.fixture
def town(start: Start, clock: TownClock) -> Town:
    return start(clock=clock)


async def agenda(expert: Wire) -> AgendaState:
    await expert.send(AgendaAsk())
    return await expert.expect(AgendaState)


async def opened(expert: Wire, wish: SlotsOpen = NINE) -> AgendaState:
    await expert.send(wish)
    await expert.expect(AgendaChanged)
    return await agenda(expert)


async def booked(kiosk: Wire, slot: str, procedure: ProcedureRef | None = None) -> AppointmentBooked:
    request = new_id()
    await kiosk.send(SlotBook(request=request, slot=slot, procedure=procedure))
    return await kiosk.expect(AppointmentBooked, request=request)


async def said(kiosk: Wire, code: str, *, cancel: bool = False) -> AppointmentSaid:
    request = new_id()
    await kiosk.send(AppointmentCheck(request=request, code=code, cancel=cancel))
    return await kiosk.expect(AppointmentSaid, request=request)


async def test_an_expert_opens_slots_and_a_citizen_books_one(town: Town) -> None:
    async with town.relay.page("camille") as expert, town.relay.kiosk(town.hall) as kiosk:
        shown = await opened(expert)
        assert [(s.start, s.end) for s in shown.slots] == [
            ("2026-12-03T08:00:00Z", "2026-12-03T08:30:00Z"),
            ("2026-12-03T08:30:00Z", "2026-12-03T09:00:00Z"),
        ]
        assert {d.desk for d in shown.desks} == {"caf", "ferme"}
        while not any(d.appointments for d in (await kiosk.expect(DesksState)).desks):
            pass
        await kiosk.send(SlotsAsk(desk="caf"))
        free = (await kiosk.expect(SlotsFree)).slots
        assert [s.slot for s in free] == [s.slot for s in shown.slots]
        assert free[0].note == "Retraite"
        receipt = await booked(kiosk, free[0].slot, ProcedureRef(sheet="F1", title="Pension"))
        assert (receipt.desk, receipt.name, receipt.start) == ("caf", "CAF, prestations", free[0].start)
        assert read_code(receipt.code)
        await expert.expect(AgendaChanged)
        first, second = (await agenda(expert)).slots
        assert (first.booked, first.hint) == (True, receipt.code[:2])
        assert first.procedure == ProcedureRef(sheet="F1", title="Pension")
        assert (second.booked, second.procedure) == (False, None)
        log = json.dumps(events(Path(town.config.log)))
        assert receipt.code not in log
        assert "Pension" not in log


async def test_the_same_booking_twice_gives_the_same_receipt_also_after_a_restart(town: Town) -> None:
    request = new_id()
    async with town.relay.page("camille") as expert, town.relay.kiosk(town.hall) as kiosk:
        slot = (await opened(expert)).slots[0].slot
        await kiosk.send(SlotBook(request=request, slot=slot))
        first = await kiosk.expect(AppointmentBooked)
        await kiosk.send(SlotBook(request=request, slot=slot))
        assert await kiosk.expect(AppointmentBooked) == first
        await town.relay.restart()
    async with town.relay.kiosk(town.hall) as kiosk:
        await kiosk.send(SlotBook(request=request, slot=slot))
        assert await kiosk.expect(AppointmentBooked) == first
        assert first.code == spoken(code_of(request))


async def test_two_kiosks_book_the_same_slot_and_one_is_told_so(town: Town) -> None:
    async with (
        town.relay.page("camille") as expert,
        town.relay.kiosk(town.hall) as one,
        town.relay.kiosk(town.library) as two,
    ):
        slot = (await opened(expert)).slots[0].slot
        requests = [new_id(), new_id()]
        await one.send(SlotBook(request=requests[0], slot=slot))
        await two.send(SlotBook(request=requests[1], slot=slot))
        answers = [await w.expect_any(AppointmentBooked, AppointmentRefused) for w in (one, two)]
        assert sorted(a.type for a in answers) == ["appointment.booked", "appointment.refused"]
        refused = next(a.body for a in answers if isinstance(a.body, AppointmentRefused))
        assert refused.key == "appointment.slot-taken"


async def test_opening_the_past_a_foreign_desk_or_the_same_hour_is_refused(town: Town) -> None:
    async with town.relay.page("camille") as expert:
        await opened(expert)
        for change, key in (
            ({"day": "2026-12-02"}, "appointment.time-wrong"),
            ({"day": "2026-02-30"}, "appointment.time-wrong"),
            ({"day": "2028-12-03"}, "appointment.time-wrong"),
            ({"ends": "08:00"}, "appointment.time-wrong"),
            ({"desk": "emploi"}, "queue.desk-unknown"),
            ({"begins": "09:15", "ends": "09:45"}, "appointment.slot-overlaps"),
        ):
            asked = await expert.send(NINE.model_copy(update=change))
            assert (await expert.refused(key)).about == asked.id
        assert len((await agenda(expert)).slots) == 2


async def test_a_booked_slot_is_not_closed_and_a_colleague_s_neither(town: Town) -> None:
    async with (
        town.relay.page("camille") as expert,
        town.relay.page("dominique") as colleague,
        town.relay.kiosk(town.hall) as kiosk,
    ):
        first, second = (await opened(expert)).slots
        await booked(kiosk, first.slot)
        await expert.send(SlotClose(slot=first.slot))
        await expert.refused("appointment.slot-booked")
        assert (await agenda(colleague)).slots == []
        await colleague.send(SlotClose(slot=second.slot))
        await colleague.refused("appointment.slot-taken")
        await expert.send(SlotClose(slot=second.slot))
        await expert.expect(AgendaChanged)
        assert [s.slot for s in (await agenda(expert)).slots] == [first.slot]


async def test_what_is_said_of_a_code_follows_the_hour(town: Town, clock: TownClock) -> None:
    async with town.relay.page("camille") as expert, town.relay.kiosk(town.hall) as kiosk:
        receipt = await booked(kiosk, (await opened(expert)).slots[1].slot)
        early = await said(kiosk, receipt.code)
        assert (early.when, early.start, early.opens) == ("early", receipt.start, "2026-12-03T08:15:00Z")
        for now, when in (
            ("2026-12-02T08:30:00+00:00", "other-day"),
            ("2026-12-03T08:16:00+00:00", "now"),
            ("2026-12-03T09:00:00+00:00", "late"),
        ):
            clock.set(now)
            assert (await said(kiosk, receipt.code.lower().replace("-", " "))).when == when
        assert (await said(kiosk, "pas un code")).when == "unknown"


async def test_a_cancelled_appointment_frees_its_slot_and_says_so_to_who_comes(town: Town) -> None:
    async with town.relay.page("camille") as expert, town.relay.kiosk(town.hall) as kiosk:
        slot = (await opened(expert)).slots[0].slot
        receipt = await booked(kiosk, slot)
        assert (await said(kiosk, receipt.code, cancel=True)).when == "cancelled"
        assert (await said(kiosk, receipt.code)).when == "cancelled"
        await kiosk.send(QueueJoin(ticket=ticket(), desk="caf", appointment=receipt.code))
        await kiosk.refused("appointment.not-now")
        again = await booked(kiosk, slot)
        assert again.code != receipt.code


async def test_an_expert_calls_off_what_somebody_booked_and_who_comes_is_told_so(
    town: Town, clock: TownClock
) -> None:
    async with (
        town.relay.page("camille") as expert,
        town.relay.page("dominique") as colleague,
        town.relay.kiosk(town.hall) as kiosk,
    ):
        first, second = (await opened(expert)).slots
        receipt = await booked(kiosk, first.slot, ProcedureRef(sheet="F1", title="Divorce"))
        await colleague.send(SlotCallOff(slot=first.slot))
        await colleague.refused("appointment.booking-gone")
        await expert.expect(AgendaChanged)
        await expert.send(SlotCallOff(slot=first.slot))
        await expert.expect(AgendaChanged)
        assert [s.slot for s in (await agenda(expert)).slots] == [second.slot]
        await kiosk.send(SlotsAsk(desk="caf"))
        assert [s.slot for s in (await kiosk.expect(SlotsFree)).slots] == [second.slot]
        for now in (MORNING, "2026-12-03T08:05:00+00:00", "2026-12-03T10:00:00+00:00"):
            clock.set(now)
            told = await said(kiosk, receipt.code)
            assert (told.when, told.called_off, told.start) == ("cancelled", True, receipt.start)
        await kiosk.send(QueueJoin(ticket=ticket(), desk="caf", appointment=receipt.code))
        await kiosk.refused("appointment.not-now")
        await expert.send(SlotCallOff(slot=first.slot))
        await expert.refused("appointment.booking-gone")
        log = json.dumps(events(Path(town.config.log)))
        assert "appointment.call-off-complete" in log
        assert receipt.code not in log
        assert "Divorce" not in log


async def test_who_gave_it_up_themselves_is_not_told_that_the_expert_did(town: Town) -> None:
    async with town.relay.page("camille") as expert, town.relay.kiosk(town.hall) as kiosk:
        receipt = await booked(kiosk, (await opened(expert)).slots[0].slot)
        assert not (await said(kiosk, receipt.code, cancel=True)).called_off
        assert not (await said(kiosk, receipt.code)).called_off


async def test_a_lost_code_is_replaced_and_only_the_new_one_opens_the_door(
    town: Town, clock: TownClock
) -> None:
    async with (
        town.relay.page("camille") as expert,
        town.relay.page("dominique") as colleague,
        town.relay.kiosk(town.hall) as kiosk,
    ):
        first, second = (await opened(expert)).slots
        receipt = await booked(kiosk, first.slot)
        wish = SlotRecode(request=new_id(), slot=first.slot)
        await colleague.send(wish)
        await colleague.refused("appointment.booking-gone")
        await expert.send(SlotRecode(request=new_id(), slot=second.slot))
        await expert.refused("appointment.booking-gone")
        await expert.send(wish)
        new = await expert.expect(SlotRecoded, slot=first.slot)
        assert read_code(new.code) != read_code(receipt.code)
        await expert.send(wish)
        assert await expert.expect(SlotRecoded) == new, "said twice, it is the same code"
        assert (await agenda(expert)).slots[0].hint == new.code[:2]
        clock.set("2026-12-03T08:01:00+00:00")
        assert (await said(kiosk, receipt.code)).when == "unknown"
        assert (await said(kiosk, new.code)).when == "now"
        place = ticket()
        await kiosk.send(QueueJoin(ticket=place, desk="caf", appointment=new.code))
        assert (await listed(expert, place))[0].appointment == receipt.start
        log = json.dumps(events(Path(town.config.log)))
        assert new.code not in log


async def test_guessing_codes_is_slowed_down_for_that_kiosk_alone(town: Town, clock: TownClock) -> None:
    async with (
        town.relay.page("camille") as expert,
        town.relay.kiosk(town.hall) as kiosk,
        town.relay.kiosk(town.library) as other,
    ):
        receipt = await booked(other, (await opened(expert)).slots[0].slot)
        for _ in range(6):
            await kiosk.send(AppointmentCheck(request=new_id(), code=code_of(new_id())))
            assert (await kiosk.expect_any(AppointmentSaid, AppointmentRefused)).type == "appointment.said"
        clock.set("2026-12-03T06:55:00+00:00")  # back: the wait outlasts a slow machine
        await kiosk.send(AppointmentCheck(request=new_id(), code=receipt.code))
        refused = await kiosk.expect(AppointmentRefused)
        assert refused.key == "appointment.attempts-exceeded"
        assert refused.wait_s > 0
        await kiosk.send(QueueJoin(ticket=ticket(), desk="caf", appointment=receipt.code))
        await kiosk.refused("appointment.attempts-exceeded")
        assert (await said(other, receipt.code)).when == "early"
        clock.set("2026-12-03T07:10:00+00:00")
        assert (await said(kiosk, receipt.code)).when == "early", "the right code after the wait"


async def test_on_the_day_the_code_brings_the_person_first_and_to_that_expert(
    town: Town, clock: TownClock
) -> None:
    async with (
        town.relay.page("camille") as expert,
        town.relay.page("dominique") as colleague,
        town.relay.kiosk(town.hall) as kiosk,
        town.relay.kiosk(town.library) as other,
    ):
        receipt = await booked(
            kiosk, (await opened(expert)).slots[0].slot, ProcedureRef(sheet="F1", title="APL")
        )
        clock.set("2026-12-03T08:01:00+00:00")
        walked_in = await waiting(other, expert)
        place = ticket()
        await kiosk.send(QueueJoin(ticket=place, desk="emploi", appointment=receipt.code))
        assert (await kiosk.expect(TicketState, ticket=place)).ahead == 0
        people = await listed(expert, place, walked_in)
        assert (people[0].appointment, people[0].expert) == (receipt.start, "Camille")
        assert people[0].desk == "CAF, prestations", "the appointment's desk, not the one named"
        assert people[0].kept_until >= "2026-12-03T08:06:00Z"
        assert people[0].procedure == ProcedureRef(sheet="F1", title="APL")
        assert (people[1].appointment, people[1].kept_until) == ("", "")
        await colleague.send(SeatTake(ticket=place))
        await colleague.refused("appointment.expert-awaited")
        await expert.send(SeatTake(ticket=place))
        assert (await kiosk.expect(SeatGranted)).expert == "Camille"


async def test_passed_on_from_an_appointment_one_is_taken_at_once(town: Town, clock: TownClock) -> None:
    async with (
        town.relay.page("camille") as expert,
        town.relay.page("sasha") as receiver,
        town.relay.kiosk(town.hall) as kiosk,
    ):
        receipt = await booked(kiosk, (await opened(expert)).slots[0].slot)
        clock.set("2026-12-03T08:01:00+00:00")
        place = ticket()
        await kiosk.send(QueueJoin(ticket=place, desk="caf", appointment=receipt.code))
        await listed(expert, place)
        await expert.send(SeatTake(ticket=place))
        await kiosk.expect(SeatGranted, expert="Camille")
        await kiosk.send(TransferAgree(ticket=place, desk="emploi"))
        person = (await listed(receiver, place))[0]
        assert (person.appointment, person.expert, person.kept_until) == ("", "", "")
        await receiver.send(SeatTake(ticket=place))
        assert (await kiosk.expect(SeatGranted, desk="emploi")).expert == "Sasha"


async def test_after_a_few_minutes_without_that_expert_a_colleague_takes_the_person(
    town: Town, clock: TownClock
) -> None:
    async with town.relay.page("dominique") as colleague, town.relay.kiosk(town.hall) as kiosk:
        async with town.relay.page("camille") as expert:
            receipt = await booked(kiosk, (await opened(expert)).slots[0].slot)
        clock.set("2026-12-03T08:00:00+00:00")
        place = ticket()
        await kiosk.send(QueueJoin(ticket=place, desk="caf", appointment=receipt.code))
        await listed(colleague, place)
        await colleague.send(SeatTake(ticket=place))
        await colleague.refused("appointment.expert-awaited")
        clock.set("2026-12-03T08:06:00+00:00")
        await colleague.send(SeatTake(ticket=place))
        assert (await kiosk.expect(SeatGranted)).expert == "Dominique"


async def test_an_appointment_opens_a_counter_that_is_closed(town: Town, clock: TownClock) -> None:
    async with town.relay.page("camille") as expert, town.relay.kiosk(town.hall) as kiosk:
        shown = await opened(expert, NINE.model_copy(update={"desk": "ferme"}))
        receipt = await booked(kiosk, shown.slots[0].slot)
        clock.set("2026-12-03T08:00:00+00:00")
        await kiosk.send(QueueJoin(ticket=ticket(), desk="ferme"))
        await kiosk.refused("queue.desk-closed")
        place = ticket()
        await kiosk.send(QueueJoin(ticket=place, desk="ferme", appointment=receipt.code))
        await listed(expert, place)


async def test_what_is_over_since_a_day_is_forgotten(start: Start, clock: TownClock) -> None:
    town = start(clock=clock)
    async with town.relay.page("camille") as expert, town.relay.kiosk(town.hall) as kiosk:
        receipt = await booked(kiosk, (await opened(expert)).slots[0].slot)
        clock.set("2026-12-03T20:00:00+00:00")
        assert (await said(kiosk, receipt.code)).when == "late"
        clock.set("2026-12-05T08:00:00+00:00")
        await town.relay.restart()
    async with town.relay.kiosk(town.hall) as kiosk:
        assert (await said(kiosk, receipt.code)).when == "unknown"
    purged = [e for e in events(Path(town.config.log)) if e["event"] == "appointment.purge-complete"]
    assert [(e["slots"], e["appointments"]) for e in purged] == [(2, 1)]


async def test_the_calendar_file_holds_one_s_own_week_and_nobody_else_s(town: Town) -> None:
    async with town.relay.page("camille") as expert, town.relay.kiosk(town.hall) as kiosk:
        shown = await opened(expert)
        await opened(expert, NINE.model_copy(update={"day": "2026-12-10"}))
        receipt = await booked(kiosk, shown.slots[0].slot, ProcedureRef(sheet="F1", title="Divorce"))
    address = "/expert/agenda/semaine-2026-11-30.ics"
    async with town.relay.client(Cookie=await town.relay.cookie("camille")) as own:
        reply = await own.get(address)
        assert reply.headers["content-type"] == "text/calendar; charset=utf-8"
        assert 'filename="semaine-2026-11-30.ics"' in reply.headers["content-disposition"]
        read = Calendar.from_ical(reply.text).walk("VEVENT")
        assert [e.decoded("DTSTART") for e in read] == [
            datetime(2026, 12, 3, 8, 0, tzinfo=UTC),
            datetime(2026, 12, 3, 8, 30, tzinfo=UTC),
        ]
        assert "Divorce" not in reply.text
        assert receipt.code not in reply.text
        one = await own.get(f"/expert/agenda/{shown.slots[0].slot}.ics")
        assert len(Calendar.from_ical(one.text).walk("VEVENT")) == 1
        assert (await own.get("/expert/agenda/semaine-hier.ics")).status_code == 404
    async with town.relay.client(Cookie=await town.relay.cookie("dominique")) as other:
        assert Calendar.from_ical((await other.get(address)).text).walk("VEVENT") == []
        assert (await other.get(f"/expert/agenda/{shown.slots[0].slot}.ics")).status_code == 404
    async with town.relay.client(Cookie=await town.relay.cookie("maxime")) as agent:
        assert (await agent.get(address)).status_code == 403
    async with town.relay.client() as nobody:
        assert (await nobody.get(address)).status_code == 401
