"""What every microphone and loudspeaker promises, on a real sound server whose cables are pulled."""

import asyncio
import sys
import time
from collections.abc import Callable, Iterator

import pytest

from devices.peers.sound_peer import SoundServer
from devices.sound.attached import Attached, attached, named
from devices.sound.microphones import open_microphone
from devices.sound.ports import CHUNK, Hushed, Live, Microphone, Missing, Speaker
from devices.sound.speakers import open_speaker
from kiosk.core.errors import ERRORS
from session.engine.markers import tones

DEADLINE_S = 20.0


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SoundServer]:
    with SoundServer(tmp_path_factory.mktemp("son")) as server:
        yield server


@pytest.fixture(autouse=True)
def _use_it(sound: SoundServer, monkeypatch: pytest.MonkeyPatch) -> None:
    for key, value in sound.environment.items():
        monkeypatch.setenv(key, value)


async def _listen_until(microphone: Microphone, wanted: Callable[[], bool]) -> float:
    """Seconds until it was so."""
    begun = time.monotonic()
    async with asyncio.timeout(DEADLINE_S):
        while not wanted():
            assert len(await microphone.samples()) == CHUNK
    return time.monotonic() - begun


async def _play_until(speaker: Speaker, wanted: Callable[[], bool]) -> None:
    async with asyncio.timeout(DEADLINE_S):
        while not wanted():
            speaker.play(tones(0, CHUNK // 2))
            await asyncio.sleep(0.02)


@pytest.mark.parametrize("uri", ["sound:default", "sound:device:micro"])
async def test_a_microphone_pulled_out_is_lost_and_comes_back(sound: SoundServer, uri: str) -> None:
    sound.plug("micro", "module-sine-source", "frequency=440")
    microphone = open_microphone(uri, time.monotonic, tones)
    try:
        await _listen_until(microphone, lambda: microphone.status() == Live())
        assert any(await microphone.samples())
        sound.unplug("micro")
        lost = await _listen_until(microphone, lambda: microphone.status() == Missing())
        assert not any(await microphone.samples())
        sound.plug("micro", "module-sine-source", "frequency=440")
        back = await _listen_until(microphone, lambda: microphone.status() == Live())
        sys.stdout.write(f"{uri}: lost noticed after {lost:.1f} s, back after {back:.1f} s\n")
    finally:
        await microphone.close()
        sound.unplug("micro")


async def test_a_microphone_that_is_switched_off_is_told_from_a_lost_one(sound: SoundServer) -> None:
    sound.plug("eteint", "module-null-source")
    microphone = open_microphone("sound:device:eteint", time.monotonic, tones)
    try:
        await _listen_until(microphone, lambda: microphone.status() == Hushed())
        assert Hushed().key in ERRORS
    finally:
        await microphone.close()
        sound.unplug("eteint")


async def test_a_loudspeaker_pulled_out_is_lost_and_comes_back(sound: SoundServer) -> None:
    sound.plug("enceinte", "module-null-sink")
    speaker = open_speaker("sound:device:enceinte", time.monotonic)
    ear = open_microphone("sound:device:enceinte.monitor", time.monotonic, tones)
    try:
        await _play_until(speaker, lambda: speaker.status() == Live())
        playing = asyncio.create_task(_play_until(speaker, lambda: False))
        await _listen_until(ear, lambda: ear.status() == Live())
        async with asyncio.timeout(DEADLINE_S):
            while not any(await ear.samples()):
                pass
        playing.cancel()
        sound.unplug("enceinte")
        await _play_until(speaker, lambda: speaker.status() == Missing())
        sound.plug("enceinte", "module-null-sink")
        await _play_until(speaker, lambda: speaker.status() == Live())
    finally:
        await ear.close()
        await speaker.close()
        sound.unplug("enceinte")


async def test_a_loudspeaker_is_never_taken_for_a_microphone(sound: SoundServer) -> None:
    sound.plug("enceinte", "module-null-sink")
    microphone = open_microphone("sound:default", time.monotonic, tones)
    try:
        assert not any(await microphone.samples())
        assert microphone.status() == Missing()
        assert await named("microphone", "sound:default") == "aucun micro n'est branché"
    finally:
        await microphone.close()
        sound.unplug("enceinte")


async def test_what_is_attached_is_listed_for_people_and_a_wrong_name_gets_the_nearest(
    sound: SoundServer,
) -> None:
    sound.plug("micro", "module-sine-source", 'source_properties=device.description="Micro"')
    try:
        assert Attached("microphone", "micro", "Micro") in await attached("microphone")
        wrong = await named("microphone", "sound:device:mikro")
        assert wrong == "'mikro' n'est pas branché ; vouliez-vous dire « micro » ?"
    finally:
        sound.unplug("micro")


async def test_without_a_sound_server_nothing_is_attached(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PULSE_SERVER", "unix:/nowhere")
    assert await attached("speaker") == ()
