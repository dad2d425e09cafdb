"""What a visit knows of appointments. Frozen; times are seconds of the tick clock."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from session.protocol.appointments import (
    AppointmentBooked,
    AppointmentCheck,
    AppointmentSaid,
    FreeSlot,
    SlotBook,
    SlotsAsk,
)


@dataclass(frozen=True)
class Pending:
    """Asked of the relay, and not answered yet: said again in the same words, which the relay knows again."""

    body: SlotsAsk | SlotBook | AppointmentCheck
    since: float
    said_at: float
    sheet: str = ""
    """The procedure the booking is for."""


@dataclass(frozen=True)
class Receipt:
    """An appointment of this visit. `sheet` is the procedure whose papers are to be brought; may be empty."""

    booked: AppointmentBooked
    sheet: str = ""


@dataclass(frozen=True)
class Booking:
    """`desk` is the counter last spoken to; `silent` that the relay let a question wait too long."""

    desk: str = ""
    free: Mapping[str, tuple[FreeSlot, ...]] = field(default_factory=dict)
    pending: Pending | None = None
    silent: bool = False
    receipts: tuple[Receipt, ...] = ()
    code: str = ""
    """The code looked at last."""
    said: AppointmentSaid | None = None
    """What it is worth."""
    wait_until: float = 0.0
    """No other code is looked at before."""

    @property
    def last(self) -> Receipt | None:
        """The appointment booked last."""
        return self.receipts[-1] if self.receipts else None

    def slot(self, desk: str, slot: str) -> FreeSlot | None:
        """A free slot of a desk, by its id."""
        return next((one for one in self.free.get(desk, ()) if one.slot == slot), None)
