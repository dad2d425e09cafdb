"""The libopus that PyAV brings has what FFmpeg leaves out: correction from the next packet, and concealment."""

import numpy as np
import pytest
from numpy.typing import NDArray

from session.engine import opus
from session.engine.ports import CHUNK_BYTES, CHUNK_SAMPLES, SAMPLE_RATE

SECONDS = 3


def _voice() -> bytes:
    """Twenty harmonics of a pitch that glides, loud and soft by turns: what a packet holds is not what the last held."""
    at = np.arange(SECONDS * SAMPLE_RATE) / SAMPLE_RATE
    phase = 2 * np.pi * np.cumsum(140 + 50 * np.sin(2 * np.pi * 1.3 * at)) / SAMPLE_RATE
    wave = sum(np.sin(n * phase) / n for n in range(1, 21)) * (0.6 + 0.4 * np.sin(2 * np.pi * 4 * at))
    return bytes((5000 * wave).astype("<i2").tobytes())


def _encoded() -> list[bytes]:
    sound, encoder = _voice(), opus.Encoder(32_000, 20)
    return [encoder.encode(sound[at : at + CHUNK_BYTES]) for at in range(0, len(sound), CHUNK_BYTES)]


def _samples(sound: bytes) -> NDArray[np.float64]:
    return np.frombuffer(sound, "<i2").astype(np.float64)


def _errors(kind: str) -> list[float]:
    """Of every fifth packet, lost: the error that is left, as a share of its own loudness."""
    packets = _encoded()
    whole, lossy = opus.Decoder(), opus.Decoder()
    errors = []
    for index, packet in enumerate(packets[:-1]):
        wanted = _samples(whole.decode(packet))
        if index % 5 or index < 10:
            lossy.decode(packet)
            continue
        match kind:
            case "recover":
                got = lossy.recover(packets[index + 1], CHUNK_SAMPLES)
            case "conceal":
                got = lossy.conceal(CHUNK_SAMPLES)
            case _:
                lossy.conceal(CHUNK_SAMPLES)
                got = bytes(CHUNK_BYTES)
        errors.append(float(np.mean((_samples(got) - wanted) ** 2) / np.mean(wanted**2)))
    return errors


def test_concealment_is_nearer_to_what_was_lost_than_nothing_and_correction_nearer_still() -> None:
    recovered, concealed, nothing = (
        float(np.median(_errors(kind))) for kind in ("recover", "conceal", "nothing")
    )
    assert recovered < 0.7 * concealed
    assert concealed < 0.9 * nothing


def test_a_packet_says_how_long_it_is_and_what_is_none_says_nothing() -> None:
    assert {opus.duration(packet) for packet in _encoded()} == {CHUNK_SAMPLES}
    assert opus.duration(b"") == 0
    assert opus.duration(b"\xff") == 0


def test_an_encoder_makes_a_packet_of_each_silence_too() -> None:
    encoder = opus.Encoder(32_000, 10)
    assert all(opus.duration(encoder.encode(bytes(CHUNK_BYTES))) == CHUNK_SAMPLES for _ in range(200))


def test_what_is_no_packet_or_no_length_is_refused_in_words() -> None:
    decoder = opus.Decoder()
    with pytest.raises(opus.OpusError, match="stream"):
        decoder.decode(b"\xff\xff\xff")
    with pytest.raises(opus.OpusError):
        decoder.decode(b"")
    with pytest.raises(opus.OpusError, match="invalid"):
        decoder.conceal(7)
    with pytest.raises(opus.OpusError, match="invalid"):
        opus.Encoder(32_000, 10).encode(bytes(100))


def test_hostile_packets_never_reach_beyond_the_room_for_them() -> None:
    dice, decoder = np.random.default_rng(4), opus.Decoder()
    for size in dice.integers(1, 1500, 2000):
        packet = bytes(dice.integers(0, 256, int(size), np.uint8))
        try:
            assert len(decoder.decode(packet)) <= 2 * opus.LONGEST
        except opus.OpusError:
            assert len(decoder.conceal(CHUNK_SAMPLES)) == CHUNK_BYTES


def test_the_library_is_the_one_that_this_process_has_already() -> None:
    assert opus.loaded().name.startswith("libopus")
    assert opus.loaded().is_file()
