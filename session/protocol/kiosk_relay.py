"""Kiosk and relay, over a web socket `/ws/kiosk`.

The relay sends plain envelopes. Every frame of the kiosk is a compact JWS (EdDSA) over the
envelope's exact bytes, header `{"alg":"EdDSA","kid":KIOSK_ID,"nonce":CHALLENGE}`; `seq` grows by
at least one each frame, so that a replayed or reordered frame is dropped.
"""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from session.protocol import appointments, trial
from session.protocol.call import CallAnswer, CallCandidate, CallEnd, CallOffer, CallReoffer, Refusal
from session.protocol.company import AgentState
from session.protocol.envelope import Body, Link
from session.protocol.line import LineAsk, LineServers
from session.protocol.shared import Desk, ErrorKey, IceServer, Id, ProcedureRef, Short
from session.protocol.transfer import TransferAgree, TransferDone
from session.protocol.use import Day

KioskState = Literal["free", "in-use", "help", "closed", "fault"]
Command = Literal["close", "open", "help-answered", "join-ask"]


class LinkChallenge(Body):
    """First frame of the relay: the nonce this connection's frames must carry."""

    TYPE: ClassVar[str] = "link.challenge"
    challenge: Id


class LinkHello(Body):
    """First frame of the kiosk."""

    TYPE: ClassVar[str] = "link.hello"
    software: Short


class LinkWelcome(Body):
    """The relay knows this kiosk."""

    TYPE: ClassVar[str] = "link.welcome"
    name: Short


class KioskStatus(Body):
    """Presence, every 10 s and at each change; never content."""

    TYPE: ClassVar[str] = "kiosk.status"
    state: KioskState
    faults: list[ErrorKey] = []
    agent: AgentState = ""


class KioskCounters(Body):
    """The days that changed, newest last; all that are kept after each welcome."""

    TYPE: ClassVar[str] = "kiosk.counters"
    days: Annotated[list[Day], Field(max_length=400)]


class KioskCommand(Body):
    """An agent's order from their page."""

    TYPE: ClassVar[str] = "kiosk.command"
    command: Command
    by: Short = ""


class DesksState(Body):
    """All counters, at each change."""

    TYPE: ClassVar[str] = "desks.state"
    desks: list[Desk]


class QueueJoin(Body):
    """Ask for a place. Same `ticket` again after a lost link keeps the place."""

    TYPE: ClassVar[str] = "queue.join"
    ticket: Id
    desk: Short
    procedure: ProcedureRef | None = None
    appointment: appointments.Code = ""
    """The code of an appointment: before the others, and also at a counter that is closed."""


class QueueLeave(Body):
    """Give the place up."""

    TYPE: ClassVar[str] = "queue.leave"
    ticket: Id


class QueueWiden(Body):
    """Anyone at the counter will do: the subject that was asked for no longer binds this ticket."""

    TYPE: ClassVar[str] = "queue.widen"
    ticket: Id


class TicketState(Body):
    """Where a ticket stands; `ahead` counts the persons before it.

    The estimate is the 20th to the 80th percentile of the waiting time from now, in seconds.
    `skill`: the subject asked for, when it binds; `served`: someone who can take this ticket serves
    now; `others`: some expert of the counter serves.
    """

    TYPE: ClassVar[str] = "ticket.state"
    ticket: Id
    desk: Short
    status: Literal["waiting", "seated", "gone"]
    ahead: int = 0
    estimate_low_s: int | None = None
    estimate_high_s: int | None = None
    skill: Short = ""
    served: bool = True
    others: bool = True


class SeatGranted(Body):
    """An expert took this ticket; the browser will offer. `fence` grows with each lease."""

    TYPE: ClassVar[str] = "seat.granted"
    ticket: Id
    desk: Short
    administration: Short
    expert: Short
    fence: int
    ice: list[IceServer] = []


class SeatLost(Body):
    """The expert is gone; `back` tells that the ticket is first in its queue again."""

    TYPE: ClassVar[str] = "seat.lost"
    ticket: Id
    back: bool


class CallbackAsk(Body):
    """Be called back at this kiosk: kept in the queue under a short spoken number."""

    TYPE: ClassVar[str] = "callback.ask"
    ticket: Id
    desk: Short


class CallbackKept(Body):
    """The number to keep, e.g. `"C-12"`."""

    TYPE: ClassVar[str] = "callback.kept"
    ticket: Id
    number: Short


class CallbackRing(Body):
    """An expert calls back; whoever holds `number` may touch the screen. Empty `expert` stops it."""

    TYPE: ClassVar[str] = "callback.ring"
    ticket: Id
    number: Short
    desk: Short
    expert: Short


class CallbackAnswer(Body):
    """The person is there (or not: `present` false after the ringing time)."""

    TYPE: ClassVar[str] = "callback.answer"
    ticket: Id
    present: bool


class HelpRing(Body):
    """Someone needs the agent, or no longer does."""

    TYPE: ClassVar[str] = "help.ring"
    active: bool


KIOSK_TO_RELAY = Link(
    "kiosk-to-relay",
    LinkHello, KioskStatus, KioskCounters, QueueJoin, QueueLeave, QueueWiden, CallbackAsk, CallbackAnswer, HelpRing,
    CallAnswer, CallReoffer, CallEnd, TransferAgree, *trial.KIOSK_ASKS, LineAsk,
    *appointments.KIOSK_ASKS, stored=True,
)  # fmt: skip
RELAY_TO_KIOSK = Link(
    "relay-to-kiosk",
    LinkChallenge, LinkWelcome, KioskCommand, DesksState, TicketState, SeatGranted, SeatLost,
    CallbackKept, CallbackRing, TransferDone, CallOffer, CallCandidate, CallEnd, Refusal,
    *trial.RELAY_ANSWERS, LineServers, *appointments.KIOSK_HEARS,
)  # fmt: skip
