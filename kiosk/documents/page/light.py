"""Light and shadow taken off a page: the paper white everywhere, ink in its own colour. Pure."""

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.documents.page.judge import noise_of
from kiosk.documents.page.quad import Rgb

Floats = NDArray[np.float32]

_WORK = 420
"""Pixels of the long side on which the light is measured."""
_CLOSE = 11
_PALE = 0.16
"""How coloured, beside the lamp, what is still paper may be."""
_SHADOW = 0.30
"""Of the lamp: what is darker is printed so."""
_PAPER = 0.35
"""Of the page: with less paper than this it is a card or a photograph, and keeps its own tones."""
_SHINING = 248
_WHITE, _BLACK = 0.9, 0.1
"""Of the paper's brightness: what is white, what is black."""


def even(page: Rgb) -> Rgb:
    """Divide by the light that falls on the paper; a picture, which has no paper, is only made bright enough."""
    scale = min(1.0, _WORK / max(page.shape[:2]))
    size = (max(8, round(page.shape[1] * scale)), max(8, round(page.shape[0] * scale)))
    small = cv2.resize(page, size, interpolation=cv2.INTER_AREA)
    near = cv2.morphologyEx(cv2.medianBlur(small, 3), cv2.MORPH_CLOSE, np.ones((_CLOSE, _CLOSE), np.uint8))
    light, part = _light(near.astype(np.float32))
    if part < _PAPER:
        return bright(page)
    grain = noise_of(page[..., 1]) / max(16.0, float(np.median(light[..., 1])))
    white = min(_WHITE, 1 - 3.2 * grain)
    return _divided(page, light * np.float32(white), _BLACK / white)


def _divided(page: Rgb, white: Floats, black: float) -> Rgb:
    """`white` becomes 255 and `black`, a part of it, 0. In strips: the page is large, and floats are four times as large."""
    out = np.empty_like(page)
    height, width = page.shape[:2]
    gain = 255 / (1 - black) / np.maximum(white, 5.0)
    rows = np.float32(white.shape[0] / height)
    step = 256
    across = ((np.arange(width, dtype=np.float32) + 0.5) * (white.shape[1] / width) - 0.5)[None, :]
    for top in range(0, height, step):
        down = ((np.arange(top, min(height, top + step), dtype=np.float32) + 0.5) * rows - 0.5)[:, None]
        x, y = (np.ascontiguousarray(np.broadcast_to(each, (len(down), width))) for each in (across, down))
        strip = cv2.remap(gain, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        lit = cv2.multiply(page[top : top + step], strip, dtype=cv2.CV_32F)
        out[top : top + step] = cv2.convertScaleAbs(
            np.maximum(lit - np.float32(255 * black / (1 - black)), 0)
        )
    return out


def bright(page: Rgb) -> Rgb:
    """Nearly the brightest place becomes nearly white, all colours alike."""
    top = float(np.percentile(page[::4, ::4].max(axis=-1), 98))
    return np.asarray(cv2.convertScaleAbs(page, alpha=min(4.0, 245 / max(1.0, top))), dtype=np.uint8)


def _light(near: Floats) -> tuple[Floats, float]:
    """The lamp's light on every place, each colour apart, shadows included, prints left out; and the part that is paper."""
    lamp = _lamp(near)
    part = near / np.maximum(lamp, 1.0)
    darkest, brightest = part.min(axis=-1), part.max(axis=-1)
    pale = (brightest - darkest) < _PALE * np.maximum(brightest, 0.2)
    paper = (pale & (darkest > _SHADOW)).astype(np.uint8)
    # A print's border is neither: the paper beside it tells the light there.
    sure = cv2.erode(paper, np.ones((3, 3), np.uint8)).astype(np.float32)
    shade = np.asarray(part * sure[..., None], dtype=np.float32)
    filled = np.zeros_like(shade)
    known = np.zeros(sure.shape, np.float32)
    for spread in (1.5, 4.0, 12.0, 40.0):  # from the nearest paper, else from farther away
        weight: Floats = np.asarray(cv2.GaussianBlur(sure, (0, 0), spread), dtype=np.float32)
        total: Floats = np.asarray(cv2.GaussianBlur(shade, (0, 0), spread), dtype=np.float32)
        usable = np.clip((weight - 0.08) / 0.2, 0, 1) * (1 - known)
        filled += total / np.maximum(weight, 1e-3)[..., None] * usable[..., None]
        known += usable
    filled += (1 - known)[..., None]
    return np.asarray(lamp * np.clip(filled, 0.15, 1.3), dtype=np.float32), float(paper.mean())


def _lamp(near: Floats) -> Floats:
    """How bright lit paper is everywhere, in the lamp's colour: a smooth surface through the bright places, found without prints and reflections."""
    height, width = near.shape[:2]
    few = cv2.resize(near, (64, 64), interpolation=cv2.INTER_AREA).astype(np.float64).reshape(-1, 3)
    bright = few.mean(axis=1)
    dull = few.max(axis=1) < _SHINING
    if int(dull.sum()) < bright.size // 4:  # a page lit so much that all of it shines
        dull = np.ones_like(dull)
    terms = _terms(64, 64)
    kept = dull & (bright >= np.percentile(bright[dull], 50))
    surface = np.full(bright.shape, float(np.percentile(bright[dull], 90)))
    for _ in range(5):
        found, *_ = np.linalg.lstsq(terms[kept], bright[kept], rcond=None)
        surface = terms @ found
        kept = dull & (bright >= 0.92 * surface)
        if int(np.count_nonzero(kept)) < 100:
            break
    lowest, highest = float(np.percentile(bright, 95)) * 0.35, float(np.percentile(bright, 99)) * 1.1
    smooth = np.clip(surface, lowest, max(lowest, highest)).reshape(64, 64).astype(np.float32)
    whole = cv2.resize(smooth, (width, height), interpolation=cv2.INTER_LINEAR)
    lit = kept if kept.any() else dull
    tint = np.median(few[lit] / np.maximum(bright[lit], 1.0)[:, None], axis=0)
    return np.asarray(whole[..., None] * tint.astype(np.float32), dtype=np.float32)


def _terms(height: int, width: int) -> NDArray[np.float64]:
    x, y = np.meshgrid(np.linspace(-1, 1, width), np.linspace(-1, 1, height))
    return np.stack([np.ones_like(x), x, y, x * y, x * x, y * y], axis=-1).reshape(-1, 6)
