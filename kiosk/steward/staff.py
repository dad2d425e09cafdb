"""The agent's panel and the maintenance page: nothing without a PIN the steward has checked."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Protocol

from kiosk.core.clock import Clock, rfc3339
from kiosk.core.events import EventLog
from kiosk.maintenance.table import in_order, kind_of
from kiosk.steward.guided import GuidedDesk
from kiosk.steward.pins import Pins, Role
from kiosk.steward.ports import Say
from kiosk.steward.probes import Finding
from kiosk.steward.records import Records
from session.protocol.local import Device, DevicesState, DeviceTest, PinCheck, PinResult, StaffCommand
from session.protocol.maintenance import GuidedAnswer, GuidedStart, JournalAsk, JournalState

__all__ = ["Finding", "Staff", "Testable"]


class Testable(Protocol):
    """A device or link of the maintenance page."""

    @property
    def label(self) -> str:
        """Its name in French."""

    @property
    def uri(self) -> str:
        """Its URI, or its address."""

    @property
    def testable(self) -> bool:
        """It has a self-test."""

    @property
    def look(self) -> Callable[[], Finding]:
        """Its status as known now."""

    async def test(self) -> Finding:
        """Run its self-test; returns within 30 s."""


class Staff:
    """Who is logged in at the panel, for this visit only, and what they may order."""

    def __init__(
        self,
        pins: Pins,
        devices: Mapping[str, Testable],
        orders: Mapping[str, Callable[[], None]],
        screen: Say,
        clock: Clock,
        events: EventLog,
        records: Records,
        guided: GuidedDesk,
        journal: Callable[[str], JournalState],
        technical: Mapping[str, Callable[[], None]] | None = None,
        more: Callable[[], None] | None = None,
    ) -> None:
        """`orders` maps a command of `StaffCommand` to what does it, `technical` those of a technician only.

        `journal` reads the log in words, of one device or of all; it may read a file, in a thread.
        `more` tells what else the maintenance page shows.
        """
        self._technical = technical or {}
        self._more = more
        self._records = records
        self._guided = guided
        self._journal = journal
        self._pins = pins
        self._devices = devices
        self._orders = orders
        self._screen = screen
        self._clock = clock
        self._events = events
        self._role: Role | None = None
        self._failed: dict[str, str] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def visit_over(self) -> None:
        """Nobody is logged in any more."""
        self._role = None
        self._guided.stop()

    def check(self, body: PinCheck) -> None:
        """Try a PIN. argon2 takes 0.2 s of CPU: in a thread, the heartbeat goes on."""
        self._run(self._check(body.pin))

    def order(self, body: StaffCommand) -> None:
        """Carry out a command of someone logged in."""
        if self._role is None:
            return
        self._events.emit("agent.command-complete", command=body.command)
        if body.command == "devices":
            self.show_devices()
        elif body.command in self._technical and self._role == "technician":
            self._technical[body.command]()
        elif body.command in self._orders:
            self._orders[body.command]()

    def test(self, body: DeviceTest) -> None:
        """Run one device's test."""
        if self._role == "technician" and body.device in self._devices:
            self._run(self._test(body.device))

    def guide(self, body: GuidedStart) -> None:
        """Begin one device's guided test."""
        if self._role == "technician":
            self._guided.start(body.device)

    def answer(self, body: GuidedAnswer) -> None:
        """What the technician saw or heard."""
        if self._role == "technician":
            self._guided.answer(body)

    def stop_guiding(self) -> None:
        """The technician gives the guided test up."""
        self._guided.stop()

    def tell_journal(self, body: JournalAsk) -> None:
        """The last events in words."""
        if self._role == "technician":
            self._run(self._tell_journal(body.device))

    def show_devices(self) -> None:
        """Every device with its live status and its last test."""
        rows = self.rows()
        self._screen(DevicesState(devices=rows))
        if self._more is not None:
            self._more()

    def rows(self) -> list[Device]:
        """Every device as it is now, in the menu's order."""
        return [self._row(name, self._devices[name]) for name in in_order(list(self._devices))]

    def note(self, name: str, finding: Finding) -> None:
        """A test gave this, a moment ago: kept, and counted among what is wrong until the next one."""
        if finding.key is None:
            self._failed.pop(name, None)
        else:
            self._failed[name] = finding.key
        at = rfc3339(self._clock.now())
        self._records.note_test(name, self._devices[name].uri, at, finding.status, finding.key)

    def refresh(self) -> None:
        """Something changed: show it to a technician who looks."""
        if self._role == "technician":
            self.show_devices()

    async def _check(self, pin: str) -> None:
        verdict = await asyncio.to_thread(self._pins.check, pin)
        self._role = verdict.role
        self._screen(PinResult(ok=verdict.role is not None, role=verdict.role, wait_s=verdict.wait_s))
        if verdict.role == "technician":
            self.show_devices()

    async def _test(self, name: str) -> None:
        self._events.emit("device.test-init", device=name, guided=False)
        finding = await self._devices[name].test()
        self.note(name, finding)
        self._events.emit("device.test-complete", device=name, guided=False, key=finding.key, proven=False)
        self.refresh()

    async def _tell_journal(self, device: str) -> None:
        self._screen(await asyncio.to_thread(self._journal, device))

    def _row(self, name: str, device: Testable) -> Device:
        live, kept = device.look(), self._records.of(name, device.uri)
        key = live.key or self._failed.get(name)
        return Device(
            device=name,
            label=device.label,
            uri=device.uri,
            ok=key is None,
            status=live.status[:200],
            key=key,
            tested=kept.tested,
            said=kept.said[:200],
            passed=not kept.key,
            testable=device.testable,
            guided=self._guided.has(name),
            alone=kind_of(name).alone,
            proven=kept.proven,
            proof=kept.proof,
        )

    def _run(self, work: Awaitable[None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
