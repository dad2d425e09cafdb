"""Microphones and loudspeakers by URI."""

import asyncio
import sys
import time
import wave
from pathlib import Path

import pytest

from devices.sound import recorded
from devices.sound.address import parse_address
from devices.sound.attached import parse_listing
from devices.sound.microphones import open_microphone, write_clip
from devices.sound.ports import CHUNK, Live, Missing
from devices.sound.recorded import RecordedMicrophone
from devices.sound.speakers import FIRST_S, STALLED_S, PipedSpeaker, open_speaker
from kiosk.core.clock import ManualClock
from session.engine.markers import ToneCount, tones

DEADLINE_S = 30.0


async def test_demo_tones_arrive_in_order() -> None:
    microphone = open_microphone("sound:demo", time.monotonic, tones)
    count = ToneCount()
    async with asyncio.timeout(DEADLINE_S):
        while not count.ok:
            count.listen(await microphone.samples())
    assert count.out_of_order == 0


async def test_a_clip_is_looped_without_a_gap(tmp_path: Path) -> None:
    clip = tmp_path / "clip.wav"
    write_clip(clip, tones(0, 1000))
    microphone = open_microphone(f"sound:file:{clip}", ManualClock(100.0).monotonic, tones)
    sound = b"".join([await microphone.samples() for _ in range(1)])
    assert sound == tones(0, 960)
    assert microphone.status() == Live()


@pytest.mark.parametrize("uri", ["", "sound:tape", "sound:file:/none.wav"])
async def test_a_microphone_that_is_not_there_is_silent_and_says_so(uri: str) -> None:
    microphone = open_microphone(uri, time.monotonic, tones)
    assert await microphone.samples() == bytes(CHUNK)
    assert microphone.status() == Missing()


async def test_a_recorder_that_ends_gives_silence_and_is_started_again() -> None:
    clock = ManualClock()
    program = f"import sys; sys.stdout.buffer.write(b'\\x01' * {CHUNK + 10})"
    microphone = RecordedMicrophone((sys.executable, "-c", program), clock.monotonic)
    clock.advance(1.0)
    assert await microphone.samples() == b"\x01" * CHUNK
    assert await microphone.samples() == bytes(CHUNK)
    assert microphone.status() == Missing()
    clock.advance(5.0)
    assert await microphone.samples() == b"\x01" * CHUNK
    await microphone.close()


async def test_a_recorder_that_says_nothing_more_is_lost() -> None:
    """A sound server that hangs ends no stream."""
    program = (
        f"import sys, time; sys.stdout.buffer.write(b'\\x01' * {CHUNK}); sys.stdout.flush(); time.sleep(60)"
    )
    microphone = RecordedMicrophone((sys.executable, "-c", program), ManualClock(10.0).monotonic)
    async with asyncio.timeout(DEADLINE_S):
        assert await microphone.samples() == b"\x01" * CHUNK
        assert microphone.status() == Live()
        assert await microphone.samples() == bytes(CHUNK)
    assert microphone.status() == Missing()


async def test_a_recorder_that_begins_late_is_waited_for_and_not_started_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(recorded, "STALLED_S", 0.0)
    monkeypatch.setattr(recorded, "FIRST_S", DEADLINE_S)
    program = (
        f"import sys, time; sys.stdout.buffer.write(b'\\x01' * {CHUNK}); sys.stdout.flush(); time.sleep(60)"
    )
    microphone = RecordedMicrophone((sys.executable, "-c", program), ManualClock(10.0).monotonic)
    assert await microphone.samples() == b"\x01" * CHUNK
    assert microphone.status() == Live()
    assert await microphone.samples() == bytes(CHUNK), "once it was heard, the pause may be short"
    assert microphone.status() == Missing()
    await microphone.close()


async def test_a_recorder_may_be_closed_while_its_next_samples_are_waited_for() -> None:
    program = (
        f"import sys, time; sys.stdout.buffer.write(b'\\x01' * {CHUNK}); sys.stdout.flush(); time.sleep(60)"
    )
    microphone = RecordedMicrophone((sys.executable, "-c", program), ManualClock(10.0).monotonic)
    async with asyncio.timeout(DEADLINE_S):
        assert await microphone.samples() == b"\x01" * CHUNK
        waiting = asyncio.get_running_loop().create_task(microphone.samples())
        await asyncio.sleep(0)
        await microphone.close()
        assert await waiting == bytes(CHUNK)
    assert microphone.status() == Missing()


