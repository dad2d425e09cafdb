"""The media process: hears the steward and runs at most one call at a time."""

import asyncio
import contextlib
from collections.abc import AsyncIterable

from session.engine.call import Call
from session.engine.generation import Surroundings
from session.engine.line_check import measure
from session.protocol.call import CallCandidate, CallEnd, CallOffer, MicrophoneMute
from session.protocol.cameras import CameraNews
from session.protocol.envelope import Body, Envelope
from session.protocol.line import LineTry
from session.protocol.local_media import CallBegin, DocumentSend
from session.protocol.shared import IceServer
from session.protocol.texting import MicrophoneLevel, MicrophoneNews, MicrophoneState, TextTyped
from session.protocol.unseen import PictureHidden

END_WITHIN_S = 2.0


class Media:
    """Routes the steward's messages to the call they belong to; others are dropped."""

    def __init__(self, around: Surroundings) -> None:
        self._around = around
        self._call: Call | None = None
        self._microphone: MicrophoneState | None = None
        self._line: asyncio.Task[None] | None = None

    async def run(self, messages: AsyncIterable[Envelope]) -> None:
        """Serve until the steward hangs up; then the call, if any, is over."""
        async for message in messages:
            self.hear(message)
        if self._call is not None:
            self._call.end("fault")
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(END_WITHIN_S):
                    await self._call.over.wait()

    def microphone(self, state: MicrophoneState) -> None:
        """Whether the visitor can be heard: for the screen, and for the expert of this and of later calls."""
        self._microphone = state
        self._around.log.emit("sound.microphone-changed", state=state)
        self._around.steward.send(MicrophoneNews(state=state))
        if self._call is not None and not self._call.over.is_set():
            self._call.microphone(state)

    def level(self, level: float, held: float) -> None:
        """How loud it is, for the screen before the call; in a call the expert says so."""
        if self._call is None or self._call.over.is_set():
            self._around.steward.send(MicrophoneLevel(level=level, held=held))

    def hear(self, message: Envelope) -> None:
        """Act on one message of the steward."""
        match message.body:
            case CallBegin() as begin if message.call is not None:
                self._begin(message.call, message.gen or 0, begin)
            case LineTry(ice=ice) if self._call is None or self._call.over.is_set():
                self._try_line(ice)
            case PictureHidden() as hidden:
                self._hide(hidden)
            case body if self._call is not None and message.call in (None, self._call.id):
                self._within(self._call, body, message)
            case _:
                return

    def camera(self, key: str | None) -> None:
        """The camera gives no picture any more, or again: the screen is told, and the expert in a call."""
        news = CameraNews(key=key)
        self._around.steward.send(news)
        if self._call is not None:
            self._call.to_expert(news)

    def _hide(self, hidden: PictureHidden) -> None:
        """From now on; whoever chose it before a call is not seen for one picture of it."""
        self._around.studio.hidden = hidden.active
        if self._call is not None:
            self._call.to_expert(hidden)

    def _try_line(self, servers: list[IceServer]) -> None:
        if servers and (self._line is None or self._line.done()):
            self._line = asyncio.get_running_loop().create_task(self._measure(servers))

    async def _measure(self, servers: list[IceServer]) -> None:
        around = self._around
        tried = await measure(around.reach, servers, around.clock)
        around.log.emit("call.line-tried", **tried.model_dump())
        around.steward.send(tried)

    def _begin(self, call: str, generation: int, begin: CallBegin) -> None:
        if self._call is not None and not self._call.over.is_set():
            if self._call.id == call:
                return
            self._call.give_way()
        if self._line is not None:
            self._line.cancel()
        self._call = Call(call, self._around, begin.ice)
        self._call.begin(generation, resumed=begin.resumed)
        if begin.measured:
            self._call.measure()
        if self._microphone is not None:
            self._call.microphone(self._microphone)

    def _within(self, call: Call, body: Body, message: Envelope) -> None:
        generation = message.gen or 0
        match body:
            case CallOffer(sdp=sdp, ice=ice):
                call.offer(generation, sdp, ice)
            case CallCandidate():
                call.candidate(generation, body)
            case CallEnd(reason=reason):
                call.end(reason)
            case MicrophoneMute(active=active):
                call.mute(active=active)
            case TextTyped(text=text):
                call.typing.typed(text)
            case DocumentSend():
                call.send_document(body)
            case _:
                call.to_expert(body, message.id)
