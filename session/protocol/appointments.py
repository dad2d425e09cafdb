"""Appointments: what the kiosk, the expert's page and the relay say of them.

An appointment names nobody. It is a slot, a desk, and a code that its holder alone knows: the relay keeps
what the code becomes, never the code. Instants are RFC 3339 in UTC; each side shows them where it stands.
A booking is named by its kiosk (`request`, 128 random bits): said twice, it gives the same receipt.
"""

from datetime import datetime
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, Field, StringConstraints

from session.protocol.envelope import Body
from session.protocol.shared import ErrorKey, Id, Part, ProcedureRef, Short


def _on_a_calendar(text: str) -> str:
    """Every digit may be right and the day none: whoever shows it would fall over it."""
    if not text:
        return text
    year = datetime.fromisoformat(text).year
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(text)
    return text


FIRST_YEAR, LAST_YEAR = 1970, 2999
Instant = Annotated[
    str, StringConstraints(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"), AfterValidator(_on_a_calendar)
]
KnownInstant = Annotated[
    str,
    StringConstraints(pattern=r"^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)?$"),
    AfterValidator(_on_a_calendar),
]
"""Empty when it is not known."""
IsoDay = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d\d-\d\d$")]
WallTime = Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
Code = Annotated[str, StringConstraints(max_length=40)]
Note = Annotated[str, StringConstraints(max_length=120)]
MOST_FREE = 300
"""Free slots told of one desk."""
MOST_OPEN = 1000
"""Slots one expert may have open."""

When = Literal["now", "early", "late", "other-day", "cancelled", "unknown"]
"""What a code is worth at this moment."""


class FreeSlot(Part):
    """A slot that nobody has booked. `note` is what it is for."""

    slot: Id
    start: Instant
    end: Instant
    note: Note = ""


# ---- kiosk and relay


class SlotsAsk(Body):
    """The free slots of a desk."""

    TYPE: ClassVar[str] = "slots.ask"
    desk: Short


class SlotsFree(Body):
    """Those of the next weeks, soonest first."""

    TYPE: ClassVar[str] = "slots.free"
    desk: Short
    slots: Annotated[list[FreeSlot], Field(max_length=MOST_FREE)]


class SlotBook(Body):
    """Book it. The procedure only where the visitor agreed."""

    TYPE: ClassVar[str] = "slot.book"
    request: Id
    slot: Id
    procedure: ProcedureRef | None = None


class AppointmentBooked(Body):
    """The receipt: the one time the code is said. `papers` is the desk's own list."""

    TYPE: ClassVar[str] = "appointment.booked"
    request: Id
    code: Code
    desk: Short
    name: Short
    start: Instant
    end: Instant
    note: Note = ""
    papers: list[Short] = []


class AppointmentCheck(Body):
    """Somebody says they have an appointment; `cancel` gives it up."""

    TYPE: ClassVar[str] = "appointment.check"
    request: Id
    code: Code
    cancel: bool = False


class AppointmentSaid(Body):
    """What the code is worth now. `opens` is when one may come; empty fields when it is not known.

    `called_off` with `cancelled`: it was not the holder who gave it up.
    """

    TYPE: ClassVar[str] = "appointment.said"
    request: Id
    when: When
    desk: Short = ""
    name: Short = ""
    start: KnownInstant = ""
    end: KnownInstant = ""
    opens: KnownInstant = ""
    called_off: bool = False


class AppointmentRefused(Body):
    """A booking, or a code that is not looked at before `wait_s` have passed."""

    TYPE: ClassVar[str] = "appointment.refused"
    request: Id
    key: ErrorKey
    wait_s: float = 0


# ---- expert's page and relay


class AgendaAsk(Body):
    """The agenda, and each time it changes that it did."""

    TYPE: ClassVar[str] = "agenda.ask"


class AgendaDesk(Part):
    """A counter one may open slots for; `timezone` is the wall clock its hours are told by."""

    desk: Short
    name: Short
    timezone: Short


class AgendaSlot(Part):
    """A slot of this expert. `hint`: the first two signs of the code, once it is booked."""

    slot: Id
    desk: Short
    start: Instant
    end: Instant
    note: Note = ""
    booked: bool = False
    hint: Short = ""
    procedure: ProcedureRef | None = None


class AgendaState(Body):
    """All that is open from today on, soonest first."""

    TYPE: ClassVar[str] = "agenda.state"
    desks: list[AgendaDesk]
    slots: Annotated[list[AgendaSlot], Field(max_length=MOST_OPEN)]


class AgendaChanged(Body):
    """Something in the agenda is not as it was: ask again."""

    TYPE: ClassVar[str] = "agenda.changed"


class SlotsOpen(Body):
    """Open slots of `minutes` each, from one wall time to another at the desk."""

    TYPE: ClassVar[str] = "slots.open"
    desk: Short
    day: IsoDay
    begins: WallTime
    ends: WallTime
    minutes: Annotated[int, Field(ge=5, le=240)]
    note: Note = ""


class SlotClose(Body):
    """Close a slot of one's own that nobody has booked."""

    TYPE: ClassVar[str] = "slot.close"
    slot: Id


# ---- expert's page and kiosk, in a call


class AppointmentOffer(Body):
    """The expert proposes their slot to the person in the call, who decides; the kiosk books."""

    TYPE: ClassVar[str] = "appointment.offer"
    slot: Id
    desk: Short
    start: Instant
    end: Instant


class AppointmentNews(Body):
    """What became of it. The code stays with the person."""

    TYPE: ClassVar[str] = "appointment.news"
    slot: Id
    state: Literal["declined", "booking", "booked", "failed"]
    key: ErrorKey | None = None


KIOSK_ASKS = (SlotsAsk, SlotBook, AppointmentCheck)
KIOSK_HEARS = (SlotsFree, AppointmentBooked, AppointmentSaid, AppointmentRefused)
EXPERT_ASKS = (AgendaAsk, SlotsOpen, SlotClose)
EXPERT_HEARS = (AgendaState, AgendaChanged)
