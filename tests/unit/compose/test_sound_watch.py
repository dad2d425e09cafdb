"""When it is said that the visitor cannot be heard, and when not."""

import asyncio

import pytest

from devices.sound.ports import CHUNK, Hushed, Live, Missing, Status
from kiosk.compose.sound_watch import OPENING_S, SURE_S, Metered, begin, look, watch
from kiosk.core.clock import ManualClock


def _told(*seen: tuple[float, Status]) -> list[tuple[float, str]]:
    heard = begin(0.0)
    told: list[tuple[float, str]] = []
    for now, status in seen:
        heard, news = look(heard, status, now)
        if news is not None:
            told.append((now, news))
    return told


def test_a_device_that_takes_a_moment_to_open_is_not_lost() -> None:
    assert _told((0.0, Missing()), (1.0, Missing()), (1.5, Live())) == [(1.5, "live")]


def test_a_device_that_never_opens_is_told_once() -> None:
    seen: list[tuple[float, Status]] = [(n / 4, Missing()) for n in range(40)]
    assert _told(*seen) == [(OPENING_S, "missing")]


def test_a_lost_device_is_told_and_told_again_when_it_is_back() -> None:
    told = _told((0.0, Live()), (1.0, Missing()), (1.0 + SURE_S, Missing()), (3.0, Live()))
    assert told == [(0.0, "live"), (1.0 + SURE_S, "missing"), (3.0, "live")]


def test_a_restart_of_the_recorder_is_no_news() -> None:
    assert _told((0.0, Live()), (1.0, Missing()), (1.2, Live()), (2.0, Live())) == [(0.0, "live")]


@pytest.mark.parametrize("state", [Hushed()])
def test_a_switched_off_microphone_is_told_at_once(state: Status) -> None:
    assert _told((0.0, Live()), (4.0, state)) == [(0.0, "live"), (4.0, "silent")]


class Voice:
    """A microphone that hears what a test says."""

    latency_s = 0.0

    def __init__(self, loud: int) -> None:
        self.loud = loud
        self.is_closed = False

    def status(self) -> Status:
        return Live()

    async def samples(self) -> bytes:
        return self.loud.to_bytes(2, "little") * (CHUNK // 2)

    async def close(self) -> None:
        self.is_closed = True


async def test_how_loud_one_is_is_read_beside_the_sound() -> None:
    clock = ManualClock(10.0)
    voice = Voice(3277)
    microphone = Metered(voice, clock.monotonic)
    assert await microphone.samples() == await voice.samples()
    assert microphone.shares == (0.67, 0.67), "-20 dB of 60"
    voice.loud = 0
    await microphone.samples()
    assert microphone.shares == (0.0, 0.67)
    clock.advance(60.0)
    assert microphone.shares == (0.0, 0.0)
    await microphone.close()
    assert voice.is_closed


async def test_a_change_is_told_and_silence_is_not_repeated() -> None:
    microphone = Metered(Voice(3277), ManualClock(10.0).monotonic)
    states: list[str] = []
    levels: asyncio.Queue[tuple[float, float]] = asyncio.Queue()
    await microphone.samples()
    watching = asyncio.create_task(
        watch(
            microphone, ManualClock(10.0).monotonic, states.append, lambda *shares: levels.put_nowait(shares)
        )
    )
    async with asyncio.timeout(60):
        assert await levels.get() == (0.67, 0.67)
    watching.cancel()
    assert states == ["live"]
    assert levels.empty()
