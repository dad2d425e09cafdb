"""What a transition wants done. The shell executes them in order; none of them answers."""

from dataclasses import dataclass, field
from typing import Literal

from kiosk.core.events import Value
from session.protocol.envelope import Body


@dataclass(frozen=True)
class Send:
    """A message for the steward."""

    body: Body


@dataclass(frozen=True)
class PrintOwn:
    """Compose one of our own pages from the journey as it stands, in French, and print it as `job`."""

    job: str
    kind: Literal[
        "checklist",
        "plan",
        "goodbye",
        "contact",
        "form-address",
        "office",
        "advice",
        "request",
        "notices",
        "appointment",
    ]
    about: str = ""


@dataclass(frozen=True)
class ShowOwn:
    """Compose one of our own pages, and lay it on the table of the call as `document`."""

    document: str
    kind: Literal["checklist"]
    about: str
    title: str


@dataclass(frozen=True)
class ReadAloud:
    """Speak what the page says."""


@dataclass(frozen=True)
class Hush:
    """Stop speaking."""


@dataclass(frozen=True)
class Note:
    """An event for the log."""

    event: str
    fields: dict[str, Value] = field(default_factory=dict)


@dataclass(frozen=True)
class LookAgain:
    """Draw again after this many seconds: something will then have become possible by time alone."""

    seconds: float


Effect = Send | PrintOwn | ShowOwn | ReadAloud | Hush | Note | LookAgain
