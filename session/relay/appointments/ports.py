"""What appointments need from a store. Each call is one transaction."""

from collections.abc import Sequence
from typing import Literal, Protocol

from session.relay.appointments.model import Appointment, Slot


class AppointmentStore(Protocol):
    """Slots and bookings. A slot is booked once, whoever asks at the same time, on however many relays."""

    async def open_slots(self, slots: Sequence[Slot], now: str) -> Literal["opened", "overlaps", "exceeded"]:
        """Open them all, or none: one expert has no two slots at once, nor more than may be open."""

    async def close_slot(self, slot: str, expert: str) -> Literal["closed", "booked", "gone"]:
        """Close a slot of this expert that nobody booked."""

    async def call_off(self, slot: str, expert: str) -> Literal["called-off", "closed", "gone"]:
        """Close a slot of this expert, booked or not; the appointment stays known as called off.

        Its procedure is forgotten. `closed`: nobody had booked it.
        """

    async def recode(
        self, slot: str, expert: str, code_digest: str, hint: str
    ) -> Literal["recoded", "code-taken", "gone"]:
        """Another code for who booked a slot of this expert; the one before is no code any more."""

    async def agenda(self, expert: str, since: str) -> list[tuple[Slot, Appointment | None]]:
        """This expert's slots that end after `since`, soonest first, with who booked them."""

    async def free_slots(self, desk: str, after: str, until: str) -> list[Slot]:
        """Those of a desk that begin after the one moment and before the other, and nobody booked."""

    async def desks_with_slots(self, after: str, until: str) -> frozenset[str]:
        """The desks that have any."""

    async def book(
        self, appointment: Appointment, after: str
    ) -> Appointment | Literal["taken", "code-taken"]:
        """Book a slot that begins after this moment; the same receipt again gives what it booked.

        `starts`, `ends` and `desk` are the slot's. `code-taken`: another appointment has this code.
        """

    async def slot(self, slot: str) -> Slot | None:
        """One slot."""

    async def appointment(self, code_digest: str) -> Appointment | None:
        """By its code, also a cancelled one."""

    async def cancel(self, code_digest: str) -> None:
        """Let the slot go; again is harmless."""

    async def purge(self, before: str) -> tuple[int, int]:
        """Forget what ended before this moment: how many slots, how many appointments."""
