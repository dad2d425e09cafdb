"""The touch panel itself at fault."""

import random

import pytest

from tests.faults.report import Report
from tests.faults.theatre import DEADLINE_S, Theatre

TOUCHES = 400
BARE = 40
"""The first of them meet nothing: a storm is one only after its first ten."""
SEED = 14


def storm(theatre: Theatre) -> None:
    """Touches on the title's bare paper, then all over the glass; goes on by itself for some seconds."""
    plan, places = theatre.stand.plan, random.Random(SEED)
    spots = [(plan.width // 2, 4)] * BARE
    spots += [(places.randrange(plan.width), places.randrange(plan.height)) for _ in range(TOUCHES - BARE)]
    words: list[str] = []
    for x, y in spots:
        words += ["mousemove", str(x), str(y), "mousedown", "1", "sleep", "0.008", "mouseup", "1"]
    theatre.stand.hand("xdotool", *words)


@pytest.mark.fault(14, "pluie de touchers sur la dalle", area="devices")
def test_a_storm_of_touches_is_told_and_presses_nothing(theatre: Theatre, report: Report) -> None:
    theatre.start_over()
    theatre.begin()
    theatre.citizen.find("Écrire avec vos mots", DEADLINE_S)
    before = len(theatre.events.all("screen.show-complete"))
    report.inject(storm, theatre)
    begun = theatre.events.wait("screen.storm-init", DEADLINE_S)
    report.noticed(theatre.citizen.find("L’écran sent trop de doigts", DEADLINE_S).name, begun["mono"])
    calmed = theatre.events.wait("screen.storm-complete", DEADLINE_S)
    assert calmed["ignored"] > TOUCHES - BARE
    assert not theatre.events.all("screen.show-complete")[before:], "no page was left"
    theatre.citizen.touch("Écrire avec vos mots", DEADLINE_S)
    theatre.citizen.find("Chercher", DEADLINE_S)
    report.recovered(calmed["mono"])
