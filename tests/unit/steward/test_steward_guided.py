"""Guided tests: who answers what, what is kept of it, and what another address forgets."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.core.clock import ManualClock
from kiosk.core.events import EventLog
from kiosk.steward.guided import Dialogue, GuidedDesk, Verdict
from kiosk.steward.keep import KeptFile
from kiosk.steward.pins import Pins
from kiosk.steward.probes import Finding, Probe
from kiosk.steward.records import Records
from kiosk.steward.staff import Staff
from session.protocol.local import DevicesState, DeviceTest, PinCheck
from session.protocol.maintenance import GuidedAnswer, GuidedStart, GuidedState, JournalAsk, JournalState
from tests.unit.steward.steward_doubles import Ear, Memory

PRINTER = "cups://localhost/A4"


async def _numbers(talk: Dialogue) -> Verdict:
    talk.tell("Une page s’imprime…")
    answer = await talk.ask("Quel nombre lisez-vous ?", {"4827": "4827", "missing": "Rien n’est sorti"})
    if answer == "4827":
        return Verdict("le nombre a été lu", None, ("printer",))
    return Verdict("rien n'est sorti", "printer.page-missing")


class Panel:
    """A technician's panel over one printer."""

    def __init__(self, uri: str = PRINTER, keep: Memory | KeptFile | None = None) -> None:
        self.screen = Ear()
        self.clock = ManualClock()
        self.live = Finding("prête")
        probes = {"printer": Probe("Imprimante", uri, lambda: self.live, self._try)}
        self.records = Records(keep or Memory())
        self.guided = GuidedDesk(
            {"printer": _numbers}, lambda name: probes[name].uri, self.records, self.screen, self.clock,
            EventLog(None, "test"), self._note, self._refresh,
        )  # fmt: skip
        pins = Pins(Memory(), self.clock, EventLog(None, "test"))
        pins.set("technician", "1357")
        pins.set("agent", "2468")
        self.staff = Staff(
            pins, probes, {}, self.screen, self.clock, EventLog(None, "test"), self.records, self.guided,
            lambda device: JournalState(device=device, lines=[]),
        )  # fmt: skip

    def _note(self, name: str, finding: Finding) -> None:
        self.staff.note(name, finding)

    def _refresh(self) -> None:
        self.staff.refresh()

    async def _try(self) -> Finding:
        return Finding("page de test imprimée")

    async def log_in(self, pin: str) -> None:
        self.staff.check(PinCheck(pin=pin))
        await self.until(lambda: "pin.result" in self.screen.types())

    async def until(self, true: Callable[[], bool]) -> None:
        """Let the parts run until it holds."""
        async with asyncio.timeout(60):
            while not true():
                await asyncio.sleep(0)

    def states(self) -> list[GuidedState]:
        return [body for body in self.screen.bodies if isinstance(body, GuidedState)]

    async def asked(self) -> None:
        await self.until(lambda: bool(self.states()) and self.states()[-1].phase == "asking")

    async def over(self) -> None:
        await self.until(lambda: bool(self.states()) and self.states()[-1].phase == "over")


async def test_reading_the_number_proves_the_printer_on_this_hardware() -> None:
    panel = Panel()
    await panel.log_in("1357")
    panel.staff.guide(GuidedStart(device="printer"))
    await panel.asked()
    assert [choice.answer for choice in panel.states()[-1].choices] == ["4827", "missing"]
    panel.staff.answer(GuidedAnswer(device="printer", answer="4827"))
    await panel.over()
    row = panel.staff.rows()[0]
    assert (row.proven, row.proof) == ("2026-11-23T09:00:00Z", "la lecture du nombre imprimé")
    assert (row.ok, row.said, row.tested) == (True, "le nombre a été lu", "2026-11-23T09:00:00Z")


async def test_nothing_came_out_is_an_error_of_the_printer_until_the_next_test() -> None:
    panel = Panel()
    await panel.log_in("1357")
    panel.staff.guide(GuidedStart(device="printer"))
    await panel.asked()
    panel.staff.answer(GuidedAnswer(device="printer", answer="missing"))
    await panel.over()
    row = panel.staff.rows()[0]
    assert (row.ok, row.key, row.proven) == (False, "printer.page-missing", "")
    panel.staff.test(DeviceTest(device="printer"))
    await panel.until(lambda: panel.staff.rows()[0].ok)
    assert panel.staff.rows()[0].said == "page de test imprimée"


async def test_an_answer_that_was_not_offered_is_no_answer() -> None:
    panel = Panel()
    await panel.log_in("1357")
    panel.staff.guide(GuidedStart(device="printer"))
    await panel.asked()
    panel.staff.answer(GuidedAnswer(device="printer", answer="9999"))
    panel.staff.answer(GuidedAnswer(device="scanner", answer="4827"))
    panel.staff.answer(GuidedAnswer(device="printer", answer="missing"))
    await panel.over()
    assert panel.states()[-1].key == "printer.page-missing"


async def test_a_test_given_up_leaves_no_trace() -> None:
    panel = Panel()
    await panel.log_in("1357")
    panel.staff.guide(GuidedStart(device="printer"))
    await panel.asked()
    panel.staff.visit_over()
    await panel.guided.close()
    panel.staff.answer(GuidedAnswer(device="printer", answer="4827"))
    assert panel.states()[-1].phase == "asking"
    assert panel.staff.rows()[0].tested == ""


@pytest.mark.parametrize("pin", ["", "2468"])
async def test_only_a_technician_starts_tests_and_reads_the_log(pin: str) -> None:
    panel = Panel()
    if pin:
        await panel.log_in(pin)
    panel.staff.guide(GuidedStart(device="printer"))
    panel.staff.tell_journal(JournalAsk())
    await asyncio.sleep(0)
    assert not panel.states()
    assert "journal.state" not in panel.screen.types()


async def test_what_was_proved_lasts_and_another_address_forgets_it(tmp_path: Path) -> None:
    keep = KeptFile(tmp_path / "device-tests.json")
    panel = Panel(keep=keep)
    await panel.log_in("1357")
    panel.staff.guide(GuidedStart(device="printer"))
    await panel.asked()
    panel.staff.answer(GuidedAnswer(device="printer", answer="4827"))
    await panel.over()
    assert Panel(keep=KeptFile(tmp_path / "device-tests.json")).staff.rows()[0].proven
    assert Panel("cups://localhost/Neuve", keep).staff.rows()[0].proven == ""


def test_records_that_something_else_wrote_are_no_records(tmp_path: Path) -> None:
    path = tmp_path / "device-tests.json"
    path.write_text(
        '{"printer": 3, "scanner": {"uri": 4, "tested": null}, "camera": {"uri": "c", "more": "x"}}'
    )
    records = Records(KeptFile(path))
    assert records.of("printer", "p").proven == ""
    assert records.of("camera", "c").tested == ""


async def test_the_screen_is_told_of_every_device_after_a_test() -> None:
    panel = Panel()
    await panel.log_in("1357")
    panel.staff.test(DeviceTest(device="printer"))
    await panel.until(
        lambda: any(isinstance(body, DevicesState) and body.devices[0].tested for body in panel.screen.bodies)
    )
