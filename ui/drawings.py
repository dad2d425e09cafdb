"""Where to look on a device: calm drawings made of a few shapes, the place in question in amber under an arrow.

One picture per device, written as SVG; what is asked for decides only which part is lit. No Qt here.
"""

from dataclasses import dataclass

from kiosk.maintenance.remedies import SPOTS
from kiosk.maintenance.table import Drawing

WIDE, HIGH = 360, 300

SPOT_WORDS = {
    "tray": "le bac à papier", "rear": "la porte arrière", "cover": "le capot", "toner": "la cartouche",
    "power": "le bouton de marche", "cable": "le câble", "output": "la sortie du papier", "roll": "le rouleau",
    "cutter": "la lame", "glass": "la vitre", "feeder": "le chargeur", "lid": "le couvercle", "lens": "l’objectif",
    "table": "le plateau", "head": "le micro lui-même", "volume": "le volume", "hook": "le support du combiné",
    "surface": "la surface où l’on écrit", "window": "la fenêtre du lecteur", "plug": "la prise",
    "battery": "la batterie", "box": "le boîtier", "screen": "au clavier, rien à toucher sur l’appareil",
}  # fmt: skip
"""The places, for whoever reads them or has them read."""


@dataclass(frozen=True)
class Palette:
    """Colours by role. `light` is the lit part, `dim` a shape in the background."""

    body: str
    dim: str
    ink: str
    paper: str
    light: str


CALM = Palette("#D9DED9", "#EFEBE2", "#1D2B33", "#FFFFFF", "#F2B33D")
CONTRAST = Palette("#000000", "#000000", "#FFFFFF", "#000000", "#FFE45C")


@dataclass(frozen=True)
class Part:
    """Some shapes; `{fill}` in them is amber when `spot` is asked for, else the colour named by `role`."""

    shapes: str
    spot: str = ""
    role: str = "body"


@dataclass(frozen=True)
class Arrow:
    """Points at (x, y); `turn` in degrees, 0 coming from above."""

    x: int
    y: int
    turn: int = 0


def _box(x: int, y: int, wide: int, high: int, r: int = 8) -> str:
    return f'<rect x="{x}" y="{y}" width="{wide}" height="{high}" rx="{r}" fill="{{fill}}"/>'


def _disc(x: int, y: int, r: int) -> str:
    return f'<circle cx="{x}" cy="{y}" r="{r}" fill="{{fill}}"/>'


def _path(d: str) -> str:
    return f'<path d="{d}" fill="{{fill}}"/>'


def _line(d: str, wide: int = 5) -> str:
    return f'<path d="{d}" fill="none" stroke-width="{wide}"/>'


def _cord(x: int, y: int) -> Part:
    """A cable from the device to a plug at the right; the plug is what is lit."""
    return Part(_line(f"M{x} {y} C{x + 40} {y} {x + 10} 262 318 262") + _box(312, 246, 30, 32, 6), "cable")


_TABLE = Part(_line("M10 284 H350", 4))
_SHEET = _box(112, 40, 136, 74, 3) + _line("M130 62 H228 M130 78 H228 M130 94 H190", 4)

