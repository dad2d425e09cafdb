"""Positions and estimates: pure, on the tickets and what is known of the experts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from session.relay.queue.model import Ticket

RECENT = 20
"""Service times an estimate rests on, at most."""
ENOUGH = 3
"""Below this many, an estimate would be a guess: none is given."""


@dataclass(frozen=True)
class Estimate:
    """Seconds of waiting, as a range."""

    low_s: int
    high_s: int


@dataclass(frozen=True)
class Strength:
    """The experts of an administration: `serving` are ready or with someone, `free` ready now."""

    serving: int
    free: int


def in_line(tickets: Iterable[Ticket]) -> list[Ticket]:
    """Those who wait to be taken, first come first."""
    waiting = (t for t in tickets if t.status in {"waiting", "callback", "ringing"})
    return sorted(waiting, key=lambda t: (t.place, t.ticket))


def ahead_of(ticket: Ticket, tickets: Iterable[Ticket]) -> int:
    """How many persons of the same counter come before this ticket."""
    before = 0
    for other in in_line(tickets):
        if other.ticket == ticket.ticket:
            break
        before += other.desk == ticket.desk
    return before


def ahead_in_administration(ticket: Ticket, tickets: Iterable[Ticket]) -> int:
    """The same over all its counters, whose experts serve one common line."""
    before = 0
    for other in in_line(tickets):
        if other.ticket == ticket.ticket:
            break
        before += other.administration == ticket.administration
    return before


def estimate(ahead: int, strength: Strength, services_s: Sequence[float]) -> Estimate | None:
    """Waiting time behind `ahead` persons, from recent service times; None when unknown.

    The quick case: whoever serves ends at once, and the persons ahead take a first-quartile time.
    The slow case: every service, the running ones too, takes a third-quartile time from now.
    """
    if strength.serving <= 0:
        return None
    if ahead < strength.free:
        return Estimate(0, 0)
    if len(services_s) < ENOUGH:
        return None
    ends_needed = ahead + 1 - strength.free
    recent = sorted(services_s[:RECENT])
    quick, slow = _quantile(recent, 0.25), _quantile(recent, 0.75)
    low = (ends_needed - 1) // strength.serving * quick
    high = -(-ends_needed // strength.serving) * slow
    return Estimate(round(low), round(high))


def _quantile(ordered: Sequence[float], share: float) -> float:
    position = share * (len(ordered) - 1)
    low = int(position)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (position - low)


def next_number(last: int, taken: Iterable[str]) -> tuple[int, str]:
    """The next call-back number of a counter, 1 to 99 round and round, skipping those in use."""
    used = set(taken)
    for step in range(1, 100):
        candidate = (last + step - 1) % 99 + 1
        if f"C-{candidate}" not in used:
            return candidate, f"C-{candidate}"
    beyond = 100 + len(used)
    return last, f"C-{beyond}"
