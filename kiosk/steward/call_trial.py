"""A test call to the relay's echo counter, by a media process of its own that sees and hears nobody."""

import asyncio
import contextlib
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import TypeVar

from kiosk.core.errors import ERRORS
from kiosk.core.events import EventLog
from kiosk.link.aio import Connection
from kiosk.maintenance.call_check import Figures, judge
from kiosk.steward.children import Child
from kiosk.steward.media import StartMedia
from kiosk.steward.ports import Say
from session.protocol.call import CallAnswer, CallEnd, CallOffer, Notice, Refusal
from session.protocol.envelope import Body, Envelope
from session.protocol.local import MediaReady
from session.protocol.local_media import AnswerDraft, CallBegin, MediaSettings
from session.protocol.trial import (
    MONITOR_TO_STEWARD,
    STEWARD_TO_MONITOR,
    CallMeasure,
    EchoAsk,
    EchoGranted,
    TrialReport,
)

READY_S = 15.0
"""A media process loads in one to three seconds; on a busy machine longer."""
ANSWER_S = 5.0
SETUP_S = 12.0
"""As long as a first generation is given, and the way to it."""
LISTEN_S = 8.0
"""Long enough for the tones to be judged and two loss reports."""


@dataclass
class _Run:
    """One test call as it goes."""

    ready: asyncio.Event = field(default_factory=asyncio.Event)
    granted: asyncio.Future[Envelope] = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )
    connected: asyncio.Event = field(default_factory=asyncio.Event)
    over: asyncio.Event = field(default_factory=asyncio.Event)
    media: Connection | None = None
    offers: list[Envelope] = field(default_factory=list)
    measure: CallMeasure | None = None
    connected_at: float = 0.0
    refused: str = ""

    @property
    def call(self) -> str | None:
        """The relay's name for it."""
        return self.granted.result().call if self.granted.done() and not self.granted.cancelled() else None


