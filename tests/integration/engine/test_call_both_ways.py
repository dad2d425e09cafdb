"""A call with the real media process; the browser is played by aiortc."""

import asyncio

from kiosk.link.ring import Frame, RingReader
from session.engine.caller import Caller
from session.engine.pictures import NEUTRAL
from session.protocol.call import CallEnd, CallOffer, MicrophoneMute, Notice
from session.protocol.local_media import AnswerDraft, CallBegin, CallStats
from session.protocol.peer import PagePointer, PageShow, PeerBye, PeerHello, PrintAsk, PrivacyPause
from session.protocol.unseen import PictureHidden
from tests.integration.engine.desk import DEADLINE_S, StewardDesk, message

DOCUMENT = "0123456789abcdef0123456789abcdef"


def _is_neutral(frame: Frame) -> bool:
    middle = len(frame.planes[0]) // 2
    return abs(frame.planes[0][middle] - NEUTRAL[0]) < 6


async def _shown(reader: RingReader, stream: str, *, neutral: bool) -> Frame:
    loop = asyncio.get_running_loop()
    async with asyncio.timeout(DEADLINE_S):
        while True:
            readable = asyncio.Event()
            loop.add_reader(reader.fileno(), readable.set)
            await readable.wait()
            loop.remove_reader(reader.fileno())
            while (frame := reader.receive()) is not None:
                if frame.stream == stream and _is_neutral(frame) == neutral:
                    return frame


async def _silent(caller: Caller) -> int:
    """What was on its way is still heard; then ten windows in a row hold nothing. What was heard in all."""
    heard, windows = -1, 0
    while caller.heard.windows < windows + 10:
        if caller.heard.heard != heard:
            heard, windows = caller.heard.heard, caller.heard.windows
        await caller.new_picture()
    return heard


async def test_both_see_and_hear_each_other_and_the_end_is_told(desk: StewardDesk) -> None:
    desk.send(CallBegin())
    caller = await desk.connect(1)
    async with asyncio.timeout(DEADLINE_S):
        await caller.looked(30)
        await caller.heard_well()
    stats = await desk.until(CallStats, lambda s: s.audio_ok and s.received_frames > 20)
    assert stats.sent_frames > 20
    assert caller.marks.back == 0
    reader = RingReader(desk.folder / "frames")
    frame = await _shown(reader, "remote", neutral=False)
    assert (frame.width, frame.height) == (640, 360)
    reader.close()
    desk.send(CallEnd(reason="citizen"))
    await message(caller, PeerBye, lambda b: b.reason == "citizen")
    await desk.until(Notice, lambda n: n.state == "ended")
    await caller.vanish()


async def test_the_expert_hangs_up_and_the_kiosk_is_told_and_can_call_again(desk: StewardDesk) -> None:
    desk.send(CallBegin())
    caller = await desk.connect(1)
    caller.say(PeerBye(reason="expert"))
    await desk.until(CallEnd, lambda e: e.reason == "expert")
    await desk.until(Notice, lambda n: n.state == "ended")
    await caller.vanish()
    desk.call = "f" * 32
    desk.heard.clear()
    desk.send(CallBegin())
    again = await desk.connect(1)
    await again.vanish()


async def test_a_pause_chosen_in_the_next_call_outlasts_the_slow_end_of_the_one_before(
    desk: StewardDesk,
) -> None:
    desk.send(CallBegin())
    caller = await desk.connect(1)
    desk.send(CallEnd(reason="lost"))
    before, desk.call = desk.call, "f" * 32
    desk.heard.clear()
    desk.send(CallBegin())
    desk.send(PrivacyPause(active=True))
    async with asyncio.timeout(DEADLINE_S):
        while f'"call.end-complete","call":"{before}"' not in desk.events.read_text().replace(" ", ""):
            await asyncio.sleep(0.02)
    again = await desk.connect(1)
    await message(again, PrivacyPause, lambda p: p.active)
    reader = RingReader(desk.folder / "frames")
    await _shown(reader, "self", neutral=True)
    reader.close()
    await caller.vanish()
    await again.vanish()


async def test_page_and_pointer_pass_both_ways(desk: StewardDesk) -> None:
    desk.send(CallBegin())
    # Said before there is a connection: kept for it, but a pointer's place is not worth keeping.
    desk.send(PagePointer(document=DOCUMENT, page=0, x=0.1, y=0.1))
    desk.send(PageShow(document=DOCUMENT, page=2))
    caller = await desk.connect(1)
    assert (await message(caller, PeerHello)).role == "kiosk"
    assert (await message(caller, PageShow)).page == 2
    caller.say(PagePointer(document=DOCUMENT, page=2, x=0.5, y=0.25))
    caller.say(PrintAsk(document=DOCUMENT))
    assert (await desk.until(PagePointer)).x == 0.5
    await desk.until(PrintAsk)
    await caller.vanish()


