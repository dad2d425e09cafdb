"""What is told of the line before a call: plain words for three classes, and nothing where nothing is known."""

from typing import Literal

from session.protocol.line import LineTried

Line = Literal["good", "small", "voice"]
GOOD_KBIT = 800.0
PICTURE_KBIT = 250.0
"""Below this a picture stands still more than it moves; a voice takes 32 kbit/s."""
GOOD_LOST, PICTURE_LOST = 0.03, 0.15
GOOD_TRIP_MS = 400.0


def judge(tried: LineTried) -> Line | None:
    """The class of a line; None where nothing came of the measure: perhaps a direct way is open all the same."""
    if tried.rate_kbit is None or tried.lost is None:
        return None
    if tried.rate_kbit < PICTURE_KBIT or tried.lost > PICTURE_LOST:
        return "voice"
    slow = tried.round_trip_ms is not None and tried.round_trip_ms > GOOD_TRIP_MS
    return "small" if slow or tried.rate_kbit < GOOD_KBIT or tried.lost > GOOD_LOST else "good"
