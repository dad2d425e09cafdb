"""A call: set-up, CPU and memory of the media process, and what becomes of it when it is killed."""

import os
import signal
from pathlib import Path

from kiosk.compose.bench import Figure
from kiosk.compose.bench.visit import pss
from kiosk.compose.demo.citizen import Citizen
from kiosk.compose.demo.expert import Expert, chromium
from kiosk.compose.demo.stand import EXPERT, Plan, Stand
from session.engine.bench import bench_call


def measure(folder: Path) -> list[Figure]:
    """The engine alone at 720p30 both ways, then a real browser through the whole product."""
    return [*_engine(), *_browser(folder)]


def _engine() -> list[Figure]:
    said = bench_call()
    note = f"720p30 H.264 dans les deux sens, {said['received_fps']} images/s reçues"
    return [Figure("processeur du média, 720p30", said["media_cpu_cores"], "cœur", 0.60, note)]


def _browser(folder: Path) -> list[Figure]:
    plan = Plan(folder / "stand", ladder="720p30", camera="camera:demo?size=1280x720&fps=30")
    with Stand(plan) as stand, chromium(folder / "browser", stand.ca) as context:
        citizen, expert = Citizen(stand.display, stand.targets), Expert(context, stand.relay_url)
        expert.log_in(*EXPERT)
        citizen.touch("Commencer")
        citizen.touch("Parler à un conseiller")
        citizen.touch("CAF")
        citizen.touch("Voir un conseiller CAF")
        citizen.touch("J’ai compris")
        expert.wait_for_someone()
        expert.open_counter()
        expert.take()
        picture = stand.events.wait("call.first-picture", 30)
        expert.sees_the_person()
        media = stand.events.all("process.start-init", role="media", **{"from": "steward"})[-1]["pid"]
        memory = pss(media)
        spare = stand.events.wait("process.start-complete", 30, role="media-spare")["pid"]
        replaced = _killed(stand, media)
        # At once again, before another one stands by.
        restarted = _killed(stand, spare)
        return [
            Figure("offre → première image à la borne", picture["ms"], "ms", 300, "Chromium, réseau local"),
            Figure("mémoire (PSS), média en appel", memory, "Mo", 200, "720p30"),
            Figure("média tué → image revenue", replaced, "ms", 2000, "un remplaçant attendait"),
            Figure("média tué → image revenue", restarted, "ms", 2000, "aussitôt après, sans remplaçant"),
        ]


def _killed(stand: Stand, media: int) -> float:
    """Kill the media process in a call; milliseconds until the expert is seen again."""
    stand.events.mark()
    os.kill(media, signal.SIGKILL)
    lost = stand.events.wait("process.lost", role="media")
    back = stand.events.wait("call.first-picture", 30)
    return float(back["mono"] - lost["mono"]) * 1000
