"""The presence sensor, put together: who hears it, and its row of the maintenance page."""

import asyncio
from typing import TYPE_CHECKING

from devices.presence.address import parse_address
from devices.presence.ld2410 import Ld2410
from devices.presence.ports import PresenceStatus, Unknown
from kiosk.compose.desks import follow
from kiosk.core.errors import ERRORS, UserFacingError
from kiosk.core.settings import Devices
from kiosk.steward.presence import PresenceDesk
from kiosk.steward.probes import Probe
from kiosk.steward.staff import Finding

if TYPE_CHECKING:
    from kiosk.compose.steward import House

TRIAL_S = 15.0


def sensor_of(devices: Devices) -> Ld2410 | None:
    """The sensor of the settings, or None when none is set.

    Raises:
        UserFacingError: `settings.value-wrong`.
    """
    if not devices.presence:
        return None
    try:
        return Ld2410(parse_address(devices.presence))
    except ValueError as error:
        raise UserFacingError("settings.value-wrong", f"devices.presence : {error}") from None


async def watch_presence(house: "House") -> None:
    """Follow the sensor, for ever."""
    sensor = sensor_of(house.settings.devices)
    if sensor is None:
        await asyncio.Event().wait()  # never: there is none to hear from
        return
    desk = PresenceDesk(house.world, house.clock, house.events, 60 * house.settings.screen.rest_minutes)
    await follow(house, sensor.watch(), desk)


def presence_rows(house: "House") -> dict[str, Probe]:
    """The sensor's row of the maintenance page, where there is one."""
    if not house.settings.devices.presence:
        return {}

    def look() -> Finding:
        status = house.world.facts.presence
        return Finding("pas encore interrogé") if status is None else told(status)

    async def trial() -> Finding:
        """The steward holds the line: the trial is to step aside and come back, and watch the word change."""
        first = house.world.facts.presence
        deadline = house.clock.monotonic() + TRIAL_S
        while house.clock.monotonic() < deadline:
            now = house.world.facts.presence
            if isinstance(now, Unknown):
                return told(now)
            if now != first:
                return Finding("le passage d'une personne a été vu")
            await asyncio.sleep(0.2)
        return Finding(f"{look().status} ; rien n'a changé en {TRIAL_S:.0f} s : s'écarter, puis revenir")

    return {"presence": Probe("Détecteur de présence", house.settings.devices.presence, look, trial)}


def told(status: PresenceStatus) -> Finding:
    """For the technician."""
    if isinstance(status, Unknown):
        return Finding(ERRORS[status.key].cause, status.key)
    return Finding("quelqu'un est là" if status.there else "personne")
