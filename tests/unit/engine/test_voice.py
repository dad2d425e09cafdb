"""What is heard of a voice whose packets are missing, and how it is made shorter or longer."""

import itertools

import numpy as np
import pytest

from session.engine import opus, stretch
from session.engine.bench_voice import Bare, across, encoded
from session.engine.hearing import DRIFTED_S, SHIFT_S, Pace
from session.engine.line import Line, Weather
from session.engine.markers import ToneCount, tones
from session.engine.playout import CHUNK, RATE, Packet
from session.engine.voice import FADE_TO, Voice

PIECE_S = CHUNK / RATE


def _level(piece: bytes) -> float:
    return stretch.level(np.frombuffer(piece, "<i2").astype(np.float32) / np.float32(32768))


def _hum(seconds: float) -> bytes:
    """A vowel: the harmonics of 120 Hz."""
    at = np.arange(int(seconds * RATE)) / RATE
    wave = np.sum([np.sin(2 * np.pi * 120 * n * at) / n for n in range(1, 20)], axis=0)
    return bytes((4000 * wave).astype("<i2").tobytes())


def _packets(sound: bytes) -> list[Packet]:
    encoder = opus.Encoder(32_000, 10)
    chunks = [sound[at : at + 2 * CHUNK] for at in range(0, len(sound) - 2 * CHUNK + 1, 2 * CHUNK)]
    return [
        Packet(index, index * CHUNK, encoder.encode(chunk), CHUNK, (index + 1) * PIECE_S)
        for index, chunk in enumerate(chunks)
    ]


def _pieces(voice: Voice, packets: list[Packet], first: int, count: int) -> list[bytes]:
    pieces = []
    for tick in range(first, first + count):
        for packet in packets:
            if tick * PIECE_S - PIECE_S < packet.at <= tick * PIECE_S:
                voice.arrived(packet)
        pieces.append(voice.piece(tick * PIECE_S))
    return pieces


def test_a_voice_that_stops_arriving_fades_away_and_does_not_drone() -> None:
    voice = Voice()
    heard = _pieces(voice, _packets(_hum(1.0)), 0, 100)
    levels = [_level(piece) for piece in heard]
    whole, end = levels[30], next(index for index, level in enumerate(levels) if index > 30 and level == 0)
    assert levels[52] > whole / 3, "concealed, and no hole"
    assert 50 < end <= 52 + FADE_TO // CHUNK + 1
    assert not any(levels[end:])
    falling = levels[53:end]
    assert all(after < 1.25 * before for before, after in itertools.pairwise(falling))
    assert falling[-1] < whole / 3


