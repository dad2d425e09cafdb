"""When to ask « Êtes-vous toujours là ? », judged per state. Pure; the answer is a member of a union.

Reading: warn after long silence, with a time to answer. Waiting in a queue: ask gently, which never
ends the visit. In a call, being read to, printing, signing: never; what paused the count keeps it
paused until `pause_s` after its last progress, so that a held print does not hold a visit for ever.
"""

from typing import Literal

from kiosk.core.settings import Silence
from kiosk.journey import screens as at
from kiosk.journey.overlays import StillThere
from kiosk.journey.state import Journey

Policy = Literal["none", "never", "waiting", "reading"]
Verdict = Literal["quiet", "warn", "ask", "end"]


def policy(journey: Journey) -> Policy:
    """How silence counts where this visitor is."""
    if not journey.visiting:
        return "none"
    if journey.call is not None:
        return "never"
    if journey.ticket is not None:
        return "waiting"
    if journey.scan is not None and journey.scan.busy:
        return "never"
    if journey.speaking or journey.busy_printing or leaving(journey):
        return "never"
    return "reading"


def leaving(journey: Journey) -> bool:
    """The visitor finished, and a last sheet is waited for."""
    return isinstance(journey.screen, at.Goodbye) and journey.screen.leaving_at is not None


def last_sign(journey: Journey, pause_s: float, reading_s: float) -> float:
    """The moment silence counts from: a touch, or what held the count and its grace of `pause_s`.

    A pause's end leaves `pause_s` after its last progress, whichever is later.
    """
    progress = [job.moved_at for job in journey.jobs.values()]
    if journey.scan is not None:
        progress.append(journey.scan.moved_at)
    if journey.spoke_at:
        progress.append(journey.spoke_at)
    paused_until = max((moment + pause_s - reading_s for moment in progress), default=0.0)
    return max(journey.touched_at, paused_until, journey.extended_until)


def judge(journey: Journey, rules: Silence) -> Verdict:
    """What silence asks for now."""
    match policy(journey):
        case "none" | "never":
            return "quiet"
        case "waiting":
            since = max(journey.touched_at, journey.asked_at)
            return "ask" if journey.now - since >= rules.waiting_s else "quiet"
        case "reading":
            if isinstance(journey.overlay, StillThere):
                return "end" if journey.now >= journey.overlay.deadline else "quiet"
            since = last_sign(journey, rules.pause_s, rules.reading_s)
            return "warn" if journey.now - since >= rules.reading_s else "quiet"
