"""A real media process behind a narrow line: the picture gives way, the voice goes on, and both ends are told."""

import asyncio
import time
from collections.abc import AsyncIterator

import pytest
from aiortc import rtcrtpreceiver
from aiortc.rtp import RtpPacket

from session.engine.caller import Caller
from session.engine.nack import Missing
from session.engine.scene import paint
from session.protocol.local_media import AnswerDraft, CallBegin
from session.protocol.quality import LinkNews, PictureNews
from tests.integration.engine.desk import DEADLINE_S, StewardDesk, message
from tests.integration.engine.narrow import Line, Relay, offered, through


@pytest.fixture
async def line() -> AsyncIterator[tuple[Line, Relay]]:
    """A line as wide as any, until it is narrowed."""
    line = Line()
    relay = Relay(line)
    yield line, relay
    relay.close()


class _Counted(Missing):
    """Counts the packets that were missing and came after all."""

    def __init__(self) -> None:
        super().__init__(time.monotonic)
        self.mended = 0

    def add(self, packet: RtpPacket) -> bool:
        self.mended += packet.sequence_number in self._gaps
        return super().add(packet)


@pytest.fixture
def missing(monkeypatch: pytest.MonkeyPatch) -> _Counted:
    """The caller asks for what is missing as a kiosk does, and a browser; aiortc's own asks once."""
    counted = _Counted()
    monkeypatch.setattr(rtcrtpreceiver, "NackGenerator", lambda: counted)
    return counted


async def _call(desk: StewardDesk, relay: Relay) -> Caller:
    desk.send(CallBegin())
    caller = Caller(desk.call, 1, time.monotonic, "video/H264")
    desk.send(offered(await caller.offer()))
    draft = await desk.until(AnswerDraft)
    # The caller shows little, as an expert's page that gave way itself.
    await caller.answered(await through(relay, draft), lambda number: paint(number, 160, 90), 1)
    async with asyncio.timeout(DEADLINE_S):
        await caller.opened.wait()
        await caller.first_picture.wait()
    return caller


async def test_the_picture_gives_way_to_the_voice(desk: StewardDesk, line: tuple[Line, Relay]) -> None:
    width, relay = line
    caller = await _call(desk, relay)
    width.bitrate = 90_000
    gave_way = await message(caller, PictureNews, lambda news: news.rung in {"stills", "voice"})
    assert gave_way.weak
    told = await desk.until(LinkNews, lambda news: news.word in {"stills", "voice"})
    assert (told.mine, told.theirs) == (True, False)
    # The voice is whole again once the picture made room.
    async with asyncio.timeout(DEADLINE_S):
        await caller.heard_well()
    await caller.vanish()


async def test_loss_by_chance_is_mended_by_retransmission_and_takes_no_rung(
    desk: StewardDesk, line: tuple[Line, Relay], missing: _Counted
) -> None:
    width, relay = line
    caller = await _call(desk, relay)
    width.loss = 0.05
    async with asyncio.timeout(DEADLINE_S):
        while missing.mended < 4:
            await caller.new_picture()
    assert relay.far.dropped >= missing.mended
    told = [said.body for said in caller.received if isinstance(said.body, PictureNews)]
    assert all(news.rung == "360p15" or not news.weak for news in told), "the path forced it, not the machine"
    await caller.vanish()
