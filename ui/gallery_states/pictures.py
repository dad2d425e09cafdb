"""A page to show in pictures of forms, reading and signing: drawn here, nobody's real paper."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter
from PySide6.QtQuick import QQuickImageProvider

PICTURE = "image://vault/gallery/page-001"
WIDTH, HEIGHT = 1191, 1684
_TEXT = (
    ("Nom de naissance", 0.22), ("Prénoms", 0.26), ("Né(e) le", 0.30), ("Je suis majeur(e)", 0.34),
    ("Adresse", 0.38), ("Code postal, commune", 0.42), ("Motif de la demande", 0.48),
)  # fmt: skip


class PageProvider(QQuickImageProvider):
    """`image://vault/…`: the same A4 page at 144 dpi, a form with a place to sign at the bottom."""

    def __init__(self) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)

    def requestImage(self, id: str, size: QSize, requestedSize: QSize) -> QImage:  # noqa: A002, ARG002, N802, N803 - Qt's names
        """Draw the page, whatever its name."""
        image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
        image.fill(QColor("white"))
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _draw(painter)
        painter.end()
        return image


def _draw(painter: QPainter) -> None:
    painter.setPen(QColor("#1D2B33"))
    painter.setFont(QFont("Atkinson Hyperlegible Next", 26, QFont.Weight.Bold))
    painter.drawText(QRectF(100, 110, 1000, 60), "Demande de carte d’identité")
    painter.setFont(QFont("Atkinson Hyperlegible Next", 15))
    painter.drawText(QRectF(100, 190, 1000, 40), "Commune de Saint-Aubin · formulaire d’exemple n° 99001")
    for label, y in _TEXT:
        painter.drawText(QRectF(100, y * HEIGHT, 300, 40), label)
        painter.drawLine(360, int(y * HEIGHT) + 38, 1010, int(y * HEIGHT) + 38)
    body = (
        "Je certifie que les renseignements ci-dessus sont exacts. Je joins une pièce d’identité, un "
        "justificatif de domicile de moins d’un an et deux photos identiques de moins de six mois."
    )
    painter.drawText(QRectF(100, 950, 990, 200), int(Qt.TextFlag.TextWordWrap), body)
    painter.drawText(QRectF(610, 1300, 480, 40), "Signature du demandeur")
    painter.drawRect(QRectF(610, 1350, 460, 180))
