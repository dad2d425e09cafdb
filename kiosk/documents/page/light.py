"""Light and shadow taken off a page: the paper white everywhere, ink in its own colour. Pure."""

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.documents.page.quad import Rgb

Floats = NDArray[np.float32]

_WORK = 420
"""Pixels of the long side on which the light is measured."""
_CLOSE = 11
_PALE = 0.16
"""How coloured, beside the lamp, what is still paper may be."""
_SHADOW = 0.30
"""Of the lamp: what is darker is printed so."""
_WHITE, _BLACK = 228, 24


def even(page: Rgb) -> Rgb:
    """Divide by the light that falls on the paper; a card or a picture, which has no paper, keeps its own."""
    scale = min(1.0, _WORK / max(page.shape[:2]))
    size = (max(8, round(page.shape[1] * scale)), max(8, round(page.shape[0] * scale)))
    small = cv2.resize(page, size, interpolation=cv2.INTER_AREA)
    near = cv2.morphologyEx(cv2.medianBlur(small, 3), cv2.MORPH_CLOSE, np.ones((_CLOSE, _CLOSE), np.uint8))
    light = _light(near.astype(np.float32))
    whole = cv2.resize(light, (page.shape[1], page.shape[0]), interpolation=cv2.INTER_LINEAR)
    flat = cv2.divide(page.astype(np.float32), np.maximum(whole, 6.0), scale=255.0)
    table = np.interp(np.arange(256), [0, _BLACK, _WHITE, 255], [0, 0, 255, 255]).astype(np.uint8)
    return np.asarray(cv2.LUT(np.clip(flat, 0, 255).astype(np.uint8), table), dtype=np.uint8)


def _light(near: Floats) -> Floats:
    """The lamp's light on every place, each colour apart, shadows included, prints left out."""
    lamp = np.stack([_lamp(near[..., channel]) for channel in range(3)], axis=-1)
    part = near / np.maximum(lamp, 1.0)
    darkest, brightest = part.min(axis=-1), part.max(axis=-1)
    pale = (brightest - darkest) < _PALE * np.maximum(brightest, 0.2)
    paper = pale & (darkest > _SHADOW)
    light = np.where(paper[..., None], near, lamp).astype(np.float32)
    return np.asarray(cv2.GaussianBlur(light, (0, 0), 2.0), dtype=np.float32)


def _lamp(near: Floats) -> Floats:
    """How bright lit paper is everywhere: a smooth surface through the bright places, found without the dark ones."""
    height, width = near.shape
    x, y = np.meshgrid(np.linspace(-1, 1, width), np.linspace(-1, 1, height))
    terms = np.stack([np.ones_like(x), x, y, x * y, x * x, y * y], axis=-1).reshape(-1, 6)
    bright = near.ravel()
    kept = bright >= np.percentile(bright, 50)
    surface = np.full(bright.shape, float(np.percentile(bright, 90)))
    for _ in range(4):
        found, *_ = np.linalg.lstsq(terms[kept], bright[kept], rcond=None)
        surface = terms @ found
        kept = bright >= 0.92 * surface
        if int(np.count_nonzero(kept)) < 100:
            break
    lowest, highest = float(np.percentile(bright, 95)) * 0.5, float(np.percentile(bright, 99)) * 1.1
    return np.asarray(np.clip(surface, lowest, max(lowest, highest)).reshape(near.shape), dtype=np.float32)
