"""A paper shown live, with the real media process: nothing of the document camera leaves before the touch, or after the end."""

import asyncio
import time
from collections.abc import Callable
from pathlib import Path

import av
import numpy as np
import pytest

from kiosk.link.ring import RingReader
from session.engine.caller import Caller
from session.engine.pictures import from_planes, planes
from session.engine.tracks import Received
from session.protocol.call import CallOffer, Notice
from session.protocol.local_media import AnswerDraft, CallBegin
from session.protocol.peer import PrivacyPause
from session.protocol.showing import LIVE_S, ShowingLive, ShowingNews
from tests.integration.engine.desk import DEADLINE_S, StewardDesk

PAPER = (210, 60, 200)
"""Y, U, V of the sheet that fills the document camera's picture: nothing in a demo's room is of this colour."""
SIZE = (1600, 1200)


class Watcher(Caller):
    """A browser that looks at the colour of each picture it gets."""

    def __init__(self, call: str, generation: int) -> None:
        super().__init__(call, generation, time.monotonic)
        self.seen: list[tuple[bool, int, int]] = []
        self.look = asyncio.Condition()

    def _take(self, frame: Received) -> None:
        super()._take(frame)
        if isinstance(frame, av.VideoFrame):
            self.seen.append((_is_paper(frame), frame.width, frame.height))


def _is_paper(frame: av.VideoFrame) -> bool:
    """Any of it: a corner would be enough."""
    _, blue, red = planes(frame)
    near = (np.abs(blue.astype(int) - PAPER[1]) < 25) & (np.abs(red.astype(int) - PAPER[2]) < 25)
    return bool(near.mean() > 0.01)


