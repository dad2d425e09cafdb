"""Encoders keep to the rung and rate they are held to, change no more often than they must, and cap key frames."""

from dataclasses import dataclass, field
from fractions import Fraction

import av
import numpy as np
import pytest

from kiosk.core.clock import ManualClock
from session.engine import opus
from session.engine.bench import textured
from session.engine.encoders import (
    KEY_S,
    Create,
    PictureEncoder,
    SpeechEncoder,
    SteadyH264,
    SteadyVp8,
    create_h264,
    create_vp8,
    key_room,
)
from session.engine.markers import tones
from session.engine.pictures import from_planes
from session.engine.quality import LADDER, Quality
from session.engine.scene import paint
from session.engine.sending import Aim, Sending
from session.protocol.quality import Rung

QUALITY = LADDER["360p15"]


def _frame(number: int, width: int = 320, height: int = 180) -> av.VideoFrame:
    frame = paint(number, width, height)
    frame.pts, frame.time_base = number * 6000, Fraction(1, 90000)
    return frame


@pytest.mark.parametrize("kind", [SteadyH264, SteadyVp8])
def test_pictures_leave_at_once_with_the_time_of_capture(kind: type[SteadyH264 | SteadyVp8]) -> None:
    clock = ManualClock().monotonic
    encoder = kind(Sending("360p15", clock), clock)
    for number in range(5):
        payloads, timestamp = encoder.encode(_frame(number))
        assert payloads
        assert all(len(payload) <= 1300 for payload in payloads)
        assert timestamp == number * 6000


@pytest.mark.parametrize("kind", [SteadyH264, SteadyVp8])
def test_a_receivers_wish_is_kept_within_what_the_size_can_use(kind: type[SteadyH264 | SteadyVp8]) -> None:
    clock = ManualClock().monotonic
    encoder = kind(Sending("360p15", clock), clock)
    encoder.target_bitrate = 50_000_000
    assert encoder.target_bitrate == QUALITY.max_bitrate
    encoder.target_bitrate = 1
    assert encoder.target_bitrate == QUALITY.min_bitrate


def test_a_wish_is_heard_and_left_to_whoever_steers() -> None:
    clock = ManualClock().monotonic
    sending = Sending("360p15", clock)
    encoder = SteadyH264(sending, clock)
    sending.steer(Aim("360p15", 200_000))
    encoder.target_bitrate = 90_000
    assert (encoder.target_bitrate, sending.wish(), sending.wish()) == (200_000, 90_000, None)


@dataclass
class _Counted:
    made: list[tuple[int, int, int]] = field(default_factory=list)

    def create(self, width: int, height: int, bitrate: int, period: Fraction) -> av.VideoCodecContext:
        self.made.append((width, height, bitrate))
        return create_h264(width, height, bitrate, period)


