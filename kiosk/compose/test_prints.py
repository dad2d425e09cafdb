"""The pages and tickets that tests print: a number to read, a code to scan, and what they look like."""

import asyncio
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import kiosk
from kiosk.confine.limits import Refused
from kiosk.core.ids import new_id
from kiosk.documents.sheets import TestSheet
from kiosk.steward.probes import Finding
from kiosk.steward.tickets import Tickets
from session.protocol.printing import PrintSheet, PrintState

if TYPE_CHECKING:
    from kiosk.compose.steward import House

TEST_DEADLINE_S = 30.0
Draw = Callable[[int], int]
"""A number below its argument, at random."""


@dataclass(frozen=True)
class Riddle:
    """What one print shows and another does not: four figures, and the text of its code."""

    number: str
    code: str

    @classmethod
    def fresh(cls, draw: Draw = secrets.randbelow) -> "Riddle":
        """One nobody has seen."""
        number = str(1000 + draw(9000))
        return cls(number, f"VISIO-GUICHET-ESSAI:{number}:{draw(1 << 32):08x}")

    def other(self, draw: Draw = secrets.randbelow) -> str:
        """Four other figures, to be offered beside the true ones."""
        return str(1000 + (int(self.number) - 1000 + 1 + draw(8999)) % 9000)


def name_of(house: "House") -> str:
    """How this kiosk is called: where it stands, and the start of its number at the relay."""
    kept = house.enrolment.load()
    short = str(kept.get("kiosk", ""))[:6].upper()
    name = str(kept.get("name", "")) or house.settings.place.room or "Borne"
    return f"{name} · {short}" if short else f"{name} (non enrôlée)"


def sheet_of(house: "House", title: str, uri: str, riddle: Riddle) -> TestSheet:
    """The page or ticket."""
    now = house.clock.now().astimezone()
    facts = [
        ("Borne", name_of(house)),
        ("Date", f"{now:%d/%m/%Y} à {now.hour} h {now.minute:02d}"),
        ("Adresse", uri[:200]),
        ("Version", kiosk.__version__),
    ]
    return TestSheet(
        town=house.settings.place.town_hall, title=title, number=riddle.number, code=riddle.code, facts=facts
    )


async def print_page(house: "House", sheet: TestSheet) -> Finding:
    """Print it as any other job; its news come back through the queue."""
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


async def print_ticket(house: "House", tickets: Tickets, sheet: TestSheet) -> Finding:
    """Print a ticket with every accent and a code to scan."""
    vault = house.vault_at(house.places.jobs / new_id())
    vault.make()
    try:
        made = await tickets.draw(vault, sheet)
    finally:
        vault.erase()
    if isinstance(made, Refused):
        return Finding("le ticket de test n'a pas pu être préparé", made.key)
    name = new_id()
    states: list[PrintState] = []
    try:
        async with asyncio.timeout(TEST_DEADLINE_S):
            states = [state async for state in tickets.print(name, name, made)]
    except TimeoutError:
        await tickets.cancel(name)
    last = states[-1] if states else None
    if last is not None and last.state == "done":
        return Finding("ticket de test imprimé")
    return Finding("le ticket de test n'est pas sorti", (last and last.key) or "receipt.device-offline")