def write_clip(path: Path) -> None:
    """Four pictures of a sheet, each a little different, as a film that is read again and again."""
    with av.open(str(path), "w", format="yuv4mpegpipe") as out:
        stream = out.add_stream("rawvideo", rate=8)
        stream.width, stream.height = SIZE
        stream.pix_fmt = "yuv420p"
        for number in range(4):
            luma = np.full((SIZE[1], SIZE[0]), PAPER[0] - 3 * number, np.uint8)
            luma[200:1000:40, 200:1400] = 40
            halves = [np.full((SIZE[1] // 2, SIZE[0] // 2), value, np.uint8) for value in PAPER[1:]]
            out.mux(stream.encode(from_planes((luma, halves[0], halves[1]))))
        out.mux(stream.encode(None))


@pytest.fixture
async def showing(desk: StewardDesk) -> StewardDesk:
    """A media process with both cameras; a call begins."""
    clip = desk.folder / "sheet.y4m"
    write_clip(clip)
    await desk.stop()
    desk.settings = desk.settings.model_copy(update={"document_camera": f"camera:file:{clip}"})
    await desk.start()
    desk.send(CallBegin())
    return desk


async def _join(desk: StewardDesk, gen: int = 1) -> Watcher:
    watcher = Watcher(desk.call, gen)
    desk.send(CallOffer(sdp=await watcher.offer()), gen)
    draft = await desk.until(AnswerDraft, gen=gen)
    await watcher.answered(draft.sdp, None, 15)
    await desk.until(Notice, lambda n: n.state == "connected", gen=gen)
    async with asyncio.timeout(DEADLINE_S):
        await watcher.opened.wait()
    return watcher


async def _sees(watcher: Watcher, fits: Callable[[tuple[bool, int, int]], bool], count: int = 1) -> None:
    """Wait for this many such pictures from now on."""
    start = len(watcher.seen)
    async with asyncio.timeout(DEADLINE_S):
        while sum(fits(one) for one in watcher.seen[start:]) < count:
            await watcher.new_picture()


async def _framed(reader: RingReader) -> list[tuple[int, int]]:
    """Sizes of the pictures of the table that the kiosk's screen is given, once some came."""
    loop = asyncio.get_running_loop()
    async with asyncio.timeout(DEADLINE_S):
        while True:
            readable = asyncio.Event()
            loop.add_reader(reader.fileno(), readable.set)
            await readable.wait()
            loop.remove_reader(reader.fileno())
            frames = [frame for frame in iter(reader.receive, None) if frame.stream == "paper"]
            if frames:
                return [(frame.width, frame.height) for frame in frames]


def _paper(seen: tuple[bool, int, int]) -> bool:
    return seen[0]


def _face(seen: tuple[bool, int, int]) -> bool:
    return not seen[0]


async def test_nothing_of_the_document_camera_leaves_before_the_touch_nor_after_the_end(
    showing: StewardDesk,
) -> None:
    watcher = await _join(showing)
    await _sees(watcher, _face, 15)
    assert not any(map(_paper, watcher.seen))
    showing.send(ShowingLive(active=True))
    news = await showing.until(ShowingNews, lambda n: n.live)
    assert (news.purpose, news.left_s) == ("paper", LIVE_S)
    await _sees(watcher, _paper, 8)
    # Whole, sharp and not narrower than the camera sees: 4:3 within 1280x720.
    assert watcher.seen[-1] == (True, 960, 720)
    showing.send(ShowingLive(active=False))
    ended = await showing.until(ShowingNews, lambda n: not n.live)
    assert (ended.ended, ended.key) == ("stopped", None)
    await _sees(watcher, _face, 1)
    over = len(watcher.seen) - 1
    await _sees(watcher, _face, 15)
    assert not any(map(_paper, watcher.seen[over:]))
    assert (watcher.seen[-1][1], watcher.seen[-1][2]) == (640, 360)
    await watcher.vanish()


async def test_what_is_framed_on_the_kiosk_is_the_very_picture_that_is_sent(showing: StewardDesk) -> None:
    watcher = await _join(showing)
    reader = RingReader(showing.folder / "frames")
    showing.send(ShowingLive(active=True, purpose="identity"))
    await showing.until(ShowingNews, lambda n: n.live and n.purpose == "identity")
    assert (await _framed(reader))[-1] == (960, 720)
    await _sees(watcher, _paper)
    assert watcher.seen[-1][1:] == (960, 720)
    reader.close()
    await watcher.vanish()


async def test_a_privacy_pause_ends_it_and_it_does_not_come_back_by_itself(showing: StewardDesk) -> None:
    watcher = await _join(showing)
    showing.send(ShowingLive(active=True))
    await _sees(watcher, _paper, 2)
    showing.send(PrivacyPause(active=True))
    ended = await showing.until(ShowingNews, lambda n: not n.live)
    assert ended.ended == "pause"
    showing.heard.clear()
    showing.send(ShowingLive(active=True))
    refused = await showing.until(ShowingNews)
    assert (refused.live, refused.ended) == (False, "pause")
    showing.send(PrivacyPause(active=False))
    await _sees(watcher, _face, 1)
    over = len(watcher.seen) - 1
    await _sees(watcher, _face, 12)
    assert not any(map(_paper, watcher.seen[over:]))
    await watcher.vanish()


async def test_a_lost_connection_ends_it_and_the_next_one_shows_the_face(showing: StewardDesk) -> None:
    watcher = await _join(showing)
    showing.send(ShowingLive(active=True))
    await _sees(watcher, _paper, 2)
    await watcher.vanish()
    ended = await showing.until(ShowingNews, lambda n: not n.live)
    assert ended.ended == "link"
    again = await _join(showing, 2)
    await _sees(again, _face, 10)
    assert not any(map(_paper, again.seen))
    await again.vanish()


async def test_without_a_document_camera_an_identity_paper_is_framed_by_the_faces(desk: StewardDesk) -> None:
    desk.send(CallBegin())
    watcher = await _join(desk)
    reader = RingReader(desk.folder / "frames")
    desk.send(ShowingLive(active=True, purpose="identity"))
    await desk.until(ShowingNews, lambda n: n.live and n.purpose == "identity")
    assert (await _framed(reader))[-1] == (640, 360)
    desk.send(ShowingLive(active=False))
    assert (await desk.until(ShowingNews, lambda n: not n.live)).ended == "stopped"
    await _sees(watcher, _face, 10)
    reader.close()
    await watcher.vanish()
