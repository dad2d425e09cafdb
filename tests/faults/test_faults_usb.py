"""What hangs on the kiosk's USB: all of it at once, and what a visit holds alone when it is killed."""

import contextlib
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from devices.peers.transcript import FOLDER
from kiosk.compose.demo.processes import Running
from tests.faults.processes import end
from tests.faults.report import Report
from tests.faults.theatre import DEADLINE_S, Theatre, until

LOST = {
    "printer": "printer.device-offline",
    "scanner": "scanner.device-lost",
    "receipt": "receipt.device-offline",
    "signature": "signature.pad-missing",
}


@dataclass(frozen=True)
class Hub:
    """Everything that is plugged into the kiosk here."""

    theatre: Theatre
    receipt: Running

    @property
    def node(self) -> str:
        """Where the pad is now."""
        return str(Path(self.theatre.stand.hands["signature"].uri.partition(":")[2]).readlink())

    def pull(self) -> None:
        """All at once, as when the hub loses its power."""
        self._all("unplug")

    def plug(self) -> None:
        """All at once."""
        self._all("replug")

    def _all(self, word: str) -> None:
        stand = self.theatre.stand
        devices = (stand.hands["signature"].running, stand.scanner, self.receipt, stand.printer)
        for device in devices:
            device.say(word)
        for device in devices:
            assert device.greeting() == {"command": word, "known": True}

    def await_all(self, status: dict[str, str], since: float) -> float:
        """Wait until each has said so since then, in whichever order; when the last one did."""
        last = 0.0
        for kind, said in status.items():
            told: list[float] = []

            def heard(kind: str = kind, said: str = said, told: list[float] = told) -> bool:
                events = self.theatre.events.all(f"{kind}.status-changed", status=said)
                told[:] = [float(event["mono"]) for event in events if float(event["mono"]) >= since]
                return bool(told)

            until(heard, f"{kind} is {said}")
            last = max(last, told[0])
        return last


@pytest.fixture(scope="module")
def hub(theatre: Theatre) -> Iterator[Hub]:
    """The theatre's devices, and a ticket printer."""
    stand, folder = theatre.stand, theatre.stand.folder / "tickets"
    argv = [sys.executable, "-m", "devices.peers.receipt_peer", "--folder", str(folder), "--wire", "pty"]
    receipt = Running("receipt_peer", argv, stand.logs, {**stand.environment(), FOLDER: str(stand.wire)})
    with contextlib.ExitStack() as ends:
        ends.callback(receipt.stop)
        theatre.restart_with(devices={"receipt": str(receipt.greeting()["uri"])})
        yield Hub(theatre, receipt)
        theatre.start_over()
        theatre.restart_with()


@pytest.mark.fault(15, "tous les appareils USB réinitialisés", area="devices")
def test_all_usb_devices_reset_and_the_visitor_is_told_only_of_the_one_in_hand(
    theatre: Theatre, report: Report, hub: Hub
) -> None:
    theatre.reach("signing")
    theatre.events.mark()
    pulled = time.monotonic()
    report.inject(hub.pull)
    told = theatre.events.wait("signature.status-changed", DEADLINE_S, status=LOST["signature"])
    words = theatre.citizen.find("La tablette de signature ne répond plus", DEADLINE_S).name
    report.noticed(words, told["mono"])
    hub.await_all(LOST, pulled)
    assert not theatre.citizen.sees("L’imprimante est éteinte"), "nothing is printed now"
    assert not theatre.citizen.sees("Le scanner est éteint"), "nothing is scanned now"
    plugged = time.monotonic()
    hub.plug()
    back = hub.await_all(dict.fromkeys(LOST, "ready"), plugged)
    report.recovered(back)
    sys.stdout.write(f"all back {back - plugged:.1f} s after they were plugged in\n")
    theatre.pad("sign")
    theatre.citizen.find("Je signe", DEADLINE_S)  # enabled by ink
    assert theatre.call_goes_on()


def test_the_next_visit_has_the_pad_although_the_last_one_was_killed_with_it_in_hand(
    theatre: Theatre, hub: Hub
) -> None:
    theatre.reach("signing")
    first = theatre.front_screen()
    until(lambda: holds(first, hub.node), "the pad is this visit's alone")
    theatre.pad("half")
    theatre.events.mark()
    end(first)
    theatre.events.wait("visit.wipe-complete", DEADLINE_S)
    theatre.welcomed()
    theatre.expert_is_free()
    ended = time.monotonic()
    theatre.reach("signing")
    hub.await_all({"signature": "ready"}, ended)
    second = theatre.front_screen()
    until(lambda: holds(second, hub.node), "the pad is the next visit's")
    theatre.pad("sign")
    theatre.citizen.find("Je signe", DEADLINE_S)


def holds(pid: int, node: str) -> bool:
    """This process has that file open; what it closes meanwhile it has not."""
    for path in Path(f"/proc/{pid}/fd").iterdir():
        with contextlib.suppress(FileNotFoundError):
            if str(path.readlink()) == node:
                return True
    return False
