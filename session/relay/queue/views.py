"""What kiosks and experts see of the queue: pure, from one snapshot."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from session.protocol.kiosk_relay import DesksState, TicketState
from session.protocol.pages_relay import Waiting, WaitingList
from session.protocol.shared import Desk
from session.protocol.transfer import Handover
from session.relay.appointments.model import kept_until
from session.relay.ports import Crowd, ExpertHere
from session.relay.queue.desks import hours_of
from session.relay.queue.forecast import Estimate, Forecast, Job, Server, forecast
from session.relay.queue.hours import Opening, opening
from session.relay.queue.line import ahead_of, in_line
from session.relay.queue.model import DeskSetup, Seat, Ticket
from session.relay.queue.notices import Notice, told_at
from session.relay.queue.skills import meets, meets_desk

_NOBODY = Forecast({}, {})


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
    notices: Mapping[str, Notice] = field(default_factory=dict)

    def serving(self, administration: str) -> list[ExpertHere]:
        """Its experts who take people: once each, however many pages they have open."""
        ours = (e for e in self.crowd.experts.values() if e.administration == administration and e.available)
        return list({expert.account: expert for expert in ours}.values())

    @cached_property
    def desk_names(self) -> Mapping[str, str]:
        """What each counter is called."""
        return {desk.desk: desk.name for desk in self.desks}

    @cached_property
    def forecasts(self) -> Mapping[str, Forecast]:
        """By administration, whose experts serve one common line."""
        return {name: self._forecast(name) for name in {desk.administration for desk in self.desks}}

    def _forecast(self, administration: str) -> Forecast:
        line = [
            Job(t.ticket, t.desk, t.skill)
            for t in in_line(self.tickets)
            if t.administration == administration and t.status != "ringing"
        ]
        desks = [desk.desk for desk in self.desks if desk.administration == administration]
        servers = [self._server(expert) for expert in self.serving(administration)]
        return forecast(line, servers, desks, self.services_s)

    def _server(self, expert: ExpertHere) -> Server:
        tickets = {t.ticket: t for t in self.tickets}
        for seat in self.seats:
            if seat.expert == expert.account and seat.ticket in tickets:
                busy = (self.now - datetime.fromisoformat(seat.granted)).total_seconds()
                return Server(expert.can, max(0.0, busy), tickets[seat.ticket].desk)
        rings = next((t for t in self.tickets if t.ring_expert == expert.account), None)
        return Server(expert.can) if rings is None else Server(expert.can, 0.0, rings.desk)


def opening_of(desk: DeskSetup, now: datetime) -> Opening:
    """Open or not at this moment, on the counter's own wall clock."""
    return opening(hours_of(desk), now.astimezone(ZoneInfo(desk.timezone)))


def desks_state(snapshot: Snapshot) -> DesksState:
    """All counters, for the kiosks."""
    return DesksState(desks=[_desk(snapshot, desk) for desk in snapshot.desks])


def _desk(snapshot: Snapshot, desk: DeskSetup) -> Desk:
    state = opening_of(desk, snapshot.now)
    line = in_line(snapshot.tickets)
    guess = snapshot.forecasts.get(desk.administration, _NOBODY).desks.get(desk.desk)
    low, high = _range(guess if state.open else None)
    notice = snapshot.notices.get(desk.desk)
    return Desk(
        desk=desk.desk,
        administration=desk.administration,
        name=desk.name,
        open=state.open,
        until=state.until,
        opens=state.opens,
        waiting=sum(t.desk == desk.desk for t in line),
        experts=sum(meets_desk(e.can, desk.desk) for e in snapshot.serving(desk.administration)),
        estimate_low_s=low,
        estimate_high_s=high,
        promise_s=desk.promise_s,
        can=desk.can,
        cannot=desk.cannot,
        papers=desk.papers,
        contact=desk.contact,
        appointments=desk.desk in snapshot.with_slots,
        notice=notice.text if notice else "",
        notice_at=told_at(desk, notice) if notice else "",
    )


def ticket_states(snapshot: Snapshot) -> dict[str, TicketState]:
    """Where every person in front of a kiosk stands; call-backs wait elsewhere and are not told."""
    return {t.ticket: _ticket(snapshot, t) for t in snapshot.tickets if t.status in {"waiting", "seated"}}


def _ticket(snapshot: Snapshot, ticket: Ticket) -> TicketState:
    if ticket.status == "seated":
        return TicketState(ticket=ticket.ticket, desk=ticket.desk, status="seated")
    forecasted = snapshot.forecasts.get(ticket.administration, _NOBODY)
    low, high = _range(forecasted.tickets.get(ticket.ticket))
    serving = snapshot.serving(ticket.administration)
    return TicketState(
        ticket=ticket.ticket,
        desk=ticket.desk,
        status="waiting",
        ahead=ahead_of(ticket, snapshot.tickets),
        estimate_low_s=low,
        estimate_high_s=high,
        skill=ticket.skill,
        served=any(meets(e.can, ticket.desk, ticket.skill) for e in serving),
        others=any(meets_desk(e.can, ticket.desk) for e in serving),
    )


def waiting_list(snapshot: Snapshot, expert: ExpertHere) -> WaitingList:
    """Those whom this expert may take. A kiosk whose link is lost keeps its place, unseen.

    Unless it rings for them: then it is shown without its name.
    """
    line = [t for t in in_line(snapshot.tickets) if t.administration == expert.administration]
    there = [t for t in line if t.status != "ringing" and t.kiosk in snapshot.crowd.kiosks]
    theirs = [t for t in there if meets(expert.can, t.desk, t.skill)]
    rings = next((t for t in line if t.ring_holder == expert.connection), None)
    return WaitingList(
        people=[_waiting(snapshot, t) for t in theirs],
        others=len(there) - len(theirs),
        rings=None if rings is None else _waiting(snapshot, rings),
    )


def _waiting(snapshot: Snapshot, ticket: Ticket) -> Waiting:
    kiosk = snapshot.crowd.kiosks.get(ticket.kiosk)
    return Waiting(
        ticket=ticket.ticket,
        desk=snapshot.desk_names.get(ticket.desk, ticket.desk),
        kiosk=kiosk.name if kiosk is not None else "",
        since=ticket.since,
        procedure=ticket.procedure,
        callback=ticket.number,
        skill=ticket.skill,
        handover=handover_of(ticket),
        **_expected(ticket),
    )


def _expected(ticket: Ticket) -> dict[str, str]:
    """Who has an appointment, and with whom; nothing for the others."""
    booked = ticket.appointment
    if booked is None:
        return {}
    until = kept_until(booked.starts, ticket.since)
    return {"appointment": booked.starts, "expert": booked.name, "kept_until": until}


def handover_of(ticket: Ticket) -> Handover | None:
    """Who sent this person on, if anyone did."""
    if not ticket.sent_from:
        return None
    return Handover(by=ticket.sent_by, administration=ticket.sent_from, note=ticket.note)


def _range(guess: Estimate | None) -> tuple[int | None, int | None]:
    return (None, None) if guess is None else (guess.low_s, guess.high_s)
