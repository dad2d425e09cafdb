"""What breaks in a call comes back by itself, in the next generation."""

import asyncio
import json
import time

from session.protocol.call import CallOffer, Notice
from session.protocol.local_media import AnswerDraft, CallBegin, OfferWanted
from tests.integration.engine.desk import DEADLINE_S, StewardDesk


async def test_a_browser_that_vanishes_is_asked_for_again_until_it_is_back(desk: StewardDesk) -> None:
    desk.send(CallBegin())
    caller = await desk.connect(1)
    # Its heartbeats, packets and answers stop at once, as when a cable is pulled.
    await caller.cut()
    await desk.until(Notice, lambda n: n.state == "lost")
    await desk.until(OfferWanted, gen=2)
    await desk.until(OfferWanted, gen=4)
    wanted = max(m.gen or 0 for m in desk.heard if isinstance(m.body, OfferWanted))
    stale = len([m for m in desk.heard if isinstance(m.body, AnswerDraft)])
    desk.send(CallOffer(sdp="stale"), 1)
    back = await desk.connect(wanted + 1)
    async with asyncio.timeout(DEADLINE_S):
        await back.looked(10)
    assert len([m for m in desk.heard if isinstance(m.body, AnswerDraft)]) == stale + 1
    await back.vanish()
    await caller.vanish()


async def test_a_killed_media_process_is_replaced_in_the_same_call(desk: StewardDesk) -> None:
    desk.send(CallBegin())
    caller = await desk.connect(1)
    async with asyncio.timeout(DEADLINE_S):
        await caller.looked(10)
    assert desk.child is not None
    killed = time.monotonic()
    desk.child.kill()
    await desk.child.wait()
    await caller.vanish()
    await desk.start()
    desk.send(CallBegin(resumed=True), 2)
    assert (await desk.until(OfferWanted, gen=2)).reason == "restarted"
    back = await desk.connect(2)
    async with asyncio.timeout(DEADLINE_S):
        await back.first_picture.wait()
    figures = {"media_kill_to_picture_ms": round(1000 * (time.monotonic() - killed))}
    print(json.dumps(figures))  # noqa: T201 - figures are printed, not asserted
    async with asyncio.timeout(DEADLINE_S):
        await back.looked(10)
    await back.vanish()


async def test_the_next_generation_replaces_a_connection_that_still_lives(desk: StewardDesk) -> None:
    desk.send(CallBegin())
    callers = [await desk.connect(1)]

    async def replace() -> None:
        wanted = [m.gen or 0 for m in desk.heard if isinstance(m.body, OfferWanted)]
        callers.append(await desk.connect(max([len(callers) + 1, *wanted])))
        async with asyncio.timeout(DEADLINE_S):
            await callers[-1].looked(10)

    await desk.undisturbed(replace)
    for caller in callers:
        await caller.vanish()