PARTS: dict[Drawing, tuple[Part, ...]] = {
    "printer": (
        _TABLE,
        Part(_path("M296 110 l34 12 v92 l-34 12 z"), "rear"),
        Part(_path("M52 108 L78 74 H282 L308 108 Z"), "cover"),
        Part(_box(40, 104, 256, 158, 14)),
        Part(_SHEET, role="paper"),
        Part(_box(84, 106, 192, 18, 6), "output", "dim"),
        Part(_box(72, 142, 150, 46, 8), "toner", "dim"),
        Part(_line("M92 165 H202", 4)),
        Part(_disc(262, 148, 15), "power", "paper"),
        Part(_line("M262 140 v9", 4)),
        Part(_box(60, 206, 216, 44, 8), "tray", "paper"),
        Part(_line("M140 228 H196", 7)),
        _cord(296, 244),
    ),
    "receipt": (
        _TABLE,
        Part(_path("M84 112 L104 52 H256 L276 112 Z"), "cover"),
        Part(_box(84, 108, 192, 152, 16)),
        Part(_disc(180, 168, 40), "roll", "paper"),
        Part(_disc(180, 168, 13), role="dim"),
        Part(_box(132, 20, 96, 92, 3), role="paper"),
        Part(_line("M148 42 H212 M148 58 H212 M148 74 H190", 4)),
        Part(_box(112, 106, 136, 14, 4), "cutter", "dim"),
        Part(_disc(250, 236, 12), "power", "paper"),
        _cord(276, 240),
    ),
    "scanner": (
        _TABLE,
        Part(_path("M46 150 L86 34 H292 L314 150 Z"), "lid", "dim"),
        Part(_box(112, 18, 152, 40, 10), "feeder"),
        Part(_line("M136 38 H240", 6)),
        Part(_path("M34 178 L58 142 H302 L326 178 Z"), "glass", "paper"),
        Part(_line("M74 152 h36 M74 152 l-9 14", 7)),
        Part(_box(30, 178, 300, 78, 12)),
        Part(_disc(66, 218, 15), "power", "paper"),
        Part(_line("M66 210 v9", 4)),
        Part(_line("M100 218 H190", 5)),
        _cord(330, 226),
    ),
    "camera": (
        _TABLE,
        Part(_line("M180 190 V258 M120 262 H240", 12)),
        Part(_box(86, 70, 188, 120, 44)),
        Part(_disc(180, 130, 44), "lens", "paper"),
        Part(_disc(180, 130, 20), role="dim"),
        Part(_disc(246, 92, 6), role="paper"),
        _cord(256, 176),
    ),
    "document-camera": (
        _TABLE,
        Part(_box(60, 252, 200, 24, 10)),
        Part(_line("M232 250 V60 Q232 34 206 34 H176", 14)),
        Part(_path("M120 222 L146 252 H260 L240 222 Z"), "table", "paper"),
        Part(_box(108, 24, 72, 38, 12)),
        Part(_disc(144, 66, 17), "lens", "paper"),
        Part(_line("M126 96 L96 214 M162 96 L192 214", 3)),
        _cord(260, 264),
    ),
    "microphone": (
        _TABLE,
        Part(_line("M180 172 V256 M124 262 H236", 12)),
        Part(_box(134, 32, 92, 140, 46), "head"),
        Part(_line("M146 74 H214 M140 98 H220 M146 122 H214", 4)),
        _cord(196, 226),
    ),
    "speaker": (
        _TABLE,
        Part(_box(104, 30, 152, 240, 18)),
        Part(_disc(180, 96, 38), role="dim"),
        Part(_disc(180, 96, 15), role="paper"),
        Part(_disc(180, 196, 30), "volume", "paper"),
        Part(_line("M180 172 v18", 5)),
        _cord(256, 236),
    ),
    "handset": (
        _TABLE,
        Part(_box(70, 150, 220, 120, 22)),
        Part(_box(116, 134, 128, 28, 8), "hook", "dim"),
        Part(_path("M56 60 Q180 -4 304 60 V104 Q304 116 290 116 H248 V84 Q180 62 112 84 V116 H70 Q56 116 56 104 Z")),
        Part(_line("M132 196 h16 M172 196 h16 M212 196 h16 M132 230 h16 M172 230 h16 M212 230 h16", 9)),
        _cord(290, 240),
    ),
    "pad": (
        _TABLE,
        Part(_path("M40 250 L84 96 H276 L320 250 Z")),
        Part(_path("M84 214 L108 122 H252 L276 214 Z"), "surface", "paper"),
        Part(_line("M124 186 q14 -44 26 -6 t26 -10 t24 4 t34 -14", 5)),
        Part(_line("M230 152 L296 50", 11)),
        _cord(312, 226),
    ),
    "reader": (
        _TABLE,
        Part(_box(96, 116, 168, 150, 18)),
        Part(_box(122, 142, 116, 76, 8), "window", "dim"),
        Part(_line("M136 180 H224", 4)),
        Part(_box(132, 14, 96, 78, 4), role="paper"),
        Part(_line("M150 30 v46 M160 30 v46 M174 30 v46 M182 30 v46 M198 30 v46 M208 30 v46", 4)),
        _cord(264, 240),
    ),
    "presence": (
        _TABLE,
        Part(_box(110, 180, 140, 84, 20)),
        Part(_disc(180, 220, 26), "window", "paper"),
        Part(_line("M120 150 Q180 100 240 150 M92 122 Q180 48 268 122 M64 94 Q180 -2 296 94", 5)),
        _cord(250, 248),
    ),
    "ups": (
        _TABLE,
        Part(_box(84, 50, 192, 216, 14)),
        Part(_box(108, 76, 144, 40, 6), role="paper"),
        Part(_line("M122 96 H214", 6)),
        Part(_box(108, 138, 144, 56, 8), "battery", "dim"),
        Part(_path("M186 144 L164 170 H180 L172 190 L198 162 H182 Z"), role="paper"),
        Part(_box(108, 212, 62, 38, 8), "plug", "paper"),
        Part(_line("M128 224 v14 M150 224 v14", 6)),
        _cord(276, 236),
    ),
    "network": (
        _TABLE,
        Part(_line("M104 180 V84 M256 180 V84", 8)),
        Part(_box(54, 178, 252, 78, 14), "box"),
        Part(_disc(92, 216, 8), role="paper"),
        Part(_disc(122, 216, 8), role="paper"),
        Part(_disc(152, 216, 8), role="paper"),
        Part(_line("M142 134 Q180 100 218 134 M122 108 Q180 56 238 108", 6)),
        _cord(306, 232),
    ),
    "host": (
        _TABLE,
        Part(_box(110, 14, 140, 222, 14)),
        Part(_box(124, 30, 112, 176, 4), "screen", "paper"),
        Part(_line("M142 60 H218 M142 84 H218 M142 108 H190", 5)),
        Part(_path("M150 236 H210 L222 282 H138 Z")),
        _cord(220, 252),
    ),
}  # fmt: skip

