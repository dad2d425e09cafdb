"""As many pictures leave as the rung says, and none for a line that is busy."""

import asyncio
from collections.abc import Iterator

import av
import pytest

from kiosk.core.clock import ManualClock
from session.engine.latest import Latest
from session.engine.pictures import neutral
from session.engine.sending import Aim, Sending
from session.engine.tracks import PictureTrack
from session.protocol.quality import Rung

CAMERA_FPS = 30


class _Shoot:
    def __init__(self, rung: Rung) -> None:
        self.clock = ManualClock()
        self.pictures: Latest[av.VideoFrame] = Latest()
        self.sending = Sending("720p30", self.clock.monotonic)
        self.sending.steer(Aim(rung, 100_000))
        self.track = PictureTrack(self.pictures, self.sending, self.clock.monotonic)
        self.frame = neutral(64, 36)
        self.jitter: Iterator[float] = iter(())

    async def play(self, seconds: float) -> int:
        """Pictures sent of those that a camera gives in this time, now sooner, now later."""
        before, number = self.track.sent, 0
        taking = asyncio.ensure_future(self._take())
        for number in range(round(seconds * CAMERA_FPS)):
            late = 0.006 if number % 3 else -0.006
            self.clock.advance(1 / CAMERA_FPS + late - (0.006 if (number - 1) % 3 else -0.006) * bool(number))
            self.pictures.put(self.frame)
            for _ in range(3):
                await asyncio.sleep(0)
        taking.cancel()
        return self.track.sent - before

    async def _take(self) -> None:
        while True:
            await self.track.recv()


@pytest.mark.parametrize(
    ("rung", "each_second"), [("720p30", 30), ("480p30", 30), ("360p15", 15), ("stills", 0.5)]
)
async def test_each_rung_has_its_own_pace(rung: Rung, each_second: float) -> None:
    sent = await _Shoot(rung).play(20)
    assert sent == pytest.approx(20 * each_second, abs=max(1, 0.4 * each_second))


async def test_with_the_voice_alone_no_picture_leaves_until_there_is_a_rung_for_it() -> None:
    shoot = _Shoot("voice")
    assert await shoot.play(5) == 0
    shoot.sending.steer(Aim("360p15", 100_000))
    assert await shoot.play(2) >= 28


async def test_a_moving_picture_does_not_wait_for_the_time_of_the_next_still() -> None:
    shoot = _Shoot("stills")
    await shoot.play(0.5)
    shoot.sending.steer(Aim("360p15", 100_000))
    assert await shoot.play(1) >= 13


async def test_none_is_made_for_a_line_that_is_busy() -> None:
    shoot = _Shoot("720p30")
    shoot.track.backlog = lambda: 0.5
    assert await shoot.play(1) == 0
    assert shoot.track.held >= 25
    shoot.track.backlog = lambda: 0.0
    assert await shoot.play(1) >= 28
