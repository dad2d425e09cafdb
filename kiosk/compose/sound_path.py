"""The way of sound through the media process: devices, the echo canceller between them, and the handset."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, Literal

from devices.sound.echo import Cancelling
from devices.sound.handset import Pair, Switched
from devices.sound.hook import HookAddress, parse_address
from devices.sound.microphones import open_microphone
from devices.sound.ports import Microphone, Speaker
from devices.sound.recorded import RecordedMicrophone
from devices.sound.speakers import PipedSpeaker, open_speaker
from kiosk.core.events import EventLog
from session.engine import markers
from session.protocol.handset import HandsetNews
from session.protocol.local_media import MediaSettings

_JACKS = ("headphone", "microphone")
"""Codes of a headset's plug, not of a hook."""


def open_sound(
    settings: MediaSettings,
    clock: Callable[[], float],
    log: EventLog,
    tell: Callable[[HandsetNews], None],
) -> tuple[Microphone, Speaker, Coroutine[Any, Any, None]]:
    """Open what is heard and spoken into; the coroutine follows the handset's hook for as long as it runs.

    Where there is a handset or a headset, `tell` hears of it at once, and then of each change.
    """
    room = _room(settings, clock)
    address = _hook(settings.handset)
    if address is None:
        return room.microphone, room.speaker, asyncio.sleep(0)
    ear = Pair(
        open_microphone(settings.handset_microphone, clock, markers.tones),
        open_speaker(settings.handset_speaker, clock),
    )
    both = Switched(room, ear)
    kind: Literal["handset", "headset"] = "handset" if address.name not in _JACKS else "headset"
    tell(HandsetNews(kind=kind))

    def changed(lifted: bool) -> None:
        both.lift(lifted)
        log.emit("sound.handset-changed", lifted=lifted)
        tell(HandsetNews(kind=kind, lifted=lifted))

    from devices.sound.hook_reader import follow

    return both, both, follow(address, clock, changed)


def _hook(uri: str) -> HookAddress | None:
    try:
        return parse_address(uri)
    except ValueError:
        return None


def _room(settings: MediaSettings, clock: Callable[[], float]) -> Pair:
    """Where both stand in one room, the expert is not sent their own voice."""
    microphone = open_microphone(settings.microphone, clock, markers.tones)
    speaker = open_speaker(settings.speaker, clock)
    # Clips, demonstration tones and files share no air.
    real = isinstance(microphone, RecordedMicrophone) and isinstance(speaker, PipedSpeaker)
    if not (settings.echo_cancelling and real):
        return Pair(microphone, speaker)
    # Its library is 28 MB: loaded only where there is an echo.
    from devices.sound.webrtc import WebRtcCanceller

    both = Cancelling(microphone, speaker, WebRtcCanceller())
    return Pair(both, both)
