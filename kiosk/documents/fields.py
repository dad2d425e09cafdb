"""The form fields of a PDF: where they are and what they accept. Runs inside a confined child."""

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf

from kiosk.documents.model import MAX_FIELDS, BoxOnPage, FieldKind, FormField

_MAX_DEPTH = 32
_READ_ONLY, _REQUIRED, _PASSWORD = 1, 1 << 1, 1 << 13  # ISO 32000-1, tables 221 and 228
_RADIO, _PUSH = 1 << 15, 1 << 16  # table 226
_HIDDEN = 1 << 1 | 1 << 5  # table 165: hidden, or not to be viewed


def list_fields(path: Path) -> list[FormField]:
    """Every fillable widget with its box; a damaged or encrypted form has none."""
    try:
        with pikepdf.open(path) as pdf:
            return list(_fields(pdf))[:MAX_FIELDS]
    except (pikepdf.PdfError, pikepdf.PasswordError, ValueError, TypeError, AttributeError, RuntimeError):
        return []


def needs_its_own_reader(path: Path) -> bool:
    """Whether a PDF is an XFA form without pages of its own: every reader but one shows « Please wait… »."""
    try:
        with pikepdf.open(path) as pdf:
            form = pdf.Root.get("/AcroForm")
            if not isinstance(form, pikepdf.Dictionary) or "/XFA" not in form:
                return False
            drawn = any(True for page in pdf.pages for _ in _items(page.obj.get("/Annots")))
            return bool(pdf.Root.get("/NeedsRendering", False)) or not drawn
    except (pikepdf.PdfError, pikepdf.PasswordError, ValueError, TypeError, AttributeError, RuntimeError):
        return False


def _fields(pdf: pikepdf.Pdf) -> Iterator[FormField]:
    for number, page in enumerate(pdf.pages):
        for annotation in _items(page.obj.get("/Annots")):
            if annotation.get("/Subtype") == pikepdf.Name.Widget:
                field = _field(annotation, page, number)
                if field is not None:
                    yield field


def _items(array: Any) -> list[Any]:
    return [item for item in array if isinstance(item, pikepdf.Dictionary)] if array is not None else []


def _field(widget: Any, page: pikepdf.Page, number: int) -> FormField | None:
    kind = _kind(widget)
    box = box_on_page(widget.get("/Rect"), page)
    flags = _number(_inherited(widget, "/Ff"))
    if kind is None or box is None or flags & _READ_ONLY or _number(widget.get("/F")) & _HIDDEN:
        return None
    return FormField(
        name=_name(widget)[:200],
        kind=kind,
        page=number,
        box=box,
        label=str(_inherited(widget, "/TU") or "")[:300],
        value=_text(_inherited(widget, "/V"))[:2000],
        choices=_choices(widget, kind),
        required=bool(flags & _REQUIRED),
        most=min(max(_number(_inherited(widget, "/MaxLen")), 0), 100_000) if kind is FieldKind.TEXT else 0,
        computed=_computed(widget),
    )


def _kind(widget: Any) -> FieldKind | None:
    flags = _number(_inherited(widget, "/Ff"))
    match str(_inherited(widget, "/FT")):
        case "/Tx" if not flags & _PASSWORD:
            return FieldKind.TEXT
        case "/Ch":
            return FieldKind.CHOICE
        case "/Sig":
            return FieldKind.SIGNATURE
        case "/Btn" if not flags & _PUSH:
            return FieldKind.RADIO if flags & _RADIO else FieldKind.CHECKBOX
        case _:
            return None


def _number(value: Any) -> int:
    return value if isinstance(value, int) else 0


def _computed(widget: Any) -> bool:
    actions = _inherited(widget, "/AA")
    return isinstance(actions, pikepdf.Dictionary) and "/C" in actions


def _line(widget: Any) -> Iterator[Any]:
    """The widget and its ancestors; a loop ends at the depth cap."""
    node = widget
    for _ in range(_MAX_DEPTH):
        if node is None:
            return
        yield node
        node = node.get("/Parent")


def _inherited(widget: Any, key: str) -> Any:
    return next((node.get(key) for node in _line(widget) if node.get(key) is not None), None)


def _name(widget: Any) -> str:
    parts = [str(node.get("/T")) for node in _line(widget) if node.get("/T") is not None]
    return ".".join(reversed(parts))


def _text(value: Any) -> str:
    if value is None or isinstance(value, (pikepdf.Array, pikepdf.Dictionary, pikepdf.Stream)):
        return ""
    return str(value).lstrip("/") if isinstance(value, pikepdf.Name) else str(value)


def _choices(widget: Any, kind: FieldKind) -> list[str]:
    if kind is FieldKind.CHOICE:
        options = _inherited(widget, "/Opt")
        listed = list(options) if isinstance(options, pikepdf.Array) else []
        # An option is its words, or a pair of what is sent and the words.
        shown = (o[-1] if isinstance(o, pikepdf.Array) and len(o) else o for o in listed)
        return [_text(option)[:200] for option in shown][:500]
    if kind in {FieldKind.CHECKBOX, FieldKind.RADIO}:
        states = widget.get("/AP", {}).get("/N", {})
        return [str(s).lstrip("/") for s in states.keys() if str(s) != "/Off"][:500]  # noqa: SIM118 - a pikepdf dictionary iterates over pairs
    return []


def box_on_page(rect: Any, page: pikepdf.Page) -> BoxOnPage | None:
    """Turn a `/Rect` into fractions of the page as it is seen, rotated and cropped."""
    numbers = [float(v) for v in rect] if isinstance(rect, pikepdf.Array) else []
    if len(numbers) != 4 or not all(map(math.isfinite, numbers)):
        return None
    left, bottom, right, top = (float(v) for v in page.cropbox)
    wide, high = right - left, top - bottom
    if wide <= 0 or high <= 0:
        return None
    xs = sorted(_clip((x - left) / wide) for x in numbers[0::2])
    ys = sorted(_clip((top - y) / high) for y in numbers[1::2])
    turned = _turn(xs, ys, int(page.obj.get("/Rotate", _inherited(page.obj, "/Rotate") or 0)) % 360)
    (x0, x1), (y0, y1) = turned
    box = BoxOnPage(left=x0, top=y0, width=x1 - x0, height=y1 - y0)
    return box if box.inside else None


def _turn(xs: list[float], ys: list[float], degrees: int) -> tuple[list[float], list[float]]:
    """Fractions after turning the page clockwise."""
    match degrees:
        case 90:
            return [1 - y for y in reversed(ys)], xs
        case 180:
            return [1 - x for x in reversed(xs)], [1 - y for y in reversed(ys)]
        case 270:
            return ys, [1 - x for x in reversed(xs)]
        case _:
            return xs, ys


def _clip(value: float) -> float:
    return min(1.0, max(0.0, value))
