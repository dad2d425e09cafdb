"""Two ends of a local socket."""

import asyncio
import os
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from kiosk.link import aio
from session.protocol.call import Notice
from session.protocol.envelope import Envelope
from session.protocol.local import MEDIA_TO_STEWARD, STEWARD_TO_MEDIA, Hello, VisitBegin
from session.protocol.local_media import MediaSettings

SETTINGS = MediaSettings(vault="/v", frames="/f", camera="", microphone="", speaker="", ladder="360p15")


def _serve(path: Path, accept: Callable[[aio.Connection], Awaitable[None]]) -> Awaitable[asyncio.Server]:
    return aio.serve(path, MEDIA_TO_STEWARD, STEWARD_TO_MEDIA, accept)


async def test_both_ends_exchange_messages_and_see_the_other_leave(tmp_path: Path) -> None:
    heard: list[Envelope] = []
    gone = asyncio.Event()

    async def accept(connection: aio.Connection) -> None:
        assert connection.peer.pid == os.getpid()
        async for message in connection:
            heard.append(message)
            connection.send(SETTINGS)
        gone.set()

    async with await _serve(tmp_path / "s", accept):
        client = await aio.connect(tmp_path / "s", STEWARD_TO_MEDIA, MEDIA_TO_STEWARD)
        client.send(Hello(role="media", pid=1))
        async for message in client:
            assert message.body == SETTINGS
            break
        await client.close()
        await asyncio.wait_for(gone.wait(), 60)
    assert [m.body for m in heard] == [Hello(role="media", pid=1)]


async def test_a_foreign_message_ends_the_connection_with_its_reason(tmp_path: Path) -> None:
    ended: asyncio.Future[aio.Connection] = asyncio.get_running_loop().create_future()

    async def accept(connection: aio.Connection) -> None:
        async for _ in connection:
            pass
        ended.set_result(connection)

    async with await _serve(tmp_path / "s", accept):
        reader, writer = await asyncio.open_unix_connection(str(tmp_path / "s"))
        writer.write(b"\x00\x00\x00\x02{}")
        connection = await asyncio.wait_for(ended, 60)
        assert connection.refused is not None
        assert await reader.read() == b""
        writer.close()


async def test_a_message_of_another_link_cannot_be_sent_by_mistake(tmp_path: Path) -> None:
    async def accept(connection: aio.Connection) -> None:
        async for _ in connection:
            pass

    async with await _serve(tmp_path / "s", accept):
        client = await aio.connect(tmp_path / "s", STEWARD_TO_MEDIA, MEDIA_TO_STEWARD)
        with pytest.raises(KeyError):
            client.send(VisitBegin())
        await client.close()


async def test_a_reader_that_hangs_is_disconnected_instead_of_filling_memory(tmp_path: Path) -> None:
    cut: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    async def accept(connection: aio.Connection) -> None:
        sent = 0
        while connection.open:
            connection.send(SETTINGS.model_copy(update={"vault": "x" * 100_000}))
            sent += 100_000
        cut.set_result(sent)

    async with await _serve(tmp_path / "s", accept):
        client = await aio.connect(tmp_path / "s", STEWARD_TO_MEDIA, MEDIA_TO_STEWARD)
        sent = await asyncio.wait_for(cut, 60)
        assert sent < 2 * aio.UNREAD_CAP
        client.send(Notice(state="ended"))
        await client.close()
