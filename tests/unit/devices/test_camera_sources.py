"""Cameras by URI: what a person sees when one is there, absent, or comes back."""

import asyncio
import itertools
import time
from pathlib import Path

import av
import pytest

from devices.camera.grabber import Grabber
from devices.camera.ports import Live, Missing
from devices.camera.sources import Wish, open_camera
from session.engine.bench import write_clip
from session.engine.markers import COUNTERS, read_counter
from session.engine.pictures import planes
from session.engine.quality import LADDER
from session.engine.scene import paint

CLOCK = time.monotonic
WISH = Wish(640, 360, 15)
DEADLINE_S = 30.0


async def _counters(camera: Grabber, count: int) -> list[int]:
    async with asyncio.timeout(DEADLINE_S):
        read = [read_counter(planes(await camera.picture())[0]) for _ in range(count)]
    return [counter for counter in read if counter is not None]


def _open(uri: str, wish: Wish = WISH) -> Grabber:
    camera = open_camera(uri, wish, CLOCK, paint)
    assert isinstance(camera, Grabber)
    return camera


async def test_a_clip_is_looped_in_order(tmp_path: Path) -> None:
    clip = tmp_path / "clip.y4m"
    write_clip(clip, LADDER["360p15"], [paint(number, 640, 360) for number in range(4)])
    camera = _open(f"camera:file:{clip}")
    seen = await _counters(camera, 9)
    assert set(seen) <= set(range(4))
    assert 0 in seen[1:]
    assert camera.status() == Live(640, 360)
    await camera.close()


async def test_a_large_picture_is_scaled_to_what_is_sent_and_keeps_its_marks() -> None:
    camera = _open("camera:demo?size=1280x720&fps=15")
    frame = await asyncio.wait_for(camera.picture(), DEADLINE_S)
    assert (frame.width, frame.height, frame.format.name) == (640, 360, "yuv420p")
    seen = await _counters(camera, 3)
    assert all((b - a) % COUNTERS > 0 for a, b in itertools.pairwise(seen))
    await camera.close()


@pytest.mark.parametrize(
    "uri", ["", "camera:tape", "sound:default", "camera:/dev/video-none", "camera:file:/none"]
)
async def test_a_camera_that_is_not_there_says_so(uri: str) -> None:
    camera = open_camera(uri, WISH, CLOCK, paint)
    assert await asyncio.wait_for(camera.self_test(), DEADLINE_S) == Missing()
    await camera.close()


async def test_a_camera_plugged_in_again_is_found(tmp_path: Path) -> None:
    clip = tmp_path / "clip.y4m"
    camera = _open(f"camera:file:{clip}")
    assert await camera.self_test() == Missing()
    write_clip(clip, LADDER["360p15"], [paint(1, 640, 360)])
    assert isinstance(await asyncio.wait_for(camera.picture(), DEADLINE_S), av.VideoFrame)
    assert isinstance(camera.status(), Live)
    await camera.close()
