"""The guided tests of this kiosk: what each device does, what is asked of the person, and what that proves."""

import asyncio
from collections.abc import Mapping
from contextlib import aclosing
from functools import partial
from typing import TYPE_CHECKING

from pydantic import TypeAdapter

from devices.scanner.ports import Ended, Order, PageRead, Scanner
from kiosk.compose.inspection import ask_child, try_in_child
from kiosk.compose.test_prints import Riddle, print_page, print_ticket, sheet_of
from kiosk.confine.limits import Done, Killed, Refused
from kiosk.core.errors import ERRORS
from kiosk.core.ids import new_id
from kiosk.documents.sheets import TestSheet
from kiosk.documents.vault import StoredDocument, Vault
from kiosk.maintenance.page_check import Measures, judge
from kiosk.maintenance.table import kind_of
from kiosk.steward.guided import Dialogue, Script, Verdict
from kiosk.steward.probes import Finding, Probe
from kiosk.steward.tickets import Tickets

if TYPE_CHECKING:
    from kiosk.compose.steward import House

CHECK_DPI = 150
"""Enough to read the code of the test page, and quick on a plain scanner."""
_SCAN_S = 90.0
_MEASURES = TypeAdapter(Measures)
_PRINTED = {"missing": "Rien n’est sorti", "unreadable": "Illisible"}


def scripts_of(house: "House", probes: Mapping[str, Probe]) -> dict[str, Script]:
    """The guided test of each device that has one."""
    bench = Bench(house)
    own: dict[str, Script] = {
        "printer": bench.printer,
        "scanner": bench.scanner,
        "camera": bench.camera,
        "speaker": bench.speaker,
        "microphone": bench.microphone,
    }
    if house.tickets is not None:
        own["receipt"] = partial(bench.receipt, house.tickets)
    for name, probe in probes.items():
        if name not in own and kind_of(name).invite and probe.testable:
            own[name] = partial(_invited, name, probe)
    return {name: script for name, script in own.items() if name in probes}


async def _invited(name: str, probe: Probe, talk: Dialogue) -> Verdict:
    """A self-test that needs a person: that it succeeds is the proof, or that they confirm what it saw."""
    kind = kind_of(name)
    if kind.confirm:
        await talk.ask(kind.invite, {"ready": "C’est fait"})
    talk.tell("L’essai est en cours…" if kind.confirm else kind.invite)
    found = await probe.test()
    if found.key is not None:
        return _failed(found)
    if kind.confirm:
        seen = {"yes": "Oui", "no": "Non"}
        if await talk.ask(kind.confirm, seen, [_sentence(found.status)]) == "no":
            return Verdict(f"ce n'est pas ce qui a été vu : {found.status}", "camera.picture-doubtful")
    return Verdict(found.status, None, (name,))


def _failed(found: Finding) -> Verdict:
    return Verdict(found.status, found.key)


