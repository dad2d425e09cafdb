"""How long one will wait, as a range that holds what it says: pure, drawn from recent service times.

The line is played out some hundred times with service times drawn from those the counter had of
late. The range told is the 20th to the 80th percentile of what came out: three waits of five lie
inside, four of five end before its end. Both ends are rounded outwards to whole minutes. The draws
are the same each time, so that an estimate moves only when the line does. Forty services say little
of the next ones: each time the line is played out, it is with another choice of them (the bootstrap's
way), and a long line's range is the wider for what is not known of the counter's pace.

Below `ENOUGH` services, the missing ones are made up by `PRIOR_S`. A service takes the expert longer
than the call itself: they note how it ended, look at who is next and take them (`BETWEEN_S`).
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from session.relay.queue.skills import Needs, meets, meets_desk

RECENT = 40
"""Services of a counter that count, at most: its newest."""
ENOUGH = 10
PRIOR_S = (600.0, 1200.0, 300.0, 900.0, 480.0, 1500.0, 720.0, 240.0, 1020.0, 360.0)
"""Ten calls as they are before anything is known, so ordered that each beginning of the list is spread."""
BETWEEN_S = 20.0
LOW, HIGH = 0.2, 0.8
DRAWS = 150
FEWEST_DRAWS = 40
WORK = 6000
"""Services drawn for one line, about: a long line is played out less often, and is the surer for its length."""
_SEED = 20


@dataclass(frozen=True)
class Estimate:
    """Seconds of waiting, as a range of whole minutes."""

    low_s: int
    high_s: int


@dataclass(frozen=True)
class Job:
    """Someone in the line."""

    ticket: str
    desk: str
    skill: str = ""


@dataclass(frozen=True)
class Server:
    """An expert who takes people. `busy_s`: how long they have had someone, at `desk`; None: free."""

    can: Needs = None
    busy_s: float | None = None
    desk: str = ""


@dataclass(frozen=True)
class Forecast:
    """By ticket, for those in the line; by counter, for someone who would come now. None: nobody serves."""

    tickets: Mapping[str, Estimate | None]
    desks: Mapping[str, Estimate | None]


def pool(services_s: Sequence[float]) -> list[float]:
    """The times to draw from."""
    recent = list(services_s[:RECENT])
    return recent + list(PRIOR_S[: max(0, ENOUGH - len(recent))])


def forecast(
    line: Sequence[Job],
    servers: Sequence[Server],
    desks: Sequence[str],
    services_s: Mapping[str, Sequence[float]],
) -> Forecast:
    """Play the line of one administration out. `line` is in the order in which it is taken."""
    pools = {desk: pool(services_s.get(desk, ())) for desk in {*desks, *(job.desk for job in line)}}
    able = [[i for i, server in enumerate(servers) if meets(server.can, j.desk, j.skill)] for j in line]
    able_desk = {desk: [i for i, s in enumerate(servers) if meets_desk(s.can, desk)] for desk in desks}
    waits: list[list[float]] = [[] for _ in line]
    come: dict[str, list[float]] = {desk: [] for desk in desks}
    draw = random.Random(_SEED)  # noqa: S311 - no secret: the same draws each time
    for _ in range(max(FEWEST_DRAWS, min(DRAWS, WORK // max(1, len(line))))):
        drawn = {desk: [draw.choice(times) for _ in times] for desk, times in pools.items()}
        free = [_free_in(server, drawn, draw.random()) for server in servers]
        for job, who, waited in zip(line, able, waits, strict=True):
            share = draw.random()
            if who:
                first = min(who, key=lambda i: free[i])
                waited.append(free[first])
                free[first] += _at(drawn[job.desk], share) + BETWEEN_S
        for desk, who in able_desk.items():
            if who:
                come[desk].append(min(free[i] for i in who))
    return Forecast(
        {job.ticket: _range(waited) for job, waited in zip(line, waits, strict=True)},
        {desk: _range(waited) for desk, waited in come.items()},
    )


def _free_in(server: Server, drawn: Mapping[str, list[float]], share: float) -> float:
    """Seconds until this expert takes someone: of the services that lasted as long, one went on so much."""
    if server.busy_s is None:
        return 0.0
    busy = server.busy_s
    longer = [time - busy for time in drawn.get(server.desk, pool(())) if time > busy]
    # Longer than any of late: what has lasted long lasts on.
    rest = _at(longer, share) if longer else max(60.0, busy * share)
    return rest + BETWEEN_S


def _at(times: Sequence[float], share: float) -> float:
    return times[min(len(times) - 1, int(share * len(times)))]


def _range(waits: list[float]) -> Estimate | None:
    if not waits:
        return None
    waits.sort()
    low, high = _quantile(waits, LOW), _quantile(waits, HIGH)
    return Estimate(int(low // 60) * 60, int(-(-high // 60)) * 60)


def _quantile(ordered: Sequence[float], share: float) -> float:
    position = share * (len(ordered) - 1)
    low = int(position)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (position - low)
