"""A real connection over a line that loses: the voice is understood better than without correction and concealment."""

import time

import pytest

from kiosk.compose.bench.voice import RATE, spoken
from kiosk.compose.bench.voice_score import judged
from session.engine.bench_talk import talk
from session.engine.bench_voice import Bare, across, encoded
from session.engine.line import Line, Weather
from session.engine.voice import Voice

SENTENCE = ("Votre dossier est complet, je l'envoie aujourd'hui à la caisse d'allocations familiales.",)


async def test_over_a_real_connection_that_loses_the_voice_is_better_than_the_controls() -> None:
    """Both are given the same packets at the same times."""
    speech = spoken(SENTENCE)
    said = await talk(speech, Weather(0.12, delay_s=0.02), 3, time.monotonic)
    assert said.voice.playout.tally.recovered > 3
    assert judged(speech, said.heard)[0] > judged(speech, said.control)[0] + 0.01


@pytest.mark.parametrize(
    "weather", [Weather(0.05), Weather(0.1), Weather(0.1, burst=3.0), Weather(0.05, jitter_s=0.04)]
)
def test_on_every_line_that_loses_it_is_and_none_loses_its_words(weather: Weather) -> None:
    speech = spoken(SENTENCE)
    packets = encoded(speech)
    full, bare = (judged(speech, across(packets, Line(weather, 5), kind)[0])[0] for kind in (Voice, Bare))
    assert full > bare + 0.01
    assert full > 0.8


def test_on_a_clean_line_nothing_is_lost_to_the_play_out() -> None:
    speech = spoken(SENTENCE)
    heard, _ = across(encoded(speech), Line(Weather(), 1), Voice)
    score, delay = judged(speech, heard)
    assert score > 0.95
    assert delay < 0.06


def test_the_measure_itself_tells_speech_that_is_whole_from_speech_with_holes() -> None:
    speech = spoken(SENTENCE)
    holed = bytearray(speech)
    for at in range(0, len(holed) - RATE // 5, RATE // 2):
        holed[at : at + RATE // 5] = bytes(RATE // 5)
    assert judged(speech, speech)[0] > 0.99
    assert judged(speech, bytes(holed))[0] < 0.8
