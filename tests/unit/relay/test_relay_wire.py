"""A web socket that ends while a message is read or handled."""

import asyncio
from typing import Any, cast

from fastapi import WebSocket, WebSocketDisconnect

from session.protocol.pulse import LinkPong
from session.relay.wire import POLICY, Socket

DEADLINE_S = 30.0
FOREVER_S = 3600.0
TURNS = 10
"""Of the loop: more than the end of a connection takes."""


class Line:
    """What the other side said is read in its order; `gone`: nothing can be sent to it any more."""

    def __init__(self, *said: str, gone: bool = False, goodbye: int | None = None) -> None:
        self.closed = asyncio.Event()
        self.gone = gone
        self._messages: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        for text in said:
            self._messages.put_nowait({"type": "websocket.receive", "text": text})
        if goodbye is not None:
            self._messages.put_nowait({"type": "websocket.disconnect", "code": goodbye})

    async def receive(self) -> dict[str, Any]:
        return await self._messages.get()

    async def send_text(self, _text: str) -> None:
        if self.gone:
            raise WebSocketDisconnect(1006)

    async def close(self, _code: int) -> None:
        self.closed.set()


def opened(line: Line) -> Socket:
    return Socket(cast("WebSocket", line))


async def welcome() -> bool:
    return True


async def turns() -> None:
    for _ in range(TURNS):
        await asyncio.sleep(0)


async def test_what_is_being_handled_when_a_connection_is_hung_up_is_finished_and_nothing_more() -> None:
    line = Line("first", "second")
    socket = opened(line)
    finished: list[str] = []

    async def on_text(text: str) -> None:
        socket.hang_up(POLICY)
        await line.closed.wait()
        await turns()
        finished.append(text)

    async with asyncio.timeout(DEADLINE_S):
        await socket.run(on_text, welcome, FOREVER_S)
    await turns()
    assert finished == ["first"]


async def test_the_last_words_of_who_is_gone_are_heard_and_their_goodbye_is_one() -> None:
    line = Line("first", "last", gone=True, goodbye=1000)
    socket = opened(line)
    heard: list[str] = []

    async def on_text(text: str) -> None:
        socket.send(LinkPong())
        await turns()
        heard.append(text)

    async with asyncio.timeout(DEADLINE_S):
        await socket.run(on_text, welcome, FOREVER_S)
    assert heard == ["first", "last"]
    assert socket.left
