"""What both draw on a page they read together, and what lies on the table when a page comes back.

A mark lies in the coordinates of DESIGN.md §5 (page index, 0..1 of the rotated crop box) and lives in the
call only: it is never printed, signed or kept. Each side numbers its own, either side may take any away.
Marks are told like all messages that must arrive; a page that was reloaded asks for what it has lost.
"""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from session.protocol.envelope import Body
from session.protocol.shared import Id, Part, Share

MARK_POINTS = 300
MARKS_AT_ONCE = 200
"""Marks on one document; a further one is not taken."""
MarkKind = Literal["stroke", "frame"]
PageIndex = Annotated[int, Field(ge=0, lt=1000)]


class Spot(Part):
    """A point of the page."""

    x: Share
    y: Share


class MarkAdd(Body):
    """One stroke of a highlighter, or a rectangle given by two opposite corners.

    `by` is who drew it, which the kiosk knows: it tells the expert's own again to a page that lost them.
    """

    TYPE: ClassVar[str] = "mark.add"
    document: Id
    mark: Id
    page: PageIndex
    kind: MarkKind
    by: Literal["expert", "citizen"] = "expert"
    points: Annotated[list[Spot], Field(min_length=2, max_length=MARK_POINTS)]


class MarkRemove(Body):
    """These marks are wiped away, whoever drew them."""

    TYPE: ClassVar[str] = "mark.remove"
    document: Id
    marks: Annotated[list[Id], Field(min_length=1, max_length=MARKS_AT_ONCE * 2)]


class TableAsk(Body):
    """The expert's page knows nothing of this call yet: tell it what lies on the table."""

    TYPE: ClassVar[str] = "table.ask"


TO_KIOSK = (MarkAdd, MarkRemove, TableAsk)
TO_EXPERT = (MarkAdd, MarkRemove)
