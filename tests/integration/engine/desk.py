"""A steward's desk: a real socket, the real media process as a child, messages kept for waiting on."""

import asyncio
import sys
import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import TypeVar

import av

from kiosk.core.ids import new_id
from kiosk.link import aio
from session.engine.caller import Caller
from session.engine.scene import paint
from session.protocol.call import CallOffer, Notice
from session.protocol.envelope import Body, Envelope
from session.protocol.local import Hello, MediaReady
from session.protocol.local_media import AnswerDraft, MediaSettings

B = TypeVar("B", bound=Body)
DEADLINE_S = 45.0


def _picture(number: int) -> av.VideoFrame:
    return paint(number, 640, 360)


class StewardDesk:
    """Plays the steward of one media process after another."""

    def __init__(self, folder: Path, prefix: Sequence[str] = ()) -> None:
        """`prefix` comes before the command: what puts the process into a network of its own."""
        self.prefix = tuple(prefix)
        self.folder = folder
        self.vault = folder / "vault"
        self.vault.mkdir()
        self.events = folder / "events.jsonl"
        self.call = new_id()
        self.generation = 1
        """The one that was offered last."""
        self.heard: list[Envelope] = []
        self.child: asyncio.subprocess.Process | None = None
        self._news = asyncio.Condition()
        self._connection: aio.Connection | None = None
        self.settings = MediaSettings(
            vault=str(self.vault),
            frames=str(folder / "frames"),
            camera="camera:demo",
            microphone="sound:demo",
            speaker="sound:null",
            ladder="360p15",
            markers=True,
        )

    async def accept(self, connection: aio.Connection) -> None:
        """Serve one media process."""
        self._connection = connection
        async for message in connection:
            async with self._news:
                self.heard.append(message)
                self._news.notify_all()
            if isinstance(message.body, Hello):
                connection.send(self.settings)

    async def start(self) -> None:
        """Start a media process and wait until it is ready; earlier messages are forgotten."""
        self.heard.clear()
        self.child = await asyncio.create_subprocess_exec(
            *self.prefix, sys.executable, "-m", "kiosk.compose.media",
            "--steward", str(self.folder / "steward"), "--events", str(self.events),
        )  # fmt: skip
        await self.until(MediaReady)

    def send(self, body: Body, gen: int = 1) -> None:
        """Send within the call."""
        assert self._connection is not None
        self._connection.send(body, call=self.call, gen=gen)

    async def until(self, kind: type[B], fits: Callable[[B], bool] = lambda _: True, gen: int = 0) -> B:
        """Wait for a message of this kind that fits, from this generation on."""

        def found() -> B | None:
            for message in self.heard:
                if isinstance(message.body, kind) and (message.gen or 0) >= gen and fits(message.body):
                    return message.body
            return None

        async with asyncio.timeout(DEADLINE_S), self._news:
            await self._news.wait_for(found)
            body = found()
            assert body is not None
            return body

    @property
    def _states(self) -> list[str]:
        return [message.body.state for message in self.heard if isinstance(message.body, Notice)]

    async def stands(self) -> None:
        """Wait until the call is connected: a busy machine may lose it for a moment, and finds it again."""
        async with asyncio.timeout(DEADLINE_S), self._news:
            await self._news.wait_for(lambda: self._states[-1:] == ["connected"])

    async def undisturbed(self, step: Callable[[], Awaitable[None]]) -> None:
        """Take a step that loses nothing. What is wrong loses the call every time, a busy machine not three times."""
        for _ in range(3):
            before = self._states.count("lost")
            await step()
            await self.stands()
            if self._states.count("lost") == before:
                return
        raise AssertionError("the call was lost each time")

    async def stop(self) -> int:
        """Hang up; return the child's exit code."""
        assert self.child is not None
        if self._connection is not None:
            await self._connection.close()
        return await asyncio.wait_for(self.child.wait(), DEADLINE_S)

    async def connect(self, gen: int, *, quiet: bool = False) -> Caller:
        """Let a browser offer this generation and wait until both are connected; `quiet` sends no media."""
        caller = Caller(self.call, gen, time.monotonic)
        self.send(CallOffer(sdp=await caller.offer()), gen)
        draft = await self.until(AnswerDraft, gen=gen)
        await caller.answered(draft.sdp, None if quiet else _picture, 15)
        await self.until(Notice, lambda n: n.state == "connected", gen=gen)
        async with asyncio.timeout(DEADLINE_S):
            await caller.opened.wait()
        return caller


async def message(caller: Caller, kind: type[B], fits: Callable[[B], bool] = lambda _: True) -> B:
    """Wait for a control message the browser receives."""
    async with asyncio.timeout(DEADLINE_S):
        while True:
            body = await caller.messages.get()
            if isinstance(body, kind) and fits(body):
                return body
