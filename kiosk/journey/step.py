"""The shape of a transition, and the small words every area uses."""

from dataclasses import replace

from kiosk.core.events import Value
from kiosk.journey.effects import Effect, Note, Send
from kiosk.journey.overlays import Overlay
from kiosk.journey.state import Journey
from session.protocol.envelope import Body

Step = tuple[Journey, tuple[Effect, ...]]
"""What a transition gives: the new journey, and what is to be done."""


def stay(journey: Journey, *bodies: Body) -> Step:
    """A new journey and perhaps messages for the steward."""
    return journey, tuple(Send(body) for body in bodies)


def noting(step: Step, event: str, **fields: Value) -> Step:
    """The same step, with an event for the log."""
    return step[0], (*step[1], Note(event, dict(fields)))


def also(step: Step, *effects: Effect) -> Step:
    """The same step, with more to do afterwards."""
    return step[0], (*step[1], *effects)


def with_overlay(journey: Journey, overlay: Overlay | None) -> Journey:
    """The same place with this card over it, or none."""
    return replace(journey, overlay=overlay)
