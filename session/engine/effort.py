"""How large a picture this machine can encode now: smaller when it falls behind, larger when it has rest."""

from dataclasses import dataclass, replace

BEHIND = 0.7
"""Of the pictures that were due, the share that must have been sent."""
DOWN_AFTER_S = 3.0
UP_AFTER_S = 20.0
"""Larger is tried only after a long rest; one that failed again within this time doubles the rest."""
UP_AT_LATEST_S = 320.0


@dataclass(frozen=True)
class Pace:
    """Rungs below the setting's, and since when it goes badly or well (seconds)."""

    step: int = 0
    bad_since: float | None = None
    good_since: float | None = None
    rest: float = UP_AFTER_S
    raised_at: float | None = None


def judge(pace: Pace, share: float, now: float, lowest: int) -> Pace:
    """Weigh the share of the pictures that left in time lately; `lowest` is the last step there is."""
    if share < BEHIND:
        since = now if pace.bad_since is None else pace.bad_since
        if now - since >= DOWN_AFTER_S and pace.step < lowest:
            failed = pace.raised_at is not None and now - pace.raised_at <= UP_AFTER_S
            rest = min(2 * pace.rest, UP_AT_LATEST_S) if failed else UP_AFTER_S
            return Pace(pace.step + 1, rest=rest)
        return replace(pace, bad_since=since, good_since=None)
    since = now if pace.good_since is None else pace.good_since
    if now - since >= pace.rest and pace.step > 0:
        return Pace(pace.step - 1, rest=pace.rest, raised_at=now)
    return replace(pace, bad_since=None, good_since=since)
