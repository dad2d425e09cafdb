"""Expert's and agent's pages and relay, over web sockets `/ws/expert` and `/ws/agent`.

The session cookie says who; the `Origin` must be the relay's own.
"""

from typing import ClassVar, Literal

from session.protocol import appointments, rebooking
from session.protocol.call import CallAnswer, CallCandidate, CallEnd, CallOffer, CallReoffer, Refusal
from session.protocol.company import AgentState
from session.protocol.envelope import Body, Link
from session.protocol.kiosk_relay import Command, DesksState, KioskState
from session.protocol.orientation import OrientationAsk, OrientationState
from session.protocol.pulse import LinkPing, LinkPong
from session.protocol.serving import DeskSay, ExpertServes, Skill
from session.protocol.shared import ErrorKey, IceServer, Id, Part, ProcedureRef, Short
from session.protocol.showing import Identity
from session.protocol.transfer import Handover
from session.protocol.use import Day


class ExpertWelcome(Body):
    """Who is logged in, and the counters they serve."""

    TYPE: ClassVar[str] = "expert.welcome"
    name: Short
    administration: Short
    desks: list[Short]
    skills: list[Skill] = []
    """What they may serve, when there is something to choose."""


class ExpertAvailable(Body):
    """The expert serves, or pauses."""

    TYPE: ClassVar[str] = "expert.available"
    available: bool


class Waiting(Part):
    """One person waiting: a time of arrival, nothing about them unless they agreed."""

    ticket: Id
    desk: Short
    kiosk: Short
    since: Short
    procedure: ProcedureRef | None = None
    callback: Short = ""
    """The call-back number, when the person asked to be called back."""
    appointment: Short = ""
    """When they have an appointment, RFC 3339; empty for those who came without one."""
    expert: Short = ""
    """With whom, by name."""
    kept_until: Short = ""
    """Until then only that expert may take them, RFC 3339."""
    skill: Short = ""
    """The subject the person needs someone for."""
    handover: Handover | None = None


class WaitingList(Body):
    """Those whom this expert may take, first come first; `others` wait for someone else there."""

    TYPE: ClassVar[str] = "waiting.list"
    people: list[Waiting]
    others: int = 0
    rings: Waiting | None = None
    """For whom a kiosk rings on behalf of this very page: none of `people` meanwhile. `kiosk` is empty while its link is away."""


class SeatTake(Body):
    """Take this person; refused with `queue.seat-taken` when another expert was first."""

    TYPE: ClassVar[str] = "seat.take"
    ticket: Id


class SeatOpen(Body):
    """The lease, and what the page needs to call: the kiosk's public key (base64url, Ed25519)."""

    TYPE: ClassVar[str] = "seat.open"
    ticket: Id
    call: Id
    fence: int
    generation: int
    kiosk: Short
    kiosk_id: Short
    kiosk_key: Short
    procedure: ProcedureRef | None = None
    ice: list[IceServer] = []
    desk: Short = ""
    handover: Handover | None = None


class SeatReturn(Body):
    """The page is back: `seat.open` again for a seat this expert still holds.

    A page in a call names it in the envelope, and is told `call.end` where the seat is no longer theirs.
    """

    TYPE: ClassVar[str] = "seat.return"


class Outcome(Body):
    """Wrap-up, for the counters: no personal data."""

    TYPE: ClassVar[str] = "call.outcome"
    ticket: Id
    outcome: Literal["solved", "continued", "papers-missing", "redirected", "abandoned"]
    identity: Identity | None = None
    """How the expert came to know who the person was, where they had to."""


class AgentWelcome(Body):
    """Who is logged in."""

    TYPE: ClassVar[str] = "agent.welcome"
    name: Short
    town_hall: Short


class KioskTile(Part):
    """A kiosk as its agent sees it, with its last days of use, oldest first, none left out between."""

    kiosk: Short
    name: Short
    state: KioskState
    since: Short
    online: bool
    faults: list[ErrorKey] = []
    days: list[Day] = []
    agent: AgentState = ""
    """What became of an agent's offer to come and help."""


class KiosksState(Body):
    """The agent's kiosks, at each change."""

    TYPE: ClassVar[str] = "kiosks.state"
    kiosks: list[KioskTile]


class AgentCommand(Body):
    """Order one kiosk."""

    TYPE: ClassVar[str] = "agent.command"
    kiosk: Short
    command: Command


EXPERT_TO_RELAY = Link(
    "expert-to-relay",
    ExpertAvailable, ExpertServes, DeskSay, SeatTake, SeatReturn, CallOffer, CallCandidate, CallEnd, Outcome,
    LinkPing, *appointments.EXPERT_ASKS, *rebooking.EXPERT_ASKS, stored=True,
)  # fmt: skip
RELAY_TO_EXPERT = Link(
    "relay-to-expert",
    ExpertWelcome, DesksState, WaitingList, SeatOpen, CallAnswer, CallReoffer, CallEnd, Refusal,
    LinkPong, *appointments.EXPERT_HEARS, *rebooking.EXPERT_HEARS,
)  # fmt: skip
AGENT_TO_RELAY = Link("agent-to-relay", AgentCommand, OrientationAsk, LinkPing, stored=True)
RELAY_TO_AGENT = Link("relay-to-agent", AgentWelcome, KiosksState, OrientationState, Refusal, LinkPong)
