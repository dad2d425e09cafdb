"""The document camera in the media process: guidance, the photograph into the vault, and the camera let go of."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import av
import cv2
import numpy as np
import pytest
from PIL import Image

from devices.peers.document_table import Laid, Lamp, Lens, Scene, seen
from devices.peers.table_tops import Picture
from kiosk.core.ids import new_id
from session.engine.paper import PaperCamera, Table
from session.protocol.cameras import PaperAim, PaperShot
from session.protocol.envelope import Body

DEADLINE_S = 60.0
FRAME = (1296, 972)
STEP_S = 0.1


def _letter() -> Picture:
    paper = np.full((1188, 840, 3), 240, np.uint8)
    for row in range(24):
        cv2.putText(
            paper, "Madame, Monsieur, 4827", (70, 90 + 44 * row), 0, 0.9, (30, 30, 30), 2, cv2.LINE_AA
        )
    return paper


def _frames(lamp: Lamp, count: int = 4) -> list[av.VideoFrame]:
    made = []
    for seed in range(count):
        lens = Lens(frame=FRAME, view_mm=430.0, noise=1.0)
        picture = seen(Scene((Laid(_letter(), turn=2.0),), lamp=lamp, lens=lens, seed=seed)).rgb
        made.append(av.VideoFrame.from_ndarray(picture, format="rgb24").reformat(format="yuv420p"))
    return made


@pytest.fixture(scope="module")
def lit() -> list[av.VideoFrame]:
    return _frames(Lamp())


class Eye:
    """A camera that plays pictures, and remembers whether somebody still holds it."""

    def __init__(self, frames: list[av.VideoFrame], clock: "Clock") -> None:
        self.frames, self.clock = frames, clock
        self.number = 0
        self.open, self.rested, self.woken = True, 0, 0
        self.trouble: str | None = None
        self.tells: Callable[[str | None], None] = lambda _trouble: None

    async def picture(self) -> av.VideoFrame:
        if not self.frames:
            await asyncio.Event().wait()
        await asyncio.sleep(0)
        self.number += 1
        self.clock.now += STEP_S
        return self.frames[self.number % len(self.frames)]

    async def rest(self) -> None:
        self.rested += 1

    def wake(self) -> None:
        self.woken += 1

    async def close(self) -> None:
        self.open = False


class Clock:
    """Time as the pictures bring it."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


class Bench:
    """A document camera over a table of the test's."""

    def __init__(self, folder: Path, frames: list[av.VideoFrame]) -> None:
        self.clock = Clock()
        self.eye, self.face = Eye(frames, self.clock), Eye([], self.clock)
        self.told: asyncio.Queue[Body] = asyncio.Queue()
        self.streams: set[tuple[str, int, int]] = set()
        self.folder = folder
        self.scan, self.document = new_id(), new_id()
        (folder / f"{self.document}.part").mkdir()
        self.camera = PaperCamera(
            Table(lambda: self.eye, self.face, self, folder, self.told.put_nowait, self.clock)
        )

    @contextmanager
    def publish(self, stream: str, width: int, height: int) -> Iterator[memoryview]:
        self.streams.add((stream, width, height))
        yield memoryview(bytearray(width * height * 3 // 2))

    async def until_shot(self) -> tuple[PaperShot, list[PaperAim]]:
        aims: list[PaperAim] = []
        async with asyncio.timeout(DEADLINE_S):
            while True:
                match await self.told.get():
                    case PaperShot() as shot:
                        return shot, aims
                    case PaperAim() as aim:
                        aims.append(aim)


async def test_a_sheet_that_lies_well_is_photographed_by_itself_and_the_camera_goes_out(
    tmp_path: Path, lit: list[av.VideoFrame]
) -> None:
    bench = Bench(tmp_path, lit)
    bench.camera.watch(bench.scan, bench.document)
    shot, aims = await bench.until_shot()
    assert (aims[-1].advice, len(shot.corners), shot.manual) == ("hold", 4, False)
    with Image.open(tmp_path / f"{bench.document}.part" / shot.file) as photo:
        assert photo.size == FRAME
    assert bench.streams == {("paper", *FRAME)}
    await bench.camera.stop()
    assert not bench.eye.open
    assert (bench.face.rested, bench.face.woken) == (1, 1), "one device for both is passed on and given back"


async def test_in_the_dark_it_is_said_and_the_button_photographs_all_the_same(tmp_path: Path) -> None:
    bench = Bench(tmp_path, _frames(Lamp(level=0.12)))
    bench.camera.watch(bench.scan, bench.document)
    async with asyncio.timeout(DEADLINE_S):
        while (news := await bench.told.get()) and not (isinstance(news, PaperAim) and news.advice == "dark"):
            continue
    bench.camera.shoot(new_id())
    bench.camera.shoot(bench.scan)
    shot, _ = await bench.until_shot()
    assert shot.manual
    await bench.camera.stop()


async def test_a_camera_that_is_not_there_says_so(tmp_path: Path) -> None:
    bench = Bench(tmp_path, [])
    bench.eye.trouble = "camera.device-missing"
    bench.camera.watch(bench.scan, bench.document)
    async with asyncio.timeout(DEADLINE_S):
        news = await bench.told.get()
    assert news == PaperAim(scan=bench.scan, key="camera.device-missing")
    await bench.camera.leave(new_id())
    assert bench.eye.open
    await bench.camera.leave(bench.scan)
    assert not bench.eye.open


async def test_no_folder_but_one_of_the_vault_is_written_to(tmp_path: Path, lit: list[av.VideoFrame]) -> None:
    bench = Bench(tmp_path, lit)
    bench.camera.watch(bench.scan, "../elsewhere")
    await asyncio.sleep(0)
    assert bench.told.empty()
    await bench.camera.stop()
