"""A microphone pulled out in a call: both ends are told, and lines go both ways."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from devices.peers.sound_peer import SoundServer
from kiosk.link import aio
from session.protocol.local import MEDIA_TO_STEWARD, STEWARD_TO_MEDIA
from session.protocol.local_media import CallBegin
from session.protocol.texting import MicrophoneNews, TextMessage
from tests.integration.engine.desk import StewardDesk, message


@pytest.fixture
def sound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SoundServer]:
    with SoundServer(tmp_path) as server:
        for key, value in server.environment.items():
            monkeypatch.setenv(key, value)
        server.plug("micro", "module-sine-source", "frequency=440")
        yield server


@pytest.fixture
async def listening(tmp_path: Path, sound: SoundServer) -> AsyncIterator[StewardDesk]:
    """A desk whose media process records from the sound server."""
    folder = tmp_path / "desk"
    folder.mkdir()
    desk = StewardDesk(folder)
    desk.settings = desk.settings.model_copy(update={"microphone": "sound:default"})
    async with await aio.serve(folder / "steward", MEDIA_TO_STEWARD, STEWARD_TO_MEDIA, desk.accept):
        await desk.start()
        yield desk
        assert await desk.stop() == 0


async def test_the_expert_is_told_that_nobody_is_heard_and_both_write(
    sound: SoundServer, listening: StewardDesk
) -> None:
    desk = listening
    desk.send(CallBegin())
    caller = await desk.connect(1, quiet=True)
    await message(caller, MicrophoneNews, lambda news: news.state == "live")
    await asyncio.to_thread(sound.unplug, "micro")
    await message(caller, MicrophoneNews, lambda news: news.state == "missing")
    await desk.until(MicrophoneNews, lambda news: news.state == "missing")
    desk.send(TextMessage(text="Vous m’entendez ?"))
    assert (await message(caller, TextMessage)).text == "Vous m’entendez ?"
    caller.say(TextMessage(text="Non, mais je vous lis."))
    assert (await desk.until(TextMessage)).text == "Non, mais je vous lis."
    desk.heard.clear()
    await asyncio.to_thread(sound.plug, "micro", "module-sine-source", "frequency=440")
    await message(caller, MicrophoneNews, lambda news: news.state == "live")
    await desk.until(MicrophoneNews, lambda news: news.state == "live")
    await caller.vanish()
