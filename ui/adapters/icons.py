"""`image://icon/NAME?color=#RRGGBB`: one icon of the family, in one colour, drawn at the size asked."""

import re
from pathlib import Path
from urllib.parse import parse_qs, unquote

from PySide6.QtCore import QByteArray, QRectF, QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtQuick import QQuickImageProvider
from PySide6.QtSvg import QSvgRenderer

_NAME = re.compile(r"[a-z0-9-]{1,60}")
_COLOR = re.compile(r"#(?:[0-9a-fA-F]{6}|[0-9a-fA-F]{8})")
_DEFAULT_SIZE = 64


class IconProvider(QQuickImageProvider):
    """Icons of `folder`. An unknown name gives an empty picture, which QML reports as a warning."""

    def __init__(self, folder: Path) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)
        self._folder = folder

    def requestImage(self, id: str, size: QSize, requestedSize: QSize) -> QImage:  # noqa: A002, ARG002, N802, N803 - Qt's names
        """Draw `NAME?color=…`; black without a colour."""
        name, _, query = id.partition("?")
        path = self._folder / f"{name}.svg"
        if not _NAME.fullmatch(name) or not path.is_file():
            return QImage()
        side = requestedSize if requestedSize.isValid() else QSize(_DEFAULT_SIZE, _DEFAULT_SIZE)
        drawing = path.read_text(encoding="utf-8").replace("currentColor", _color(query))
        return draw_svg(drawing, side)


def _color(query: str) -> str:
    asked = unquote(parse_qs(query).get("color", [""])[0])
    if not _COLOR.fullmatch(asked):
        return "#000000"
    return "#" + asked[-6:]


def draw_svg(drawing: str, side: QSize) -> QImage:
    """SVG text as a picture of this size."""
    image = QImage(side, QImage.Format.Format_ARGB32_Premultiplied)
    memoryview(image.bits())[:] = bytes(image.sizeInBytes())  # clear; `fill` makes PySide build all of `Qt`
    painter = QPainter(image)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter, QRectF(0, 0, side.width(), side.height()))
    painter.end()
    return image
