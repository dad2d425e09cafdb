"""What every camera promises, whatever its URI: pictures, or why there are none, in bounded time."""

import asyncio
import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from devices.camera.ports import Camera, Live, Missing
from devices.camera.sources import Wish, open_camera
from kiosk.core.errors import ERRORS
from session.engine.bench import write_clip
from session.engine.quality import LADDER
from session.engine.scene import paint

DEADLINE_S = 30.0
WISH = Wish(320, 180, 15)


def _clip(path: Path) -> Path:
    write_clip(path, LADDER["360p15"], [paint(number, 640, 360) for number in range(15)])
    return path


# One line per way to name a camera that this machine can have.
URIS: dict[str, Callable[[Path], str]] = {
    "file": lambda folder: f"camera:file:{_clip(folder / 'clip.y4m')}",
    "demo": lambda _folder: "camera:demo?size=640x360&fps=15",
}


def _open(uri: str) -> Camera:
    return open_camera(uri, WISH, time.monotonic, paint)


@pytest.fixture(params=URIS)
def uri(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return URIS[request.param](tmp_path)


async def test_pictures_fit_the_wish_and_the_status_says_their_size(uri: str) -> None:
    camera = _open(uri)
    async with asyncio.timeout(DEADLINE_S):
        for _ in range(3):
            frame = await camera.picture()
            assert (frame.width, frame.height, frame.format.name) == (320, 180, "yuv420p")
    assert camera.status() == Live(320, 180)
    await camera.close()


async def test_the_self_test_ends_and_says_how_it_is(uri: str) -> None:
    camera = _open(uri)
    async with asyncio.timeout(DEADLINE_S):
        assert await camera.self_test() == Live(320, 180)
    await camera.close()


async def test_closing_twice_is_closing_once_and_the_next_may_open_it(uri: str) -> None:
    camera = _open(uri)
    async with asyncio.timeout(DEADLINE_S):
        await camera.close()
        await camera.close()
        again = _open(uri)
        assert await again.self_test() == Live(320, 180)
        await again.close()


@pytest.mark.parametrize(
    "uri",
    ["", "camera", "camera:", "kamera:/dev/video0", "camera:/dev/video-none", "camera:file:/none", "\0"],
)
async def test_a_camera_that_is_not_there_or_has_no_such_name_says_so(uri: str) -> None:
    camera = _open(uri)
    async with asyncio.timeout(DEADLINE_S):
        status = await camera.self_test()
    assert isinstance(status, Missing)
    assert status.key in ERRORS
    await camera.close()
    await camera.close()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"YUV4MPEG2 W640 H360 F15:1\n",
        b"YUV4MPEG2 W640 H360 F15:1\nFRAME\nhalf",
        random.Random(5).randbytes(10**7),
    ],
    ids=["nothing", "a header", "half a frame", "10 MB of garbage"],
)
async def test_what_is_no_picture_is_a_missing_camera(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "clip.y4m").write_bytes(data)
    camera = _open(f"camera:file:{tmp_path / 'clip.y4m'}")
    async with asyncio.timeout(DEADLINE_S):
        status = await camera.self_test()
    assert isinstance(status, Missing)
    await camera.close()


async def test_one_that_raves_keeps_no_other_waiting(tmp_path: Path, uri: str) -> None:
    (tmp_path / "noise.y4m").write_bytes(random.Random(6).randbytes(10**7))
    raving, well = _open(f"camera:file:{tmp_path / 'noise.y4m'}"), _open(uri)
    async with asyncio.timeout(DEADLINE_S):
        assert isinstance(await well.self_test(), Live)
        assert isinstance(await raving.self_test(), Missing)
    await well.close()
    await raving.close()


async def test_one_that_goes_away_says_so_and_comes_back_under_the_same_name(tmp_path: Path) -> None:
    """Its name is a link, as in `/dev/v4l/by-id`; behind it the node is another one when it comes back."""
    link = tmp_path / "by-id"
    link.symlink_to(_clip(tmp_path / "video0"))
    camera = _open(f"camera:file:{link}")
    async with asyncio.timeout(DEADLINE_S):
        await camera.picture()
        link.unlink()
        while not isinstance(camera.status(), Missing):
            await asyncio.sleep(0.02)
        link.symlink_to(_clip(tmp_path / "video2"))
        while not isinstance(camera.status(), Live):
            await asyncio.sleep(0.02)
        await camera.picture()
    await camera.close()