def _crowded(width: int, height: int) -> av.VideoFrame:
    """A picture full of edges and grain: shelves, plants, people behind."""
    random = np.random.default_rng(4)
    coarse = np.kron(random.integers(40, 200, (height // 20, width // 20)), np.ones((20, 20)))
    luma = np.full((height, width), 120.0)
    luma[: coarse.shape[0], : coarse.shape[1]] = coarse
    luma += random.integers(-12, 13, (height, width))
    chroma = np.full((height // 2, width // 2), 128, np.uint8)
    return from_planes((luma.clip(16, 235).astype(np.uint8), chroma, chroma))


def _first(context: av.VideoCodecContext, quality: Quality) -> int:
    frame = _crowded(quality.width, quality.height)
    frame.pts, frame.time_base = 0, quality.period
    return 8 * sum(len(bytes(packet)) for packet in context.encode(frame))


def _rates(
    pictures: PictureEncoder, sending: Sending, clock: ManualClock, *steps: tuple[float, float]
) -> None:
    for number, (seconds, wish) in enumerate(steps):
        clock.advance(seconds)
        sending.steer(Aim("360p15", int(wish)))
        pictures.encode(_frame(number), force_keyframe=False)


def test_a_codec_that_takes_no_new_rate_is_made_anew_by_a_quarter_and_every_two_seconds_at_most() -> None:
    clock, counted = ManualClock(), _Counted()
    sending = Sending("360p15", clock.monotonic)
    pictures = PictureEncoder(sending, counted.create, clock.monotonic, live=False)
    start = QUALITY.start_bitrate
    _rates(
        pictures, sending, clock,
        (0.0, start), (3.0, start * 1.2), (3.0, start * 1.3), (1.0, start * 0.5), (1.0, start * 0.5),
    )  # fmt: skip
    assert [rate for _, _, rate in counted.made] == [start, int(start * 1.3), int(start * 0.5)]


def test_a_codec_that_takes_a_lower_rate_needs_no_key_frame_for_it() -> None:
    clock, counted = ManualClock(), _Counted()
    sending = Sending("360p15", clock.monotonic)
    pictures = PictureEncoder(sending, counted.create, clock.monotonic, live=True)
    start = QUALITY.start_bitrate
    _rates(pictures, sending, clock, (0.0, start), (3.0, start * 0.6), (3.0, start), (3.0, start * 0.4))
    assert [rate for _, _, rate in counted.made] == [start, int(start * 0.4)]
    assert sending.wholes == 2


def test_a_lower_rate_is_kept_by_the_running_encoder() -> None:
    clock = ManualClock()
    sending = Sending("480p30", clock.monotonic)
    sending.steer(Aim("480p30", 800_000))
    encoder = SteadyH264(sending, clock.monotonic)
    spent: list[int] = []
    for number in range(150):
        if number == 60:
            sending.steer(Aim("480p30", 420_000))
        before = sending.bytes
        frame = textured(number, LADDER["480p30"])
        frame.pts, frame.time_base = number * 3000, Fraction(1, 90000)
        encoder.encode(frame)
        spent.append(sending.bytes - before)
    assert sending.wholes == 1
    assert sum(spent[90:150]) * 8 / 2 == pytest.approx(420_000, rel=0.2)


@pytest.mark.parametrize("create", [create_h264, create_vp8], ids=["H.264", "VP8"])
@pytest.mark.parametrize("rung", ["720p30", "480p30", "360p15", "stills"])
def test_a_key_frame_takes_no_more_than_its_rung_carries_in_a_moment(create: Create, rung: Rung) -> None:
    quality = LADDER[rung]
    context = create(quality.width, quality.height, quality.min_bitrate, quality.period)
    size = _first(context, quality)
    room = key_room(quality.min_bitrate, quality.period)
    print(f"{rung} {create.__name__}: {size // 8} bytes of {room // 8}")  # noqa: T201 - figures are printed
    assert size <= room == int(quality.min_bitrate * max(KEY_S, float(quality.period)))
    roomy = create(quality.width, quality.height, 20 * quality.min_bitrate, quality.period)
    assert _first(roomy, quality) > room


def test_another_rung_is_another_size_from_a_whole_picture_on_with_the_same_time() -> None:
    clock, counted = ManualClock(), _Counted()
    sending = Sending("720p30", clock.monotonic)
    pictures = PictureEncoder(sending, counted.create, clock.monotonic, live=True)
    rungs: tuple[Rung, ...] = ("720p30", "480p30", "360p15", "stills", "720p30")
    for number, rung in enumerate(rungs):
        sending.steer(Aim(rung, LADDER[rung].start_bitrate))
        packet = pictures.encode(_frame(number, 1280, 720), force_keyframe=False)
        assert packet is not None
        assert packet.pts == number * 6000
        assert sending.wholes == number + 1
    assert [(width, height) for width, height, _ in counted.made] == [
        (1280, 720), (854, 480), (640, 360), (640, 360), (1280, 720),
    ]  # fmt: skip


def test_speech_is_mono_and_light() -> None:
    encoder = SpeechEncoder(Sending("360p15", ManualClock().monotonic))
    sizes = []
    for chunk in range(50):
        frame = av.AudioFrame(format="s16", layout="mono", samples=960)
        frame.planes[0].update(tones(chunk * 960, 960))
        frame.sample_rate, frame.pts, frame.time_base = 48000, chunk * 960, Fraction(1, 48000)
        sizes += [len(payload) for payload in encoder.encode(frame)[0]]
    assert 20_000 < sum(sizes) * 8 < 40_000


def _copies(missed: float) -> float:
    """How far the copies in following packets are from what was said, for an encoder told of so much loss."""
    sending = Sending("360p15", ManualClock().monotonic)
    sending.voice_lost = missed
    encoder, whole, lossy, errors = SpeechEncoder(sending), opus.Decoder(), opus.Decoder(), []
    payloads = [encoder.encode(_said(chunk))[0][0] for chunk in range(150)]
    for number, payload in enumerate(payloads[:-1]):
        wanted = np.frombuffer(whole.decode(payload), "<i2").astype(float)
        if number % 3 or number < 20:
            lossy.decode(payload)
        else:
            got = np.frombuffer(lossy.recover(payloads[number + 1], 960), "<i2").astype(float)
            errors.append(float(np.mean((got - wanted) ** 2) / np.mean(wanted**2)))
    return float(np.median(errors))


def _said(chunk: int) -> av.AudioFrame:
    at = (chunk * 960 + np.arange(960)) / 48000
    phase = 2 * np.pi * (150 * at - 8 * np.cos(2 * np.pi * at))
    wave = np.sum([np.sin(n * phase) / n for n in range(1, 21)], axis=0) * (0.6 + 0.4 * np.sin(25 * at))
    frame = av.AudioFrame(format="s16", layout="mono", samples=960)
    frame.planes[0].update((5000 * wave).astype("<i2").tobytes())
    frame.sample_rate, frame.pts, frame.time_base = 48000, chunk * 960, Fraction(1, 48000)
    return frame


def test_more_is_spent_on_copies_when_the_other_side_misses_more() -> None:
    assert _copies(0.3) < _copies(0.0)
