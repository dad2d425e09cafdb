"""What experts and kiosks may do with slots, and what is told of it."""

import asyncio
from dataclasses import replace
from datetime import date, time
from zoneinfo import ZoneInfo

from kiosk.core.clock import rfc3339
from kiosk.core.errors import UserFacingError
from kiosk.core.ids import new_id
from session.protocol.appointment_code import TRIES, code_of, read_code, spoken
from session.protocol.appointments import (
    AgendaChanged,
    AgendaDesk,
    AgendaSlot,
    AgendaState,
    AppointmentBooked,
    AppointmentCheck,
    AppointmentRefused,
    AppointmentSaid,
    FreeSlot,
    SlotBook,
    SlotClose,
    SlotsAsk,
    SlotsFree,
    SlotsOpen,
)
from session.protocol.rebooking import SlotCallOff, SlotRecode, SlotRecoded
from session.protocol.shared import ProcedureRef
from session.relay.appointments.model import (
    REMEMBERED,
    Appointment,
    Slot,
    bookable,
    cut,
    digest_of,
    may_open,
    opens_at,
    receipt_of,
    when_of,
)
from session.relay.identity.accounts import count_failure, digest
from session.relay.identity.delays import Patience
from session.relay.parts import Parts
from session.relay.ports import ExpertHere, KioskHere, kiosk_topic, page_topic
from session.relay.queue.board import Board
from session.relay.queue.model import Booked, DeskSetup

PER_KIOSK = Patience(free=5, first_s=5.0)
"""A code that was copied wrong is found out by its check sign and not counted: whoever comes so far guesses."""
PURGE_S = 600.0


