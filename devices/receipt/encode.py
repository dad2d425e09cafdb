"""A ticket's picture as ESC/POS bytes, by python-escpos: a raster, because text would lose accents."""

from typing import TYPE_CHECKING

from escpos.printer import Dummy

from kiosk.documents.ticket import MAX_ROWS

if TYPE_CHECKING:
    from PIL.Image import Image

# A printer with a blade, of 576 dots: a cut is asked for on every roll, and one without a blade ignores it.
_PROFILE = "TM-T20II"
_WIDTHS = frozenset({384, 576})
# Rows sent as one picture: the printer can be asked how it is between two.
_STRIP_ROWS = 48


def encode(picture: "Image") -> list[bytes]:
    """Reset, the picture (black on white, as wide as the paper) in strips, a feed past the blade and a cut.

    Raises:
        ValueError: the picture is longer than `MAX_ROWS`, or not as wide as a paper we know.
    """
    if picture.height > MAX_ROWS or picture.width not in _WIDTHS:
        raise ValueError(f"a picture of {picture.width} by {picture.height} is no ticket")
    out = Dummy(profile=_PROFILE)
    out.hw("INIT")
    commands = [_taken(out)]
    for top in range(0, picture.height, _STRIP_ROWS):
        bottom = min(top + _STRIP_ROWS, picture.height)
        out.image(picture.crop((0, top, picture.width, bottom)), impl="bitImageRaster")
        commands.append(_taken(out))
    out.cut(mode="PART")
    return [*commands, _taken(out)]


def _taken(out: Dummy) -> bytes:
    """What was made since the last time."""
    made = bytes(out.output)
    out.clear()
    return made
