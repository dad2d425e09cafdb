"""How well a voice is understood, by ESTOI, and how late it is."""

import numpy as np
from numpy.typing import NDArray

RATE = 48_000
SEARCH_S = 0.4
PART_S = 0.6
WITHIN_S = 0.12


def _floats(samples: bytes) -> NDArray[np.float64]:
    return np.frombuffer(samples, "<i2").astype(np.float64) / 32768


def lag(said: NDArray[np.float64], heard: NDArray[np.float64], most: int) -> int:
    """Samples, at most `most`, by which `heard` follows `said`: where they are most alike."""
    size = 1 << int(np.ceil(np.log2(said.size + heard.size)))
    alike = np.fft.irfft(np.conj(np.fft.rfft(said, size)) * np.fft.rfft(heard, size), size)[: most + 1]
    return int(np.argmax(alike))


def judged(said: bytes, heard: bytes, search_s: float = SEARCH_S) -> tuple[float, float]:
    """ESTOI of what was heard (1: every word), and the delay in seconds, `search_s` at most.

    Each part is laid on its original first, as a listener does, since a play-out may move what it plays.
    """
    from pystoi import stoi

    source, sound = _floats(said), _floats(heard)
    whole = lag(source, sound, int(search_s * RATE))
    room = int(WITHIN_S * RATE)
    padded = np.concatenate([np.zeros(room), sound, np.zeros(source.size + 2 * room)])
    aligned = []
    size = int(PART_S * RATE)
    for at in range(0, source.size, size):
        part = source[at : at + size]
        found = padded[at + whole : at + whole + part.size + 2 * room]
        moved = lag(part, found, 2 * room) if np.abs(part).max() > 0.01 else room
        aligned.append(found[moved : moved + part.size])
    return float(stoi(source, np.concatenate(aligned), RATE, extended=True)), whole / RATE
