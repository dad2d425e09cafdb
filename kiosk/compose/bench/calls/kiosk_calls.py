"""Visits with a call each, one after the other, at one running kiosk: as in production, by touch and click."""

import contextlib
import time
from collections.abc import Iterator
from pathlib import Path

from kiosk.compose.bench.calls.sample import Sample, look
from kiosk.compose.demo.citizen import Citizen
from kiosk.compose.demo.expert import Expert, chromium
from kiosk.compose.demo.stand import EXPERT, Plan, Stand

TO_THE_QUEUE = ("Commencer", "Parler à un conseiller", "CAF", "Voir un conseiller CAF", "J’ai compris")


@contextlib.contextmanager
def running(folder: Path, ladder: str) -> Iterator[tuple[Stand, Citizen, Expert]]:
    """A kiosk with its relay, and an expert who serves."""
    plan = Plan(folder / "stand", ladder=ladder, graphics="software")
    with Stand(plan) as stand, chromium(folder / "browser", stand.ca) as context:
        expert = Expert(context, stand.relay_url)
        expert.log_in(*EXPERT)
        expert.open_counter()
        yield stand, Citizen(stand.display, stand.targets), expert


def visit(stand: Stand, citizen: Citizen, expert: Expert, number: int, seconds: float) -> list[Sample]:
    """One visitor, one call; what the processes that stay hold once everything is forgotten."""
    begun = time.monotonic()
    for name in TO_THE_QUEUE:
        citizen.touch(name)
    expert.wait_for_someone()
    stand.events.mark()
    expert.take()
    stand.events.wait("call.first-picture", 30)
    expert.sees_the_person()
    expert.page.wait_for_timeout(1000 * seconds)
    expert.end()
    stand.events.wait("call.end-complete", 30)
    expert.conclude()
    citizen.touch("Oui")
    citizen.touch("Terminer et tout effacer")
    stand.events.wait("visit.wipe-complete", 30)
    citizen.find("Commencer", 30)
    span = time.monotonic() - begun
    return [
        look(stand.steward.process.pid, number, "gardien", span),
        look(stand.relay.process.pid, number, "relais", span),
    ]
