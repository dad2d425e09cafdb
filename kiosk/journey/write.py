"""Writing to the expert in a call: when the microphone is lost, or because one would rather write."""

from dataclasses import replace

from kiosk.core.typography import legible
from kiosk.journey import screens as at
from kiosk.journey.conversation import CallState, Said
from kiosk.journey.events import Touch
from kiosk.journey.state import Journey
from kiosk.journey.step import Step, noting, stay
from session.protocol.envelope import Body
from session.protocol.handset import HandsetNews
from session.protocol.texting import (
    TEXT_MAX,
    MicrophoneLevel,
    MicrophoneNews,
    TextLive,
    TextMessage,
    TextTyped,
)

LINES_MAX = 200
"""Lines kept of one call; beyond them the oldest goes."""


def write(journey: Journey, touch: Touch) -> Step | None:
    """Answer a touch about writing, or None."""
    call = journey.call
    if call is None:
        return None
    match touch:
        case Touch("text.open") if not isinstance(journey.screen, at.Writing):
            return stay(replace(journey, call=replace(call, unread=False)).to(at.Writing()))
        case Touch("text.type", str(text)):
            draft = text[:TEXT_MAX]
            return stay(replace(journey, call=replace(call, draft=draft)), TextTyped(text=draft))
        case Touch("text.send"):
            return _send(replace(journey, call=replace(call, draft="")), call.draft)
        case Touch("text.phrase", str(text)):
            return _send(journey, text)
        case Touch("text.close"):
            return stay(journey.fresh(at.Call()))
    return None


def _send(journey: Journey, text: str) -> Step:
    line = " ".join(text.split())[:TEXT_MAX]
    if not line or journey.call is None:
        return stay(journey)
    journey = replace(journey, call=_with(journey.call, Said(line, mine=True)))
    return noting(stay(journey, TextMessage(text=line)), "text.send-complete")


def _with(call: CallState, said: Said) -> CallState:
    return replace(call, said=(*call.said, said)[-LINES_MAX:])


def write_news(journey: Journey, news: Body) -> Step | None:
    """Answer a line of the expert, or the microphone's, or None."""
    match news:
        case TextMessage(text=text) if journey.call is not None:
            reading = isinstance(journey.screen, at.Writing)
            line = " ".join(legible(text).split())
            if not line:
                return stay(journey)
            said = _with(journey.call, Said(line, mine=False))
            call = replace(said, unread=not reading, typing="")
            return stay(replace(journey, call=call))
        case TextLive(text=text) if journey.call is not None:
            return stay(replace(journey, call=replace(journey.call, typing=text)))
        case MicrophoneLevel(level=level, held=held):
            before = isinstance(journey.screen, at.BeforeCall)
            return stay(replace(journey, loudness=(level, held)) if before else journey)
        case HandsetNews() if journey.media_open:
            return stay(replace(journey, handset=news))
        case MicrophoneNews(state=state):
            return stay(replace(journey, microphone=state))
    return None
