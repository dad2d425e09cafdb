"""Echo cancelling in a synthetic room, with and without; its cost; and the way of sound through a real server."""

import asyncio
import os
import statistics
import time
from pathlib import Path

import numpy as np

from devices.peers.sound_peer import SoundServer
from devices.peers.sound_room import RATE, Scene, power_db, samples, scene
from devices.sound.echo import FRAME, Canceller
from devices.sound.microphones import open_microphone
from devices.sound.ports import CHUNK, CHUNK_S, Live, Microphone, Speaker
from devices.sound.speakers import open_speaker
from devices.sound.webrtc import WebRtcCanceller
from kiosk.compose.bench import Figure
from session.engine import markers

DELAYS_MS = (60, 150, 250)
CLICKS = 12
CLICK = 12_000
GIVE_UP_S = 5.0


class NoCanceller:
    """The control: hears what there is."""

    def played(self, frame: bytes) -> None:
        """Learn nothing."""

    def heard(self, frame: bytes, delay_ms: int) -> bytes:  # noqa: ARG002 - the port's shape
        """Change nothing."""
        return frame


def measure(folder: Path) -> list[Figure]:
    """Echo left, speech kept, cost, delay."""
    return [*_control(), *_cancelled(), *asyncio.run(_mouth_to_ear(folder))]


def _control() -> list[Figure]:
    said = _run(NoCanceller(), scene(), 60)[0]
    return [Figure("écho restant, sans annulation (témoin)", _left(scene(), said), "dB", None, "0 : tout")]


def _cancelled() -> list[Figure]:
    figures = []
    for delay in DELAYS_MS:
        room = scene(delay_ms=delay)
        said, cost = _run(WebRtcCanceller(), room, delay)
        figures.append(
            Figure(
                f"écho restant, retard de {delay} ms",
                _left(room, said),
                "dB",
                -20,
                "salle de synthèse, 8-15 s",
            )
        )
        if delay == DELAYS_MS[0]:
            talk = slice(2 * room.talk_at, 2 * room.talk_end)
            kept = power_db(said[talk]) - power_db(room.talk[room.talk_at : room.talk_end])
            start = slice(0, 2 * 2 * RATE)
            at_once = power_db(said[start]) - power_db(room.heard[: 2 * RATE])
            figures += [
                Figure("écho restant, 2 premières secondes", round(at_once, 1), "dB", -10),
                Figure("voix du visiteur, les deux parlent", round(kept, 1), "dB", None, "0 : intacte"),
                Figure("processeur de l'annulation", round(cost, 2), "%", 3, "d'un cœur"),
            ]
    wrong = scene(delay_ms=250)
    said = _run(WebRtcCanceller(), wrong, 0)[0]
    note = "annoncé 0, vrai 250"
    return [*figures, Figure("écho restant, retard mal annoncé", _left(wrong, said), "dB", -20, note)]


def _run(canceller: Canceller, room: Scene, delay_ms: int) -> tuple[bytes, float]:
    """What is sent to the expert, and the share of a core it took, in percent."""
    played, heard = samples(room.played), samples(room.heard)
    begun = time.process_time()
    said = bytearray()
    for at in range(0, len(heard) - FRAME + 1, FRAME):
        canceller.played(played[at : at + FRAME])
        said += canceller.heard(heard[at : at + FRAME], delay_ms)
    cost = 100 * (time.process_time() - begun) / (len(heard) / 2 / RATE)
    return bytes(said), cost


def _left(room: Scene, said: bytes) -> float:
    """Once it has learnt the room, while only the expert speaks."""
    learnt = slice(8 * RATE, 15 * RATE)
    return round(power_db(said[2 * learnt.start : 2 * learnt.stop]) - power_db(room.heard[learnt]), 1)


async def _mouth_to_ear(folder: Path) -> list[Figure]:
    """Clicks into the loudspeaker's driver, heard by the microphone's, over a real sound server."""
    with SoundServer(folder) as server:
        os.environ.update(server.environment)
        server.plug("air", "module-null-sink", f"rate={RATE}")
        mouth = open_speaker("sound:device:air", time.monotonic)
        ear = open_microphone("sound:device:air.monitor", time.monotonic, markers.tones)
        try:
            delays = await _clicks(mouth, ear)
            told = 1000 * (mouth.latency_s + ear.latency_s)
        finally:
            await mouth.close()
            await ear.close()
    note = f"{len(delays)} clics entendus au mixage ; avec le tampon de sortie, les pilotes annoncent {told:.0f} ms"
    return [
        Figure(
            "haut-parleur → micro, par le serveur de son", round(statistics.median(delays)), "ms", 150, note
        )
    ]


async def _clicks(mouth: Speaker, ear: Microphone) -> list[float]:
    """Milliseconds of each."""
    delays: list[float] = []
    sent_at: float | None = None
    click = samples(np.full(CHUNK // 2, float(CLICK)))
    number, end = 0, time.monotonic() + GIVE_UP_S + CLICKS
    while len(delays) < CLICKS and time.monotonic() < end:
        chunk = await ear.samples()
        values = np.abs(np.frombuffer(chunk, "<i2"))
        now = time.monotonic()
        if sent_at is not None and values.max() > CLICK // 2:
            first = int(np.argmax(values > CLICK // 2))
            delays.append(1000 * (now - sent_at - CHUNK_S + first / RATE))
            sent_at = None
        number += 1
        live = isinstance(mouth.status(), Live)
        if live and sent_at is None and number % 40 == 0:
            sent_at = now
            mouth.play(click)
        else:
            mouth.play(bytes(CHUNK))
    return delays
