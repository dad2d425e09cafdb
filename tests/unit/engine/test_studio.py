"""What the visitor sees of themselves, and what leaves: the same picture, one of them mirrored."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import av
import numpy as np
import pytest

from session.engine.pictures import NEUTRAL, from_planes, planes
from session.engine.ports import CHUNK_BYTES
from session.engine.studio import Equipment, Studio

WIDTH, HEIGHT = 32, 16
DEADLINE_S = 20.0


class Lens:
    """A camera that gives the pictures the test hands it."""

    def __init__(self) -> None:
        self.pictures: asyncio.Queue[av.VideoFrame] = asyncio.Queue()
        self.trouble: str | None = None
        self.tells: Callable[[str | None], None] = lambda _trouble: None

    async def picture(self) -> av.VideoFrame:
        return await self.pictures.get()

    async def rest(self) -> None:
        """Nothing."""

    def wake(self) -> None:
        """Nothing."""

    async def close(self) -> None:
        """Nothing."""


class Silence:
    """Hears what a test says; what it is given to play is kept."""

    queued_s = 0.0

    def __init__(self) -> None:
        self.played = b""
        self.said: asyncio.Queue[bytes] = asyncio.Queue()

    async def samples(self) -> bytes:
        return await self.said.get()

    def play(self, samples: bytes) -> None:
        self.played += samples

    async def close(self) -> None:
        """Nothing."""


class Glass:
    """The self-view, as bytes."""

    def __init__(self) -> None:
        self.shown: list[tuple[str, bytes]] = []

    @contextmanager
    def publish(self, stream: str, width: int, height: int) -> Iterator[memoryview]:
        data = bytearray(width * height * 3 // 2)
        yield memoryview(data)
        self.shown.append((stream, bytes(data)))


class Room:
    """A studio in a room of the test's."""

    def __init__(self) -> None:
        self.lens, self.glass, self.mouth, self.ear = Lens(), Glass(), Silence(), Silence()
        equipment = Equipment(self.lens, self.ear, self.mouth, self.glass)
        self.studio = Studio(equipment, (WIDTH, HEIGHT), lambda: 0.0)
        self.told: list[str | None] = []
        self.studio.tells = self.told.append
        self.studio.start()

    async def hears(self, voice: bytes) -> bytes:
        """What is sent once the microphone has heard this."""
        sent: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()
        self.studio.hears = sent.set_result
        self.ear.said.put_nowait(voice)
        async with asyncio.timeout(DEADLINE_S):
            return await sent

    async def sees(self, frame: av.VideoFrame) -> av.VideoFrame:
        """What is sent once the camera has seen this."""
        number = self.studio.pictures.number
        self.lens.pictures.put_nowait(frame)
        async with asyncio.timeout(DEADLINE_S):
            _, sent = await self.studio.pictures.after(number)
        await asyncio.sleep(0)
        return sent


