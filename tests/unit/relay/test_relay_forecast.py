"""Honest estimates: what is told of a wait holds when the wait is played out with random services."""

import random
import sys
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from session.relay.queue.forecast import (
    BETWEEN_S,
    ENOUGH,
    PRIOR_S,
    RECENT,
    Estimate,
    Job,
    Server,
    forecast,
    pool,
)

CAF = ["caf"]


def line(length: int) -> list[Job]:
    return [Job(f"t{n}", "caf") for n in range(length)]


def told(ahead: int, servers: list[Server], services: list[float]) -> Estimate | None:
    return forecast(line(ahead + 1), servers, CAF, {"caf": services}).tickets[f"t{ahead}"]


def test_nobody_serves_and_no_time_is_promised() -> None:
    assert told(0, [], [300.0] * 20) is None


def test_a_free_expert_is_no_wait_and_the_next_person_waits_for_one_call() -> None:
    services = [300.0] * ENOUGH
    assert told(0, [Server()], services) == Estimate(0, 0)
    after = told(1, [Server()], services)
    assert after == Estimate(300, 360)  # one call and the expert's own minute between two


def test_without_services_the_range_is_that_of_calls_in_general() -> None:
    first = told(0, [Server(busy_s=0.0, desk="caf")], [])
    assert first is not None
    assert first.low_s >= min(PRIOR_S)
    assert first.high_s <= max(PRIOR_S) + BETWEEN_S + 60


def test_what_is_known_outweighs_what_is_supposed() -> None:
    assert pool([]) == list(PRIOR_S)
    assert pool([60.0] * 4) == [60.0] * 4 + list(PRIOR_S[:6])
    assert pool([60.0] * ENOUGH) == [60.0] * ENOUGH
    assert pool([60.0] * RECENT + [9000.0] * 50) == [60.0] * RECENT


def test_a_call_that_has_lasted_is_sooner_over_and_one_longer_than_all_is_not_promised_to_end() -> None:
    services = [300.0, 320.0, 340.0, 360.0, 380.0, 400.0, 420.0, 440.0, 460.0, 480.0]
    fresh = told(0, [Server(busy_s=0.0, desk="caf")], services)
    late = told(0, [Server(busy_s=290.0, desk="caf")], services)
    beyond = told(0, [Server(busy_s=1800.0, desk="caf")], services)
    assert fresh is not None
    assert late is not None
    assert beyond is not None
    assert late.high_s < fresh.low_s
    assert beyond.high_s >= 1200


def test_who_needs_a_subject_waits_for_those_who_serve_it_and_others_pass() -> None:
    alone, general = Server(frozenset({"caf/logement"}), 0.0, "caf"), Server(frozenset({"caf"}))
    jobs = [Job("housing", "caf", "logement"), Job("plain", "caf")]
    seen = forecast(jobs, [alone, general], CAF, {"caf": [600.0] * ENOUGH})
    assert seen.tickets["plain"] == Estimate(0, 0)
    housing = seen.tickets["housing"]
    assert housing is not None
    assert housing.low_s >= 600
    nobody = forecast(jobs, [general], CAF, {})
    assert nobody.tickets["housing"] is None


def test_the_same_line_is_told_the_same_twice() -> None:
    servers = [Server(busy_s=120.0, desk="caf"), Server(busy_s=30.0, desk="caf")]
    services = [240.0, 700.0, 410.0, 1300.0]
    assert told(5, servers, services) == told(5, servers, services)


@given(
    ahead=st.integers(0, 25),
    busy=st.lists(st.floats(0, 3600), min_size=1, max_size=4),
    services=st.lists(st.floats(1, 7200), max_size=30),
)
def test_a_longer_line_never_promises_less(ahead: int, busy: list[float], services: list[float]) -> None:
    servers = [Server(busy_s=seconds, desk="caf") for seconds in busy]
    seen = forecast(line(ahead + 2), servers, CAF, {"caf": services})
    near, far, come = seen.tickets[f"t{ahead}"], seen.tickets[f"t{ahead + 1}"], seen.desks["caf"]
    assert near is not None
    assert far is not None
    assert come is not None
    assert 0 <= near.low_s <= near.high_s
    assert (near.low_s, near.high_s) <= (far.low_s, far.high_s)
    assert far.low_s <= come.low_s


# ---- played out


@dataclass(frozen=True)
class Town:
    """A counter for some days: experts, one arrival in so many seconds, the middle call and its spread."""

    experts: int
    between_s: float
    median_s: float
    spread: float


TOWNS = {
    "one expert, calls of ten minutes": Town(1, 840.0, 600.0, 0.6),
    "three experts, busy": Town(3, 250.0, 540.0, 0.7),
    "two experts, short calls": Town(2, 150.0, 210.0, 0.5),
    "one expert, calls of every length": Town(1, 1500.0, 700.0, 1.0),
}


def play(town: Town, persons: int, seed: int) -> list[tuple[float, Estimate]]:
    """What each person really waited, and what they were told as they came; no-wait arrivals left out.

    What an expert does between two people is drawn here, not the estimate's constant.
    """
    chance = random.Random(seed)
    now = 0.0
    free = [0.0] * town.experts
    calls: list[tuple[float, float, int]] = []  # begun, ended, by whom
    said = []
    for _ in range(persons):
        now += chance.expovariate(1 / town.between_s)
        ended = sorted((end, end - begin) for begin, end, _ in calls if end <= now)
        recent = [lasted for _, lasted in reversed(ended[-RECENT:])]
        servers = [Server() for _ in range(town.experts)]
        for begin, end, who in calls:
            if begin <= now < end:
                servers[who] = Server(busy_s=now - begin, desk="caf")
        waiting = sum(begin > now for begin, _, _ in calls)
        estimate = forecast(line(waiting), servers, CAF, {"caf": recent}).desks["caf"]
        first = min(range(town.experts), key=lambda i: free[i])
        begin = max(now, free[first])
        end = begin + chance.lognormvariate(0, town.spread) * town.median_s
        free[first] = end + chance.uniform(5, 40)
        calls.append((begin, end, first))
        if estimate is not None and begin > now:
            said.append((begin - now, estimate))
    return said


@pytest.mark.parametrize("name", TOWNS)
def test_the_range_holds_what_it_says(name: str) -> None:
    said = play(TOWNS[name], 350, seed=7)
    assert len(said) > 200
    inside = sum(e.low_s <= wait <= e.high_s for wait, e in said) / len(said)
    within = sum(wait <= e.high_s for wait, e in said) / len(said)
    sys.stdout.write(
        f"{name}: {len(said)} waits, {inside:.0%} in the range, {within:.0%} not longer than told\n"
    )
    assert inside >= 0.6
    assert within >= 0.78
