"""A call with the real media process; the browser is played by aiortc."""

import asyncio
import time

import av

from kiosk.link.ring import RingReader
from session.engine.caller import Caller
from session.engine.scene import paint
from session.protocol.call import CallEnd, CallOffer, Notice
from session.protocol.local import AnswerDraft, CallBegin, CallStats
from session.protocol.peer import PeerBye
from tests.integration.engine.conftest import DEADLINE_S, StewardDesk


def _picture(number: int) -> av.VideoFrame:
    return paint(number, 640, 360)


async def connect(desk: StewardDesk, gen: int) -> Caller:
    caller = Caller(desk.call, gen, time.monotonic)
    desk.send(CallOffer(sdp=await caller.offer()), gen)
    draft = await desk.until(AnswerDraft, gen=gen)
    await caller.answered(draft.sdp, _picture, 15)
    return caller


async def test_both_see_and_hear_each_other_and_the_end_is_told(desk: StewardDesk) -> None:
    desk.send(CallBegin())
    caller = await connect(desk, 1)
    await desk.until(Notice, lambda n: n.state == "connected")
    async with asyncio.timeout(DEADLINE_S):
        await caller.looked(30)
    stats = await desk.until(CallStats, lambda s: s.audio_ok and s.received_frames > 20)
    assert stats.sent_frames > 20
    assert caller.marks.back == 0
    assert caller.heard.ok
    reader = RingReader(desk.folder / "frames")
    reader.close()
    desk.send(CallEnd(reason="citizen"))
    async with asyncio.timeout(DEADLINE_S):
        while not isinstance(await caller.messages.get(), PeerBye):
            pass
    await desk.until(Notice, lambda n: n.state == "ended")
    await caller.vanish()
