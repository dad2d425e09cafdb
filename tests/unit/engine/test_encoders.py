"""Encoders keep to what a size can use, and change no more often than they must."""

from dataclasses import dataclass, field
from fractions import Fraction

import av
import numpy as np
import pytest

from kiosk.core.clock import ManualClock
from session.engine import opus
from session.engine.effort import Effort
from session.engine.encoders import PictureEncoder, SpeechEncoder, SteadyH264, SteadyVp8, create_h264
from session.engine.markers import tones
from session.engine.quality import LADDER
from session.engine.scene import paint

QUALITY = LADDER["360p15"]


def _frame(number: int) -> av.VideoFrame:
    frame = paint(number, 320, 180)
    frame.pts, frame.time_base = number * 6000, Fraction(1, 90000)
    return frame


@pytest.mark.parametrize("kind", [SteadyH264, SteadyVp8])
def test_pictures_leave_at_once_with_the_time_of_capture(kind: type[SteadyH264 | SteadyVp8]) -> None:
    clock = ManualClock().monotonic
    encoder = kind(QUALITY, clock, Effort(clock))
    for number in range(5):
        payloads, timestamp = encoder.encode(_frame(number))
        assert payloads
        assert all(len(payload) <= 1300 for payload in payloads)
        assert timestamp == number * 6000


@pytest.mark.parametrize("kind", [SteadyH264, SteadyVp8])
def test_a_receivers_wish_is_kept_within_what_the_size_can_use(kind: type[SteadyH264 | SteadyVp8]) -> None:
    clock = ManualClock().monotonic
    encoder = kind(QUALITY, clock, Effort(clock))
    encoder.target_bitrate = 50_000_000
    assert encoder.target_bitrate == QUALITY.max_bitrate
    encoder.target_bitrate = 1
    assert encoder.target_bitrate == QUALITY.min_bitrate


@dataclass
class _Counted:
    made: list[int] = field(default_factory=list)

    def create(self, width: int, height: int, bitrate: int, fps: int) -> av.VideoCodecContext:
        self.made.append(bitrate)
        return create_h264(width, height, bitrate, fps)


def test_the_encoder_changes_by_a_quarter_and_every_two_seconds_at_most() -> None:
    clock, counted = ManualClock(), _Counted()
    pictures = PictureEncoder(QUALITY, counted.create, clock.monotonic, Effort(clock.monotonic))
    start = QUALITY.start_bitrate
    steps = [(0.0, start), (3.0, start * 1.2), (3.0, start * 1.3), (1.0, start * 0.5), (1.0, start * 0.5)]
    for number, (seconds, wish) in enumerate(steps):
        clock.advance(seconds)
        pictures.wanted = int(wish)
        pictures.encode(_frame(number), force_keyframe=False)
    assert counted.made == [start, int(start * 1.3), int(start * 0.5)]


def test_speech_is_mono_and_light() -> None:
    encoder = SpeechEncoder(Effort(ManualClock().monotonic))
    sizes = []
    for chunk in range(50):
        frame = av.AudioFrame(format="s16", layout="mono", samples=960)
        frame.planes[0].update(tones(chunk * 960, 960))
        frame.sample_rate, frame.pts, frame.time_base = 48000, chunk * 960, Fraction(1, 48000)
        sizes += [len(payload) for payload in encoder.encode(frame)[0]]
    assert 20_000 < sum(sizes) * 8 < 40_000


def _copies(missed: float) -> float:
    """How far the copies in following packets are from what was said, for an encoder told of so much loss."""
    effort = Effort(ManualClock().monotonic)
    effort.voice_lost = missed
    encoder, whole, lossy, errors = SpeechEncoder(effort), opus.Decoder(), opus.Decoder(), []
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


def test_a_machine_that_falls_behind_sends_a_smaller_picture_with_the_same_time() -> None:
    clock, sizes = ManualClock(), []
    effort = Effort(clock.monotonic)

    def create(width: int, height: int, bitrate: int, fps: int) -> av.VideoCodecContext:
        sizes.append((width, height))
        return create_h264(width, height, bitrate, fps)

    pictures = PictureEncoder(QUALITY, create, clock.monotonic, effort)
    pictures.encode(_frame(0), force_keyframe=False)
    for second in range(5):
        effort.count(30 * second, 10 * second)
        clock.advance(1.0)
    packet = pictures.encode(_frame(1), force_keyframe=False)
    assert sizes == [(320, 180), (214, 120)]
    assert packet is not None
    assert packet.pts == 6000
