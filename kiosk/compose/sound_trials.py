"""Self-tests of microphone and loudspeaker: a tone, a listen, and a recording that is played back."""

import asyncio
import time
from typing import Any

from devices.sound.address import parse_address
from devices.sound.attached import Attached, named
from devices.sound.levels import FLOOR_DB, Meter, chime, judge, peak_db, rms_db
from devices.sound.microphones import open_microphone
from devices.sound.ports import CHUNK, CHUNK_S, Hushed, Live, Microphone, Missing, Speaker
from devices.sound.speakers import open_speaker
from kiosk.confine.child import Box, Talk
from session.engine import markers

OPEN_S = 4.0
"""From the first wish to hear to the first sample."""
LISTEN_S = 3.2
"""Long enough that digital silence is known for what it is."""
RECORD_S = 3.0
TELL_EVERY = 5
"""Chunks between two levels told: ten a second."""
LEAD = 6
"""Chunks handed over at once, so that the player never waits for one: 120 ms."""


def microphone(request: dict[str, Any], _box: Box, talk: Talk) -> dict[str, Any]:
    """Listen to `request["uri"]`; `progress` carries `level_db` and `held_db` while it lasts."""
    return asyncio.run(_listen(str(request["uri"]), talk))


async def _listen(uri: str, talk: Talk) -> dict[str, Any]:
    wrong = await _wrong("microphone", uri)
    if wrong:
        return wrong
    device = open_microphone(uri, time.monotonic, markers.tones)
    try:
        if not await _opened(device):
            return {"said": "pas de son", "key": "sound.device-missing"}
        heard = await _record(device, LISTEN_S, talk)
        match device.status():
            case Missing(key=key):
                return {"said": "le micro s'est débranché", "key": key}
            case Hushed(key=key):
                return {"said": "aucun son : micro coupé ?", "key": key}
            case Live():
                said = f"niveau {rms_db(heard):.0f} dB, crête {peak_db(heard):.0f} dB"
                return {"said": said.replace("-", "−"), "key": None}
    finally:
        await device.close()


def speaker(request: dict[str, Any], _box: Box, _talk: Talk) -> dict[str, Any]:
    """Play the test tone on `request["uri"]`."""
    return asyncio.run(_sound(str(request["uri"]), chime()))


async def _sound(uri: str, samples: bytes) -> dict[str, Any]:
    wrong = await _wrong("speaker", uri)
    if wrong:
        return wrong
    device = open_speaker(uri, time.monotonic)
    try:
        if not await _play(device, samples):
            return {"said": "pas de haut-parleur", "key": "sound.device-missing"}
        return {"said": "un son a été joué", "key": None}
    finally:
        await device.close()


def record_and_play(request: dict[str, Any], _box: Box, talk: Talk) -> dict[str, Any]:
    """Record three seconds of `request["microphone"]`, judge them, and play them on `request["speaker"]`.

    `progress` carries `phase` (`speak`, then `listen`) and, while recording, the levels.
    """
    return asyncio.run(_record_and_play(str(request["microphone"]), str(request["speaker"]), talk))


async def _record_and_play(source: str, sink: str, talk: Talk) -> dict[str, Any]:
    wrong = await _wrong("microphone", source) or await _wrong("speaker", sink)
    if wrong:
        return wrong
    ear, mouth = open_microphone(source, time.monotonic, markers.tones), open_speaker(sink, time.monotonic)
    try:
        if not await _opened(ear):
            return {"said": "pas de son", "key": "sound.device-missing"}
        talk.progress(phase="speak", seconds=RECORD_S)
        heard = await _record(ear, RECORD_S, talk)
        if isinstance(ear.status(), Missing):
            return {"said": "le micro s'est débranché", "key": "sound.device-missing"}
        talk.progress(phase="listen", seconds=RECORD_S)
        verdict = judge(heard)
        if not await _play(mouth, heard):
            return {"said": f"{verdict.said} ; pas de haut-parleur", "key": "sound.device-missing"}
        return {"said": verdict.said, "key": verdict.key}
    finally:
        await ear.close()
        await mouth.close()


async def _wrong(kind: Any, uri: str) -> dict[str, Any] | None:
    """Why a URI leads nowhere, before anything is opened."""
    try:
        address = parse_address(uri)
    except ValueError as error:
        return {"said": str(error) if uri else "aucun appareil réglé", "key": "sound.device-missing"}
    if address.way not in {"default", "device"}:
        return None
    found = await named(kind, uri)
    if not isinstance(found, Attached):
        return {"said": found, "key": "sound.device-missing"}
    if found.muted:
        return {
            "said": f"« {found.label} » est coupé dans le serveur de son",
            "key": "sound.microphone-silent",
        }
    return None


async def _opened(device: Microphone) -> bool:
    """Wait for the first sample of a device that has one to give."""
    end = time.monotonic() + OPEN_S
    while isinstance(device.status(), Missing) and time.monotonic() < end:
        await device.samples()
    return not isinstance(device.status(), Missing)


async def _record(device: Microphone, seconds: float, talk: Talk) -> bytes:
    """What is heard in so long; less from a device that was lost meanwhile and does not soon come back."""
    meter, heard = Meter(), []
    end = time.monotonic() + seconds + OPEN_S
    for number in range(round(seconds / CHUNK_S)):
        if time.monotonic() > end:
            break
        heard.append(await device.samples())
        meter = meter.heard(heard[-1], time.monotonic())
        if number % TELL_EVERY == 0:
            held = meter.shown_db(time.monotonic())
            talk.progress(level_db=round(max(FLOOR_DB, meter.level_db), 1), held_db=round(held, 1))
    return b"".join(heard)


async def _play(device: Speaker, samples: bytes) -> bool:
    """Play in time, and wait until the last of it is heard; False when there is no loudspeaker."""
    end = time.monotonic() + OPEN_S
    while isinstance(device.status(), Missing) and time.monotonic() < end:
        device.play(bytes(CHUNK))
        await asyncio.sleep(CHUNK_S)
    begun = time.monotonic()
    for number, at in enumerate(range(0, len(samples), CHUNK)):
        await asyncio.sleep(max(0.0, begun + (number - LEAD) * CHUNK_S - time.monotonic()))
        device.play(samples[at : at + CHUNK])
    await asyncio.sleep(LEAD * CHUNK_S + device.latency_s)
    return isinstance(device.status(), Live)