class Agenda:
    """Slots of all experts."""

    def __init__(self, parts: Parts, board: Board) -> None:
        self._parts = parts
        self._board = board

    # ---- experts

    async def tell(self, expert: ExpertHere) -> None:
        """The expert's own slots from now on."""
        desks = await self._desks(expert.administration)
        slots = await self._parts.store.agenda(expert.login, self._parts.now())
        state = AgendaState(
            desks=[AgendaDesk(desk=d.desk, name=d.name, timezone=d.timezone) for d in desks],
            slots=[_shown(slot, appointment) for slot, appointment in slots],
        )
        await self._parts.tell(page_topic(expert.connection), state)

    async def open(self, expert: ExpertHere, wish: SlotsOpen) -> None:
        """Open the slots of one span.

        Raises:
            UserFacingError: `queue.desk-unknown`, `appointment.time-wrong`, `appointment.slot-overlaps`,
                `appointment.slots-exceeded`.
        """
        desk = await self._desk_of(expert.administration, wish.desk)
        try:
            day, begins, ends = date.fromisoformat(wish.day), _wall(wish.begins), _wall(wish.ends)
        except ValueError:
            raise UserFacingError("appointment.time-wrong") from None
        spans = cut(day, begins, ends, wish.minutes, ZoneInfo(desk.timezone))
        if not may_open(spans, self._parts.clock.now()):
            raise UserFacingError("appointment.time-wrong")
        empty = Slot("", desk.desk, desk.administration, expert.login, expert.name, "", "", wish.note.strip())
        slots = [
            replace(empty, slot=new_id(), starts=rfc3339(span.starts), ends=rfc3339(span.ends))
            for span in spans
        ]
        match await self._parts.store.open_slots(slots, self._parts.now()):
            case "overlaps":
                raise UserFacingError("appointment.slot-overlaps")
            case "exceeded":
                raise UserFacingError("appointment.slots-exceeded")
            case "opened":
                self._parts.events.emit("appointment.open-complete", desk=desk.desk, slots=len(slots))
                await self._changed(desk.administration)

    async def close(self, expert: ExpertHere, wish: SlotClose) -> None:
        """Close a slot that nobody booked.

        Raises:
            UserFacingError: `appointment.slot-booked`, `appointment.slot-taken` for what is not theirs.
        """
        match await self._parts.store.close_slot(wish.slot, expert.login):
            case "booked":
                raise UserFacingError("appointment.slot-booked")
            case "gone":
                raise UserFacingError("appointment.slot-taken")
            case "closed":
                await self._changed(expert.administration)

    async def call_off(self, expert: ExpertHere, wish: SlotCallOff) -> None:
        """Close a slot of one's own, and let who booked it be told.

        Raises:
            UserFacingError: `appointment.booking-gone` for what is not theirs.
        """
        match await self._parts.store.call_off(wish.slot, expert.login):
            case "gone":
                raise UserFacingError("appointment.booking-gone")
            case "called-off":
                self._parts.events.emit("appointment.call-off-complete")
        await self._changed(expert.administration)

    async def recode(self, expert: ExpertHere, wish: SlotRecode) -> None:
        """Give who booked a slot of one's own another code, and say it this once.

        Raises:
            UserFacingError: `appointment.booking-gone` for what is not theirs, or nobody has.
        """
        for attempt in range(TRIES):
            code = code_of(wish.request, attempt)
            kept = await asyncio.to_thread(digest_of, code)
            match await self._parts.store.recode(wish.slot, expert.login, kept, code[:2]):
                case "recoded":
                    self._parts.events.emit("appointment.recode-complete")
                    told = SlotRecoded(slot=wish.slot, code=spoken(code))
                    await self._parts.tell(page_topic(expert.connection), told)
                    return await self._changed(expert.administration)
                case "gone":
                    break
        raise UserFacingError("appointment.booking-gone")

    # ---- kiosks

    async def free(self, here: KioskHere, wish: SlotsAsk) -> None:
        """The slots one may book."""
        slots = await self._parts.store.free_slots(wish.desk, *bookable(self._parts.clock.now()))
        told = [FreeSlot(slot=s.slot, start=s.starts, end=s.ends, note=s.note) for s in slots]
        await self._parts.tell(kiosk_topic(here.kiosk), SlotsFree(desk=wish.desk, slots=told))

    async def book(self, here: KioskHere, wish: SlotBook) -> None:
        """Book a slot; the same request again is told the same receipt."""
        for attempt in range(TRIES):
            code = code_of(wish.request, attempt)
            wanted = Appointment(
                receipt_sha256=receipt_of(wish.request),
                code_digest=await asyncio.to_thread(digest_of, code),
                hint=code[:2],
                slot=wish.slot,
                desk="",
                starts="",
                ends="",
                procedure=wish.procedure,
            )
            after, _ = bookable(self._parts.clock.now())
            booked = await self._parts.store.book(wanted, after)
            if booked == "code-taken":
                continue
            if booked == "taken" or booked.slot != wish.slot:
                break
            if booked.code_digest == wanted.code_digest:
                await self._receipt(here, wish, booked, code)
                return
        refused = AppointmentRefused(request=wish.request, key="appointment.slot-taken")
        await self._parts.tell(kiosk_topic(here.kiosk), refused)

    async def check(self, here: KioskHere, wish: AppointmentCheck) -> None:
        """What a code is worth now; or give the appointment up."""
        try:
            found = await self._look_up(here, wish.code)
        except UserFacingError as error:
            wait = await self._wait_s(here)
            refused = AppointmentRefused(request=wish.request, key=error.key, wait_s=wait)
            await self._parts.tell(kiosk_topic(here.kiosk), refused)
            return
        said = AppointmentSaid(request=wish.request, when="unknown")
        if found is not None:
            said = await self._said(wish, found)
        self._parts.events.emit("appointment.check-complete", when=said.when)
        await self._parts.tell(kiosk_topic(here.kiosk), said)

    async def admit(self, here: KioskHere, code: str) -> tuple[DeskSetup, Booked, ProcedureRef | None]:
        """Whom a code brings to which desk, now, and for what where that was agreed.

        Raises:
            UserFacingError: `appointment.code-unknown`, `appointment.not-now`,
                `appointment.attempts-exceeded`, `queue.desk-unknown`.
        """
        found = await self._look_up(here, code)
        if found is None:
            raise UserFacingError("appointment.code-unknown")
        desk = await self._desk(found.desk)
        slot = await self._parts.store.slot(found.slot) if found.slot else None
        now = self._parts.clock.now()
        if slot is None or desk is None or when_of(found, now, ZoneInfo(desk.timezone)) != "now":
            raise UserFacingError("appointment.not-now")
        return desk, Booked(found.starts, slot.expert, slot.name), found.procedure

    # ---- time

    async def run(self) -> None:
        """Forget what is over, for as long as the relay lives."""
        while True:
            await self.purge()
            await asyncio.sleep(PURGE_S)

    async def purge(self) -> None:
        """Once."""
        before = rfc3339(self._parts.clock.now() - REMEMBERED)
        slots, appointments = await self._parts.store.purge(before)
        if slots or appointments:
            self._parts.events.emit("appointment.purge-complete", slots=slots, appointments=appointments)

    # ---- inside

    async def _receipt(self, here: KioskHere, wish: SlotBook, booked: Appointment, code: str) -> None:
        desk = await self._desk(booked.desk)
        slot = await self._parts.store.slot(booked.slot or "")
        receipt = AppointmentBooked(
            request=wish.request,
            code=spoken(code),
            desk=booked.desk,
            name=desk.name if desk else booked.desk,
            start=booked.starts,
            end=booked.ends,
            note=slot.note if slot else "",
            papers=desk.papers if desk else [],
        )
        self._parts.events.emit("appointment.book-complete", desk=booked.desk)
        await self._parts.tell(kiosk_topic(here.kiosk), receipt)
        await self._changed(desk.administration if desk else "")

    async def _said(self, wish: AppointmentCheck, found: Appointment) -> AppointmentSaid:
        desk = await self._desk(found.desk)
        zone = ZoneInfo(desk.timezone if desk else "UTC")
        when = when_of(found, self._parts.clock.now(), zone)
        if wish.cancel and when not in {"late", "cancelled"}:
            await self._parts.store.cancel(found.code_digest)
            self._parts.events.emit("appointment.cancel-complete", desk=found.desk)
            await self._changed(desk.administration if desk else "")
            when = "cancelled"
        return AppointmentSaid(
            request=wish.request,
            when=when,
            desk=found.desk,
            name=desk.name if desk else found.desk,
            start=found.starts,
            end=found.ends,
            opens=opens_at(found),
            called_off=found.called_off,
        )

    async def _look_up(self, here: KioskHere, typed: str) -> Appointment | None:
        """The appointment of a code; None for no code at all. A good code that nobody has counts as a guess."""
        code = read_code(typed)
        if not code:
            return None
        if await self._wait_s(here) > 0:
            raise UserFacingError("appointment.attempts-exceeded")
        found = await self._parts.store.appointment(await asyncio.to_thread(digest_of, code))
        if found is None:
            await count_failure(self._parts.store, self._parts.clock, _who(here), PER_KIOSK)
        return found

    async def _wait_s(self, here: KioskHere) -> float:
        until = await self._parts.store.blocked_until([_who(here)])
        return max(0.0, until - self._parts.clock.now().timestamp())

    async def _changed(self, administration: str) -> None:
        crowd = await self._parts.presence.crowd()
        for expert in crowd.experts.values():
            if expert.administration == administration:
                await self._parts.tell(page_topic(expert.connection), AgendaChanged())
        self._board.changed()

    async def _desks(self, administration: str) -> list[DeskSetup]:
        return [d for d in await self._parts.store.desks() if d.administration == administration]

    async def _desk(self, name: str) -> DeskSetup | None:
        return next((d for d in await self._parts.store.desks() if d.desk == name), None)

    async def _desk_of(self, administration: str, name: str) -> DeskSetup:
        for desk in await self._desks(administration):
            if desk.desk == name:
                return desk
        raise UserFacingError("queue.desk-unknown")


def _wall(text: str) -> time:
    return time.fromisoformat(text)


def _who(here: KioskHere) -> str:
    return digest(f"appointment:{here.kiosk}")


def _shown(slot: Slot, appointment: Appointment | None) -> AgendaSlot:
    return AgendaSlot(
        slot=slot.slot,
        desk=slot.desk,
        start=slot.starts,
        end=slot.ends,
        note=slot.note,
        booked=appointment is not None,
        hint=appointment.hint if appointment else "",
        procedure=appointment.procedure if appointment else None,
    )
