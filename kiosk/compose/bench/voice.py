"""How well a voice is understood after a bad line, by ESTOI, beside a control without correction or concealment."""

import asyncio
import statistics
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import av

from kiosk.compose.bench import Figure
from kiosk.compose.bench.voice_score import judged
from session.engine.bench_talk import median_ms, talk
from session.engine.bench_voice import Bare, across, encoded
from session.engine.line import Line, Weather
from session.engine.voice import Voice

RATE = 48_000
SENTENCES = (
    "Bonjour madame, asseyez-vous, je vous entends très bien.",
    "Pour renouveler votre carte d'identité, il me faut un justificatif de domicile et une photo récente.",
    "Votre dossier est complet, je l'envoie aujourd'hui à la caisse d'allocations familiales.",
    "Avez-vous reçu le courrier du quinze mars, avec le numéro à treize chiffres ?",
)
LINES = {
    "ligne nette": Weather(),
    "2 % perdus": Weather(0.02),
    "5 % perdus": Weather(0.05),
    "10 % perdus": Weather(0.10),
    "5 % perdus par rafales de 3": Weather(0.05, burst=3.0),
    "10 % perdus par rafales de 3": Weather(0.10, burst=3.0),
    "gigue de 40 ms": Weather(jitter_s=0.04),
    "5 % perdus, gigue de 40 ms": Weather(0.05, jitter_s=0.04),
}
SEEDS = range(5)
LIVE = {
    "en local": (Weather(), 150),
    "5 % perdus, aller-retour de 100 ms": (Weather(0.05, delay_s=0.05), 300),
}
LIVE_SEEDS = range(3)
LIVE_S = 8
QUEUED_S = 0.08
"""What a loudspeaker behind a sound server holds back: 62 ms at most before a sink without hardware, and a card's own."""
LIPS_MS = 100


def spoken(sentences: tuple[str, ...] = SENTENCES) -> bytes:
    """Return French sentences said by espeak-ng, s16 mono 48 kHz."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "said.wav"
        subprocess.run(
            ["espeak-ng", "-v", "fr", "-s", "140", "-w", str(path), " ".join(sentences)],
            check=True,
            timeout=30,
        )
        pieces: list[bytes] = []
        resampler = av.AudioResampler(format="s16", layout="mono", rate=RATE)
        with av.open(str(path)) as container:
            for frame in container.decode(audio=0):
                pieces += [
                    bytes(memoryview(part.planes[0]))[: 2 * part.samples]
                    for part in resampler.resample(frame)
                ]
    return b"".join(pieces)


def measure() -> list[Figure]:
    """Scores on a clock of their own, the same on every machine; delays in real time."""
    return [*_understood(), *asyncio.run(_in_time())]


def _understood() -> list[Figure]:
    speech = spoken()
    packets = encoded(speech)
    figures, no_better = [], 0
    for name, weather in LINES.items():
        full, bare = (
            [judged(speech, across(packets, Line(weather, seed), kind)[0])[0] for seed in SEEDS]
            for kind in (Voice, Bare)
        )
        if weather.loss:
            no_better += sum(mine <= control for mine, control in zip(full, bare, strict=True))
        note = f"{len(full)} tirages {_spread(full)} ; témoin {_percent(bare)} ({_spread(bare)})"
        runs = tuple(round(100 * score, 1) for score in full)
        figures.append(Figure(f"voix comprise (ESTOI), {name}", _percent(full), "%", None, note, runs))
    note = "témoin : mêmes paquets, sans correction ni masquage ; sur toutes les lignes qui perdent"
    return [*figures, Figure("tirages où le témoin fait aussi bien", no_better, "", 0, note)]


def _percent(scores: Sequence[float]) -> float:
    return round(100 * statistics.median(scores), 1)


def _spread(scores: Sequence[float]) -> str:
    return f"{100 * min(scores):.1f}-{100 * max(scores):.1f}"


async def _in_time() -> list[Figure]:
    """One connection to another of this process, picture and voice, through a bad line."""
    speech = spoken()[: 2 * RATE * LIVE_S]
    figures = []
    for name, (weather, most) in LIVE.items():
        delays, offsets, scores = [], [], []
        for seed in LIVE_SEEDS:
            said = await talk(speech, weather, seed, time.monotonic, pictures=True, queued_s=QUEUED_S)
            score, delay = judged(speech, said.heard)
            scores.append(score)
            delays.append(round(1000 * delay, 1))
            offsets.append(round(delays[-1] + 1000 * QUEUED_S - median_ms(said.picture_delays()), 1))
        note = f"moteur seul, ligne comprise ; {_each(delays)} ; ESTOI {_spread(scores)} %"
        figures.append(
            Figure(f"bouche → oreille, {name}", statistics.median(delays), "ms", most, note, tuple(delays))
        )
        apart = statistics.median(abs(offset) for offset in offsets)
        note = f"360p15 ; {1000 * QUEUED_S:.0f} ms dans le haut-parleur compris ; voix après l'image : {_each(offsets)}"
        figures.append(Figure(f"lèvres et voix, {name}", apart, "ms", LIPS_MS, note, tuple(offsets)))
    return figures


def _each(values: Sequence[float]) -> str:
    return ", ".join(f"{value:.0f}" for value in values)
