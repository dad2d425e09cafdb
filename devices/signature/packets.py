"""Pen packets of serial pads: framed, checked, and never trusted one at a time.

Topaz: 5 bytes. Wacom IV: 7 bytes. In both the first byte has bit 7 and the others have not. Random bytes look like a
packet now and then: what no pad sends (other spare bits than a moment ago, a pen that writes without being near, a
place off the surface, a leap) ends the stroke, and ink counts again after `STEADY` good packets in a row.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from devices.signature.ports import Pen

STEADY = 3
"""Packets in a row, each whole and plausible, before a pen that writes is believed."""
_LEAP = 0.25
"""A pen moves less than this share of the pad between two packets, 100 or more a second."""
_HELD = 4096
_NOISE = 256
"""Bytes that made no believable packet, since the last that did: more than a pad plugged in under way sends."""
_TOUCHES = 8
"""Of 255: lighter is a hand's shake above the surface."""


@dataclass(frozen=True)
class Format:
    """One maker's packets, and the raw size of a pad's surface."""

    name: Literal["topaz", "wacom"]
    size: int
    width: int
    height: int

    @property
    def ratio(self) -> float:
        """Height over width."""
        return self.height / self.width


TOPAZ = Format("topaz", 5, 2100, 700)
WACOM = Format("wacom", 7, 15240, 5080)


@dataclass(frozen=True)
class _Raw:
    x: int
    y: int
    near: bool
    down: bool
    spare: int
    """Bits with no known meaning: a pad sends the same again and again, noise does not."""


class Decoder:
    """Bytes of one pad in, places of the pen out."""

    def __init__(self, format_: Format) -> None:
        self._format = format_
        self._held = bytearray()
        self._good = 0
        self._spare = 0
        self._last: Pen | None = None
        self._noise = 0

    @property
    def garbled(self) -> bool:
        """What came lately was no pen."""
        return self._noise > _NOISE

    def feed(self, data: bytes) -> list[Pen]:
        """Where the pen went. A stroke ends with a pen that is not down, also when the line turned to noise."""
        self._held += data
        if len(self._held) > _HELD:  # no pad sends that much between two looks
            self._noise += len(self._held) - _HELD
            del self._held[: len(self._held) - _HELD]
            self._good = 0
        return [pen for raw in self._frames() for pen in self._judged(raw)]

    def _frames(self) -> Iterator[_Raw | None]:
        """Each packet, or None where the bytes are none."""
        size = self._format.size
        while len(self._held) >= size:
            frame = bytes(self._held[:size])
            if frame[0] & 0x80 and not any(byte & 0x80 for byte in frame[1:]):
                del self._held[:size]
                yield _topaz(frame) if self._format.name == "topaz" else _wacom(frame)
            else:
                del self._held[:1]
                yield None

    def _judged(self, raw: _Raw | None) -> Iterator[Pen]:
        if raw is None or not self._plausible(raw):
            self._good = 0
            self._noise += 1 if raw is None else self._format.size
            yield from self._lifted()
            return
        pen = Pen(raw.x / self._format.width, raw.y / self._format.height, raw.down)
        last = self._last
        if pen.down and last is not None and last.down and abs(pen.x - last.x) + abs(pen.y - last.y) > _LEAP:
            self._good = 0
            yield from self._lifted()
            return
        self._good += 1
        if self._good > STEADY:
            self._noise = 0
        if not pen.down:
            yield from self._lifted()
        elif self._good > STEADY:
            self._last = pen
            yield pen

    def _plausible(self, raw: _Raw) -> bool:
        same, self._spare = raw.spare == self._spare, raw.spare
        inside = raw.x <= self._format.width and raw.y <= self._format.height
        return same and inside and (raw.near or not raw.down)

    def _lifted(self) -> Iterator[Pen]:
        """The end of the stroke being written, if any."""
        last, self._last = self._last, None
        if last is not None and last.down:
            yield Pen(last.x, last.y, False)


def _topaz(frame: bytes) -> _Raw:
    head, x_low, x_high, y_low, y_high = frame
    spare = head & 0x3E | (x_high & 0x60) << 8 | (y_high & 0x60) << 16
    return _Raw(
        x_low | (x_high & 0x1F) << 7,
        y_low | (y_high & 0x1F) << 7,
        bool(head & 0x40),
        bool(head & 0x01),
        spare,
    )


def _wacom(frame: bytes) -> _Raw:
    head, x_mid, x_low, high, y_mid, y_low, force = frame
    pressure = ((force & 0x7F) << 1 | (high & 4) >> 2) ^ 0x80
    x = (head & 0x03) << 14 | x_mid << 7 | x_low
    y = (high & 0x03) << 14 | y_mid << 7 | y_low
    # Without the stylus bit it is a puck: never near, hence never writing.
    return _Raw(x, y, head & 0x60 == 0x60, pressure > _TOUCHES, head & 0x1C)
