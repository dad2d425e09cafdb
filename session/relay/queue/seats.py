"""Leases: taking a person, ringing a call-back, ending, giving back, coming back."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from kiosk.core.clock import rfc3339
from kiosk.core.errors import UserFacingError
from kiosk.core.ids import new_id
from session.protocol.call import CallEnd, Refusal
from session.protocol.envelope import Body
from session.protocol.kiosk_relay import CallbackAnswer, CallbackRing, SeatGranted, SeatLost, TicketState
from session.protocol.pages_relay import SeatOpen
from session.protocol.shared import EndReason, IceServer
from session.relay.appointments.model import kept_until
from session.relay.ice import servers
from session.relay.parts import Parts
from session.relay.ports import ExpertHere, KioskHere, kiosk_topic, page_topic
from session.relay.queue.board import Board
from session.relay.queue.model import Seat, Ticket
from session.relay.queue.ports import Service
from session.relay.queue.skills import meets
from session.relay.queue.views import handover_of


@dataclass(frozen=True)
class _Ring:
    expert: str
    about: str
    deadline: float


class Seats:
    """What happens to a lease."""

    def __init__(self, parts: Parts, board: Board) -> None:
        self._parts = parts
        self._board = board
        self._rings: dict[str, _Ring] = {}

    async def take(self, expert: ExpertHere, ticket: str, about: str) -> None:
        """Seat a waiting person with this expert, or ring for a call-back. A repeat changes nothing.

        An expert rings for one person at a time, and for nobody while they take somebody: their former ring stops.

        Raises:
            UserFacingError: `queue.seat-taken` (also for what is not theirs to see),
                `queue.seat-held`, `queue.skill-missing`, `link.kiosk-offline`, `appointment.expert-awaited`.
        """
        wanted = await self._parts.store.ticket(ticket)
        if wanted is None or wanted.administration != expert.administration:
            raise self._refused("queue.seat-taken", "gone" if wanted is None else "administration")
        if not meets(expert.can, wanted.desk, wanted.skill):
            raise self._refused("queue.skill-missing", "skill")
        crowd = await self._parts.presence.crowd()
        if wanted.kiosk not in crowd.kiosks:
            raise self._refused("link.kiosk-offline", "offline")
        if self._awaits_another(wanted, expert):
            raise self._refused("appointment.expert-awaited", "awaited")
        if await self._has_already(expert, wanted, about):
            return
        wanted = await self._stop_own_ring(expert, wanted)
        if wanted.status == "callback":
            await self._ring(expert, wanted, about)
        else:
            await self._grant(expert, wanted)

    async def answer_callback(self, here: KioskHere, answer: CallbackAnswer) -> None:
        """The person came to the ringing kiosk, or nobody did.

        Who comes after the ring is over, or to an expert who is gone or with somebody else, waits at their place.

        Raises:
            UserFacingError: `queue.seat-stale` for a person who came and whose place is gone.
        """
        ticket = await self._parts.store.ticket(answer.ticket)
        if ticket is None or ticket.kiosk != here.kiosk:
            if not answer.present:
                return  # the ring is over: no news
            raise UserFacingError("queue.seat-stale")
        if ticket.status == "ringing":
            if answer.present and await self._seat_caller(ticket):
                return
            await self.stop_ring(ticket, tell_kiosk=False, any_page=not answer.present)
        elif ticket.status == "seated" and answer.present:
            await self.grant_again(here)
        if not answer.present:
            return
        if not await self._parts.store.come(ticket.ticket, here.kiosk):
            now = await self._parts.store.ticket(ticket.ticket)
            if now is not None and now.status == "ringing":  # another expert rang meanwhile: here they are
                await self.answer_callback(here, answer)
                return
        self._board.changed(ticket.ticket)

    async def _seat_caller(self, ticket: Ticket) -> bool:
        """Seat who answered a ring with the expert who rings, if they are there and free."""
        expert = (await self._parts.presence.crowd()).experts.get(ticket.ring_holder)
        if expert is None or not await self._seat(expert, ticket):
            return False
        self._rings.pop(ticket.ticket, None)
        return True

    async def stop_ring(
        self, ticket: Ticket, *, tell_kiosk: bool, tell_expert: bool = True, any_page: bool = False
    ) -> None:
        """Nobody came, or the expert went: back in the list, and both are told.

        Nothing happens where the expert's next page has taken the ring over since `ticket` was read, unless `any_page`.
        """
        holder = "" if any_page else ticket.ring_holder
        if not await self._parts.store.stop_ringing(ticket.ticket, ticket.ring_expert, holder):
            return
        ring = self._rings.pop(ticket.ticket, None)
        if tell_kiosk:
            await self._tell_ring(ticket, "")
        if tell_expert:
            refusal = Refusal(key="queue.nobody-answers", about=ring.about if ring else "")
            await self._parts.tell(page_topic(ticket.ring_holder), refusal)
        self._board.changed()

    async def ring_again(self, here: KioskHere) -> None:
        """The kiosk is back: it may have lost its link before it could ring."""
        for ticket in await self._parts.store.tickets():
            ring = self._rings.get(ticket.ticket)
            if ticket.kiosk == here.kiosk and ticket.status == "ringing" and ring is not None:
                await self._tell_ring(ticket, ring.expert)

    async def ring_dropped(self, ticket: Ticket) -> None:
        """A ringing ticket was given up at the kiosk: tell the expert, and a kiosk that was told again to ring."""
        ring = self._rings.pop(ticket.ticket, None)
        if ticket.status == "ringing":
            await self._tell_ring(ticket, "")
            refusal = Refusal(key="queue.nobody-answers", about=ring.about if ring else "")
            await self._parts.tell(page_topic(ticket.ring_holder), refusal)

    def ring_is_over(self, ticket: Ticket) -> bool:
        """The ringing time has passed, or nobody here began this ring."""
        ring = self._rings.get(ticket.ticket)
        return ring is None or self._parts.clock.monotonic() >= ring.deadline

    async def come_back(self, expert: ExpertHere) -> str | None:
        """This page speaks for the expert's seat from now on, the former one is fenced off; its call, if any.

        A ring goes on as well: this page is shown it, and whoever answers is brought here.
        """
        await self._parts.store.hold_ring(expert.account, expert.connection)
        self._board.changed()
        seat = await self._parts.store.seat_of_expert(expert.account)
        if seat is None or not await self._parts.store.hold(seat.call, expert.connection):
            return None
        ticket = await self._parts.store.ticket(seat.ticket)
        if ticket is not None:
            await self._open(expert.connection, seat, ticket)
        return seat.call

    async def grant_again(self, here: KioskHere) -> None:
        """The kiosk lost its link around the grant: the same lease once more."""
        seat = await self._parts.store.seat_of_kiosk(here.kiosk)
        if seat is None:
            return
        ticket = await self._parts.store.ticket(seat.ticket)
        crowd = await self._parts.presence.crowd()
        names = [e.name for e in crowd.experts.values() if e.account == seat.expert]
        if ticket is not None:
            await self._tell_granted(seat, ticket, names[0] if names else "")

    async def say_over(self, here: KioskHere, call: str | None) -> None:
        """A kiosk still holds a call that is over: what it missed of its end, and who took its person since.

        A kiosk that knows already drops both, as they name the former call.
        """
        if call is None:
            return
        held = [t for t in await self._parts.store.tickets() if t.kiosk == here.kiosk]
        back = next((t.ticket for t in held if t.status in {"waiting", "seated"}), None)
        missed: Body = CallEnd(reason="lost") if back is None else SeatLost(ticket=back, back=True)
        await self._parts.tell(kiosk_topic(here.kiosk), missed, call=call)
        if back is not None:
            await self.grant_again(here)
            self._board.changed(back)

    async def end(
        self, seat: Seat, reason: EndReason, *, tell_kiosk: bool = True, tell_expert: bool = True
    ) -> None:
        """End a call for good and tell whoever does not know yet."""
        ticket = await self._parts.store.ticket(seat.ticket)
        if ticket is None:
            return
        now = self._parts.clock.now()
        service = service_of(seat, ticket, reason, now)
        if not await self._parts.store.finish(seat.call, service, rfc3339(now)):
            return
        self._parts.counters.add("calls_ended")
        self._parts.events.emit(
            "relay.call-complete", desk=ticket.desk, reason=reason, served_s=round(service.served_s)
        )
        if tell_kiosk:
            await self._parts.tell(kiosk_topic(seat.kiosk), CallEnd(reason=reason), call=seat.call)
        if tell_expert:
            await self._parts.tell(page_topic(seat.holder), CallEnd(reason=reason), call=seat.call)
        gone = TicketState(ticket=seat.ticket, desk=ticket.desk, status="gone")
        await self._parts.tell(kiosk_topic(seat.kiosk), gone)
        self._board.changed()

    async def give_back(self, seat: Seat) -> None:
        """The expert is gone: the person is first in the queue again. Not where a page of theirs has come since."""
        ticket = await self._parts.store.give_back(seat.call, seat.holder)
        if ticket is None:
            return
        self._parts.counters.add("seats_lost")
        self._parts.events.emit("relay.seat-lost", desk=ticket.desk, back=True)
        await self._parts.tell(
            kiosk_topic(seat.kiosk), SeatLost(ticket=seat.ticket, back=True), call=seat.call
        )
        self._board.changed(seat.ticket)

    def lease_end(self) -> str:
        """When a lease renewed now runs out."""
        return rfc3339(self._parts.clock.now() + timedelta(seconds=self._parts.config.waits.lease_s))

    async def _has_already(self, expert: ExpertHere, ticket: Ticket, about: str) -> bool:
        """This page asked before: its call is there, or its ring goes on."""
        if ticket.status == "seated":
            seat = await self._parts.store.seat_of_expert(expert.account)
            return seat is not None and (seat.ticket, seat.holder) == (ticket.ticket, expert.connection)
        ring = self._rings.get(ticket.ticket)
        if ticket.ring_holder != expert.connection or ring is None:
            return False
        self._rings[ticket.ticket] = replace(ring, about=about)
        return True

    async def _stop_own_ring(self, expert: ExpertHere, wanted: Ticket) -> Ticket:
        """The wanted ticket as it is afterwards. The page that asks knows; another one of theirs is told."""
        for ringing in await self._parts.store.tickets():
            if ringing.status != "ringing" or ringing.ring_expert != expert.account:
                continue
            here = ringing.ring_holder == expert.connection
            elsewhere = ringing.ticket != wanted.ticket
            await self.stop_ring(ringing, tell_kiosk=elsewhere, tell_expert=not here, any_page=True)
        return await self._parts.store.ticket(wanted.ticket) or wanted

    async def _ring(self, expert: ExpertHere, ticket: Ticket, about: str) -> None:
        if not await self._parts.store.ring(ticket.ticket, expert.account, expert.connection):
            raise await self._not_first(expert)
        deadline = self._parts.clock.monotonic() + self._parts.config.waits.ring_s
        self._rings[ticket.ticket] = _Ring(expert.name, about, deadline)
        await self._tell_ring(ticket, expert.name)
        self._board.changed()

    async def _tell_ring(self, ticket: Ticket, expert: str) -> None:
        """Ring for this expert; for nobody: stop."""
        ring = CallbackRing(ticket=ticket.ticket, number=ticket.number, desk=ticket.desk, expert=expert)
        await self._parts.tell(kiosk_topic(ticket.kiosk), ring)

    async def _grant(self, expert: ExpertHere, ticket: Ticket) -> None:
        if not await self._seat(expert, ticket):
            raise await self._not_first(expert)

    async def _seat(self, expert: ExpertHere, ticket: Ticket) -> bool:
        """False: somebody else has the ticket, or the expert another one."""
        seat = Seat(
            call=new_id(),
            ticket=ticket.ticket,
            kiosk=ticket.kiosk,
            expert=expert.account,
            holder=expert.connection,
            fence=0,
            generation=0,
            granted=self._parts.now(),
            expires=self.lease_end(),
        )
        granted = await self._parts.store.take(ticket.ticket, seat)
        if granted is None:
            return False
        waited = (_moment(seat.granted) - _moment(ticket.since)).total_seconds()
        self._parts.counters.add("seats")
        self._parts.events.emit("relay.seat-granted", desk=ticket.desk, wait_s=round(max(0.0, waited)))
        await self._tell_granted(granted, ticket, expert.name)
        await self._open(expert.connection, granted, ticket)
        self._board.changed()
        return True

    async def _tell_granted(self, seat: Seat, ticket: Ticket, expert: str) -> None:
        granted = SeatGranted(
            ticket=ticket.ticket,
            desk=ticket.desk,
            administration=ticket.administration,
            expert=expert,
            fence=seat.fence,
            ice=self.ice(seat),
        )
        await self._parts.tell(kiosk_topic(seat.kiosk), granted, call=seat.call, gen=max(1, seat.generation))

    async def _open(self, page: str, seat: Seat, ticket: Ticket) -> None:
        kiosk = await self._parts.store.kiosk(seat.kiosk)
        if kiosk is None:
            return
        generation = seat.generation + 1
        opened = SeatOpen(
            ticket=ticket.ticket,
            call=seat.call,
            fence=seat.fence,
            generation=generation,
            kiosk=kiosk.name,
            kiosk_id=kiosk.kiosk,
            kiosk_key=kiosk.public_key,
            procedure=ticket.procedure,
            ice=self.ice(seat),
            desk=ticket.desk,
            handover=handover_of(ticket),
        )
        await self._parts.tell(page_topic(page), opened, call=seat.call, gen=generation)

    def ice(self, seat: Seat) -> list[IceServer]:
        """TURN servers with credentials that begin to run now."""
        return servers(self._parts.config.turn, seat.call, self._parts.clock.now())

    def _awaits_another(self, ticket: Ticket, expert: ExpertHere) -> bool:
        """They have an appointment with a colleague, who still has time to take them."""
        booked = ticket.appointment
        if booked is None or booked.expert == expert.login:
            return False
        return self._parts.now() < kept_until(booked.starts, ticket.since)

    async def _not_first(self, expert: ExpertHere) -> UserFacingError:
        busy = await self._parts.store.seat_of_expert(expert.account) is not None
        return self._refused("queue.seat-held" if busy else "queue.seat-taken", "held" if busy else "taken")

    def _refused(self, key: str, reason: str) -> UserFacingError:
        self._parts.counters.add("seats_refused")
        self._parts.events.emit("relay.seat-refused", reason=reason)
        return UserFacingError(key)


def service_of(seat: Seat, ticket: Ticket, reason: str, now: datetime) -> Service:
    """What is kept of a seat that ends now: how long, nothing of whom."""
    granted = _moment(seat.granted)
    return Service(
        waited_s=max(0.0, (granted - _moment(ticket.since)).total_seconds()),
        served_s=max(0.0, (now - granted).total_seconds()),
        reason=reason,
    )


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
