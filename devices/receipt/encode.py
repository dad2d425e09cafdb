"""A ticket's picture as ESC/POS bytes, by python-escpos: a raster, because text would lose accents."""

from typing import TYPE_CHECKING

from escpos.printer import Dummy

if TYPE_CHECKING:
    from PIL.Image import Image

MAX_ROWS = 8000
"""A metre of paper at 8 dots a millimetre."""
# Printers of the two widths whose dots python-escpos knows: it then refuses a picture that is too wide.
_PROFILES = {384: "POS-5890", 576: "TM-T20II"}
# Rows sent as one picture: the printer can be asked how it is between two.
_STRIP_ROWS = 48


def encode(picture: "Image") -> list[bytes]:
    """Reset, the picture (black on white, as wide as the paper) in strips, a feed past the blade and a cut.

    Raises:
        ValueError: the picture is longer than `MAX_ROWS`, or not as wide as a paper we know.
    """
    if picture.height > MAX_ROWS or picture.width not in _PROFILES:
        raise ValueError(f"a picture of {picture.width} by {picture.height} is no ticket")
    out = Dummy(profile=_PROFILES[picture.width])
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
