"""What local content is made of once checked. Frozen, typed, free of any I/O.

Pages, procedures, associations, events and notices each have a sheet of the same kind as official ones
(`offline_cache.model.Sheet`), so that the same screens show them; what a sheet cannot say is here.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from offline_cache.local.request_model import RequestForm
from offline_cache.model import Sheet

PREFIX = "local:"
"""Of every local id: official ones are a letter and digits."""
TOWN = f"{PREFIX}commune"
"""The tile and the topic that hold everything local."""

Part = Literal["page", "demarche", "avis", "evenement", "association"]
NoticeKind = Literal["legal", "information", "alerte"]


def local_id(part: Part, name: str) -> str:
    """`local:page:marche`."""
    return f"{PREFIX}{part}:{name}"


def part_of(ident: str) -> str:
    """`page` of `local:page:marche`; empty for an official id."""
    return ident.removeprefix(PREFIX).partition(":")[0] if ident.startswith(PREFIX) else ""


@dataclass(frozen=True)
class Picture:
    """A picture re-encoded at installation: WebP named by its hash, `width` and `height` in pixels."""

    sha256: str
    width: int
    height: int
    words: str


@dataclass(frozen=True)
class Paper:
    """A PDF kept under its hash."""

    sha256: str
    size: int
    pages: int


@dataclass(frozen=True)
class Piece:
    """One paper to bring. `cases` empty: always; else the answers it is for. `options`: any one of them."""

    label: str
    detail: str = ""
    options: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Office:
    """Where to go, as it is printed."""

    name: str
    address: str = ""
    phone: str = ""
    hours: str = ""


@dataclass(frozen=True)
class Procedure:
    """What a local procedure has beside its sheet. `question` with `answers` narrows the papers."""

    id: str
    pieces: tuple[Piece, ...] = ()
    question: str = ""
    answers: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    offices: tuple[Office, ...] = ()
    request: RequestForm | None = None


@dataclass(frozen=True)
class Notice:
    """One notice, shown from `first` to `last`, both included."""

    id: str
    title: str
    kind: NoticeKind
    label: str
    first: date
    last: date
    text: str = ""
    signed_by: str = ""
    signed_on: date | None = None
    paper: Paper | None = None
    welcome: bool = False


@dataclass(frozen=True)
class Repeat:
    """When an event comes again: on these weekdays (0 is Monday), every week or on the `nth` of the month.

    `nth` is 1 to 5, -1 for the last one, 0 for every week.
    """

    weekdays: tuple[int, ...]
    first: date
    last: date
    nth: int = 0
    but: tuple[date, ...] = ()


@dataclass(frozen=True)
class Event:
    """Something that happens: on `days` (one, or several in a row), or again and again."""

    id: str
    title: str
    place: str
    hours: str = ""
    first: date | None = None
    last: date | None = None
    repeat: Repeat | None = None
    text: str = ""
    picture: Picture | None = None
    welcome: bool = False


@dataclass(frozen=True)
class Association:
    """A club of the town; `theme` groups them."""

    id: str
    name: str
    theme: str


@dataclass(frozen=True)
class TileEntry:
    """What a local tile holds: a local or official sheet, a topic, or a part of the town's own area."""

    kind: Literal["sheet", "topic", "notices", "events", "associations"]
    id: str = ""


@dataclass(frozen=True)
class LocalTile:
    """A tile of the town's own. `order` counts from 1; 0 is after the others."""

    id: str
    title: str
    icon: str
    entries: tuple[TileEntry, ...]
    order: int = 0


@dataclass(frozen=True)
class TileChange:
    """What the town changes about an official tile; empty leaves it as it is."""

    tile: str
    title: str = ""
    icon: str = ""
    hidden: bool = False
    order: int = 0


@dataclass(frozen=True)
class PagePictures:
    """The pictures of one sheet, in order."""

    sheet: str
    pictures: tuple[Picture, ...]


@dataclass(frozen=True)
class SheetForm:
    """A PDF that one sheet offers, to show, fill and print."""

    sheet: str
    id: str
    title: str
    number: str
    paper: Paper


@dataclass(frozen=True)
class Town:
    """Everything local but the text of the sheets. `date` is the edition's."""

    name: str
    date: date
    source: str
    desk: str
    phone: str = ""
    tiles: tuple[LocalTile, ...] = ()
    changes: tuple[TileChange, ...] = ()
    pages: tuple[str, ...] = ()
    procedures: tuple[Procedure, ...] = ()
    notices: tuple[Notice, ...] = ()
    events: tuple[Event, ...] = ()
    associations: tuple[Association, ...] = ()
    pictures: tuple[PagePictures, ...] = ()
    forms: tuple[SheetForm, ...] = ()


@dataclass(frozen=True)
class Overlay:
    """A whole overlay as read: the town, its sheets, and everyday words each sheet is also found by."""

    town: Town
    sheets: tuple[Sheet, ...] = ()
    words: dict[str, tuple[str, ...]] = field(default_factory=dict)
