"""Counters in demo pictures and tones in demo sound, so that both ends count what really arrived.

The format is `session/expert/MARKERS.md`; real calls carry none of this.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from session.engine.pictures import Plane

CELLS = 20
COUNTERS = 1 << 16
TONES = (500, 900, 1300, 700, 1700, 1100, 1500, 1900)
"""Hertz, in their order in time."""
RATE = 48000
STEP = RATE // 4
WINDOW = RATE // 20
_RAMP = RATE // 100
_AMPLITUDE = 0.25 * 32767
_FLOOR = (32768 * 10 ** (-50 / 20)) ** 2
"""Mean square of -50 dB of full scale."""


def stamp(luma: Plane, counter: int) -> None:
    """Paint the strip that carries `counter` (taken modulo 65536) on a writable luma plane."""
    bits = [(counter >> shift) & 1 for shift in range(15, -1, -1)]
    parity = sum(bits) & 1
    height, width = luma.shape
    for index, bit in enumerate([1, 0, *bits, parity, 1 - parity]):
        luma[: height // 9, index * width // CELLS : (index + 1) * width // CELLS] = 235 if bit else 16


def read_counter(luma: Plane) -> int | None:
    """Read the counter of a picture, or None when there is no whole, valid strip."""
    height, width = luma.shape
    top, bottom = int(0.3 * height / 9), int(0.7 * height / 9)
    bits = []
    for index in range(CELLS):
        left, right = int((index + 0.3) * width / CELLS), int((index + 0.7) * width / CELLS)
        box = luma[top : max(bottom, top + 1), left : max(right, left + 1)]
        bits.append(1 if float(box.mean()) >= 128 else 0)
    start, body, parity, end = bits[:2], bits[2:18], bits[18], bits[19]
    if start != [1, 0] or parity != sum(body) & 1 or end == parity:
        return None
    return int("".join(map(str, body)), 2)


@dataclass
class PictureCount:
    """What was read in the pictures received."""

    frames: int = 0
    read: int = 0
    unread: int = 0
    advanced: int = 0
    skipped: int = 0
    repeated: int = 0
    back: int = 0
    first: int = -1
    last: int = -1

    def look(self, luma: Plane) -> None:
        """Count one received picture."""
        self.frames += 1
        counter = read_counter(luma)
        if counter is None:
            self.unread += 1
            return
        self.read += 1
        if self.last < 0:
            self.first = counter
        else:
            self._compare((counter - self.last) % COUNTERS)
        self.last = counter

    def _compare(self, step: int) -> None:
        if step == 0:
            self.repeated += 1
        elif step < COUNTERS // 2:
            self.advanced += 1
            self.skipped += step - 1
        else:
            self.back += 1


def tones(start: int, count: int) -> bytes:
    """Return `count` samples (s16 mono 48 kHz) of the endless tone sequence from sample `start`."""
    at = start + np.arange(count)
    within = at % STEP
    hertz = np.array(TONES)[(at // STEP) % len(TONES)]
    edge = np.minimum(np.minimum(within, STEP - 1 - within) / _RAMP, 1.0)
    wave = _AMPLITUDE * edge * np.sin(2 * np.pi * hertz * within / RATE)
    return bytes(wave.astype("<i2").tobytes())


_TIMES = np.arange(WINDOW) / RATE
_WAVES: NDArray[np.complex128] = np.exp(-2j * np.pi * np.outer(np.array(TONES), _TIMES))


@dataclass
class ToneCount:
    """What was heard in the sound received."""

    windows: int = 0
    heard: int = 0
    tones: int = 0
    in_order: int = 0
    out_of_order: int = 0
    first: int = -1
    last: int = -1
    _window: int = field(default=-1, repr=False)
    _rest: bytes = field(default=b"", repr=False)

    @property
    def ok(self) -> bool:
        """At least eight tones were heard and four in five of them came in order."""
        return self.tones >= len(TONES) and self.in_order >= 0.8 * self.tones

    def listen(self, samples: bytes) -> None:
        """Count received sound, s16 mono 48 kHz, however it is cut."""
        self._rest += samples
        while len(self._rest) >= 2 * WINDOW:
            window = np.frombuffer(self._rest[: 2 * WINDOW], "<i2").astype(np.float64)
            self._rest = self._rest[2 * WINDOW :]
            self._count(_strongest(window))

    def _count(self, tone: int) -> None:
        self.windows += 1
        repeated, self._window = tone == self._window, tone
        if tone < 0:
            return
        self.heard += 1
        if repeated and tone != self.last:
            self.tones += 1
            if self.last < 0:
                self.first = tone
                self.in_order += 1
            elif tone == (self.last + 1) % len(TONES):
                self.in_order += 1
            else:
                self.out_of_order += 1
            self.last = tone


@dataclass
class RecentTones:
    """Whether the sound of the last seconds came in order, whatever was before."""

    _count: ToneCount = field(default_factory=ToneCount)
    _heard: int = 0
    _verdict: bool = False

    def listen(self, samples: bytes) -> None:
        """Count received sound."""
        self._count.listen(samples)

    def judge(self) -> bool:
        """Judge what came since some 8 to 16 tones ago; nothing heard since the last judgement is bad."""
        count = self._count
        silent, self._heard = count.heard == self._heard, count.heard
        if silent or count.tones >= len(TONES):
            self._verdict = count.ok and not silent
        if silent or count.tones >= 2 * len(TONES):
            self._count, self._heard = ToneCount(), 0
        return self._verdict


def _strongest(window: NDArray[np.float64]) -> int:
    energy = float(np.mean(window**2))
    if energy < _FLOOR:
        return -1
    # A sine of amplitude a has |sum| = a·n/2, hence the energy a²/2 = 2·|sum/n|².
    # Not `@`: BLAS shares even this with threads of its own and spins until they ran, for seconds when the
    # machine is busy.
    powers = 2 * np.abs((_WAVES * window).mean(axis=1)) ** 2
    best = int(np.argmax(powers))
    return best if powers[best] >= 0.5 * energy else -1
