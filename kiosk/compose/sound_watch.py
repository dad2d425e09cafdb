"""Whether the visitor can be heard, as the microphone itself says it; told when it changes."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace

from devices.sound.ports import Hushed, Live, Microphone, Missing, Status
from session.protocol.texting import MicrophoneState

LOOK_S = 0.25
OPENING_S = 3.0
"""A device that was just opened is not lost yet."""
SURE_S = 0.5


@dataclass(frozen=True)
class Heard:
    """What was told last, what the device says now, and since when."""

    told: MicrophoneState | None
    now: MicrophoneState
    since: float


def begin(now: float) -> Heard:
    """Nothing is known yet."""
    return Heard(None, "missing", now)


def look(heard: Heard, status: Status, now: float) -> tuple[Heard, MicrophoneState | None]:
    """The next state, and what is to be told when it is sure and new."""
    state = _word(status)
    if state != heard.now:
        heard = replace(heard, now=state, since=now)
    patience = OPENING_S if heard.told is None else SURE_S
    sure = state != "missing" or now - heard.since >= patience
    if not sure or state == heard.told:
        return heard, None
    return replace(heard, told=state), state


def _word(status: Status) -> MicrophoneState:
    match status:
        case Live():
            return "live"
        case Hushed():
            return "silent"
        case Missing():
            return "missing"


async def watch(
    microphone: Microphone, clock: Callable[[], float], tell: Callable[[MicrophoneState], None]
) -> None:
    """Look for ever."""
    heard = begin(clock())
    while True:
        heard, news = look(heard, microphone.status(), clock())
        if news is not None:
            tell(news)
        await asyncio.sleep(LOOK_S)