_KEYBOARD = Part(
    _box(92, 236, 176, 44, 8)
    + _line("M110 252 h10 M132 252 h10 M154 252 h10 M176 252 h10 M198 252 h10 M220 252 h10 M242 252 h10", 7)
    + _line("M140 268 h80", 7),
    "screen",
)
"""Work at a keyboard, laid before a device that is not to be touched."""

_ARROWS: dict[tuple[str, str], Arrow] = {
    ("printer", "tray"): Arrow(56, 230, 270), ("printer", "rear"): Arrow(314, 106), ("printer", "cover"): Arrow(90, 84),
    ("printer", "toner"): Arrow(70, 164, 270), ("printer", "power"): Arrow(262, 128),
    ("printer", "output"): Arrow(92, 100), ("receipt", "roll"): Arrow(134, 170, 270),
    ("receipt", "cover"): Arrow(108, 66, 320), ("receipt", "cutter"): Arrow(108, 112, 270),
    ("receipt", "power"): Arrow(268, 232, 90), ("scanner", "lid"): Arrow(72, 88, 300),
    ("scanner", "feeder"): Arrow(106, 38, 270), ("scanner", "glass"): Arrow(44, 156, 300),
    ("scanner", "power"): Arrow(48, 218, 270), ("camera", "lens"): Arrow(132, 130, 270),
    ("document-camera", "lens"): Arrow(124, 68, 270), ("document-camera", "table"): Arrow(122, 236, 270),
    ("microphone", "head"): Arrow(128, 100, 270), ("speaker", "volume"): Arrow(146, 196, 270),
    ("handset", "hook"): Arrow(112, 140, 300), ("pad", "surface"): Arrow(92, 168, 270),
    ("reader", "window"): Arrow(116, 180, 270), ("presence", "window"): Arrow(150, 220, 270),
    ("ups", "battery"): Arrow(102, 166, 270), ("ups", "plug"): Arrow(102, 232, 270),
    ("network", "box"): Arrow(48, 216, 270), ("host", "screen"): Arrow(118, 118, 270),
}  # fmt: skip
_PLUG = Arrow(327, 240)
_KEYS = Arrow(86, 258, 270)


def svg(drawing: str, spot: str, palette: Palette = CALM) -> str:
    """The device as SVG, `spot` lit; an unknown drawing is empty, an unknown spot lights nothing."""
    kinds = {name: parts for name, parts in PARTS.items() if name == drawing}
    parts = next(iter(kinds.values()), ())
    if spot == "screen" and drawing != "host" and parts:
        parts = (*parts, _KEYBOARD)
    shapes = "".join(_drawn(part, spot, palette) for part in parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {HIGH}" stroke="{palette.ink}" '
        f'stroke-width="4" stroke-linejoin="round" stroke-linecap="round">{shapes}'
        f"{_arrow(drawing, spot, palette) if parts else ''}</svg>"
    )


def _drawn(part: Part, spot: str, palette: Palette) -> str:
    lit = bool(spot) and part.spot == spot
    return part.shapes.replace("{fill}", palette.light if lit else getattr(palette, part.role))


def _arrow(drawing: str, spot: str, palette: Palette) -> str:
    known = {name: spots for name, spots in SPOTS.items() if name == drawing}
    if spot not in next(iter(known.values()), ()):
        return ""
    at = _ARROWS.get((drawing, spot), _PLUG if spot == "cable" else _KEYS)
    return (
        f'<path transform="translate({at.x} {at.y}) rotate({at.turn})" fill="{palette.light}" '
        'd="M0 0 L-20 -26 H-8 V-56 H8 V-26 H20 Z"/>'
    )
