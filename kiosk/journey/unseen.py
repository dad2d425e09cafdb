"""« Sans mon image »: chosen before a call or in it, taken back at one touch, kept for the visit."""

from dataclasses import replace

from kiosk.journey import screens as at
from kiosk.journey.events import Touch
from kiosk.journey.state import Journey
from kiosk.journey.step import Step, stay
from session.protocol.envelope import Body
from session.protocol.local import MediaOpen
from session.protocol.unseen import PictureHidden


def unseen(journey: Journey, touch: Touch) -> Step | None:
    """Answer whether the visitor wants to be seen, or None. In a pause nobody is, so that waits."""
    match touch:
        case Touch("counter.picture", bool(shown)) if isinstance(journey.screen, at.BeforeCall):
            return _hide(journey, not shown)
        case Touch("call.picture") if journey.call is not None and not journey.call.paused:
            return _hide(journey, not journey.hidden)
    return None


def _hide(journey: Journey, hidden: bool) -> Step:
    return stay(replace(journey, hidden=hidden), PictureHidden(active=hidden))


def opening(journey: Journey) -> tuple[Body, ...]:
    """What opens the cameras: a media process that is new knows nothing of an earlier choice."""
    return (MediaOpen(), PictureHidden(active=True)) if journey.hidden else (MediaOpen(),)
