"""How loud, and what a recording of a room is worth."""

import math

import numpy as np
import pytest

from devices.sound.levels import FLOOR_DB, HOLD_S, Meter, chime, judge, peak_db, rms_db
from devices.sound.ports import RATE

_RANDOM = np.random.default_rng(7)


def _noise(seconds: float, db: float) -> np.ndarray:
    return _RANDOM.standard_normal(int(seconds * RATE)) * 32768 * 10 ** (db / 20)


def _voice(db: float, noise_db: float, seconds: float = 3.0) -> bytes:
    """Bursts of 0.4 s with pauses of 0.2 s, over noise."""
    at = np.arange(int(seconds * RATE)) / RATE
    spoken = (at % 0.6) < 0.4
    tone = np.sin(2 * np.pi * 220 * at) * math.sqrt(2) * 32768 * 10 ** (db / 20) * spoken
    return bytes(np.clip(tone + _noise(seconds, noise_db), -32768, 32767).astype("<i2").tobytes())


@pytest.mark.parametrize(
    ("samples", "level"),
    [(b"\0\0" * 100, FLOOR_DB), ((16384).to_bytes(2, "little") * 100, -6.02), (b"", FLOOR_DB)],
)
def test_levels_are_below_full_scale(samples: bytes, level: float) -> None:
    assert rms_db(samples) == pytest.approx(level, abs=0.05)
    assert peak_db(samples) == pytest.approx(level, abs=0.05)


def test_the_loudest_sample_may_be_the_most_negative_one() -> None:
    assert peak_db((-32768).to_bytes(2, "little", signed=True)) == pytest.approx(0.0)


def test_the_peak_stays_a_moment_and_then_falls() -> None:
    loud, soft = (20000).to_bytes(2, "little") * 960, (20).to_bytes(2, "little") * 960
    meter = Meter().heard(loud, 10.0).heard(soft, 10.5)
    assert meter.level_db == pytest.approx(rms_db(soft))
    assert meter.shown_db(10.0 + HOLD_S) == pytest.approx(peak_db(loud))
    assert meter.shown_db(10.5 + HOLD_S) == pytest.approx(peak_db(loud) - 10)
    assert meter.shown_db(100.0) == FLOOR_DB
    assert meter.heard(soft, 100.0).held_db == pytest.approx(peak_db(soft))


@pytest.mark.parametrize(
    ("recording", "said", "key"),
    [
        (_voice(-20, -65), "bien entendu", None),
        (_voice(2, -65), "le son sature", "sound.level-wrong"),
        (_voice(-52, -80), "trop faible", "sound.level-wrong"),
        (_noise(3, -30).astype("<i2").tobytes(), "trop de bruit", "sound.level-wrong"),
        (_noise(3, -60).astype("<i2").tobytes(), "personne n'a parlé", "sound.level-wrong"),
        (bytes(2 * 3 * RATE), "aucun son", "sound.microphone-silent"),
        (b"", "aucun son", "sound.microphone-silent"),
    ],
)
def test_a_recording_is_judged_in_words(recording: bytes, said: str, key: str | None) -> None:
    verdict = judge(recording)
    assert verdict.said.startswith(said)
    assert verdict.key == key


def test_the_voice_and_the_noise_are_told_apart() -> None:
    verdict = judge(_voice(-20, -65))
    assert verdict.speech_db == pytest.approx(-20, abs=1)
    assert verdict.noise_db == pytest.approx(-65, abs=1)


def test_the_test_tone_neither_clicks_nor_clips() -> None:
    tone = np.frombuffer(chime(), "<i2").astype(int)
    assert abs(tone).max() < 16000
    assert tone[0] == tone[-1] == 0
    assert abs(np.diff(tone)).max() < 1000, "no step a loudspeaker would crack at"
    assert rms_db(chime()) > -30
