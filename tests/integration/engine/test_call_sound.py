"""The way of sound in the real media process, over a real sound server: no echo, and the handset."""

import asyncio
import contextlib
import time
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from devices.peers.hook_peer import HookPeer
from devices.peers.sound_peer import SoundServer
from devices.peers.sound_room import EXPERT, samples, speech
from devices.sound.levels import FLOOR_DB, rms_db
from devices.sound.microphones import open_microphone
from devices.sound.ports import CHUNK
from kiosk.link import aio
from session.engine import markers
from session.engine.markers import tones
from session.protocol.local import MEDIA_TO_STEWARD, STEWARD_TO_MEDIA
from session.protocol.local_media import CallBegin
from tests.integration.engine.desk import DEADLINE_S, StewardDesk

WINDOW = 100
"""Chunks of 20 ms: two seconds, longer than any pause of the sentence."""
LEARNT_WITHIN_S = 2 * DEADLINE_S
"""A room is learnt in some seconds of whole sound, and a busy machine leaves some of it out."""


class Ear:
    """What reaches the expert, instead of counting tones: the last two seconds of it."""

    ok = False
    tones = 0

    def __init__(self) -> None:
        self.chunks = 0
        self.last: deque[bytes] = deque(maxlen=WINDOW)

    def listen(self, samples: bytes) -> None:
        self.chunks += 1
        self.last.append(samples)

    @property
    def level_db(self) -> float:
        return rms_db(b"".join(self.last))


@pytest.fixture
def sound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SoundServer]:
    """A room where the microphone hears nothing but the loudspeaker."""
    with SoundServer(tmp_path) as server:
        for key, value in server.environment.items():
            monkeypatch.setenv(key, value)
        server.plug("enceinte", "module-null-sink", "rate=48000")
        server.plug("ecouteur", "module-null-sink", "rate=48000")
        yield server


@contextlib.asynccontextmanager
async def _desk(tmp_path: Path, **settings: object) -> AsyncIterator[StewardDesk]:
    folder = tmp_path / "desk"
    folder.mkdir()
    desk = StewardDesk(folder)
    room = {"microphone": "sound:device:enceinte.monitor", "speaker": "sound:device:enceinte"}
    desk.settings = desk.settings.model_copy(update={**room, **settings})
    async with await aio.serve(folder / "steward", MEDIA_TO_STEWARD, STEWARD_TO_MEDIA, desk.accept):
        await desk.start()
        yield desk
        assert await desk.stop() == 0


async def _until(ready: Callable[[], bool], deadline_s: float = DEADLINE_S) -> None:
    async with asyncio.timeout(deadline_s):
        while not ready():
            await asyncio.sleep(0)
            await _pause()


async def _pause() -> None:
    """Let 20 ms of sound pass."""
    await asyncio.to_thread(time.monotonic)
    await asyncio.sleep(0.02)


def _words(start: int, count: int) -> bytes:
    """The expert speaks without end: a canceller is made for voices, not for tones."""
    return samples(np.take(SPOKEN, range(start, start + count), mode="wrap"))


def _levels() -> list[float]:
    """Of the expert's own sentence, in every window of it."""
    said = samples(np.concatenate([SPOKEN, SPOKEN]))
    size, step = WINDOW * CHUNK, 25 * CHUNK
    return [rms_db(said[at : at + size]) for at in range(0, len(said) - size, step)]


SPOKEN = speech(EXPERT)
QUIETEST_DB = min(_levels())


@pytest.fixture(autouse=True)
def _voice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markers, "tones", _words)


async def _expert_hears(tmp_path: Path, wanted: Callable[[Ear], bool], *, cancelling: bool) -> None:
    async with _desk(tmp_path, echo_cancelling=cancelling) as desk:
        desk.send(CallBegin())
        caller = await desk.connect(1)
        ear = Ear()
        caller.heard = ear  # type: ignore[assignment]
        try:
            await _until(lambda: ear.chunks > 2 * WINDOW and wanted(ear), LEARNT_WITHIN_S)
        except TimeoutError:
            told = desk.events.read_text(encoding="utf-8")
            pytest.fail(
                f"{ear.level_db:.0f} dB after {ear.chunks} chunks, {QUIETEST_DB:.0f} dB spoken\n{told}"
            )
        await caller.vanish()


@pytest.mark.usefixtures("sound")
async def test_without_the_canceller_the_expert_hears_themselves(tmp_path: Path) -> None:
    await _expert_hears(tmp_path, lambda ear: ear.level_db > QUIETEST_DB - 3, cancelling=False)


@pytest.mark.usefixtures("sound")
async def test_with_it_the_room_is_learnt_and_they_do_not(tmp_path: Path) -> None:
    """No pause of the sentence is as quiet as that."""
    await _expert_hears(tmp_path, lambda ear: ear.level_db < QUIETEST_DB - 10, cancelling=True)


async def test_lifting_the_handset_mutes_the_loudspeaker_and_speaks_from_there(
    tmp_path: Path, sound: SoundServer
) -> None:
    sound.plug("combine", "module-sine-source", "frequency=1000")
    hook = HookPeer(tmp_path)
    hook.start()
    handset = {
        "handset": hook.uri,
        "handset_microphone": "sound:device:combine",
        "handset_speaker": "sound:device:ecouteur",
    }
    in_the_room = open_microphone("sound:device:enceinte.monitor", time.monotonic, tones)
    at_the_ear = open_microphone("sound:device:ecouteur.monitor", time.monotonic, tones)

    async def sounds(place: object, *, loud: bool) -> None:
        """Wait until half a second there is loud, or silent, but for what a busy machine leaves out."""
        lately: deque[bool] = deque(maxlen=25)
        async with asyncio.timeout(DEADLINE_S):
            while lately.count(loud) < 22:
                lately.append(rms_db(await place.samples()) > FLOOR_DB)  # type: ignore[attr-defined]

    async with _desk(tmp_path, **handset) as desk:
        desk.send(CallBegin())
        caller = await desk.connect(1)
        ear = Ear()
        caller.heard = ear  # type: ignore[assignment]
        await sounds(in_the_room, loud=True)
        hook.lift()
        await sounds(at_the_ear, loud=True)
        await sounds(in_the_room, loud=False)
        await _until(lambda: ear.level_db > -25 and len(ear.last) == WINDOW)
        hook.lift(lifted=False)
        await sounds(in_the_room, loud=True)
        await sounds(at_the_ear, loud=False)
        await caller.vanish()
    await in_the_room.close()
    await at_the_ear.close()
    hook.stop()
