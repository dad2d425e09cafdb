"""A paper shown live: few pictures, each with all its bits, and never a smaller one however busy the machine is."""

from fractions import Fraction

import av
import numpy as np
import pytest

from session.engine.encoders import Create, PictureEncoder, create_h264, create_vp8
from session.engine.pictures import from_planes
from session.engine.quality import LADDER
from session.engine.sending import Aim, Sending
from session.engine.showing import FPS, SIZE, fitted

QUALITY = LADDER["360p15"]


def _sheet(number: int, width: int = 960, height: int = 720) -> av.VideoFrame:
    """Lines of writing, with a camera's noise."""
    noise = np.random.default_rng(number).normal(0, 2, (height, width))
    luma = np.full((height, width), 220.0)
    luma[60:-60:12, 100:-100:3] = 40
    half = np.full((height // 2, width // 2), 128, np.uint8)
    frame = from_planes((np.clip(luma + noise, 0, 255).astype(np.uint8), half, half))
    frame.pts, frame.time_base = number * 90_000 // FPS, Fraction(1, 90_000)
    return frame


class Sender:
    """An encoder and the clock of its machine."""

    def __init__(self, create: Create) -> None:
        self.now = 0.0
        self.sending = Sending("360p15", lambda: self.now)
        self.made: list[tuple[int, int, Fraction]] = []

        def making(width: int, height: int, bitrate: int, period: Fraction) -> av.VideoCodecContext:
            self.made.append((width, height, period))
            return create(width, height, bitrate, period)

        self.encoder = PictureEncoder(self.sending, making, lambda: self.now, live=False)

    def sent(self, pictures: int) -> int:
        """Bytes of so many pictures."""
        total = 0
        for number in range(pictures):
            self.now += 1 / FPS
            packet = self.encoder.encode(_sheet(number), False)
            total += len(bytes(packet)) if packet is not None else 0
        return total


@pytest.mark.parametrize("create", [create_h264, create_vp8])
def test_few_pictures_get_the_bits_of_many(create: Create) -> None:
    plain, detailed = Sender(create), Sender(create)
    detailed.sending.favour_detail(True)
    assert detailed.sent(16) > 1.2 * plain.sent(16)
    assert detailed.made[-1][2] == Fraction(1, FPS)


def test_a_narrow_path_still_sends_a_paper_whole_until_it_carries_stills_alone() -> None:
    sender = Sender(create_h264)
    sender.sending.favour_detail(True)
    sender.sending.steer(Aim("360p15", 150_000))
    sender.sent(1)
    sender.sending.steer(Aim("stills", 40_000))
    sender.sent(1)
    assert [size[:2] for size in sender.made] == [(960, 720), (480, 360)]


def test_back_to_the_face_is_a_new_encoder_at_its_own_pace() -> None:
    sender = Sender(create_h264)
    sender.sending.favour_detail(True)
    sender.sent(1)
    sender.sending.favour_detail(False)
    sender.sent(1)
    assert [period for _, _, period in sender.made] == [Fraction(1, FPS), QUALITY.period]


@pytest.mark.parametrize(
    ("width", "height", "sent"),
    [(2592, 1944, (960, 720)), (1920, 1080, SIZE), (1080, 1920, (404, 720)), (640, 480, (640, 480))],
)
def test_a_paper_is_sent_whole_and_no_larger_than_a_call_carries(
    width: int, height: int, sent: tuple[int, int]
) -> None:
    frame = fitted(_sheet(0, width, height))
    assert (frame.width, frame.height) == sent
