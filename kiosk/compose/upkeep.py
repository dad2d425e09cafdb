"""Who may order what at the panel, put together: PINs, devices, their tests, the log and the report."""

import asyncio
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from kiosk.compose.guided_tests import scripts_of
from kiosk.compose.inspection import inspect
from kiosk.compose.report import RECORDS, print_report
from kiosk.maintenance.journal import last_events
from kiosk.steward.guided import GuidedDesk
from kiosk.steward.keep import KeptFile
from kiosk.steward.pins import Pins
from kiosk.steward.probes import Probe
from kiosk.steward.records import Records
from kiosk.steward.staff import Staff
from session.protocol.maintenance import JournalLine, JournalState

if TYPE_CHECKING:
    from kiosk.compose.steward import House


class Reporter:
    """Prints the report, once at a time."""

    def __init__(self, house: "House") -> None:
        self._house = house
        self._task: asyncio.Task[None] | None = None

    def order(self) -> None:
        """Begin, unless one is on its way."""
        if self._task is None or self._task.done():
            self._task = asyncio.ensure_future(self._print())

    async def _print(self) -> None:
        state = await print_report(self._house)
        self._house.events.emit("device.report-complete", state=state.phase)
        self._house.say_screen(state)


def make_staff(house: "House") -> Staff:
    """The staff's part of this kiosk; it reads what else the house is when it is asked, not before."""
    orders: dict[str, Callable[[], None]] = {
        "wipe": lambda: house.stage.finish("agent"),
        "close": lambda: house.steward.machine.close(),
        "open": lambda: house.steward.machine.open(),
        "leave": lambda: house.staff.visit_over(),
    }
    technical = {"content-check": house.keeper.ask, "content-back": house.keeper.back}
    technical["report"] = Reporter(house).order
    probes = inspect(house)
    records = Records(KeptFile(house.places.state / RECORDS))
    guided = GuidedDesk(
        scripts_of(house, probes),
        lambda device: probes[device].uri,
        records,
        house.say_screen,
        house.clock,
        house.events,
        lambda device, finding: house.staff.note(device, finding),
        lambda: house.staff.refresh(),
    )
    pins = Pins(KeptFile(house.places.state / "pins.json"), house.clock, house.events)
    return Staff(
        pins, probes, orders, house.say_screen, house.clock, house.events, records, guided,
        lambda device: _journal(house, probes, device), technical, house.keeper.tell,
    )  # fmt: skip


def _journal(house: "House", probes: Mapping[str, Probe], device: str) -> JournalState:
    labels = {name: probe.label for name, probe in probes.items()}
    told = last_events(house.places.events, device, labels)
    lines = [
        JournalLine(at=line.at, words=line.words[:200], device=line.device, code=line.code) for line in told
    ]
    return JournalState(device=device, lines=lines)