@pytest.mark.parametrize(
    "line", [b"Stream moved to device other (3, not suspended).", b"\xff" * 9000 + b"\r"]
)
async def test_a_recorder_that_was_given_another_device_is_lost(line: bytes) -> None:
    program = f"import sys; sys.stderr.buffer.write({line!r} + b'\\n'); sys.stderr.flush()\nwhile True: sys.stdout.buffer.write(b'\\x01' * {CHUNK})"
    microphone = RecordedMicrophone((sys.executable, "-c", program), ManualClock(10.0).monotonic)
    moved = b"moved" in line
    async with asyncio.timeout(DEADLINE_S):
        heard = [await microphone.samples() for _ in range(200)]
        while moved and microphone.status() == Live():
            await microphone.samples()
    assert any(b"\x01" in chunk for chunk in heard) or moved
    assert microphone.status() == (Missing() if moved else Live())
    await microphone.close()


@pytest.mark.parametrize(
    ("uri", "hint"),
    [
        ("sund:default", "sound"),
        ("sound:defualt", "default"),
        ("sound:device:", "device"),
        ("sound:file:", "file"),
    ],
)
def test_a_wrong_uri_says_what_it_should_look_like_and_the_nearest(uri: str, hint: str) -> None:
    with pytest.raises(ValueError, match=f"sound:device:NOM.*« {hint} »"):
        parse_address(uri)


@pytest.mark.parametrize(
    "answer", [b"", b"[", b"{}", b'[1, {}, {"name": 3}]', b"[" * 100_000, b"\xff" * 3_000_000]
)
def test_garbage_from_the_sound_server_is_no_device(answer: bytes) -> None:
    assert parse_listing("microphone", answer) == ()


async def test_what_is_played_is_in_the_file(tmp_path: Path) -> None:
    speaker = open_speaker(f"sound:file:{tmp_path / 'out.wav'}", time.monotonic)
    speaker.play(tones(0, 960))
    speaker.play(tones(960, 960))
    await speaker.close()
    with wave.open(str(tmp_path / "out.wav"), "rb") as file:
        assert (file.getframerate(), file.getnchannels()) == (48000, 1)
        assert file.readframes(5000) == tones(0, 1920)


async def test_a_player_that_hangs_drops_sound_instead_of_delaying_it() -> None:
    speaker = PipedSpeaker((sys.executable, "-c", "input()"), ManualClock(10.0).monotonic)
    speaker.play(bytes(CHUNK))
    async with asyncio.timeout(DEADLINE_S):
        while speaker.status() == Missing():
            await asyncio.sleep(0)
    for _ in range(100):
        speaker.play(bytes(CHUNK))
    assert speaker.status() == Live()
    await speaker.close()


@pytest.mark.parametrize(
    ("says", "patience"), [("", FIRST_S), ("Time: 0 sec; Latency: 20000 usec.", STALLED_S)]
)
async def test_a_player_that_begins_late_is_waited_for_longer_than_one_that_hangs(
    says: str, patience: float
) -> None:
    clock = ManualClock(10.0)
    program = f"import sys, time; print({says!r}, file=sys.stderr, flush=True); time.sleep(60)"
    speaker = PipedSpeaker((sys.executable, "-c", program), clock.monotonic)
    await _playing(speaker)
    async with asyncio.timeout(DEADLINE_S):
        while says and speaker.queued_s == 0:
            await asyncio.sleep(0.001)
    for _ in range(100):
        speaker.play(bytes(CHUNK))
    clock.advance(patience - 0.1)
    speaker.play(bytes(CHUNK))
    assert speaker.status() == Live()
    clock.advance(0.2)
    speaker.play(bytes(CHUNK))
    assert speaker.status() == Missing()
    await speaker.close()


async def _playing(speaker: PipedSpeaker) -> None:
    async with asyncio.timeout(DEADLINE_S):
        while speaker.status() == Missing():
            speaker.play(bytes(CHUNK))
            await asyncio.sleep(0)
    assert speaker.status() == Live()


@pytest.mark.parametrize("turns", range(6))
async def test_a_player_that_was_let_go_of_twice_plays_again(turns: int) -> None:
    """The handset is put down while it is still being let go of; `turns` of the loop pass between the two."""
    clock = ManualClock(10.0)
    speaker = PipedSpeaker((sys.executable, "-c", "input()"), clock.monotonic)
    await _playing(speaker)
    first = asyncio.get_running_loop().create_task(speaker.close())
    for _ in range(turns):
        await asyncio.sleep(0)
    await speaker.close()
    await first
    clock.advance(5.0)
    await _playing(speaker)
    await speaker.close()


async def test_a_player_that_was_let_go_of_before_it_began_plays_again() -> None:
    clock = ManualClock(10.0)
    speaker = PipedSpeaker((sys.executable, "-c", "input()"), clock.monotonic)
    speaker.play(bytes(CHUNK))
    await speaker.close()
    clock.advance(5.0)
    await _playing(speaker)
    await speaker.close()


def test_a_missing_loudspeaker_says_so() -> None:
    assert open_speaker("", time.monotonic).status() == Missing()
    assert open_speaker("sound:null", time.monotonic).status() == Live()
