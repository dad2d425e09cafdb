"""A voice and a picture sent by one real connection to another over a bad line, in real time."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

import av
import numpy as np

from kiosk.core.ids import new_id
from session.engine import encoders
from session.engine.bench_voice import Bare
from session.engine.caller import Caller
from session.engine.connection import Connection, Route, Sinks
from session.engine.latest import Latest
from session.engine.line import Weather
from session.engine.markers import read_counter
from session.engine.pictures import neutral, planes
from session.engine.playout import Packet
from session.engine.ports import CHUNK_BYTES, CHUNK_SAMPLES, SAMPLE_RATE
from session.engine.quality import LADDER
from session.engine.reach import trust_of
from session.engine.rough_path import RoughPath
from session.engine.scene import paint
from session.engine.sending import Sending
from session.engine.voice import Voice
from session.protocol.quality import Rung

RUNG: Rung = "360p15"
QUALITY = LADDER[RUNG]
CHUNK_S = CHUNK_SAMPLES / SAMPLE_RATE
CONNECT_S = 20.0
SETTLE_S = 1.0
TAIL_S = 0.5


class Both(Voice):
    """The product's voice, and beside it the control, given the same packets at the same times."""

    def __init__(self) -> None:
        super().__init__()
        self.bare, self.bare_heard = Bare(), bytearray()

    def arrived(self, packet: Packet) -> None:
        """Take a packet twice."""
        self.bare.arrived(packet)
        super().arrived(packet)

    def piece(self, now: float) -> bytes:
        """Play the product's."""
        self.bare_heard += self.bare.piece(now)
        return super().piece(now)


@dataclass
class Talk:
    """What was heard and seen, both from the moment the first word began. Seconds of one clock."""

    heard: bytes = b""
    control: bytes = b""
    shown: dict[int, float] = field(default_factory=dict)
    """When each picture was painted, by its counter."""
    seen: dict[int, float] = field(default_factory=dict)
    """When each was handed on to be shown."""
    began: float = 0.0
    queued_s: float = 0.0
    """What the loudspeaker is taken to hold back."""
    voice: Voice = field(default_factory=Voice)

    def picture_delays(self) -> list[float]:
        """Seconds, of the pictures that were seen."""
        return [at - self.shown[number] for number, at in self.seen.items() if number in self.shown]


class _Kiosk:
    """The answering end: what the media process has between the wire and its devices."""

    def __init__(self, clock: Callable[[], float], talk: Talk) -> None:
        self._clock, self._talk = clock, talk
        self.connected = asyncio.Event()
        self.pieces: list[tuple[float, bytes]] = []
        pictures: Latest[av.VideoFrame] = Latest()
        pictures.put(neutral(640, 360))
        sinks = Sinks(self._picture, self._sound, lambda _: None, self.connected.set, lambda: None)
        self.connection = Connection(
            Sending(RUNG, clock), Route(None, trust_of(None)), pictures, sinks, clock, lambda: talk.queued_s
        )
        self.both = Both()
        self.connection.hearing.voice = self.both

    def _picture(self, frame: av.VideoFrame) -> None:
        number = read_counter(planes(frame)[0])
        if number is not None:
            self._talk.seen.setdefault(number, self._clock())

    def _sound(self, samples: bytes, alive: bool) -> None:  # noqa: ARG002 - a sink
        self.pieces.append((self._clock(), samples))


async def talk(
    speech: bytes,
    weather: Weather,
    seed: int,
    clock: Callable[[], float],
    *,
    pictures: bool = False,
    queued_s: float = 0.0,
) -> Talk:
    """Say `speech` (s16 mono 48 kHz) over a line that is clean until the two are connected."""
    encoders.install(Sending(RUNG, clock), clock)
    said = Talk(queued_s=queued_s)
    kiosk, path, caller = _Kiosk(clock, said), RoughPath(seed), Caller(new_id(), 1, clock, "video/H264")
    draft = await kiosk.connection.answer(await path.offer(await caller.offer()))
    answer = await path.answer(draft.sdp)

    def picture(number: int) -> av.VideoFrame:
        said.shown[number] = clock()
        return paint(number, 640, 360)

    try:
        await caller.answered(answer, picture if pictures else None, QUALITY.fps, speaks=False)
        async with asyncio.timeout(CONNECT_S):
            await kiosk.connected.wait()
            await caller.opened.wait()
        path.turn(weather)
        await caller.speak(bytes(int(SETTLE_S / CHUNK_S) * CHUNK_BYTES))
        said.began = clock()
        await caller.speak(speech)
        await caller.speak(bytes(int(TAIL_S / CHUNK_S) * CHUNK_BYTES))
    finally:
        await caller.vanish()
        await kiosk.connection.close()
        path.close()
    start, said.voice = kiosk.pieces[0][0], kiosk.both
    skipped = 2 * round((said.began - start) * SAMPLE_RATE)
    said.heard = b"".join(piece for _, piece in kiosk.pieces)[skipped:]
    said.control = bytes(kiosk.both.bare_heard[skipped:])
    return said


def median_ms(seconds: list[float]) -> float:
    """The middle one, in milliseconds."""
    return round(1000 * float(np.median(seconds)), 1)
