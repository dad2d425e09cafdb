"""A ticket printer that speaks ESC/POS: python-escpos makes the bytes elsewhere, line and status are ours.

The status is asked in real time, so that an open cover is known before a ticket is sent and while it prints;
that a ticket is out is known by a mark sent behind it, which the printer answers in its turn.
"""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Sequence

from devices.receipt import status as told
from devices.receipt.address import parse_address
from devices.receipt.ports import ReceiptStatus, TicketState
from devices.receipt.wire import Wire, WireLostError, opened

_ASK_S = 1.5
_PAUSE_S = 0.2


class _SilentError(Exception):
    """The line is open and nothing answers: off, or not a printer."""


class EscposPrinter:
    """The ticket printer named by an `escpos+…` URI. One line at a time: most printers take no second one."""

    def __init__(
        self, uri: str, *, deadline_s: float = 300.0, interval_s: float = 2.0, ask_s: float = _ASK_S
    ) -> None:
        """`deadline_s` bounds a ticket, held or not; `interval_s` is the pause between two looks.

        A printer that owes an answer for more than `ask_s` is off.

        Raises:
            ValueError: `uri` is not a ticket printer's.
        """
        self._address = parse_address(uri)
        self._deadline_s = deadline_s
        self._interval_s = interval_s
        self._ask_s = ask_s + self._address.lag_s
        self._line = asyncio.Lock()
        self._begun: set[str] = set()
        self._given_up: set[str] = set()
        self._last = told.OFFLINE

    @property
    def dots(self) -> int:
        """Dots across its paper."""
        return self._address.dots

    async def status(self) -> ReceiptStatus:
        """Ask on a line of its own; while a ticket prints, what was last heard there."""
        if self._line.locked():
            return self._last
        async with self._line:
            try:
                async with opened(self._address) as wire:
                    return await self._ask(wire)
            except (WireLostError, _SilentError) as error:
                return self._note(_absent(error))

    async def watch(self) -> AsyncGenerator[ReceiptStatus]:
        """The status now and at each change."""
        said: ReceiptStatus | None = None
        while True:
            status = await self.status()
            if said is None or (status.trouble, status.paper_low) != (said.trouble, said.paper_low):
                said = status
                yield status
            await asyncio.sleep(self._interval_s)

    async def submit(self, job: str, ticket: Sequence[bytes]) -> AsyncIterator[TicketState]:
        """Send a ticket unless one of this name was begun; wait, held, for what a person must mend."""
        if job in self._begun:
            yield TicketState("unsure")
            return
        try:
            async with asyncio.timeout(self._deadline_s), self._line:
                async for state in self._printed(job, ticket):
                    yield state
        except TimeoutError:
            yield TicketState("unsure" if job in self._begun else "failed", self._last.trouble)

    def self_test(self, job: str, ticket: Sequence[bytes]) -> AsyncIterator[TicketState]:
        """Print a test ticket as any other."""
        return self.submit(job, ticket)

    async def cancel(self, job: str) -> None:
        """Give up a ticket that waits; one that has begun comes out."""
        self._given_up.add(job)

    # ---- inside

    async def _printed(self, job: str, ticket: Sequence[bytes]) -> AsyncIterator[TicketState]:
        held: TicketState | None = None
        while True:
            if job in self._given_up:
                yield TicketState("canceled")
                return
            try:
                async with opened(self._address) as wire:
                    status = await self._ask(wire)
                    if status.usable:
                        yield TicketState("printing")
                        self._begun.add(job)
                        async for state in self._sent(wire, ticket):
                            yield state
                        return
            except (WireLostError, _SilentError) as error:
                status = self._note(_absent(error))
                if job in self._begun:
                    yield TicketState("unsure", "receipt.device-offline")
                    return
            news = TicketState("held", status.trouble)
            if news != held:
                held = news
                yield news
            await asyncio.sleep(self._interval_s)

    async def _sent(self, wire: Wire, ticket: Sequence[bytes]) -> AsyncIterator[TicketState]:
        """Send it and its mark, then wait for the mark; each trouble on the way is told once, and its end.

        The status is asked between two commands only: inside a picture it would be a part of it.
        """
        last = TicketState("printing")
        for piece in (*ticket, told.MARK):
            wire.put(piece)
            while not await self._gone(wire):
                if last.phase != "held":  # it takes no more, and cannot be asked why
                    last = TicketState("held", self._last.trouble or "receipt.device-offline")
                    yield last
            status, marked = await self._look(wire)
            news = _state(status)
            if news != last:
                last = news
                yield news
        while not marked:
            await asyncio.sleep(_PAUSE_S)
            status, marked = await self._look(wire)
            news = _state(status)
            if news != last and not marked:
                last = news
                yield news
        yield TicketState("done")

    async def _gone(self, wire: Wire) -> bool:
        try:
            await wire.flush(self._interval_s)
        except TimeoutError:
            return False
        return True

    async def _ask(self, wire: Wire) -> ReceiptStatus:
        status, _ = await self._look(wire)
        return status

    async def _look(self, wire: Wire) -> tuple[ReceiptStatus, bool]:
        """The status, and whether the mark's answer came among its bytes."""
        try:
            wire.put(told.ASK)
            await wire.flush(self._ask_s)
            answers, marked = b"", False
            async with asyncio.timeout(self._ask_s):
                while len(answers) < told.ANSWERS:
                    heard = await wire.hear(self._ask_s)
                    marked = marked or any(map(told.is_mark, heard))
                    answers += bytes(byte for byte in heard if told.is_status(byte))
        except TimeoutError:
            raise _SilentError from None
        if len(answers) > told.ANSWERS:
            raise _SilentError  # more was said than was asked: no ticket printer
        return self._note(told.decode(answers)), marked

    def _note(self, status: ReceiptStatus) -> ReceiptStatus:
        self._last = status
        return status


def _state(status: ReceiptStatus) -> TicketState:
    return TicketState("held", status.trouble) if status.trouble else TicketState("printing")


def _absent(error: WireLostError | _SilentError) -> ReceiptStatus:
    match error:
        case WireLostError(hindrance="busy"):
            return told.BUSY
        case WireLostError(hindrance="denied"):
            return told.DENIED
        case _:
            return told.OFFLINE
