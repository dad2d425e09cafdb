"""Desks, tickets and seats as the relay keeps them."""

from dataclasses import dataclass, field
from typing import Literal

from session.protocol.shared import ProcedureRef

TicketStatus = Literal["waiting", "callback", "ringing", "seated"]


@dataclass(frozen=True)
class DeskSetup:
    """One counter as its file describes it. `hours` holds `{"mon": ["09:00-12:00"]}`.

    `special` holds the hours of single dates, `holidays` the commune whose public holidays close it.
    `skills` names the subjects that not everyone there can serve, each with its sheets and topics.
    """

    desk: str
    administration: str
    name: str
    hours: dict[str, list[str]] = field(default_factory=dict)
    closed: list[str] = field(default_factory=list)
    timezone: str = "Europe/Paris"
    promise_s: int = 600
    can: list[str] = field(default_factory=list)
    cannot: list[str] = field(default_factory=list)
    papers: list[str] = field(default_factory=list)
    contact: str = ""
    skills: dict[str, list[str]] = field(default_factory=dict)
    special: dict[str, list[str]] = field(default_factory=dict)
    holidays: str = ""


@dataclass(frozen=True)
class Booked:
    """The appointment that brings somebody: its hour, and the login and name of the expert who expects them."""

    starts: str
    expert: str
    name: str


@dataclass(frozen=True)
class Ticket:
    """A place in the line of an administration; lower `place` comes first.

    `number` is set for a call-back; `ring_expert` and `ring_holder` while it rings. `skill` is the
    subject it needs someone for, `returns` how often an expert vanished from it. `sent_by`, of
    `sent_from`, passed the person on with `note`, which the person has read. `appointment` is
    None for those who came without one.
    """

    ticket: str
    kiosk: str
    desk: str
    administration: str
    status: TicketStatus
    place: int
    since: str
    fence: int = 0
    number: str = ""
    procedure: ProcedureRef | None = None
    ring_expert: str = ""
    ring_holder: str = ""
    skill: str = ""
    returns: int = 0
    sent_by: str = ""
    sent_from: str = ""
    note: str = ""
    appointment: Booked | None = None


@dataclass(frozen=True)
class Move:
    """Where a seated ticket goes, and by whom it is sent; `since`: it waits there from now on."""

    desk: str
    administration: str
    skill: str
    sent_by: str
    sent_from: str
    note: str
    since: str


@dataclass(frozen=True)
class Seat:
    """The relay's lease on a ticket: one expert, one call.

    `holder` is the connection that may speak for the expert; `fence` grows with each lease of the
    ticket; `generation` is the last one offered.
    """

    call: str
    ticket: str
    kiosk: str
    expert: str
    holder: str
    fence: int
    generation: int
    granted: str
    expires: str
    outcome: str = ""
    identity: str = ""
