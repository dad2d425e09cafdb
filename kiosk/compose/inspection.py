"""The rows of the maintenance page."""

import asyncio
import os
import shutil
import time
from pathlib import Path
from typing import TYPE_CHECKING

from devices.printer.ports import PrinterStatus
from kiosk.compose.call_trial import trial_rows
from kiosk.compose.power import power_rows
from kiosk.compose.presence import presence_rows
from kiosk.compose.printer_words import wants
from kiosk.compose.reader_trials import reader_now
from kiosk.compose.scan_trial import scanner_now, try_scanner
from kiosk.compose.sound_rows import sound_rows
from kiosk.compose.test_prints import TEST_DEADLINE_S, Riddle, print_page, print_ticket, sheet_of
from kiosk.confine.conversation import Conversation, OutputExceededError
from kiosk.confine.limits import Limits
from kiosk.core.errors import ERRORS, UserFacingError
from kiosk.core.ids import new_id
from kiosk.core.places import program
from kiosk.steward.probes import Finding, Probe
from kiosk.steward.tickets import Tickets
from offline_cache.directory.guide import Spot, open_guide
from offline_cache.directory.kept import stops_of
from offline_cache.directory.store import Directory
from offline_cache.local.content import LocalContent, LocalDamaged
from offline_cache.local.schema import folder_of
from offline_cache.store import ContentStore

if TYPE_CHECKING:
    from kiosk.compose.steward import House

DISK_LOW = 500 << 20


def inspect(house: "House") -> dict[str, Probe]:
    """Every device and link of this kiosk, by its short name."""
    devices = house.settings.devices
    return {
        "printer": Probe(
            "Imprimante",
            devices.printer,
            lambda: _printer(house.world.facts.printer),
            lambda: _print_test_page(house),
        ),
        **_tickets(house),
        "scanner": Probe("Scanner", devices.scanner, lambda: scanner_now(house), lambda: try_scanner(house)),
        **_cameras(house),
        **sound_rows(house, try_in_child),
        **_pad(house),
        **_codes(house),
        **presence_rows(house),
        **power_rows(house),
        "relay": Probe(
            "Relais", house.settings.relay.url, lambda: _link(house), lambda: _wait_for_link(house)
        ),
        **trial_rows(house),
        "content": Probe(
            "Fiches", str(house.places.content), lambda: _content(house), lambda: _search_something(house)
        ),
        "offices": Probe(
            "Bureaux",
            str(house.places.content),
            lambda: _offices(house),
            lambda: _find_the_town_hall(house),
        ),
        "commune": Probe(
            "Contenu de la commune",
            str(folder_of(house.places.content)),
            lambda: _commune(house.places.content),
        ),
        "disk": Probe(
            "Disque",
            str(house.places.state),
            lambda: _disk(house.places.state),
            lambda: _write_something(house.places.state),
        ),
    }


def _tickets(house: "House") -> dict[str, Probe]:
    """The ticket printer, where there is one: most town halls have none."""
    tickets = house.tickets
    if tickets is None:
        return {}

    def look() -> Finding:
        status = tickets.status
        if status.trouble is not None:
            return Finding(ERRORS[status.trouble].cause, status.trouble)
        return Finding("prête, rouleau bientôt fini" if status.paper_low else "prête")

    return {
        "receipt": Probe(
            "Imprimante à tickets",
            house.settings.devices.receipt,
            look,
            lambda: _print_test_ticket(house, tickets),
        )
    }


def _pad(house: "House") -> dict[str, Probe]:
    """The signature pad, where there is one."""
    uri = house.settings.devices.signature
    if not uri:
        return {}
    return {
        "signature": Probe(
            "Tablette de signature",
            uri,
            lambda: _source(uri.partition("?")[0], "signature.pad-missing"),
            lambda: try_in_child(house, "pad-test", uri),
        )
    }


def _codes(house: "House") -> dict[str, Probe]:
    """The code reader, where there is one."""
    uri = house.settings.devices.codes
    if not uri:
        return {}
    return {
        "codes": Probe(
            "Lecteur de codes", uri, lambda: reader_now(uri), lambda: try_in_child(house, "codes-test", uri)
        )
    }


async def _print_test_ticket(house: "House", tickets: Tickets) -> Finding:
    sheet = sheet_of(house, "Ticket de test", house.settings.devices.receipt, Riddle.fresh())
    return await print_ticket(house, tickets, sheet)


def _printer(status: PrinterStatus) -> Finding:
    said = ERRORS[status.trouble].cause if status.trouble else "prête"
    return Finding(" · ".join([said, *wants(status)]), status.trouble)


def _link(house: "House") -> Finding:
    match house.world.facts.link:
        case True:
            return Finding("relié")
        case False:
            return Finding("ne répond pas", "link.relay-unreachable")
        case None:
            return Finding("aucun relais n'est réglé")


async def _wait_for_link(house: "House") -> Finding:
    """Ask for a connection now and give it 10 s."""
    if house.relay_link is not None:
        house.relay_link.hurry()
    deadline = time.monotonic() + 10
    while house.world.facts.link is False and time.monotonic() < deadline:  # noqa: ASYNC110 - 10 s at most
        await asyncio.sleep(0.2)
    return _link(house)


