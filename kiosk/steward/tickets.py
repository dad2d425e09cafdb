"""Short sheets on the ticket printer: drawn in a confined child, followed like any other job."""

from collections.abc import AsyncIterator, Sequence
from pathlib import Path

from devices.receipt.ports import ReceiptPrinter, ReceiptStatus
from kiosk.confine.confinement import Confinement
from kiosk.confine.limits import Done, Killed, Limits, Refused
from kiosk.documents.sheets import AppointmentSheet, ContactSheet, GoodbyeSheet, Sheet
from kiosk.documents.ticket import COMMANDS
from kiosk.documents.vault import Vault, open_plain
from session.protocol.printing import PrintState

_LIMITS = Limits(memory_mb=512, cpu_s=20, output_mb=8, wall_s=30)
_MOST = 4 * 1024 * 1024


class Tickets:
    """The ticket printer of this kiosk. `fonts` is the folder of the typeface, `dots` its paper's width."""

    def __init__(self, printer: ReceiptPrinter, dots: int, confinement: Confinement, fonts: Path) -> None:
        self._printer = printer
        self._dots = dots
        self._confinement = confinement
        self._fonts = fonts
        self.status = ReceiptStatus("receipt.device-offline", said="pas encore interrogée")

    def takes(self, sheet: Sheet) -> bool:
        """Whether a sheet goes here now: a short one, and the printer is well. Else it is an A4 page."""
        return self.status.usable and isinstance(sheet, GoodbyeSheet | ContactSheet | AppointmentSheet)

    async def watch(self) -> AsyncIterator[ReceiptStatus]:
        """Follow the printer; each change is told."""
        async for status in self._printer.watch():
            self.status = status
            yield status

    async def draw(self, vault: Vault, sheet: Sheet) -> list[bytes] | Refused:
        """The sheet as commands, made in a folder of `vault`."""
        draft = vault.begin()
        request = {"sheet": sheet.model_dump(mode="json"), "dots": self._dots}
        try:
            outcome = await self._confinement.run(
                "ticket", request, draft.folder, inputs={"fonts": self._fonts}, limits=_LIMITS
            )
            match outcome:
                case Done(result):
                    with draft.hand(), open_plain(draft.folder / COMMANDS) as made:
                        return _split(made.read(_MOST), result.get("sizes"))
                case Refused():
                    return outcome
                case Killed():
                    return Refused("confine.child-killed")
        finally:
            draft.discard()

    async def print(self, job: str, name: str, ticket: Sequence[bytes]) -> AsyncIterator[PrintState]:
        """Send it under `name` and follow it to its end, as states of `job`."""
        async for state in self._printer.submit(name, ticket):
            done = 1 if state.phase == "done" else 0
            yield PrintState(job=job, state=state.phase, key=state.trouble, pages=1, page=done)

    async def cancel(self, name: str) -> None:
        """Give up a ticket that waits."""
        await self._printer.cancel(name)


def _split(data: bytes, sizes: object) -> list[bytes] | Refused:
    """The child's file cut into its commands; a child that says other sizes than it wrote is refused."""
    if not isinstance(sizes, list) or not all(isinstance(size, int) and size > 0 for size in sizes):
        return Refused("document.file-damaged", "sizes")
    if sum(sizes) != len(data):
        return Refused("document.file-damaged", "length")
    ends = [sum(sizes[: index + 1]) for index in range(len(sizes))]
    return [data[end - size : end] for size, end in zip(sizes, ends, strict=True)]