async def test_privacy_pause_blanks_picture_and_sound_and_keeps_the_call(desk: StewardDesk) -> None:
    desk.send(CallBegin())
    caller = await desk.connect(1)
    reader = RingReader(desk.folder / "frames")
    await _shown(reader, "self", neutral=False)

    async def pause() -> None:
        desk.send(PrivacyPause(active=True))
        await message(caller, PrivacyPause, lambda p: p.active)
        await _shown(reader, "self", neutral=True)
        unread = caller.marks.unread
        async with asyncio.timeout(DEADLINE_S):
            while caller.marks.unread < unread + 15:
                await caller.new_picture()
            await _silent(caller)
        desk.send(PrivacyPause(active=False))
        await _shown(reader, "self", neutral=False)

    await desk.undisturbed(pause)
    caller.say(PrivacyPause(active=True))
    await desk.until(PrivacyPause, lambda p: p.active)
    await _shown(reader, "remote", neutral=True)
    reader.close()
    await caller.vanish()


async def test_a_cut_microphone_silences_the_voice_alone_until_it_is_heard_again(desk: StewardDesk) -> None:
    desk.send(CallBegin())
    caller = await desk.connect(1)
    async with asyncio.timeout(DEADLINE_S):
        while caller.heard.heard < 2:
            await caller.new_picture()
        desk.send(MicrophoneMute(active=True))
        heard = await _silent(caller)
    unread = caller.marks.unread
    for _ in range(10):
        await asyncio.wait_for(caller.new_picture(), DEADLINE_S)
    assert caller.marks.unread - unread < 10  # the picture goes on
    desk.send(MicrophoneMute(active=False))
    async with asyncio.timeout(DEADLINE_S):
        while caller.heard.heard == heard:
            await caller.new_picture()
    await caller.vanish()


async def test_who_chose_not_to_be_seen_is_heard_from_the_first_and_never_seen_until_they_want(
    desk: StewardDesk,
) -> None:
    desk.send(PictureHidden(active=True))
    desk.send(CallBegin())
    caller = await desk.connect(1)
    await message(caller, PictureHidden, lambda hidden: hidden.active)
    reader = RingReader(desk.folder / "frames")
    await _shown(reader, "self", neutral=True)
    async with asyncio.timeout(DEADLINE_S):
        while caller.marks.unread < 30:
            await caller.new_picture()
        await caller.heard_well()
    assert caller.marks.read == 0
    # The next connection knows nothing of the one before: it is told anew, and shows as little.
    again = await desk.connect(2)
    await message(again, PictureHidden, lambda hidden: hidden.active)
    async with asyncio.timeout(DEADLINE_S):
        while again.marks.unread < 30:
            await again.new_picture()
    assert again.marks.read == 0
    desk.send(PictureHidden(active=False))
    await message(again, PictureHidden, lambda hidden: not hidden.active)
    async with asyncio.timeout(DEADLINE_S):
        await again.looked(10)
    await _shown(reader, "self", neutral=False)
    reader.close()
    await caller.vanish()
    await again.vanish()


async def test_a_picture_taken_back_in_the_call_leaves_no_more_and_the_voice_goes_on(
    desk: StewardDesk,
) -> None:
    desk.send(CallBegin())
    caller = await desk.connect(1)
    async with asyncio.timeout(DEADLINE_S):
        await caller.looked(10)
    desk.send(PictureHidden(active=True))
    await message(caller, PictureHidden, lambda hidden: hidden.active)
    async with asyncio.timeout(DEADLINE_S):
        # What was on its way is still seen; then thirty pictures in a row show nothing.
        read, unread = -1, 0
        while caller.marks.unread < unread + 30:
            if caller.marks.read != read:
                read, unread = caller.marks.read, caller.marks.unread
            await caller.new_picture()
        await caller.heard_well()

    async def pause() -> None:
        """Its end does not show them either."""
        desk.send(PrivacyPause(active=True))
        desk.send(PrivacyPause(active=False))
        await message(caller, PrivacyPause, lambda pause: pause.active)
        await message(caller, PrivacyPause, lambda pause: not pause.active)
        unread = caller.marks.unread
        async with asyncio.timeout(DEADLINE_S):
            while caller.marks.unread < unread + 15:
                await caller.new_picture()
        assert caller.marks.read == read

    await desk.undisturbed(pause)
    await caller.vanish()


async def test_an_offer_that_is_no_sdp_does_not_end_the_call(desk: StewardDesk) -> None:
    desk.send(CallBegin())
    desk.send(CallOffer(sdp="v=0\r\nm=nonsense"), 1)
    await desk.until(Notice, lambda n: n.state == "lost")
    caller: Caller = await desk.connect(5)
    assert not any(isinstance(m.body, AnswerDraft) and m.gen == 1 for m in desk.heard)
    await caller.vanish()
