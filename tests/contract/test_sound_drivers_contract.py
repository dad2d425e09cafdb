"""What every microphone and loudspeaker promises by its URI, without a sound server; with one: test_sound_contract."""

import asyncio
import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from devices.sound.microphones import open_microphone, write_clip
from devices.sound.ports import CHUNK, Live, Missing
from devices.sound.speakers import PipedSpeaker, open_speaker
from kiosk.core.errors import ERRORS
from session.engine.markers import tones

DEADLINE_S = 30.0


def _clip(folder: Path) -> str:
    write_clip(folder / "in.wav", tones(0, 4800))
    return f"sound:file:{folder / 'in.wav'}"


MICROPHONES: dict[str, Callable[[Path], str]] = {
    "file": _clip,
    "demo": lambda _folder: "sound:demo",
    "null": lambda _folder: "sound:null",
}
SPEAKERS: dict[str, Callable[[Path], str]] = {
    "file": lambda folder: f"sound:file:{folder / 'out.wav'}",
    "null": lambda _folder: "sound:null",
}
WRONG = ("", "sound", "sound:", "sund:default", "sound:defautl", "sound:tape:x")


@pytest.mark.parametrize("kind", MICROPHONES)
async def test_a_microphone_gives_whole_chunks_in_real_time(kind: str, tmp_path: Path) -> None:
    microphone = open_microphone(MICROPHONES[kind](tmp_path), time.monotonic, tones)
    async with asyncio.timeout(DEADLINE_S):
        assert [len(await microphone.samples()) for _ in range(5)] == [CHUNK] * 5
        assert microphone.status() == Live()
        await microphone.close()
        await microphone.close()


async def test_a_loudspeaker_says_how_much_sound_waits_in_it() -> None:
    """What its program says is behind it, and what that has not taken yet."""
    says = "echo 'Time: 1.000 sec; Latency: 30000 usec.' >&2; exec sleep 60"
    speaker = PipedSpeaker(("sh", "-c", says), time.monotonic)
    async with asyncio.timeout(DEADLINE_S):
        while speaker.queued_s == 0:
            speaker.play(b"")
            await asyncio.sleep(0)
        assert speaker.queued_s == pytest.approx(0.03)
        speaker.play(bytes(CHUNK))
        assert speaker.queued_s == pytest.approx(0.05)
        await speaker.close()
    assert speaker.queued_s == 0


@pytest.mark.parametrize("uri", [*WRONG, "sound:file:/none.wav"])
async def test_a_microphone_that_is_not_there_or_has_no_such_name_is_silent_and_says_so(uri: str) -> None:
    microphone = open_microphone(uri, time.monotonic, tones)
    async with asyncio.timeout(DEADLINE_S):
        assert await microphone.samples() == bytes(CHUNK)
        status = microphone.status()
        assert isinstance(status, Missing)
        assert status.key in ERRORS
        await microphone.close()
        await microphone.close()


@pytest.mark.parametrize(
    "data",
    [b"", b"RIFF\0\0\0\0WAVEfmt ", random.Random(3).randbytes(10**7)],
    ids=["nothing", "half", "10 MB"],
)
async def test_what_is_no_sound_is_a_missing_microphone(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "in.wav").write_bytes(data)
    microphone = open_microphone(f"sound:file:{tmp_path / 'in.wav'}", time.monotonic, tones)
    async with asyncio.timeout(DEADLINE_S):
        assert await microphone.samples() == bytes(CHUNK)
    assert microphone.status() == Missing()
    await microphone.close()


@pytest.mark.parametrize("kind", SPEAKERS)
async def test_a_loudspeaker_takes_sound_and_is_let_go_of_twice(kind: str, tmp_path: Path) -> None:
    speaker = open_speaker(SPEAKERS[kind](tmp_path), time.monotonic)
    for number in range(5):
        speaker.play(tones(number * 960, 960))
    assert speaker.status() == Live()
    await speaker.close()
    await speaker.close()


@pytest.mark.parametrize("uri", WRONG)
async def test_a_loudspeaker_that_has_no_such_name_takes_sound_and_says_so(uri: str) -> None:
    speaker = open_speaker(uri, time.monotonic)
    speaker.play(bytes(CHUNK))
    status = speaker.status()
    assert isinstance(status, Missing)
    assert status.key in ERRORS
    await speaker.close()
    await speaker.close()