def test_a_voice_that_comes_back_swells_and_does_not_click() -> None:
    packets = _packets(_hum(3.0))
    voice = Voice()
    heard = b"".join(_pieces(voice, [p for p in packets if not 50 <= p.number < 100], 0, 145))
    samples = np.frombuffer(heard, "<i2").astype(np.int32)
    back = int(np.flatnonzero(samples[RATE + RATE // 2 :])[0]) + RATE + RATE // 2
    assert np.abs(np.diff(samples[back - 10 : back + 100])).max() < 600
    assert _level(heard[-10 * 2 * CHUNK :]) > 0.05


def test_garbage_in_a_packet_is_concealed() -> None:
    packets = _packets(_hum(1.0))
    spoilt = [
        Packet(p.number, p.timestamp, b"\xff\xff\xff" if p.number == 20 else p.data, CHUNK, p.at)
        for p in packets
    ]
    heard = _pieces(Voice(), spoilt, 0, 45)
    assert min(_level(piece) for piece in heard[10:45]) > 0.02


def test_tones_come_whole_over_a_line_that_jitters_and_loses() -> None:
    heard, voice = across(encoded(tones(0, 8 * RATE)), Line(Weather(0.03, jitter_s=0.04), 1), Voice)
    count = ToneCount()
    count.listen(heard)
    assert count.ok
    assert voice.playout.tally.recovered > 3


def test_the_control_leaves_holes_where_the_product_does_not() -> None:
    packets, weather = encoded(_hum(6.0)), Weather(0.05)
    full, bare = (across(packets, Line(weather, 2), kind)[0] for kind in (Voice, Bare))
    assert _holes(bare) > 5
    assert _holes(full) == 0


def _holes(heard: bytes) -> int:
    """Pieces of 5 ms without any sound between the first second and the fifth."""
    samples = np.frombuffer(heard, "<i2")[RATE : 5 * RATE].reshape(-1, 240)
    return int((np.abs(samples).max(axis=1) < 50).sum())


@pytest.mark.parametrize("change", [stretch.shorter, stretch.longer])
def test_a_period_more_or_less_is_not_heard_as_a_click(change: object) -> None:
    sound = (np.frombuffer(_hum(0.02), "<i2") / 32768).astype(np.float32)
    lag = stretch.period(sound)
    assert abs(lag - RATE // 120) <= 4
    changed = stretch.shorter(sound, lag) if change is stretch.shorter else stretch.longer(sound, lag)
    assert changed.size == sound.size + (-lag if change is stretch.shorter else lag)
    assert np.abs(np.diff(changed)).max() <= 1.1 * np.abs(np.diff(sound)).max()


def test_pauses_take_up_a_clock_that_differs_and_words_are_left_alone() -> None:
    """Ten seconds of a sender whose clock is a twentieth of a percent fast are ten seconds a twentieth of a percent long."""
    quiet = (np.random.default_rng(1).normal(0, 20, RATE)).astype("<i2").tobytes()
    sound = (_hum(1.0) + bytes(quiet)) * 10
    packets = [Packet(p.number, p.timestamp, p.data, CHUNK, p.at * 0.9985 + 0.001) for p in _packets(sound)]
    voice = Voice()
    _pieces(voice, packets, 0, 990)
    now = 990 * PIECE_S
    assert voice.playout.tally.late == 0
    assert abs(voice.playout.delay(now, 0)) < 0.06 * RATE


@pytest.mark.parametrize("ppm", [200, -200, 30])
def test_the_loudspeakers_clock_is_followed_for_an_hour(ppm: int) -> None:
    pace, queued, shifts = Pace(), 0.06, []
    lowest, highest = queued, queued
    for tick in range(3600 * 50):
        shift = pace.heard(queued + 0.004 * (tick % 5))
        shifts.append(shift)
        # A piece more, and what the device took in the time between two.
        queued += PIECE_S - (PIECE_S + shift) * (1 + ppm / 1e6)
        lowest, highest = min(lowest, queued), max(highest, queued)
    assert highest - lowest < DRIFTED_S + 2 * SHIFT_S
    assert max(map(abs, shifts)) <= SHIFT_S


def test_a_loudspeaker_that_says_nothing_is_played_to_by_our_own_clock() -> None:
    pace = Pace()
    assert {pace.heard(0.0) for _ in range(1000)} == {0.0}


def test_another_loudspeakers_backlog_is_taken_as_it_is() -> None:
    pace = Pace()
    assert {pace.heard(0.05) for _ in range(1000)} == {0.0}
    assert {pace.heard(0.3) for _ in range(1000)} <= {0.0, SHIFT_S}
    assert pace.heard(0.3) == 0.0


def test_a_line_is_the_same_for_the_same_seed_and_loses_what_it_says() -> None:
    for weather in (Weather(0.05), Weather(0.05, burst=3.0)):
        fates = [[line.fate() for _ in range(20_000)] for line in (Line(weather, 7), Line(weather, 7))]
        assert fates[0] == fates[1]
        lost = [fate is None for fate in fates[0]]
        assert 0.04 < sum(lost) / len(lost) < 0.06
        volleys = sum(now and not before for before, now in zip([False, *lost], lost, strict=False))
        assert abs(sum(lost) / volleys - max(1.05, weather.burst)) < 0.4