async def _print_test_page(house: "House") -> Finding:
    sheet = sheet_of(house, "Page de test", house.settings.devices.printer, Riddle.fresh())
    return await print_page(house, sheet)


def _cameras(house: "House") -> dict[str, Probe]:
    """The face's, and the one for papers where there is one: most town halls have none."""
    devices = house.settings.devices
    probes = {
        "camera": Probe(
            "Caméra",
            devices.camera,
            lambda: _source(devices.camera, "camera.device-missing"),
            lambda: try_in_child(house, "camera-test", devices.camera),
        )
    }
    if devices.document_camera:
        probes["document-camera"] = Probe(
            "Caméra à documents",
            devices.document_camera,
            lambda: _source(devices.document_camera, "camera.device-missing"),
            lambda: try_in_child(house, "document-camera-test", devices.document_camera),
        )
    return probes


def _source(uri: str, key: str) -> Finding:
    """A camera or microphone by what its URI names; the media process judges pictures and sound."""
    if not uri:
        return Finding("aucun appareil réglé", key)
    name = uri.partition(":")[2]
    path = name.removeprefix("file:")
    if path.startswith("/") and not Path(path).exists():
        return Finding("absent", key)
    return Finding("présent")


async def try_in_child(house: "House", verb: str, uri: str) -> Finding:
    """A device's self-test in a child of the visits' account, whose device it is; killed after 30 s."""
    if not uri:
        return Finding("aucun appareil réglé")
    return await ask_child(house, verb, {"uri": uri})


async def ask_child(house: "House", verb: str, request: dict[str, str]) -> Finding:
    """Run a verb of `kiosk.compose.child` that answers what was seen, and the key of what is wrong."""
    order = {"request": request, "limits": Limits(memory_mb=2048, open_files=256).as_dict()}
    room = house.lodging.open_room()
    trial = Conversation([*program(), "child", verb], room.environment(os.environ), house.account)
    try:
        async with asyncio.timeout(TEST_DEADLINE_S), trial as child:
            await child.say(order)
            async for message in child.messages():
                if message.get("type") == "done":
                    result = message["result"]
                    return Finding(str(result["said"]), result["key"])
    except (TimeoutError, OutputExceededError):
        pass
    finally:
        house.lodging.close_room(room)
    return Finding("l'essai n'a pas abouti", "confine.child-killed")


async def _search_something(house: "House") -> Finding:
    """Open the store as a screen does, and find a sheet in it."""
    await house.keeper.inspect()
    store = ContentStore.open(house.places.content)
    if not isinstance(store, ContentStore):
        return _content(house)
    try:
        hits = store.search("carte d'identité").hits
        return Finding(f"{store.edition.sheets} fiches, {len(hits)} réponses à « carte d'identité »")
    except UserFacingError as error:
        return Finding("illisibles", error.key)
    finally:
        store.close()


async def _write_something(folder: Path) -> Finding:
    """Write and read a file where keys and content live."""
    probe = folder / f"{new_id()}.test"
    try:
        probe.write_bytes(b"essai")
        probe.unlink()
    except OSError:
        return Finding("écriture impossible", "host.disk-full")
    return _disk(folder)


def _content(house: "House") -> Finding:
    held = house.keeper.held
    if held.key is not None:
        return Finding("absentes" if held.key == "content.store-missing" else "illisibles", held.key)
    faults = house.keeper.faults
    return Finding(
        f"édition du {held.edition or 'date inconnue'}, {held.sheets} fiches", faults[0] if faults else None
    )


def _offices(house: "House") -> Finding:
    """The directory and the permanences; a kiosk without them lacks nothing it was promised."""
    found = Directory.open(house.places.content)
    if isinstance(found, str):
        return Finding(f"annuaire illisible ({found})", "content.store-damaged")
    stops = len(stops_of(house.places.content))
    words = f"{stops} permanences" if stops > 1 else f"{stops} permanence"
    if found is None:
        return Finding(f"pas d'annuaire, {words}")
    found.close()
    return Finding(f"annuaire du {found.edition.date}, {found.edition.offices} bureaux, {words}")


async def _find_the_town_hall(house: "House") -> Finding:
    """Look for the town hall as a screen does."""
    guide = open_guide(house.places.content, Spot(house.settings.place.insee))
    halls = guide.for_codes(["mairie"], 1)
    guide.close()
    if guide.edition is None:
        return _offices(house)
    if not house.settings.place.insee:
        return Finding(
            "mettre « insee » dans les réglages : sans lui, aucun bureau n'est le vôtre",
            "settings.value-wrong",
        )
    return Finding(
        halls[0].office.name if halls else "aucune mairie pour cette commune",
        None if halls else "content.directory-empty",
    )


def _commune(store: Path) -> Finding:
    """The town's own content, read as a screen reads it."""
    match LocalContent.open(store):
        case None:
            return Finding("aucun, ce n'est pas obligatoire")
        case LocalDamaged():
            return Finding("illisible", "content.local-damaged")
        case local:
            local.close()
            return Finding(f"{local.town.name}, édition du {local.town.date:%d/%m/%Y}")


def _disk(folder: Path) -> Finding:
    free = shutil.disk_usage(folder).free
    words = f"{free / (1 << 30):.1f} Go libres".replace(".", ",")
    return Finding(words, "host.disk-full" if free < DISK_LOW else None)
