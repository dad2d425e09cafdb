"""What a simulated camera plays: a face in a room, or a sheet on a table under a lamp.

A few pictures that differ by the sensor's noise and a hand's tremor are enough: nobody can tell them from
a thousand, and a machine that also runs a call has no time to draw one each time.
"""

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray

from devices.peers.document_table import Laid, Lamp, Lens, Scene, seen

Picture = NDArray[np.uint8]
"""`(height, width, 3) uint8`, blue first."""

FACE = (640, 360)
COUNT = 6
QUALITY = 88
_ROOM, _COAT, _SKIN, _HAIR, _EYE = (150, 165, 170), (110, 80, 60), (140, 170, 215), (50, 60, 80), (60, 50, 40)


class UnreadableError(Exception):
    """A file that is no picture and no PDF."""


@dataclass(frozen=True)
class Table:
    """How a sheet lies: the frame shows `view_mm` of the table across, `light` 1.0 is a good lamp, `tremor` is in pixels.

    `page` is one of a PDF's.
    """

    paper: Path | None = None
    page: int = 0
    view_mm: float = 440.0
    turn: float = 2.0
    light: float = 0.92
    glare: float = 0.0
    blur: float = 0.7
    tremor: float = 0.0


def faces() -> list[bytes]:
    """A head and shoulders that sway a little."""
    width, height = FACE
    grain = np.random.default_rng(1)
    made = []
    for number in range(2 * COUNT):
        middle = width // 2 + round(10 * np.sin(np.pi * number / COUNT))
        room = np.full((height, width, 3), _ROOM, np.uint8)
        _ellipse(room, (middle, height), (150, 130), _COAT)
        _ellipse(room, (middle, height // 2 - 10), (62, 84), _SKIN)
        cv2.ellipse(room, (middle, height // 2 - 66), (66, 46), 0, 180, 360, _HAIR, -1, cv2.LINE_AA)
        for eye in (-22, 22):
            _ellipse(room, (middle + eye, height // 2 - 20), (6, 6), _EYE)
        made.append(_jpeg(_grainy(room, grain, 3.0)))
    return made


def papers(table: Table) -> list[bytes]:
    """The table, with the sheet on it."""
    laid = (Laid(_sheet(table.paper, table.page), turn=table.turn),) if table.paper else ()
    lens = Lens(view_mm=table.view_mm, lean=(2.0, -1.5), blur=table.blur, noise=0.0)
    lamp = Lamp(level=table.light, glare=table.glare)
    drawn = seen(Scene(laid, lamp=lamp, lens=lens)).rgb[..., ::-1]
    grain = np.random.default_rng(2)
    made = []
    for number in range(COUNT):
        angle = 2 * np.pi * number / COUNT
        shift = (round(table.tremor * np.sin(angle)), round(table.tremor * np.cos(angle)))
        made.append(_jpeg(_grainy(np.roll(drawn, shift, (0, 1)), grain, 2.0)))
    return made


def _sheet(paper: Path, page: int) -> Picture:
    """What is printed, red first, on paper that is never as white as a lamp, with ink never as black as none."""
    printed = cv2.imread(str(paper), cv2.IMREAD_COLOR_RGB)
    if printed is None:
        try:
            drawn = pdfium.PdfDocument(paper)[page].render(scale=200 / 72, rev_byteorder=True)
        except (pdfium.PdfiumError, IndexError, OSError):
            raise UnreadableError(str(paper)) from None
        printed = drawn.to_numpy()
    return np.asarray(30 + printed[:, :, :3].astype(np.float32) * (240 - 30) / 255, dtype=np.uint8)


def _ellipse(
    room: Picture, middle: tuple[int, int], axes: tuple[int, int], colour: tuple[int, int, int]
) -> None:
    cv2.ellipse(room, middle, axes, 0, 0, 360, colour, -1, cv2.LINE_AA)


def _grainy(picture: Picture, grain: np.random.Generator, noise: float) -> Picture:
    # A sixteenth of the noise, repeated: five million normal numbers take longer than all the rest.
    height, width = picture.shape[:2]
    small = grain.normal(0.0, noise, (height // 4 + 1, width // 4 + 1, 1)).astype(np.float32)
    return np.asarray(np.clip(picture + np.tile(small, (4, 4, 1))[:height, :width], 0, 255), dtype=np.uint8)


def _jpeg(picture: Picture) -> bytes:
    """As a camera sends it."""
    done, data = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])
    if not done:
        raise ValueError("not a picture")
    return data.tobytes()
