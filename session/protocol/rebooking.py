"""What an expert does with an appointment that somebody has: call it off, or give its holder a new code.

A code is never found again, because the relay does not keep it. Who lost theirs is known by what they say of
the appointment, and the expert has a new code made: it is told once, and the lost one is worth nothing.
"""

from typing import ClassVar

from session.protocol.appointments import Code
from session.protocol.envelope import Body
from session.protocol.shared import Id


class SlotCallOff(Body):
    """Close a slot of one's own that somebody booked; who comes with its code is told so."""

    TYPE: ClassVar[str] = "slot.call-off"
    slot: Id


class SlotRecode(Body):
    """A new code for who booked a slot of one's own. The same request again gives the same code."""

    TYPE: ClassVar[str] = "slot.recode"
    request: Id
    slot: Id


class SlotRecoded(Body):
    """The one time the new code is said."""

    TYPE: ClassVar[str] = "slot.recoded"
    slot: Id
    code: Code


EXPERT_ASKS = (SlotCallOff, SlotRecode)
EXPERT_HEARS = (SlotRecoded,)
