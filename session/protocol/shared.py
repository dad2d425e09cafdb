"""Types that several links use, with the caps every string and list has on the wire."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Id = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]
Short = Annotated[str, StringConstraints(max_length=200)]
Long = Annotated[str, StringConstraints(max_length=4000)]
Sdp = Annotated[str, StringConstraints(max_length=65536)]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Share = Annotated[float, Field(ge=0.0, le=1.0)]
"""A coordinate: 0..1 from the top left of the rotated crop box."""
ErrorKey = Annotated[str, StringConstraints(pattern=r"^[a-z]+\.[a-z-]+$", max_length=60)]

EndReason = Literal["citizen", "expert", "lost", "wiped", "fault", "moved"]
"""`moved`: the person was passed on to another counter."""
DocumentKind = Literal["file", "page", "signed"]
DocumentOrigin = Literal["expert", "person", "content", "filled"]


class Part(BaseModel):
    """A piece of a message."""

    model_config = ConfigDict(frozen=True, extra="ignore", allow_inf_nan=False, defer_build=True)


class Box(Part):
    """A rectangle on a page; `page` counts from 0."""

    page: Annotated[int, Field(ge=0, lt=1000)]
    x: Share
    y: Share
    w: Share
    h: Share


class ProcedureRef(Part):
    """The sheet the visitor comes from, sent only with their agreement.

    `topics` are the identifiers of its theme and of the topics above it, the widest first.
    """

    sheet: Short
    title: Short
    topics: Annotated[list[Short], Field(max_length=20)] = []


class Tick(Part):
    """One paper of the checklist: have it, do not have it, not said."""

    label: Short
    have: bool | None = None


class Desk(Part):
    """A counter as the kiosk shows it. Estimates are seconds of waiting, as a range.

    `until` (`"17 h 30"`) and `opens` (`"demain à 9 h"`) are words ready to show; empty when unknown.
    """

    desk: Short
    administration: Short
    name: Short
    open: bool
    until: Short = ""
    opens: Short = ""
    waiting: int = 0
    experts: int = 0
    estimate_low_s: int | None = None
    estimate_high_s: int | None = None
    promise_s: int = 600
    can: list[Short] = []
    cannot: list[Short] = []
    papers: list[Short] = []
    contact: Short = ""
    appointments: bool = False
    """A slot can be booked."""
    notice: Short = ""
    """What the counter tells those who wait, and since when (`"10 h 42"`)."""
    notice_at: Short = ""


class IceServer(Part):
    """A TURN server with short-lived credentials, RFC 7635 style."""

    urls: list[Short]
    username: Short = ""
    credential: Short = ""
