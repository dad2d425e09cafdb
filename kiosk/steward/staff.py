"""The agent's panel and the maintenance page: nothing without a PIN the steward has checked."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from kiosk.core.clock import Clock, rfc3339
from kiosk.core.events import EventLog
from kiosk.steward.pins import Pins, Role
from kiosk.steward.ports import Say
from session.protocol.local import Device, DevicesState, DeviceTest, PinCheck, PinResult, StaffCommand


@dataclass(frozen=True)
class Finding:
    """What a device said: `key` of the error list when something is wrong."""

    status: str
    key: str | None = None


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
        technical: Mapping[str, Callable[[], None]] | None = None,
        more: Callable[[], None] | None = None,
    ) -> None:
        """`orders` maps a command of `StaffCommand` to what does it, `technical` those of a technician only.

        `more` tells what else the maintenance page shows.
        """
        self._technical = technical or {}
        self._more = more
        self._pins = pins
        self._devices = devices
        self._orders = orders
        self._screen = screen
        self._clock = clock
        self._events = events
        self._role: Role | None = None
        self._tested: dict[str, tuple[str, Finding]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def visit_over(self) -> None:
        """Nobody is logged in any more."""
        self._role = None

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

    def show_devices(self) -> None:
        """Every device with its live status and its last test."""
        rows = [self._row(name, device) for name, device in self._devices.items()]
        self._screen(DevicesState(devices=rows))
        if self._more is not None:
            self._more()

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
        finding = await self._devices[name].test()
        self._tested[name] = (rfc3339(self._clock.now()), finding)
        self.refresh()

    def _row(self, name: str, device: Testable) -> Device:
        live = device.look()
        when, last = self._tested.get(name, ("", None))
        said = f"{live.status} — essai : {last.status}" if last is not None else live.status
        key = live.key or (last.key if last is not None else None)
        return Device(
            device=name,
            label=device.label,
            uri=device.uri,
            ok=key is None,
            status=said,
            key=key,
            tested=when,
            testable=device.testable,
        )

    def _run(self, work: Awaitable[None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
