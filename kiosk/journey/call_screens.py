"""The screens from the list of counters to the end of a call: what `kiosk.journey.screens` takes from here."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Counters:
    """The list of counters."""


@dataclass(frozen=True)
class Counter:
    """One counter; `share` is the visitor's answer about their procedure."""

    desk: str
    share: bool | None = None


@dataclass(frozen=True)
class BeforeCall:
    """Privacy and self-view, before the queue. `callback` when an expert is calling back already.

    `appointment` is the code of who comes with one.
    """

    desk: str
    share: bool = False
    callback: str = ""
    appointment: str = ""


@dataclass(frozen=True)
class Waiting:
    """In the queue."""

    desk: str


@dataclass(frozen=True)
class Nobody:
    """In the queue, longer than was promised. `number` once a call-back is kept.

    `cut`: a call that could not go on; there is no place in the queue any more. `absent`: sent on to a
    counter where nobody serves at the moment.
    """

    desk: str
    number: str = ""
    asked: bool = False
    cut: bool = False
    absent: bool = False


@dataclass(frozen=True)
class Call:
    """Face to face."""


@dataclass(frozen=True)
class Reading:
    """The same page on both sides."""

    document: str
    page: int = 0
    zoom: float = 1.0


@dataclass(frozen=True)
class Sign:
    """Ink so far, in strokes of points 0..1 of the box's page. `busy` while the seal is applied."""

    document: str
    page: int
    strokes: tuple[tuple[tuple[float, float], ...], ...] = ()
    busy: bool = False
    failed: str = ""
    zoom: float = 1.0
    pad: bool = False
    """A signature pad is there to write on."""
    refusing: bool = False
    """The visitor does not sign, and may say why."""


@dataclass(frozen=True)
class Fill:
    """A form filled with the expert: its fields, `focused` the one being written, `waiting` the one shown meanwhile."""

    document: str
    page: int = 0
    zoom: float = 1.0
    focused: str = ""
    waiting: str = ""
    typed_at: float = -60.0


@dataclass(frozen=True)
class PaperSign:
    """« Signer sur papier »: print, sign by hand, scan; `job` is the sheet being printed."""

    document: str
    job: str


@dataclass(frozen=True)
class Showing:
    """A paper shown live: framed here, exactly as the expert sees it."""


@dataclass(frozen=True)
class Writing:
    """Lines typed both ways in the call, with the kiosk's keyboard."""


@dataclass(frozen=True)
class ScanPlace:
    """Where to lay the paper: glass or feeder."""


@dataclass(frozen=True)
class ScanCamera:
    """The sheet under the document camera, live."""


@dataclass(frozen=True)
class ScanPages:
    """The pages scanned so far, one shown, and the one being read."""


@dataclass(frozen=True)
class ScanDone:
    """All pages are one document: copied, shown to the expert, or neither. `asked`: a photograph they asked for."""

    document: str
    page: int = 0
    zoom: float = 1.0
    asked: bool = False
