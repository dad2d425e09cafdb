"""« Vers qui me tourner ? » and the offices near by, as an agent reads them: the kiosk's own table."""

from typing import Annotated, ClassVar

from pydantic import Field

from session.protocol.envelope import Body
from session.protocol.shared import Long, Part, Short


class GuidePlace(Part):
    """An office or a permanence, in words ready to show; `open`: someone is there now."""

    name: Short
    now: Short = ""
    open: bool = False
    address: Short = ""
    distance: Short = ""
    phone: Short = ""
    hours: Annotated[list[Short], Field(max_length=14)] = []
    remark: Long = ""


class GuideCall(Part):
    """A number and what it is for."""

    number: Short
    about: Short = ""


class GuideRow(Part):
    """One answer: for whom (`ages` in years, both ends meant; `case` when it depends), who, why, with what."""

    theme: Short
    need: Short
    name: Short
    why: Short
    youngest: int = 0
    oldest: int = 130
    question: Short = ""
    case: Short = ""
    papers: list[Short] = []
    calls: list[GuideCall] = []
    words: list[Short] = []
    place: GuidePlace | None = None


class OrientationAsk(Body):
    """The agent looks at the table: what is open is told as of now."""

    TYPE: ClassVar[str] = "orientation.ask"


class OrientationState(Body):
    """The whole table, the offices near by, and where they come from; `known`: this relay has a directory."""

    TYPE: ClassVar[str] = "orientation.state"
    rows: list[GuideRow]
    places: list[GuidePlace] = []
    source: Short = ""
    known: bool = False
