"""From an Opus packet to sound in time: aiortc hands packets on as they come, `Voice` makes 20 ms pieces of them.

Holds the pinned aiortc to some private names (tests/contract/test_aiortc_names.py).
"""

from collections import deque
from collections.abc import Callable
from typing import Any, cast

import numpy as np
from aiortc.codecs.base import Decoder
from aiortc.jitterbuffer import JitterBuffer, JitterFrame
from aiortc.rtp import RtpPacket
from av.frame import Frame

from session.engine import opus, stretch
from session.engine.playout import CHUNK, RATE, Conceal, Order, Packet, Play, Playout, Recover, Rest
from session.engine.stretch import Sound

SILENT = 0.003
"""-50 dB of full scale: nobody hears how long that lasts."""
QUIET = 1.4
"""Times the softest of late: between two words."""
LATELY = 150
"""Pieces, three seconds."""
SMALL = 240
"""5 ms more or less than wanted are left as they are."""
PRESSING = 960
"""20 ms are mended within a word too, by one period of the voice."""
FADE_FROM, FADE_TO = 2880, 5760
"""What is guessed fades out from 60 to 120 ms: a sound held longer is a robot's."""
_FULL = 32768.0


class VoiceFrame(JitterFrame):
    """A packet on its way through aiortc, whose own timestamp is lost where packets change places."""

    def __init__(self, packet: Packet) -> None:
        super().__init__(data=packet.data, timestamp=packet.timestamp)
        self.packet = packet


class VoiceBuffer(JitterBuffer):
    """Keeps nothing back: what is in time is decided when it is to be played."""

    def __init__(self, clock: Callable[[], float]) -> None:
        super().__init__(capacity=1)
        self._clock = clock

    def add(self, packet: RtpPacket) -> tuple[bool, JitterFrame | None]:
        """Hand the packet on with the time it came."""
        data = packet.payload
        found = Packet(packet.sequence_number, packet.timestamp, data, opus.duration(data), self._clock())
        return False, VoiceFrame(found)


class Undecoded(Decoder):
    """Stands where aiortc wants a decoder, in a thread of its own; decoding takes 30 µs and is done by `Voice`."""

    def decode(self, encoded_frame: JitterFrame) -> list[Frame]:
        """Return the packet as it is."""
        passed: Any = encoded_frame
        return cast("list[Frame]", [passed])


class Voice:
    """Plays one received voice: `arrived` takes its packets, `piece` is asked for every 20 ms."""

    def __init__(self) -> None:
        self.playout = Playout()
        self._decoder = opus.Decoder()
        self._kept: Sound = stretch.NOTHING
        self._levels: deque[float] = deque(maxlen=LATELY)
        self._guessed = 0
        self._gain = 0.0

    def arrived(self, packet: Packet) -> None:
        """Take a packet."""
        self.playout.arrived(packet)

    def piece(self, now: float) -> bytes:
        """Return the next 20 ms, s16 mono 48 kHz; `now` on the clock that packets carry."""
        while self._kept.size < CHUNK:
            surplus = self.playout.surplus(now, self._kept.size)
            order = self.playout.next(now)
            sound = self._heard(order)
            if isinstance(order, Play):
                sound = self._adapted(sound, surplus)
            self._kept = np.concatenate([self._kept, sound])
        piece, self._kept = self._kept[:CHUNK], self._kept[CHUNK:]
        return bytes(np.clip(np.rint(piece * _FULL), -32768, 32767).astype("<i2").tobytes())

    def delay_s(self, now: float) -> float | None:
        """How long what is played from `now` on waited here, compared with its shortest way; None: nobody speaks."""
        return self.playout.delay(now, self._kept.size) / RATE if self.playout.playing else None

    def _heard(self, order: Order) -> Sound:
        match order:
            case Play(data):
                try:
                    return self._whole(self._decoder.decode(data))
                except opus.OpusError:
                    return self._guess(opus.duration(data) or CHUNK)
            case Recover(following, samples):
                try:
                    return self._whole(self._decoder.recover(following, samples))
                except opus.OpusError:
                    return self._guess(samples)
            case Conceal(samples):
                return self._guess(samples)
            case Rest(samples):
                self._gain = 0.0
                return np.zeros(samples, np.float32)

    def _whole(self, decoded: bytes) -> Sound:
        before, self._gain, self._guessed = self._gain, 1.0, 0
        return stretch.faded(_sound(decoded), before, 1.0)

    def _guess(self, samples: int) -> Sound:
        self._guessed += samples
        share = (FADE_TO - self._guessed) / (FADE_TO - FADE_FROM)
        before, self._gain = self._gain, min(self._gain, max(0.0, share))
        if before == 0.0:
            return np.zeros(samples, np.float32)
        return stretch.faded(_sound(self._decoder.conceal(samples)), before, self._gain)

    def _adapted(self, sound: Sound, surplus: int) -> Sound:
        loud = stretch.level(sound)
        self._levels.append(loud)
        if abs(surplus) < SMALL or sound.size < CHUNK // 2:
            return sound
        change = stretch.shorter if surplus > 0 else stretch.longer
        if loud < SILENT:
            return change(sound, min(abs(surplus), sound.size - stretch.SEAM))
        if loud < QUIET * min(self._levels) or abs(surplus) > PRESSING:
            return change(sound, stretch.period(sound))
        return sound


def _sound(decoded: bytes) -> Sound:
    return np.frombuffer(decoded, "<i2").astype(np.float32) / np.float32(_FULL)
