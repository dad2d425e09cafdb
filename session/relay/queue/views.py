"""What kiosks and experts see of the queue: pure, from one snapshot."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from session.protocol.kiosk_relay import DesksState, TicketState
from session.protocol.pages_relay import Waiting, WaitingList
from session.protocol.shared import Desk
from session.relay.appointments.model import kept_until
from session.relay.ports import Crowd
from session.relay.queue.desks import hours_of
from session.relay.queue.hours import Opening, opening
from session.relay.queue.line import Estimate, Strength, ahead_in_administration, ahead_of, estimate, in_line
from session.relay.queue.model import DeskSetup, Seat, Ticket


@dataclass(frozen=True)
class Snapshot:
    """Everything a view needs, read at one moment."""

    desks: Sequence[DeskSetup]
    tickets: Sequence[Ticket]
    seats: Sequence[Seat]
    services_s: Mapping[str, Sequence[float]]
    crowd: Crowd
    now: datetime
    with_slots: frozenset[str] = frozenset()
    """Desks of which a slot can be booked."""

    def strength(self, administration: str) -> Strength:
        """Its experts who take people: once each, however many pages they have open."""
        ours = [e for e in self.crowd.experts.values() if e.administration == administration]
        ready = {e.account for e in ours if e.available}
        seated = {seat.expert for seat in self.seats}
        return Strength(serving=len(ready), free=len(ready - seated))


def opening_of(desk: DeskSetup, now: datetime) -> Opening:
    """Open or not at this moment, on the counter's own wall clock."""
    return opening(hours_of(desk), now.astimezone(ZoneInfo(desk.timezone)))


def desks_state(snapshot: Snapshot) -> DesksState:
    """All counters, for the kiosks."""
    return DesksState(desks=[_desk(snapshot, desk) for desk in snapshot.desks])


def _desk(snapshot: Snapshot, desk: DeskSetup) -> Desk:
    state = opening_of(desk, snapshot.now)
    line = in_line(snapshot.tickets)
    ahead = sum(t.administration == desk.administration for t in line)
    strength = snapshot.strength(desk.administration)
    guess = estimate(ahead, strength, snapshot.services_s.get(desk.desk, ())) if state.open else None
    low, high = _range(guess)
    return Desk(
        desk=desk.desk,
        administration=desk.administration,
        name=desk.name,
        open=state.open,
        until=state.until,
        opens=state.opens,
        waiting=sum(t.desk == desk.desk for t in line),
        experts=strength.serving,
        estimate_low_s=low,
        estimate_high_s=high,
        promise_s=desk.promise_s,
        can=desk.can,
        cannot=desk.cannot,
        papers=desk.papers,
        contact=desk.contact,
        appointments=desk.desk in snapshot.with_slots,
    )


def ticket_states(snapshot: Snapshot) -> dict[str, TicketState]:
    """Where every person in front of a kiosk stands; call-backs wait elsewhere and are not told."""
    return {t.ticket: _ticket(snapshot, t) for t in snapshot.tickets if t.status in {"waiting", "seated"}}


def _ticket(snapshot: Snapshot, ticket: Ticket) -> TicketState:
    if ticket.status == "seated":
        return TicketState(ticket=ticket.ticket, desk=ticket.desk, status="seated")
    ahead = ahead_in_administration(ticket, snapshot.tickets)
    strength = snapshot.strength(ticket.administration)
    low, high = _range(estimate(ahead, strength, snapshot.services_s.get(ticket.desk, ())))
    return TicketState(
        ticket=ticket.ticket,
        desk=ticket.desk,
        status="waiting",
        ahead=ahead_of(ticket, snapshot.tickets),
        estimate_low_s=low,
        estimate_high_s=high,
    )


def waiting_list(snapshot: Snapshot, administration: str) -> WaitingList:
    """The line of an administration's experts. A kiosk whose link is lost keeps its place, unseen."""
    names = {desk.desk: desk.name for desk in snapshot.desks}
    return WaitingList(
        people=[
            Waiting(
                ticket=t.ticket,
                desk=names.get(t.desk, t.desk),
                kiosk=snapshot.crowd.kiosks[t.kiosk].name,
                since=t.since,
                procedure=t.procedure,
                callback=t.number,
                **_expected(t),
            )
            for t in in_line(snapshot.tickets)
            if t.administration == administration
            and t.status != "ringing"
            and t.kiosk in snapshot.crowd.kiosks
        ]
    )


def _expected(ticket: Ticket) -> dict[str, str]:
    """Who has an appointment, and with whom; nothing for the others."""
    booked = ticket.appointment
    if booked is None:
        return {}
    until = kept_until(booked.starts, ticket.since)
    return {"appointment": booked.starts, "expert": booked.name, "kept_until": until}


def _range(guess: Estimate | None) -> tuple[int | None, int | None]:
    return (None, None) if guess is None else (guess.low_s, guess.high_s)