class Bench:
    """The tests that are more than one question. The last page printed waits here to be scanned."""

    def __init__(self, house: "House") -> None:
        self._house = house
        self._printed: tuple[TestSheet, Riddle] | None = None

    # ---- paper

    async def printer(self, talk: Dialogue) -> Verdict:
        """Print a number and ask which."""
        made = await self._print(talk)
        if isinstance(made, Finding):
            return _failed(made)
        return await _asked_number(talk, "printer", made, "printer.page-missing", "printer.page-unreadable")

    async def receipt(self, tickets: Tickets, talk: Dialogue) -> Verdict:
        """The same on a ticket."""
        talk.tell("Un ticket s’imprime…")
        riddle = Riddle.fresh()
        sheet = sheet_of(self._house, "Ticket de test", self._house.settings.devices.receipt, riddle)
        found = await print_ticket(self._house, tickets, sheet)
        if found.key is not None:
            return _failed(found)
        return await _asked_number(
            talk, "receipt", riddle, "receipt.ticket-missing", "receipt.ticket-unreadable"
        )

    async def _print(self, talk: Dialogue) -> Riddle | Finding:
        talk.tell("Une page s’imprime…")
        riddle = Riddle.fresh()
        sheet = sheet_of(self._house, "Page de test", self._house.settings.devices.printer, riddle)
        self._printed = None
        found = await print_page(self._house, sheet)
        if found.key is not None:
            return found
        self._printed = sheet, riddle
        return riddle

    # ---- print, scan, read

    async def scanner(self, talk: Dialogue) -> Verdict:
        """Have the test page laid on the scanner, read it back, and compare it with what was printed."""
        scanner, status = self._house.scanner, self._house.world.facts.scanner
        if scanner is None:
            return Verdict("aucun appareil réglé")
        if status is not None and status.trouble is not None:
            return Verdict(ERRORS[status.trouble].cause, status.trouble)
        if self._printed is None:
            made = await self._print(talk)
            if isinstance(made, Finding):
                return Verdict("il faut une page de test, et elle n'est pas sortie", made.key)
        if self._printed is None:
            raise AssertionError("a page that is printed is kept")
        sheet, riddle = self._printed
        glass = status is None or "glass" in status.sources
        where = "sur la vitre, face écrite dessous" if glass else "dans le chargeur"
        await talk.ask(
            f"Posez la page de test {where}, puis touchez « C’est posé ».",
            {"laid": "C’est posé"},
            [f"C’est la page qui porte le nombre {riddle.number}."],
        )
        talk.tell("La page est lue…")
        vault = self._house.vault_at(self._house.places.jobs / new_id())
        vault.make()
        try:
            async with asyncio.timeout(_SCAN_S):
                return await self._read_back(scanner, vault, sheet, glass=glass)
        except TimeoutError:
            return Verdict(ERRORS["scanner.device-silent"].cause, "scanner.device-silent")
        finally:
            vault.erase()

    async def _read_back(self, scanner: Scanner, vault: Vault, sheet: TestSheet, *, glass: bool) -> Verdict:
        if self._house.parts.scans.busy:
            return Verdict(ERRORS["scanner.device-busy"].cause, "scanner.device-busy")
        order = Order("glass" if glass else "feeder", CHECK_DPI)
        page: PageRead | None = None
        async with aclosing(scanner.scan(order, vault.folder, asyncio.Event())) as reading:
            async for news in reading:
                match news:
                    case PageRead():
                        page = page or news
                    case Ended(trouble=str(trouble)):
                        return Verdict(ERRORS[trouble].cause, trouble)
        wanted = await self._house.workshop.compose(vault, sheet)
        if page is None or not isinstance(wanted, StoredDocument):
            return Verdict(ERRORS["scanner.scan-failed"].cause, "scanner.scan-failed")
        match await self._house.workshop.compare(vault, wanted, page.file, CHECK_DPI):
            case Done(result):
                judged = judge(_MEASURES.validate_python(result), sheet.code)
                proven = ("scanner", "printer") if judged.read else ()
                return Verdict(judged.words, judged.key, proven, judged.details)
            case Refused(key=key):
                return Verdict(ERRORS[key].cause, key)
            case Killed():
                return Verdict(ERRORS["confine.child-killed"].cause, "confine.child-killed")

    # ---- sight and sound

    async def camera(self, talk: Dialogue) -> Verdict:
        """Show the person to themselves, as a call does."""
        talk.tell("La caméra est essayée…")
        found = await try_in_child(self._house, "camera-test", self._house.settings.devices.camera)
        if found.key is not None:
            return _failed(found)
        answer = await talk.ask(
            "Vous voyez-vous bouger ?",
            {
                "yes": "Oui, je me vois bouger",
                "frozen": "L’image ne bouge pas",
                "other": "Je vois autre chose, ou mal",
                "none": "Je ne vois rien",
            },
            self_view=True,
        )
        match answer:
            case "yes":
                return Verdict("l'image suit celui qui bouge", None, ("camera",), (_sentence(found.status),))
            case "frozen":
                return Verdict("l'image ne bouge pas", "camera.picture-frozen")
            case _:
                return Verdict(ERRORS["camera.picture-doubtful"].cause, "camera.picture-doubtful")

    async def speaker(self, talk: Dialogue) -> Verdict:
        """Play a tone, as often as wanted."""
        choices = {"yes": "Oui, nettement", "again": "Le rejouer", "no": "Non, ou à peine"}
        answer = "again"
        while answer == "again":
            talk.tell("Un son est joué…")
            found = await try_in_child(self._house, "speaker-test", self._house.settings.devices.speaker)
            if found.key is not None:
                return _failed(found)
            answer = await talk.ask("Avez-vous entendu un son ?", choices)
        if answer == "yes":
            return Verdict("le son a été entendu", None, ("speaker",))
        return Verdict(ERRORS["sound.tone-unheard"].cause, "sound.tone-unheard")

    async def microphone(self, talk: Dialogue) -> Verdict:
        """Record a voice and play it back; it stays in the child's memory and dies with it."""
        devices = self._house.settings.devices
        await talk.ask(
            "Touchez « Commencer », puis dites quelques mots pendant trois secondes.",
            {"go": "Commencer"},
            ["La borne les rejoue aussitôt, et ne les garde pas."],
        )
        choices = {"yes": "Oui, je me suis entendu", "again": "Recommencer", "no": "Non, ou mal"}
        answer = "again"
        while answer == "again":
            talk.tell("Parlez maintenant : la borne écoute, puis rejoue…")
            request = {"microphone": devices.microphone, "speaker": devices.speaker}
            found = await ask_child(self._house, "voice-test", request)
            # Too loud or too noisy is heard all the same: the person says whether it is.
            if found.key not in {None, "sound.level-wrong"}:
                return _failed(found)
            answer = await talk.ask("Vous êtes-vous entendu ?", choices, [_sentence(found.status)])
        if answer == "yes":
            said = found.status if found.key else f"la voix a été réentendue, {found.status}"
            return Verdict(said, found.key, ("microphone", "speaker"))
        return Verdict(ERRORS["sound.voice-unheard"].cause, "sound.voice-unheard")


async def _asked_number(
    talk: Dialogue, device: str, riddle: Riddle, missing: str, unreadable: str
) -> Verdict:
    """« Quel nombre lisez-vous ? »: the true one, another, nothing came out, cannot be read."""
    numbers = sorted((riddle.number, riddle.other()))
    answer = await talk.ask("Quel nombre lisez-vous ?", {**{n: n for n in numbers}, **_PRINTED})
    if answer == riddle.number:
        return Verdict(f"le nombre {riddle.number} a été lu", None, (device,))
    key = missing if answer == "missing" else unreadable
    return Verdict(ERRORS[key].cause, key)


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."
