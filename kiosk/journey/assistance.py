"""Aide: ring the agent, and stop ringing."""

from dataclasses import replace

from kiosk.journey.overlays import Help
from kiosk.journey.state import Journey
from kiosk.journey.step import Step, stay
from session.protocol.kiosk_relay import HelpRing


def ask_help(journey: Journey) -> Step:
    """Ring the agent's page (again is harmless) and say so. Offline, the card says where to go."""
    shown = replace(journey, overlay=Help())
    if journey.world.link != "online" or journey.rang:
        return stay(shown)
    return stay(replace(shown, rang=True), HelpRing(active=True))


def stop_help(journey: Journey) -> Step:
    """No longer needed."""
    closed = replace(journey, overlay=None, rang=False)
    return stay(closed, *([HelpRing(active=False)] if journey.rang else []))
