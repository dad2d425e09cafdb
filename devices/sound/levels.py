"""How loud a sound is, in dB below full scale, and what a short recording of a room is worth. Pure."""

import math
from dataclasses import dataclass

import numpy as np

from devices.sound.ports import CHUNK, RATE

FLOOR_DB = -96.0
"""Silence: the last of 16 bits."""
FULL = 32768.0
HOLD_S = 1.5
FALL_DB_S = 20.0
CLIPPED = 32_700
"""From here on a sample was cut."""
CLIPPED_SHARE = 0.001
QUIET_DB = -45.0
"""A voice at one metre below this is hard to hear at the other end."""
NOISY_DB = -40.0
"""A pause louder than this covers soft voices."""
SPEECH_RATIO_DB = 6.0
"""The loudest parts stand out of the quietest by this much when somebody spoke."""


def rms_db(samples: bytes) -> float:
    """Mean level of s16 samples; `FLOOR_DB` for silence and for nothing."""
    values = np.frombuffer(samples, "<i2").astype(np.float64)
    mean = float(np.mean(values * values)) if values.size else 0.0
    return max(FLOOR_DB, 10 * math.log10(mean / FULL**2)) if mean > 0 else FLOOR_DB


def peak_db(samples: bytes) -> float:
    """Level of the loudest sample."""
    values = np.frombuffer(samples, "<i2").astype(np.int32)
    peak = int(np.abs(values).max()) if values.size else 0
    return max(FLOOR_DB, 20 * math.log10(peak / FULL)) if peak else FLOOR_DB


@dataclass(frozen=True)
class Meter:
    """What a level meter shows: the level now, and the loudest of late, which stays and then falls."""

    level_db: float = FLOOR_DB
    held_db: float = FLOOR_DB
    held_at: float = 0.0

    def heard(self, samples: bytes, now: float) -> "Meter":
        """The meter after these samples; `now` in seconds of one clock."""
        level, peak = rms_db(samples), peak_db(samples)
        fallen = self.held_db - FALL_DB_S * max(0.0, now - self.held_at - HOLD_S)
        if peak >= fallen:
            return Meter(level, peak, now)
        return Meter(level, self.held_db, self.held_at)

    def shown_db(self, now: float) -> float:
        """The held mark as it stands at `now`."""
        return max(FLOOR_DB, self.held_db - FALL_DB_S * max(0.0, now - self.held_at - HOLD_S))


SHOWN_DB = 60.0
"""A bar's whole length: what is softer is not worth showing."""


def share(level_db: float) -> float:
    """A level as a part of a bar, 0..1."""
    return min(1.0, max(0.0, 1 + level_db / SHOWN_DB))


@dataclass(frozen=True)
class Verdict:
    """A recording judged. `key` of the error list when it must be mended."""

    said: str
    key: str | None
    speech_db: float
    noise_db: float
    clipped: float
    """Share of the samples that were cut."""


def judge(recording: bytes) -> Verdict:
    """Judge some seconds in which somebody spoke, in words for a technician."""
    chunks = [recording[at : at + CHUNK] for at in range(0, len(recording) - CHUNK + 1, CHUNK)]
    levels = sorted(rms_db(chunk) for chunk in chunks) or [FLOOR_DB]
    noise, speech = levels[len(levels) // 10], levels[(9 * len(levels)) // 10]
    values = np.abs(np.frombuffer(recording, "<i2").astype(np.int32))
    clipped = float(np.mean(values >= CLIPPED)) if values.size else 0.0
    said, key = _words(speech, noise, clipped, silent=not values.any())
    return Verdict(said, key, speech, noise, clipped)


def _words(speech: float, noise: float, clipped: float, *, silent: bool) -> tuple[str, str | None]:
    if silent:
        return "aucun son : micro coupé ?", "sound.microphone-silent"
    figures = f"voix {_db(speech)}, bruit {_db(noise)}"
    if clipped > CLIPPED_SHARE:
        return f"le son sature, baissez le micro ({figures})", "sound.level-wrong"
    if noise > NOISY_DB and speech - noise < SPEECH_RATIO_DB:
        return f"trop de bruit autour ({figures})", "sound.level-wrong"
    if speech - noise < SPEECH_RATIO_DB:
        return f"personne n'a parlé, ou de trop loin ({figures})", "sound.level-wrong"
    if speech < QUIET_DB:
        return f"trop faible, montez le micro ({figures})", "sound.level-wrong"
    return f"bien entendu ({figures})", None


def _db(level: float) -> str:
    return f"{level:.0f} dB".replace("-", "−")


def chime(seconds: float = 1.2) -> bytes:
    """The test tone: a soft third (A4, then C sharp 5) that swells and dies away, s16 mono."""
    count = int(seconds * RATE)
    at = np.arange(count) / RATE
    second = np.clip((at - seconds / 3) / 0.02, 0, 1)
    tone = np.sin(2 * np.pi * 440.0 * at) + second * np.sin(2 * np.pi * 554.37 * at)
    # Nothing starts or ends at once: a step is a click, and frightens.
    fade = np.minimum(1.0, np.minimum(at / 0.08, (seconds - at) / 0.4)) ** 2
    return bytes((tone * fade * 5200).astype("<i2").tobytes())