class TrialFailedError(Exception):
    """It ended before there was anything to measure; `key` says why."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


T = TypeVar("T")
Room = Callable[[], contextlib.AbstractAsyncContextManager[MediaSettings]]
"""Makes what a media process of a test call works with, and clears it away."""


class CallTrial:
    """Makes one test call at a time."""

    def __init__(
        self,
        start: StartMedia,
        room: Room,
        relay: Say,
        online: Callable[[], bool],
        clock: Callable[[], float],
        events: EventLog,
    ) -> None:
        self._start = start
        self._room = room
        self._relay = relay
        self._online = online
        self._clock = clock
        self._events = events
        self._child: Child | None = None
        self._settings: MediaSettings | None = None
        self._run: _Run | None = None
        self._one = asyncio.Lock()

    async def make(self) -> TrialReport:
        """Make a test call and say how it went; it takes about twelve seconds."""
        async with self._one:
            self._events.emit("call.trial-init")
            try:
                report = await self._make()
            except TrialFailedError as failed:
                report = TrialReport(words=ERRORS[failed.key].cause, key=failed.key)
            measure = report.measure or CallMeasure()
            self._events.emit(
                "call.trial-complete", key=report.key or None, setup_ms=report.setup_ms, path=measure.path,
                delay_ms=measure.delay_ms, lost_out=measure.lost_out, lost_back=measure.lost_back,
                level_db=measure.level_db,
            )  # fmt: skip
            return report

    async def _make(self) -> TrialReport:
        if not self._online():
            raise TrialFailedError("link.relay-unreachable")
        run = self._run = _Run()
        try:
            async with self._room() as settings:
                self._settings = settings
                self._child = await self._start("media-trial", lambda _child, _code: run.over.set())
                try:
                    return await self._converse(run)
                finally:
                    self._hang_up(run)
                    child, self._child = self._child, None
                    await child.gone()
        finally:
            self._run = self._settings = None

    async def _converse(self, run: _Run) -> TrialReport:
        await _within(READY_S, run.ready.wait(), "host.process-lost")
        self._relay(EchoAsk())
        asked = self._clock()
        granted = await _within(ANSWER_S, run.granted, "echo.counter-missing")
        body = granted.body
        if isinstance(body, Refusal):
            raise TrialFailedError(body.key)
        self._to_media(CallBegin(ice=getattr(body, "ice", []), measured=True), run)
        for offer in run.offers:
            self._to_media(offer.body, run)
        connected = asyncio.ensure_future(run.connected.wait())
        ended = asyncio.ensure_future(run.over.wait())
        await asyncio.wait({connected, ended}, timeout=SETUP_S, return_when=asyncio.FIRST_COMPLETED)
        connected.cancel()
        if not run.connected.is_set():
            ended.cancel()
            unanswered = "call.connection-failed" if run.offers else "echo.counter-missing"
            raise TrialFailedError(run.refused or unanswered)
        await asyncio.wait({ended}, timeout=LISTEN_S)
        ended.cancel()
        setup = round(1000 * (run.connected_at - asked), 1)
        return _report(setup, run.measure or CallMeasure())

    def _hang_up(self, run: _Run) -> None:
        if run.call is not None:
            self._relay(CallEnd(reason="citizen"), call=run.call, gen=1)

    def _to_media(self, body: Body, run: _Run) -> None:
        if run.media is not None:
            run.media.send(body, call=run.call, gen=1)

    async def answer(self, connection: Connection, messages: AsyncIterator[Envelope]) -> None:
        """A command line asks: only the steward's own account and the administrator may."""
        if connection.peer.uid not in {0, os.getuid()}:
            return
        connection.become(MONITOR_TO_STEWARD, STEWARD_TO_MONITOR)
        async for _ in messages:
            connection.send(await self.make())

    # ---- from the media process

    def owns(self, pid: int) -> bool:
        """The process is the one of the test call."""
        return self._child is not None and self._child.pid == pid

    async def serve(self, connection: Connection, messages: AsyncIterator[Envelope]) -> None:
        """Speak with it until it ends."""
        run = self._run
        if run is None or self._settings is None:
            return
        run.media = connection
        connection.send(self._settings)
        async for message in messages:
            match message.body:
                case MediaReady():
                    run.ready.set()
                case AnswerDraft(sdp=sdp):
                    # Nobody's fingerprint is pinned: no person is in this call.
                    self._relay(CallAnswer(sdp=sdp, proof=""), call=run.call, gen=1)
                case Notice(state="connected"):
                    run.connected_at = run.connected_at or self._clock()
                    run.connected.set()
                case CallMeasure() as measure:
                    run.measure = measure

    # ---- from the relay

    def takes(self, message: Envelope) -> bool:
        """Whether a message of the relay is about the test call; it is then dealt with."""
        run = self._run
        if run is None:
            return False
        match message.body:
            case EchoGranted():
                _settle(run.granted, message)
            case Refusal(key=key) if key.startswith("echo."):
                run.refused = key
                _settle(run.granted, message)
                run.over.set()
            case CallOffer() if message.call is not None and message.call == run.call:
                run.offers.append(message)
                self._to_media(message.body, run)
            case CallEnd() if message.call is not None and message.call == run.call:
                run.over.set()
            case _:
                return False
        return True


async def _within(seconds: float, work: Awaitable[T], key: str) -> T:
    try:
        async with asyncio.timeout(seconds):
            return await work
    except TimeoutError:
        raise TrialFailedError(key) from None


def _settle(future: asyncio.Future[Envelope], message: Envelope) -> None:
    if not future.done():
        future.set_result(message)


def _report(setup_ms: float, measure: CallMeasure) -> TrialReport:
    shown = measure.model_dump(
        include={"path", "pictures", "delay_ms", "lost_out", "lost_back", "level_db", "heard"}
    )
    judged = judge(Figures(setup_ms=setup_ms, **shown))
    return TrialReport(words=judged.words[:200], key=judged.key or "", setup_ms=setup_ms, measure=measure)
