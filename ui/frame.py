"""What surrounds every page: header, bottom bar, overlays, display. Same rules as `ui.pages`.

QML finds one context property `kiosk` (`ui.viewmodel.kiosk.Kiosk`) with

- properties, each with its own change signal: `screen` (text), `page`, `overlay`, `bar`, `header`,
  `display`, `panel` (maps with the field names of these dataclasses), `motion` (bool, false in calm mode);
- slots: `act(name, argument)`, `touched()` (any press anywhere: it keeps the visit alive),
  `video(stream, sink)`.

The window is shown and hidden by the program, never by QML.
"""

from dataclasses import dataclass
from typing import Literal

from ui.pages import Action


@dataclass(frozen=True)
class Header:
    """`link` colours `link_words`; `note` is a short standing message (« Version de démonstration »)."""

    town_hall: str
    room: str
    link: Literal["online", "offline", "none"]
    link_words: str
    note: str = ""


@dataclass(frozen=True)
class BarItem:
    """One of the five places, always all five. `attention` draws the eye, `active` means switched on."""

    name: str
    label: str
    icon: str
    enabled: bool = True
    attention: bool = False
    active: bool = False


@dataclass(frozen=True)
class Bar:
    """The bottom bar; hidden on the neutral page only."""

    items: list[BarItem]
    visible: bool = True


@dataclass(frozen=True)
class Option:
    """A switch of the display panel."""

    label: str
    hint: str
    icon: str
    on: bool
    toggle: Action


OverlayKind = Literal[
    "",
    "confirm",
    "still_there",
    "help",
    "display",
    "error",
    "printing",
    "gentle",
    "code",
    "power",
    "transfer",
    "agent",
]


@dataclass(frozen=True)
class Overlay:
    """A card over the page; `kind` empty means none. `seconds` counts down when above zero.

    `gentle` is the one that covers nothing: a banner with its buttons, the page stays usable.
    """

    kind: OverlayKind
    title: str = ""
    text: str = ""
    icon: str = ""
    code: str = ""
    seconds: int = 0
    actions: tuple[Action, ...] = ()
    options: tuple[Option, ...] = ()


@dataclass(frozen=True)
class Display:
    """How everything is drawn; sizes come with the settings as `kiosk.panel`."""

    big: bool = False
    contrast: bool = False
    reach: bool = False
    calm: bool = False


@dataclass(frozen=True)
class Panel:
    """The glass: millimetres of the visible area and of its bottom above the floor, pixels of the window."""

    width_mm: int
    height_mm: int
    width_px: int
    height_px: int
    windowed: bool
    bottom_mm: int = 700
