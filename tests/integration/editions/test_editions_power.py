"""Killed or without power in the middle: the old edition or the new one, never half; and the proof can fail.

A small number here; `make power-cuts` does it by the thousand.
"""

import pytest

from tests.integration.editions.campaign import NEW, OLD, Plan, run

pytestmark = pytest.mark.timeout(600)


def test_a_sync_that_loses_power_leaves_the_old_edition_or_the_new_one() -> None:
    figures = run("good", "sync", Plan(rounds=8, draws=4, timed=3, seed=3))
    assert figures.bad == {}
    assert figures.kills == 11
    assert figures.cuts == 32
    assert figures.found[OLD] > 0


def test_a_swap_that_loses_power_is_done_or_not_done() -> None:
    figures = run("good", "sync", Plan(rounds=12, draws=5, late=True, seed=4))
    assert figures.bad == {}
    assert figures.found[OLD] > 0
    assert figures.found[NEW] > 0


def test_going_back_that_loses_power_is_done_or_not_done() -> None:
    figures = run("good", "back", Plan(rounds=17, draws=5, seed=5))
    assert figures.bad == {}
    assert figures.found[OLD] > 0
    assert figures.found[NEW] > 0


@pytest.mark.parametrize(("variant", "rounds"), [("no-fsync", 10), ("early-swap", 4)])
def test_a_program_that_forgets_to_sync_is_found_out(variant: str, rounds: int) -> None:
    figures = run(variant, "sync", Plan(rounds=rounds, draws=8, late=True, seed=6))
    assert figures.wrong > 0, figures.told()
