"""A room to be heard in: what a microphone there takes of a loudspeaker, of a visitor and of the street.

Speech is espeak-ng's; the room is noise that dies away (60 dB in `RT60_S`) behind a direct path, as
Polack modelled halls, and is the same each time.
"""

import subprocess
from dataclasses import dataclass
from typing import Any

import numpy as np

RATE = 48000
ESPEAK_RATE = 22050
RT60_S = 0.4
DIRECT, DIFFUSE = 0.35, 0.04
TAIL_S = 0.4
Sound = np.ndarray[Any, np.dtype[np.float64]]

EXPERT = (
    "Bonjour, je suis conseillère à la caisse d'allocations familiales. Pouvez-vous me donner votre numéro "
    "d'allocataire ? Je regarde votre dossier, il manque encore un papier pour le logement. Nous allons le "
    "remplir ensemble, ce n'est pas long. Vous le recevrez ensuite par la poste, dans une semaine environ."
)
VISITOR = "Oui, bonjour madame. Je vous entends très bien. Mon numéro est le un, deux, trois, quatre."


@dataclass(frozen=True)
class Scene:
    """48 kHz. `echo` is the loudspeaker as heard, `talk` the visitor, who begins at `talk_at` samples."""

    played: Sound
    echo: Sound
    talk: Sound
    noise: Sound
    talk_at: int
    talk_end: int

    @property
    def heard(self) -> Sound:
        """All that reaches the microphone."""
        return self.echo + self.talk + self.noise


def speech(text: str, voice: str = "fr") -> Sound:
    """A sentence, s16 range."""
    said = subprocess.run(
        ["espeak-ng", "-v", voice, "-s", "150", "--stdout", text], capture_output=True, check=True
    ).stdout
    samples = np.frombuffer(said[said.index(b"data") + 8 :], "<i2").astype(np.float64)
    at = np.arange(len(samples) * RATE // ESPEAK_RATE) * ESPEAK_RATE / RATE
    return np.interp(at, np.arange(len(samples)), samples)


def impulse_response(delay_ms: float) -> Sound:
    """From the loudspeaker's word to the microphone's ear, devices' own delay included."""
    at = np.arange(int(TAIL_S * RATE)) / RATE
    tail = np.random.default_rng(1).standard_normal(len(at)) * np.exp(-6.9 * at / RT60_S) * DIFFUSE
    tail[0] = DIRECT
    return np.concatenate([np.zeros(int(delay_ms * RATE / 1000)), tail])


def scene(*, seconds: int = 24, delay_ms: float = 60.0, noise_db: float = -60.0) -> Scene:
    """The expert speaks throughout; in the last third the visitor answers over them."""
    count = seconds * RATE
    said = speech(EXPERT)
    played = np.resize(said, count)
    played *= 9000 / np.abs(played).max()
    echo = _convolved(played, impulse_response(delay_ms))
    answer, at = speech(VISITOR, "fr+f3"), 2 * count // 3
    answer = answer[: count - at] * (6000 / np.abs(answer).max())
    talk = np.zeros(count)
    talk[at : at + len(answer)] = answer
    noise = np.random.default_rng(2).standard_normal(count) * 32768 * 10 ** (noise_db / 20)
    return Scene(played, echo, talk, noise, at, at + len(answer))


def _convolved(sound: Sound, response: Sound) -> Sound:
    size = 1 << (len(sound) + len(response)).bit_length()
    spectrum = np.fft.rfft(sound, size) * np.fft.rfft(response, size)
    return np.fft.irfft(spectrum, size)[: len(sound)]


def samples(sound: Sound) -> bytes:
    """As a device gives it: s16, clipped."""
    return bytes(np.clip(sound, -32768, 32767).astype("<i2").tobytes())


def power_db(sound: Sound | bytes) -> float:
    """Mean power, in dB of one unit."""
    values = np.frombuffer(sound, "<i2").astype(np.float64) if isinstance(sound, bytes) else sound
    return float(10 * np.log10(np.mean(values * values) + 1e-9))
