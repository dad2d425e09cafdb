"""What the technician sees of microphone and loudspeaker follows the cables."""

import asyncio
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from devices.peers.sound_peer import SoundServer
from kiosk.confine.conversation import Conversation
from kiosk.confine.limits import Limits

DEADLINE_S = 30.0


@pytest.fixture
def sound(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[SoundServer]:
    with SoundServer(tmp_path_factory.mktemp("son")) as server:
        for key, value in server.environment.items():
            monkeypatch.setenv(key, value)
        server.plug("micro", "module-sine-source", 'source_properties=device.description="Micro"')
        yield server


@asynccontextmanager
async def _watched(**request: str) -> AsyncIterator[AsyncIterator[dict[str, Any]]]:
    command = [sys.executable, "-m", "kiosk.compose.child", "sound-watch"]
    async with asyncio.timeout(DEADLINE_S), Conversation(command) as child:
        limits = Limits(memory_mb=1024, open_files=256).as_dict()
        await child.say({"request": {"microphone": "", "speaker": "", **request}, "limits": limits})
        yield child.messages()


async def _until(messages: AsyncIterator[dict[str, Any]], kind: str, key: str | None) -> str:
    async for message in messages:
        if message.get("type") == "progress" and message[kind]["key"] == key:
            return str(message[kind]["said"])
    raise AssertionError("the child ended")


async def test_a_microphone_is_there_muted_gone_and_back(sound: SoundServer) -> None:
    async with _watched(microphone="sound:device:micro") as messages:
        assert await _until(messages, "microphone", None) == "Micro"
        sound.pactl("set-source-mute", "micro", "1")
        assert "coupé" in await _until(messages, "microphone", "sound.microphone-silent")
        sound.unplug("micro")
        assert "n'est branché" in await _until(messages, "microphone", "sound.device-missing")
        sound.plug("micro", "module-sine-source")
        await _until(messages, "microphone", None)


async def test_a_sound_server_that_dies_is_said_and_its_return_too(sound: SoundServer) -> None:
    async with _watched(microphone="sound:default") as messages:
        assert await _until(messages, "microphone", None) == "Micro"
        sound.stop()
        assert "ne répond pas" in await _until(messages, "microphone", "sound.device-missing")
        sound.start()
        sound.plug("micro", "module-sine-source")
        await _until(messages, "microphone", None)


@pytest.mark.usefixtures("sound")
async def test_a_wrong_address_is_told_with_the_nearest() -> None:
    async with _watched(speaker="sound:devise:x") as messages:
        assert "« device »" in await _until(messages, "speaker", "sound.device-missing")
