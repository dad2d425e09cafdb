"""The expert is not sent their own voice: the real canceller in a room of our own making."""

import asyncio

import numpy as np
import pytest

from devices.peers.sound_room import RATE, power_db, samples, scene
from devices.sound.echo import DELAY_MAX_MS, Cancelling
from devices.sound.ports import CHUNK, Live, Missing, Status
from devices.sound.webrtc import WebRtcCanceller

SECONDS = 9
ROOM = scene(seconds=SECONDS)


class Air:
    """A microphone and a loudspeaker whose chunks a test gives and takes."""

    def __init__(self, heard: bytes, latency_s: float = 0.03) -> None:
        self.heard, self.latency_s, self.queued_s = heard, latency_s, 0.0
        self.played: list[bytes] = []
        self.is_closed = False
        self._at = 0

    def status(self) -> Status:
        return Live()

    async def samples(self) -> bytes:
        self._at += CHUNK
        return self.heard[self._at - CHUNK : self._at]

    def play(self, chunk: bytes) -> None:
        self.played.append(chunk)

    async def close(self) -> None:
        self.is_closed = True


class Counting:
    """Notes what it is told, changes nothing."""

    def __init__(self) -> None:
        self.frames = 0
        self.delays: list[int] = []

    def played(self, frame: bytes) -> None:
        self.frames += 1

    def heard(self, frame: bytes, delay_ms: int) -> bytes:
        self.delays.append(delay_ms)
        return frame


async def _call(played: bytes, heard: bytes, *, burst: int = 1) -> bytes:
    """A call in which the expert's sound comes in bursts, as a network brings it."""
    air = Air(heard)
    both = Cancelling(air, air, WebRtcCanceller())
    said = bytearray()
    for number in range(len(heard) // CHUNK):
        if number % burst == 0:
            for later in range(number, min(number + burst, len(played) // CHUNK)):
                both.play(played[later * CHUNK : (later + 1) * CHUNK])
        said += await both.samples()
    assert b"".join(air.played) == played[: len(b"".join(air.played))]
    return bytes(said)


@pytest.mark.parametrize("burst", [1, 3])
async def test_the_experts_own_voice_is_taken_out_and_the_visitors_stays(burst: int) -> None:
    said = await _call(samples(ROOM.played), samples(ROOM.heard), burst=burst)
    learnt = slice(3 * RATE, ROOM.talk_at)
    left = power_db(said[2 * learnt.start : 2 * learnt.stop])
    assert power_db(ROOM.heard[learnt]) - left > 15, "dB of echo taken out"
    both = slice(ROOM.talk_at, min(ROOM.talk_end, len(said) // 2))
    kept = power_db(said[2 * both.start : 2 * both.stop]) - power_db(ROOM.talk[both])
    assert kept > -12, "the visitor's own voice is not taken for an echo"


async def test_where_nobody_is_heard_but_the_visitor_nothing_is_lost() -> None:
    alone = ROOM.talk + ROOM.noise
    said = await _call(bytes(2 * len(alone)), samples(alone))
    spoken = slice(ROOM.talk_at, min(ROOM.talk_end, len(said) // 2))
    assert abs(power_db(said[2 * spoken.start : 2 * spoken.stop]) - power_db(alone[spoken])) < 2


def test_the_delay_told_is_what_both_drivers_measure() -> None:
    counting, air = Counting(), Air(bytes(10 * CHUNK), latency_s=0.03)
    both = Cancelling(air, air, counting)
    asyncio.run(both.samples())
    assert counting.delays == [60, 60]
    air.latency_s = 40.0
    assert both.delay_ms == DELAY_MAX_MS


async def test_an_expert_who_is_silent_or_late_leaves_both_directions_in_step() -> None:
    counting = Counting()
    both = Cancelling(Air(bytes(1000 * CHUNK)), Air(b""), counting)
    for _ in range(300):
        await both.samples()
    assert abs(len(counting.delays) - counting.frames) <= 12
    for _ in range(100):
        both.play(bytes(CHUNK))
        await both.samples()
    assert abs(len(counting.delays) - counting.frames) <= 12


async def test_half_a_chunk_is_completed_by_the_next() -> None:
    counting, air = Counting(), Air(bytes(CHUNK))
    both = Cancelling(air, air, counting)
    both.play(bytes(CHUNK // 2))
    assert counting.frames == 0
    both.play(bytes(CHUNK))
    assert counting.frames == 2
    assert len(air.played) == 2, "what is heard is not held back"


async def test_both_devices_are_let_go_of() -> None:
    ear, mouth = Air(b""), Air(b"")
    both = Cancelling(ear, mouth, Counting())
    await both.close()
    assert ear.is_closed
    assert mouth.is_closed
    assert both.status() != Missing()


def test_the_room_is_as_loud_as_a_voice_and_never_silent() -> None:
    assert np.abs(ROOM.heard).max() < 32768
    assert power_db(ROOM.echo) > power_db(ROOM.noise) + 20
