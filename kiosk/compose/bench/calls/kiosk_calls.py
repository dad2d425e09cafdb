"""Visits with a call each, one after the other, at one running kiosk: as in production, by touch and click."""

import contextlib
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kiosk.compose.bench.calls.sample import Sample, look
from kiosk.compose.demo.citizen import Citizen
from kiosk.compose.demo.expert import Expert, chromium
from kiosk.compose.demo.stand import EXPERT, Plan, Stand

PATIENCE_S = 90.0
TO_THE_QUEUE = ("Commencer", "Parler à un conseiller", "CAF", "Voir un conseiller CAF", "J’ai compris")


@dataclass(frozen=True)
class Visit:
    """Which one since which start of the programs, and how long its call shows pictures."""

    number: int
    life: int
    seconds: float


@contextlib.contextmanager
def running(folder: Path, ladder: str) -> Iterator[tuple[Stand, Citizen, Expert]]:
    """A kiosk with its relay, and an expert who serves."""
    plan = Plan(folder / "stand", ladder=ladder, graphics="software", patience_s=PATIENCE_S)
    with Stand(plan) as stand, chromium(folder / "browser", stand.ca) as context:
        context.set_default_timeout(1000 * PATIENCE_S)
        expert = Expert(context, stand.relay_url)
        expert.log_in(*EXPERT)
        expert.open_counter()
        yield stand, Citizen(stand.display, stand.targets), expert


def visit(stand: Stand, citizen: Citizen, expert: Expert, this: Visit) -> list[Sample]:
    """One visitor, one call; what the processes that stay hold once everything is forgotten."""
    begun = time.monotonic()
    for name in TO_THE_QUEUE:
        citizen.touch(name, PATIENCE_S)
    expert.wait_for_someone()
    stand.events.mark()
    expert.take()
    stand.events.wait("call.first-picture", PATIENCE_S)
    expert.sees_the_person()
    expert.page.wait_for_timeout(1000 * this.seconds)
    expert.end()
    stand.events.wait("call.end-complete", PATIENCE_S)
    expert.conclude()
    citizen.touch("Oui", PATIENCE_S)
    citizen.touch("Terminer et tout effacer", PATIENCE_S)
    stand.events.wait("visit.wipe-complete", PATIENCE_S)
    citizen.find("Commencer", PATIENCE_S)
    span = round(time.monotonic() - begun, 2)
    return [
        look(process.process.pid, Sample(this.number, name, span, life=this.life))
        for name, process in (("gardien", stand.steward), ("relais", stand.relay))
    ]
