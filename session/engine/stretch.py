"""A voice made a little shorter or longer, or faded, without a click. Pure, on float32 samples in -1..1 at 48 kHz."""

import numpy as np
from numpy.typing import NDArray

Sound = NDArray[np.float32]
SEAM = 120
"""2.5 ms: what two pieces are blended over."""
PERIOD_MIN, PERIOD_MAX = 120, 720
"""Samples of a voice's period: 400 to 67 Hz."""
NOTHING: Sound = np.zeros(0, np.float32)
_UP: Sound = np.linspace(0, 1, SEAM, dtype=np.float32)


def level(sound: Sound) -> float:
    """Root mean square."""
    return float(np.sqrt(np.mean(np.square(sound)))) if sound.size else 0.0


def period(sound: Sound) -> int:
    """The lag at which a piece (longer than twice `PERIOD_MIN`) is most like itself."""
    longest = min(PERIOD_MAX, sound.size - 2 * SEAM)
    size = min(sound.size - longest, 2 * SEAM)
    first = sound[:size]
    best, found = -np.inf, PERIOD_MIN
    for lag in range(PERIOD_MIN, longest + 1, 2):
        other = sound[lag : lag + size]
        # Not `@` or `dot`: BLAS spins with threads of its own when the machine is busy.
        likeness = float((first * other).sum()) / (float(np.square(other).sum()) + 1e-9) ** 0.5
        if likeness > best:
            best, found = likeness, lag
    return found


def shorter(sound: Sound, samples: int) -> Sound:
    """Leave `samples` out at the start, blended."""
    if samples <= 0 or samples + SEAM > sound.size:
        return sound
    blended = sound[:SEAM] * (1 - _UP) + sound[samples : samples + SEAM] * _UP
    return np.concatenate([blended, sound[samples + SEAM :]])


def longer(sound: Sound, samples: int) -> Sound:
    """Say the first `samples` twice, blended."""
    if samples <= 0 or samples + SEAM > sound.size:
        return sound
    blended = sound[samples : samples + SEAM] * (1 - _UP) + sound[:SEAM] * _UP
    return np.concatenate([sound[:samples], blended, sound[SEAM:]])


def faded(sound: Sound, before: float, after: float) -> Sound:
    """Go evenly from one loudness to the other."""
    if before == after == 1.0:
        return sound
    return sound * np.linspace(before, after, sound.size, dtype=np.float32)
