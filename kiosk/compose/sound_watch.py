"""Whether the visitor can be heard, and how loud, as the microphone itself says it."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace

from devices.sound.levels import Meter, share
from devices.sound.ports import Hushed, Live, Microphone, Missing, Status
from session.protocol.texting import MicrophoneState

LOOK_S = 0.2
OPENING_S = 3.5
"""A device that was just opened is not lost yet: longer than its program is given until its first sample."""
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


class Metered:
    """A microphone whose level can be read beside its sound."""

    def __init__(self, microphone: Microphone, clock: Callable[[], float]) -> None:
        self._microphone, self._clock = microphone, clock
        self._meter = Meter()

    def status(self) -> Status:
        """The microphone's."""
        return self._microphone.status()

    @property
    def latency_s(self) -> float:
        """The microphone's."""
        return self._microphone.latency_s

    @property
    def shares(self) -> tuple[float, float]:
        """The level now and the loudest of late, as parts of a bar in steps of a hundredth."""
        held = self._meter.shown_db(self._clock())
        return round(share(self._meter.level_db), 2), round(share(held), 2)

    async def samples(self) -> bytes:
        """The microphone's next 20 ms."""
        chunk = await self._microphone.samples()
        self._meter = self._meter.heard(chunk, self._clock())
        return chunk

    async def close(self) -> None:
        """Let go of the device."""
        await self._microphone.close()


async def watch(
    microphone: Metered,
    clock: Callable[[], float],
    tell: Callable[[MicrophoneState], None],
    tell_level: Callable[[float, float], None],
) -> None:
    """Look for ever; each change is told once."""
    heard, shown = begin(clock()), (0.0, 0.0)
    while True:
        heard, news = look(heard, microphone.status(), clock())
        if news is not None:
            tell(news)
        if microphone.shares != shown:
            shown = microphone.shares
            tell_level(*shown)
        await asyncio.sleep(LOOK_S)
