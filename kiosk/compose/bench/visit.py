"""A running kiosk: first frame, hand-over, memory of each process, kill to welcome."""

import os
import signal
from pathlib import Path

from kiosk.compose.bench import Figure
from kiosk.compose.demo.citizen import Citizen
from kiosk.compose.demo.stand import Plan, Stand

ROUNDS = 5


def measure(folder: Path) -> list[Figure]:
    """Start a kiosk with its relay and printer, and put it through five visits."""
    with Stand(Plan(folder / "stand")) as stand:
        citizen = Citizen(stand.display, stand.targets)
        figures = _first_frames(stand)
        figures += _hand_overs(stand, citizen)
        figures += _killed_screens(stand, citizen)
        figures += _memory(stand)
    return figures


def _first_frames(stand: Stand) -> list[Figure]:
    started = stand.events.all("process.start-init", role="screen", **{"from": "steward"})[0]
    painted = stand.events.all("screen.paint-complete")[0]
    taken = (painted["mono"] - started["mono"]) * 1000
    return [Figure("première image d'un écran", taken, "ms", 600, "du lancement du programme à l'image")]


def _hand_overs(stand: Stand, citizen: Citizen) -> list[Figure]:
    """From the end of a visit to the second frame of the next screen, five times."""
    times = []
    for _ in range(ROUNDS):
        _wait_for_warm(stand)
        citizen.touch("Commencer")
        stand.events.wait("visit.begin-complete")
        citizen.touch("J’ai terminé")
        citizen.touch("Terminer et tout effacer")
        times.append(float(stand.events.wait("screen.handover-complete")["ms"]))
        stand.events.wait("visit.wipe-complete")
    return [
        Figure(
            "passage à l'écran suivant, médiane", sorted(times)[ROUNDS // 2], "ms", 200, f"{ROUNDS} visites"
        )
    ]


def _killed_screens(stand: Stand, citizen: Citizen) -> list[Figure]:
    """From the death of the screen on stage to the welcome screen."""
    times = []
    for _ in range(ROUNDS):
        _wait_for_warm(stand)
        citizen.touch("Commencer")
        stand.events.wait("visit.begin-complete")
        stand.events.mark()
        os.kill(front(stand), signal.SIGKILL)
        lost = stand.events.wait("process.lost", role="screen")
        shown = stand.events.wait("screen.handover-complete")
        times.append((shown["mono"] - lost["mono"]) * 1000)
        stand.events.wait("visit.wipe-complete")
    return [Figure("écran tué → accueil, médiane", sorted(times)[ROUNDS // 2], "ms", 3000, f"{ROUNDS} fois")]


def _memory(stand: Stand) -> list[Figure]:
    _wait_for_warm(stand)
    on_stage, warm = screens(stand)
    return [
        Figure("mémoire (PSS), écran en scène", pss(on_stage), "Mo", 200),
        Figure("mémoire (PSS), écran en attente", pss(warm), "Mo", 110),
        Figure("mémoire (PSS), steward", pss(stand.steward.process.pid), "Mo", 80),
        Figure("mémoire (PSS), relais", pss(stand.relay.process.pid), "Mo", 150),
    ]


def screens(stand: Stand) -> list[int]:
    """Process ids of the living screens, the one on stage first."""
    started = [e["pid"] for e in stand.events.all("process.start-init", role="screen", **{"from": "steward"})]
    ended = {e["pid"] for e in stand.events.all("process.stop-complete", role="screen")}
    return [pid for pid in started if pid not in ended]


def front(stand: Stand) -> int:
    """The process id of the screen on stage."""
    return screens(stand)[0]


def pss(pid: int) -> float:
    """Proportional set size in megabytes (`/proc/PID/smaps_rollup`)."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1000
    raise ValueError(pid)


def _wait_for_warm(stand: Stand) -> None:
    """Until the hidden screen has drawn: that is what a real pause between two people leaves time for."""
    if not _warm(stand):
        stand.events.wait_for(lambda _: _warm(stand), "warm screen", 60)


def _warm(stand: Stand) -> bool:
    """One screen on stage, and another that is built."""
    built = {e["pid"] for e in stand.events.all("process.start-complete", role="screen")}
    living = screens(stand)
    return len(living) > 1 and built.issuperset(living)
