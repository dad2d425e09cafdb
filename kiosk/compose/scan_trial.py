"""The scanner's row of the maintenance page: followed live, and tried with a sheet on the glass."""

import asyncio
from typing import TYPE_CHECKING

from devices.scanner.ports import PREVIEW_DPI
from kiosk.confine.limits import Refused
from kiosk.core.errors import ERRORS
from kiosk.core.ids import new_id
from kiosk.documents.vault import Vault
from kiosk.steward.probes import Finding

if TYPE_CHECKING:
    from kiosk.compose.steward import House

TRIAL_S = 30.0
_SOURCES = {"glass": "vitre", "feeder": "chargeur", "both-sides": "recto verso"}


async def watch_scanner(house: "House") -> None:
    """Tell the screen and the technician what the scanner says, for ever."""
    if house.scanner is None:
        await asyncio.Event().wait()  # never: there is no scanner to hear from
        return
    async for news in house.scanner.watch():
        house.world.scanner(news)
        house.staff.refresh()


def scanner_now(house: "House") -> Finding:
    """As last heard."""
    if house.scanner is None:
        return Finding("aucun appareil réglé")
    status = house.world.facts.scanner
    if status is None:
        return Finding("pas encore interrogé")
    if status.trouble is not None:
        return Finding(ERRORS[status.trouble].cause, status.trouble)
    words = ", ".join(_SOURCES[source] for source in status.sources)
    paper = " ; du papier est dans le chargeur" if status.loaded else ""
    return Finding(f"prêt ({words}){paper}")


async def try_scanner(house: "House") -> Finding:
    """Read a coarse page of the glass, straighten it as any other, and say what was seen on it."""
    if house.scanner is None:
        return Finding("aucun appareil réglé")
    if house.parts.scans.busy:
        return Finding(ERRORS["scanner.device-busy"].cause, "scanner.device-busy")
    vault = Vault(house.places.jobs / new_id(), house.account.hand, house.account.remove)
    vault.make()
    try:
        async with asyncio.timeout(TRIAL_S):
            return await _page_of_the_glass(house, vault)
    except TimeoutError:
        return Finding(ERRORS["scanner.device-silent"].cause, "scanner.device-silent")
    finally:
        vault.erase()


async def _page_of_the_glass(house: "House", vault: Vault) -> Finding:
    if house.scanner is None:
        return Finding("aucun appareil réglé")
    ended = await house.scanner.self_test(vault.folder)
    if ended.trouble is not None:
        return Finding(ERRORS[ended.trouble].cause, ended.trouble)
    page = vault.folder / "p1.pnm"
    with vault.hand():
        read = page.is_file()
    if not read:
        return Finding("répond ; pas de vitre à essayer")
    made = await house.workshop.straighten(vault, page, PREVIEW_DPI)
    if made == Refused("scanner.page-blank"):
        return Finding(
            "une page blanche a été lue : posez une feuille imprimée sur la vitre pour en voir plus"
        )
    if isinstance(made, Refused):
        return Finding(ERRORS[made.key].cause, made.key)
    size = made.document.pages[0]
    wide, high = (round(side / 72 * 25.4) for side in (size.width, size.height))
    return Finding(f"une page écrite a été lue, {wide} × {high} mm")
