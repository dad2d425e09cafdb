"""`image://vault/DOCUMENT/page-001`: page pictures of the visit's vault, and of nothing else."""

import re
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtQuick import QQuickImageProvider

_PAGE = re.compile(r"([0-9a-f]{32})/(page-\d{3})")


class VaultProvider(QQuickImageProvider):
    """Reads `<vault>/<document>/page-NNN.webp`. What is no such name, or leaves the vault, is no picture."""

    def __init__(self, vault: Callable[[], str]) -> None:
        """`vault()` is the visit's folder, empty before there is one."""
        super().__init__(QQuickImageProvider.ImageType.Image)
        self._vault = vault

    def requestImage(self, id: str, size: QSize, requestedSize: QSize) -> QImage:  # noqa: A002, N802, N803, ARG002 - Qt's names
        """The picture, scaled down when a smaller one is asked for."""
        path = page_path(self._vault(), id)
        if path is None:
            return QImage()
        image = QImage(str(path))
        if requestedSize.isValid() and not image.isNull() and requestedSize.width() < image.width():
            from PySide6.QtCore import Qt  # noqa: PLC0415 - PySide builds the whole namespace: 25 ms of a start

            return image.scaledToWidth(requestedSize.width(), Qt.TransformationMode.SmoothTransformation)
        return image


def page_path(vault: str, name: str) -> Path | None:
    """The file of a page, or None."""
    found = _PAGE.fullmatch(name)
    if not vault or found is None:
        return None
    folder = Path(vault).resolve()
    path = (folder / found[1] / f"{found[2]}.webp").resolve()
    return path if path.is_relative_to(folder) and path.is_file() else None
