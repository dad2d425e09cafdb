"""A supply behind a NUT server. Only questions are asked; the server gives no order and takes none from us.

NUT's network protocol, RFC 9271: one line a question, `GET VAR NAME VARIABLE`, one line an answer, `VAR NAME VARIABLE
"VALUE"` or `ERR CODE`.
"""

import asyncio
import contextlib
import re
from collections.abc import AsyncGenerator

from devices.power.address import SupplyAddress
from devices.power.ports import PowerStatus, Supply, Trouble, Unheard

ANSWER_S = 3.0
POLL_S = 2.0
AGAIN_S = 1.0
LONGEST = 1024
"""Of a line; the protocol's own are far below."""
_ANSWER = re.compile(r'VAR (\S+) (\S+) "((?:[^"\\]|\\.)*)"')
_REFUSALS: dict[str, Trouble] = {
    "UNKNOWN-UPS": "power.name-unknown",
    "DATA-STALE": "power.data-stale",
    "DRIVER-NOT-CONNECTED": "power.data-stale",
}


class _AnswerError(Exception):
    def __init__(self, key: Trouble) -> None:
        self.key = key
        super().__init__(key)


class NutSupply:
    """The supply of a NUT server, asked every two seconds on one connection."""

    def __init__(self, address: SupplyAddress, poll_s: float = POLL_S, again_s: float = AGAIN_S) -> None:
        self._address = address
        self._poll_s, self._again_s = poll_s, again_s

    async def status(self) -> PowerStatus:
        """Ask now, on a connection of its own; answers within `ANSWER_S`."""
        line = _Line(self._address)
        try:
            async with asyncio.timeout(ANSWER_S):
                await line.open()
                return await line.ask()
        except (OSError, TimeoutError):
            return Unheard("power.server-lost")
        finally:
            line.close()

    async def watch(self) -> AsyncGenerator[PowerStatus, None]:
        """The status now and at each change, for ever."""
        line, last = _Line(self._address), None
        try:
            while True:
                try:
                    async with asyncio.timeout(ANSWER_S):
                        await line.open()
                        status = await line.ask()
                except (OSError, TimeoutError):
                    status = Unheard("power.server-lost")
                if isinstance(status, Unheard):
                    line.close()
                if status != last:
                    yield status
                last = status
                await asyncio.sleep(self._again_s if isinstance(status, Unheard) else self._poll_s)
        finally:
            line.close()


class _Line:
    """One connection, opened when needed."""

    def __init__(self, address: SupplyAddress) -> None:
        self._address = address
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def open(self) -> None:
        if self._writer is None:
            to = self._address
            self._reader, self._writer = await asyncio.open_connection(to.host, to.port, limit=LONGEST)

    def close(self) -> None:
        if self._writer is not None:
            with contextlib.suppress(OSError):
                self._writer.transport.abort()
        self._reader = self._writer = None

    async def ask(self) -> PowerStatus:
        try:
            flags = await self._value("ups.status")
            if flags is None:
                return Unheard("power.answer-invalid")
            return _supply(
                frozenset(flags.split()),
                _whole(await self._value("battery.charge")),
                _whole(await self._value("battery.runtime")),
            )
        except _AnswerError as error:
            return Unheard(error.key)

    async def _value(self, variable: str) -> str | None:
        """One variable; None where the supply has none of that name."""
        if self._reader is None or self._writer is None:
            raise OSError
        self._writer.write(f"GET VAR {self._address.name} {variable}\n".encode())
        await self._writer.drain()
        try:
            line = await self._reader.readline()
        except ValueError:  # longer than any answer
            raise _AnswerError("power.answer-invalid") from None
        if not line.endswith(b"\n"):
            raise OSError
        said = line.decode("utf-8", "replace").strip()
        if said.startswith("ERR "):
            code = said.split()[1]
            if code == "VAR-NOT-SUPPORTED":
                return None
            raise _AnswerError(_REFUSALS.get(code, "power.answer-invalid"))
        found = _ANSWER.fullmatch(said)
        if found is None or found.group(1, 2) != (self._address.name, variable):
            raise _AnswerError("power.answer-invalid")
        return found[3]


def _supply(flags: frozenset[str], charge: int | None, left_s: int | None) -> PowerStatus:
    if not flags & {"OL", "OB", "FSD"}:  # asleep, calibrating, or no supply at all
        return Unheard("power.data-stale")
    return Supply(
        mains="OB" not in flags and "OL" in flags,
        low="LB" in flags,
        forced="FSD" in flags,
        charging="CHRG" in flags,
        worn="RB" in flags,
        charge=None if charge is None else min(charge, 100),
        left_s=left_s,
    )


def _whole(text: str | None) -> int | None:
    """`97`, `97.5`; None for anything else."""
    found = re.fullmatch(r"(\d{1,9})(\.\d*)?", text or "")
    return int(found[1]) if found else None
