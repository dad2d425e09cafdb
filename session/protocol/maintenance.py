"""The maintenance menu between screen and steward: guided tests, the log in words, the report."""

from typing import ClassVar, Literal

from session.protocol.envelope import Body
from session.protocol.shared import ErrorKey, Part, Short


class GuidedStart(Body):
    """Run a device's guided test; one at a time, a new one ends the one before."""

    TYPE: ClassVar[str] = "guided.start"
    device: Short


class GuidedAnswer(Body):
    """What the technician answered; refused when it is none of the choices shown."""

    TYPE: ClassVar[str] = "guided.answer"
    device: Short
    answer: Short


class GuidedStop(Body):
    """Given up: nothing is noted."""

    TYPE: ClassVar[str] = "guided.stop"


class GuidedChoice(Part):
    """One answer: what it is, and what its button says."""

    answer: Short
    label: Short


class GuidedState(Body):
    """Where a guided test is. While `asking`, `choices` are the answers; `self_view` wants the camera shown.

    Once over, `words` is the verdict, `details` what was seen, `key` what is wrong, `proven` whether the
    device counts as verified on this hardware from now on.
    """

    TYPE: ClassVar[str] = "guided.state"
    device: Short
    phase: Literal["working", "asking", "over"]
    words: Short
    details: list[Short] = []
    choices: list[GuidedChoice] = []
    self_view: bool = False
    key: ErrorKey | None = None
    proven: bool = False


class JournalAsk(Body):
    """The last events in words, of one device or of all."""

    TYPE: ClassVar[str] = "journal.ask"
    device: Short = ""


class JournalLine(Part):
    """One event: RFC 3339 moment, French sentence, and the code of the error it tells of, if any."""

    at: Short
    words: Short
    device: Short = ""
    code: Short = ""


class JournalState(Body):
    """Newest first."""

    TYPE: ClassVar[str] = "journal.state"
    device: Short = ""
    lines: list[JournalLine]


class ReportState(Body):
    """How the printing of the report goes; `key` when it did not come out."""

    TYPE: ClassVar[str] = "report.state"
    phase: Literal["printing", "done", "failed"]
    key: ErrorKey | None = None


TO_STEWARD = (GuidedStart, GuidedAnswer, GuidedStop, JournalAsk)
TO_SCREEN = (GuidedState, JournalState, ReportState)
