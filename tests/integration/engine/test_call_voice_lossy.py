"""A real connection over a line that loses: the voice is understood better than without correction and concealment."""

import asyncio
import json
import time
import wave
from pathlib import Path

import pytest

from kiosk.compose.bench.voice import RATE, spoken
from kiosk.compose.bench.voice_score import judged
from kiosk.link import aio
from session.engine import encoders
from session.engine.bench_talk import talk
from session.engine.bench_voice import Bare, across, encoded
from session.engine.caller import Caller
from session.engine.line import Line, Weather
from session.engine.rough_path import RoughPath
from session.engine.sending import Sending
from session.engine.voice import Voice
from session.protocol.call import CallEnd, CallOffer, Notice
from session.protocol.local import MEDIA_TO_STEWARD, STEWARD_TO_MEDIA
from session.protocol.local_media import AnswerDraft, CallBegin
from tests.integration.engine.desk import DEADLINE_S, StewardDesk

SENTENCE = ("Votre dossier est complet, je l'envoie aujourd'hui à la caisse d'allocations familiales.",)


async def test_over_a_real_connection_that_loses_the_voice_is_better_than_the_controls() -> None:
    """Both are given the same packets at the same times."""
    speech = spoken(SENTENCE)
    said = await talk(speech, Weather(0.12, delay_s=0.02), 3, time.monotonic)
    assert said.voice.playout.tally.recovered > 3
    assert judged(speech, said.heard)[0] > judged(speech, said.control)[0] + 0.01


async def test_what_the_media_process_plays_of_a_voice_that_lost_packets_is_understood(
    tmp_path: Path,
) -> None:
    """The process itself, as a child, with a file in the loudspeaker's place."""
    speech, weather, path = spoken(SENTENCE), Weather(0.12, delay_s=0.02), RoughPath(4)
    encoders.install(Sending("360p15", time.monotonic), time.monotonic)
    desk = StewardDesk(tmp_path)
    desk.settings = desk.settings.model_copy(update={"speaker": f"sound:file:{tmp_path / 'heard.wav'}"})
    async with await aio.serve(tmp_path / "steward", MEDIA_TO_STEWARD, STEWARD_TO_MEDIA, desk.accept):
        await desk.start()
        caller = Caller(desk.call, 1, time.monotonic)
        desk.send(CallBegin())
        desk.send(CallOffer(sdp=await path.offer(await caller.offer())))
        draft = await desk.until(AnswerDraft)
        await caller.answered(await path.answer(draft.sdp), None, 15)
        await desk.until(Notice, lambda notice: notice.state == "connected")
        async with asyncio.timeout(DEADLINE_S):
            await caller.opened.wait()
        path.turn(weather)
        # A busy machine may begin to listen late: nothing is said in the first second and a half.
        await caller.speak(bytes(3 * RATE) + speech + bytes(RATE))
        desk.send(CallEnd(reason="citizen"))
        await desk.until(Notice, lambda notice: notice.state == "ended")
        await caller.vanish()
        assert await desk.stop() == 0
    path.close()
    with wave.open(str(tmp_path / "heard.wav")) as file:
        heard = file.readframes(file.getnframes())
    events = [json.loads(line) for line in desk.events.read_text(encoding="utf-8").splitlines()]
    told = [event for event in events if event["event"] == "call.stats"][-1]
    assert told["recovered"] > 8
    assert told["played"] + told["recovered"] > 200
    assert judged(speech, heard, 3.0)[0] > 0.6, "whatever else this machine does meanwhile"


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
