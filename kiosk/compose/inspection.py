"""The rows of the maintenance page."""

import asyncio
import shutil
import time
from pathlib import Path
from typing import TYPE_CHECKING

from devices.printer.ports import PrinterStatus
from kiosk.core.errors import ERRORS
from kiosk.core.ids import new_id
from kiosk.documents.sheets import TestSheet
from kiosk.steward.probes import Probe
from kiosk.steward.staff import Finding
from session.protocol.local import PrintSheet

if TYPE_CHECKING:
    from kiosk.compose.steward import House

DISK_LOW = 500 << 20
TEST_DEADLINE_S = 30.0


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
        "camera": Probe("Caméra", devices.camera, lambda: _source(devices.camera, "camera.device-missing")),
        "microphone": Probe(
            "Micro", devices.microphone, lambda: _source(devices.microphone, "sound.device-missing")
        ),
        "speaker": Probe("Haut-parleur", devices.speaker, lambda: _sink(devices.speaker)),
        "relay": Probe(
            "Relais", house.settings.relay.url, lambda: _link(house), lambda: _wait_for_link(house)
        ),
        "content": Probe("Fiches", str(house.places.content), lambda: _content(house)),
        "disk": Probe("Disque", str(house.places.state), lambda: _disk(house.places.state)),
    }


def _printer(status: PrinterStatus) -> Finding:
    if status.trouble is None:
        return Finding("prête")
    return Finding(ERRORS[status.trouble].cause, status.trouble)


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
    """Print a page as any other job; its news come back through the queue."""
    sheet = TestSheet(
        town=house.settings.place.town_hall, facts=[("Adresse", house.settings.devices.printer)]
    )
    job = new_id()
    house.parts.jobs.sheet(PrintSheet(job=job, kind="test", data=sheet.model_dump(mode="json")))
    try:
        state = await asyncio.wait_for(house.parts.jobs.finished(job), TEST_DEADLINE_S)
    except TimeoutError:
        return Finding(
            "la page de test n'est pas sortie", house.world.facts.printer.trouble or "printer.job-failed"
        )
    if state.state == "done":
        return Finding("page de test imprimée")
    return Finding("la page de test n'est pas sortie", state.key or "printer.job-failed")


def _source(uri: str, key: str) -> Finding:
    """A camera or microphone by what its URI names; the media process judges pictures and sound."""
    if not uri:
        return Finding("aucun appareil réglé", key)
    name = uri.partition(":")[2]
    path = name.removeprefix("file:")
    if path.startswith("/") and not Path(path).exists():
        return Finding("absent", key)
    return Finding("présent")


def _sink(uri: str) -> Finding:
    return Finding("réglé") if uri else Finding("aucun appareil réglé", "sound.device-missing")


def _content(house: "House") -> Finding:
    house.judge_content()
    key = house.world.facts.content
    return Finding("illisibles" if key else "à jour sur cette borne", key)


def _disk(folder: Path) -> Finding:
    free = shutil.disk_usage(folder).free
    words = f"{free / (1 << 30):.1f} Go libres".replace(".", ",")
    return Finding(words, "host.disk-full" if free < DISK_LOW else None)
