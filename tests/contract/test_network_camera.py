"""A camera of the network: frozen, lost, refused, and found again by itself; what rests is opened again, as of any kind."""

import asyncio
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from devices.camera.ports import Busy, Camera, Denied, Frozen, Live, Missing
from devices.camera.sources import Wish, open_camera
from devices.peers.camera_peer import CameraPeer
from session.engine.bench import write_clip
from session.engine.pictures import planes
from session.engine.quality import LADDER
from session.engine.scene import paint

WISH = Wish(640, 360, 15)
DEADLINE_S = 30.0


@pytest.fixture(scope="module")
def peer() -> Iterator[CameraPeer]:
    """A camera of the network."""
    cameras = CameraPeer()
    cameras.start()
    yield cameras
    cameras.stop()


@pytest.fixture(params=["network", "file", "demo"])
def uri(request: pytest.FixtureRequest, peer: CameraPeer, tmp_path: Path) -> str:
    """One camera of each kind that can be had without hardware."""
    if request.param == "network":
        return peer.uri
    if request.param == "demo":
        return "camera:demo?size=640x360&fps=15"
    clip = tmp_path / "clip.y4m"
    write_clip(clip, LADDER["360p15"], [paint(number, 640, 360) for number in range(4)])
    return f"camera:file:{clip}"


class Told:
    """What a camera said of itself, in order."""

    def __init__(self) -> None:
        self.keys: list[str | None] = []
        self._coming: asyncio.Queue[str | None] = asyncio.Queue()

    def __call__(self, key: str | None) -> None:
        self.keys.append(key)
        self._coming.put_nowait(key)

    async def until(self, key: str | None) -> None:
        """Wait for this word."""
        async with asyncio.timeout(DEADLINE_S):
            while await self._coming.get() != key:
                continue


def _open(uri: str) -> tuple[Camera, Told]:
    camera = open_camera(uri, WISH, time.monotonic, paint)
    told = Told()
    camera.tells = told
    return camera, told


async def _picture(camera: Camera) -> np.ndarray:
    async with asyncio.timeout(DEADLINE_S):
        return planes(await camera.picture())[0].copy()


async def test_a_camera_gives_pictures_no_larger_than_asked_for(uri: str) -> None:
    camera, told = _open(uri)
    first = await _picture(camera)
    assert first.shape == (360, 640)
    assert camera.status() == Live(640, 360)
    assert not np.array_equal(first, await _picture(camera))
    assert told.keys == []
    await camera.close()


async def test_a_camera_that_rested_gives_pictures_again(uri: str) -> None:
    camera, told = _open(uri)
    await _picture(camera)
    await camera.rest()
    assert camera.trouble is None
    camera.wake()
    camera.wake()
    await _picture(camera)
    assert told.keys == []
    await camera.close()


async def test_a_frozen_camera_is_opened_again_and_says_so_even_when_that_cures_it_at_once(
    peer: CameraPeer,
) -> None:
    camera, told = _open(peer.uri)
    await _picture(camera)
    opened = peer.lens.opened
    peer.hand("freeze")
    await told.until(Frozen().key)
    await told.until(None)
    assert peer.lens.opened > opened
    await _picture(camera)
    assert told.keys == [Frozen().key, None]
    await camera.close()


@pytest.mark.parametrize(
    ("word", "after", "status"),
    [
        ("unplug", "replug", Missing()),
        ("busy", "well", Busy()),
        ("deny", "well", Denied()),
        ("hang", "well", Missing()),
        ("spoil", "well", Missing()),
    ],
)
async def test_a_camera_says_why_it_gives_no_picture_and_comes_back_by_itself(
    peer: CameraPeer, word: str, after: str, status: Missing | Busy | Denied
) -> None:
    camera, told = _open(peer.uri)
    await _picture(camera)
    peer.hand(word)
    await told.until(status.key)
    assert camera.status() == status
    peer.hand(after)
    await told.until(None)
    await _picture(camera)
    await camera.close()