def _half(left: int, right: int) -> av.VideoFrame:
    """Bright on one side, coloured on the other."""
    luma = np.full((HEIGHT, WIDTH), left, np.uint8)
    luma[:, WIDTH // 2 :] = right
    blue = np.full((HEIGHT // 2, WIDTH // 2), 90, np.uint8)
    blue[:, WIDTH // 4 :] = 200
    return from_planes((luma, blue, np.full((HEIGHT // 2, WIDTH // 2), 128, np.uint8)))


@pytest.fixture
async def room() -> Room:
    return Room()


async def test_the_self_view_is_a_mirror_and_what_is_sent_is_not(room: Room) -> None:
    seen = _half(40, 220)
    luma, blue, _ = (plane.copy() for plane in planes(seen))
    sent = await room.sees(seen)
    assert np.array_equal(planes(sent)[0], luma), "the expert reads a paper held up the right way round"
    assert np.array_equal(planes(sent)[1], blue)
    stream, data = room.glass.shown[-1]
    mirror = np.frombuffer(data, np.uint8)
    assert stream == "self"
    assert np.array_equal(mirror[: WIDTH * HEIGHT].reshape(HEIGHT, WIDTH), luma[:, ::-1])
    half = mirror[WIDTH * HEIGHT :][: blue.size].reshape(blue.shape)
    assert np.array_equal(half, blue[:, ::-1])
    await room.studio.close()


async def test_a_lost_camera_sends_a_plain_picture_and_is_told_once(room: Room) -> None:
    await room.sees(_half(40, 220))
    room.lens.tells("camera.device-missing")
    room.lens.tells("camera.device-missing")
    number = room.studio.pictures.number
    async with asyncio.timeout(DEADLINE_S):
        _, sent = await room.studio.pictures.after(number)
    assert set(planes(sent)[0].ravel().tolist()) == {NEUTRAL[0]}
    assert room.studio.trouble == "camera.device-missing"
    room.lens.tells(None)
    assert room.told == ["camera.device-missing", None]
    await room.studio.close()


async def test_a_camera_that_was_never_there_is_told_at_the_start() -> None:
    room = Room()
    room.lens.trouble = "camera.access-denied"
    await asyncio.sleep(0)
    assert room.told == ["camera.access-denied"]
    await room.studio.close()


async def test_in_the_experts_pause_their_voice_is_silence_of_the_same_length(room: Room) -> None:
    voice = b"\x11\x22" * 960
    room.studio.play(voice)
    room.studio.remote_paused = True
    room.studio.play(voice)
    room.studio.remote_paused = False
    room.studio.play(voice)
    assert room.mouth.played == voice + bytes(len(voice)) + voice


@pytest.mark.parametrize("side", ["paused", "remote_paused"])
async def test_a_pause_of_either_side_blanks_the_picture_the_voice_and_the_self_view(
    room: Room, side: str
) -> None:
    voice = b"\x11\x22" * (CHUNK_BYTES // 2)
    assert await room.hears(voice) == voice
    setattr(room.studio, side, True)
    sent = await room.sees(_half(40, 220))
    assert set(planes(sent)[0].ravel().tolist()) == {NEUTRAL[0]}
    assert set(room.glass.shown[-1][1][: WIDTH * HEIGHT]) == {NEUTRAL[0]}
    assert await room.hears(voice) == bytes(CHUNK_BYTES)
    setattr(room.studio, side, False)
    sent = await room.sees(_half(40, 220))
    assert set(planes(sent)[0].ravel().tolist()) == {40, 220}
    assert await room.hears(voice) == voice
    await room.studio.close()


async def test_the_end_of_one_pause_does_not_end_the_other_nor_open_a_muted_microphone(room: Room) -> None:
    voice = b"\x11\x22" * (CHUNK_BYTES // 2)
    room.studio.muted = room.studio.paused = room.studio.remote_paused = True
    room.studio.paused = False
    sent = await room.sees(_half(40, 220))
    assert set(planes(sent)[0].ravel().tolist()) == {NEUTRAL[0]}
    room.studio.remote_paused = False
    sent = await room.sees(_half(40, 220))
    assert set(planes(sent)[0].ravel().tolist()) == {40, 220}
    assert await room.hears(voice) == bytes(CHUNK_BYTES)
    await room.studio.close()


async def test_in_the_experts_pause_a_paper_that_is_shown_does_not_leave(room: Room) -> None:
    room.studio.lent = room.studio.remote_paused = True
    room.studio.send(_half(40, 220))
    _, sent = await room.studio.pictures.after(0)
    assert set(planes(sent)[0].ravel().tolist()) == {NEUTRAL[0]}
    await room.studio.close()


async def test_who_is_not_to_be_seen_is_heard_and_sees_that_nothing_of_them_leaves(room: Room) -> None:
    voice = b"\x11\x22" * (CHUNK_BYTES // 2)
    room.studio.hidden = True
    sent = await room.sees(_half(40, 220))
    assert set(planes(sent)[0].ravel().tolist()) == {NEUTRAL[0]}
    assert set(room.glass.shown[-1][1][: WIDTH * HEIGHT]) == {NEUTRAL[0]}
    assert await room.hears(voice) == voice
    room.studio.hidden = False
    sent = await room.sees(_half(40, 220))
    assert set(planes(sent)[0].ravel().tolist()) == {40, 220}
    await room.studio.close()


async def test_who_is_not_to_be_seen_may_still_show_a_paper(room: Room) -> None:
    room.studio.hidden = room.studio.lent = True
    worth = [not room.studio.pictureless]
    room.studio.send(_half(40, 220))
    _, sent = await room.studio.pictures.after(0)
    assert set(planes(sent)[0].ravel().tolist()) == {40, 220}
    room.studio.lent = False
    worth.append(not room.studio.pictureless)
    assert worth == [True, False]
    await room.studio.close()
