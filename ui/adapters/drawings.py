"""`image://drawing/DEVICE/SPOT`: where to look on a device, drawn at the size asked; `…/SPOT/contrast` in contrast."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtQuick import QQuickImageProvider

from ui.adapters.icons import draw_svg
from ui.drawings import CALM, CONTRAST, HIGH, WIDE, svg


class DrawingProvider(QQuickImageProvider):
    """The drawings of `ui.drawings`. An unknown device gives an empty picture."""

    def __init__(self) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)

    def requestImage(self, id: str, size: QSize, requestedSize: QSize) -> QImage:  # noqa: A002, ARG002, N802, N803 - Qt's names
        """Draw it."""
        device, _, rest = id.partition("/")
        spot, _, how = rest.partition("/")
        side = requestedSize if requestedSize.isValid() else QSize(WIDE, HIGH)
        return draw_svg(svg(device, spot, CONTRAST if how == "contrast" else CALM), side)
