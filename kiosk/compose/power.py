"""The backed-up power supply, put together: who hears it, and how the machine is shut down."""

import asyncio
from typing import TYPE_CHECKING

from devices.power.address import parse_address
from devices.power.nut import NutSupply
from devices.power.ports import PowerStatus, Supply, Unheard
from kiosk.compose.desks import follow
from kiosk.core.errors import ERRORS, UserFacingError
from kiosk.core.settings import Devices
from kiosk.steward.power import PowerDesk
from kiosk.steward.probes import Probe
from kiosk.steward.staff import Finding

if TYPE_CHECKING:
    from kiosk.compose.steward import House


def supply_of(devices: Devices) -> NutSupply | None:
    """The supply of the settings, or None when none is set.

    Raises:
        UserFacingError: `settings.value-wrong`.
    """
    if not devices.ups:
        return None
    try:
        return NutSupply(parse_address(devices.ups))
    except ValueError as error:
        raise UserFacingError("settings.value-wrong", f"devices.ups : {error}") from None


class _Hands:
    """What the shutdown looks at and does, in this house."""

    def __init__(self, house: "House") -> None:
        self._house = house

    def visiting(self) -> bool:
        """Somebody is here, or was a moment ago and is being wiped."""
        house = self._house
        here = house.visits.vault is not None or house.world.facts.stage != "welcome"
        return here or any(house.places.vaults.iterdir())

    def printing(self) -> bool:
        """A sheet is on its way."""
        return self._house.parts.jobs.at_work

    def end_visit(self) -> None:
        """As any visit ends."""
        self._house.stage.finish("power")

    def shut_down(self) -> None:
        """Ask for it: `visio-poweroff.path` sees this file, the steward itself has no right to stop a machine."""
        self._house.places.poweroff.touch()


async def watch_power(house: "House") -> None:
    """Follow the supply, for ever."""
    house.places.poweroff.unlink(missing_ok=True)
    supply = supply_of(house.settings.devices)
    if supply is None:
        await asyncio.Event().wait()  # never: there is none to hear from
        return
    desk = PowerDesk(_Hands(house), house.world, house.clock, house.events)
    await follow(house, supply.watch(), desk)


def power_rows(house: "House") -> dict[str, Probe]:
    """The supply's row of the maintenance page, where there is one."""
    supply = supply_of(house.settings.devices)
    if supply is None:
        return {}

    async def ask() -> Finding:
        return told(await supply.status())

    def look() -> Finding:
        status = house.world.facts.power
        return Finding("pas encore interrogé") if status is None else told(status)

    return {"ups": Probe("Onduleur", house.settings.devices.ups, look, ask)}


def told(status: PowerStatus) -> Finding:
    """For the technician."""
    if isinstance(status, Unheard):
        return Finding(ERRORS[status.key].cause, status.key)
    return Finding(", ".join(_words(status)), status.trouble)


def _words(supply: Supply) -> list[str]:
    words = ["sur secteur" if supply.mains else "sur batterie"]
    if supply.forced:
        words.append("arrêt demandé")
    if supply.worn:
        words.append("batterie à changer")
    if supply.charge is not None:
        words.append(f"batterie à {supply.charge} %" + (" en charge" if supply.charging else ""))
    if supply.left_s is not None:
        words.append(f"{round(supply.left_s / 60)} min d'autonomie")
    return words
