"""The line to a ticket printer: bytes both ways, never blocking, every wait with its own deadline."""

import asyncio
import contextlib
import os
import termios
from collections.abc import AsyncGenerator, Callable, Iterator
from contextlib import asynccontextmanager
from typing import NoReturn, Protocol

import serial

from devices.receipt.address import ReceiptAddress
from kiosk.core.system import Hindrance, hindrance

_CONNECT_S = 3.0
_MAX_HEARD = 4096
_MOST_STALE = 256 * 1024


class WireLostError(Exception):
    """The printer cannot be reached, or the line was cut; or it is there, and not ours to open."""

    def __init__(self, said: str, hindrance: Hindrance = "gone") -> None:
        super().__init__(said)
        self.hindrance = hindrance


class Wire(Protocol):
    """An open line."""

    def put(self, data: bytes) -> None:
        """Add to what is to be sent."""

    async def flush(self, deadline_s: float) -> None:
        """Send all that was put.

        Raises:
            WireLostError: the line was cut.
            TimeoutError: not all went in that time; the rest goes at the next call.
        """

    async def hear(self, deadline_s: float) -> bytes:
        """What came, at least one byte.

        Raises:
            WireLostError: the line was cut.
            TimeoutError: nothing came.
        """


class _Network:
    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer
        writer.transport.set_write_buffer_limits(high=0)  # drained means gone

    def put(self, data: bytes) -> None:
        self._writer.write(data)

    async def flush(self, deadline_s: float) -> None:
        try:
            async with asyncio.timeout(deadline_s):
                await self._writer.drain()
        except OSError as error:
            _raise(error)

    async def hear(self, deadline_s: float) -> bytes:
        try:
            async with asyncio.timeout(deadline_s):
                heard = await self._reader.read(_MAX_HEARD)
        except OSError as error:
            _raise(error)
        if not heard:
            raise WireLostError("closed by the printer")
        return heard


class _File:
    """A device file, opened without blocking."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._loop = asyncio.get_running_loop()
        self._left = bytearray()

    def put(self, data: bytes) -> None:
        self._left += data

    async def flush(self, deadline_s: float) -> None:
        while self._left:
            try:
                del self._left[: os.write(self._descriptor, self._left)]
            except BlockingIOError:
                await self._ready(self._loop.add_writer, self._loop.remove_writer, deadline_s)
            except OSError as error:
                raise WireLostError(str(error)) from None

    async def hear(self, deadline_s: float) -> bytes:
        while True:
            try:
                heard = os.read(self._descriptor, _MAX_HEARD)
            except BlockingIOError:
                await self._ready(self._loop.add_reader, self._loop.remove_reader, deadline_s)
                continue
            except OSError as error:
                raise WireLostError(str(error)) from None
            if not heard:
                raise WireLostError("closed by the printer")
            return heard

    async def _ready(
        self, add: Callable[..., None], remove: Callable[[int], bool], deadline_s: float
    ) -> None:
        ready = asyncio.Event()
        add(self._descriptor, ready.set)
        try:
            async with asyncio.timeout(deadline_s):
                await ready.wait()
        finally:
            remove(self._descriptor)


def _raise(error: OSError) -> NoReturn:
    # A deadline of asyncio's is an OSError too, and not a cut line.
    if isinstance(error, TimeoutError):
        raise error
    raise WireLostError(str(error)) from None


@asynccontextmanager
async def opened(address: ReceiptAddress) -> AsyncGenerator[Wire]:
    """The line to a printer, for us alone, closed at the end.

    Raises:
        WireLostError: there is no such printer, or it is off, or another program holds it.
    """
    match address.wire:
        case "tcp":
            async with _network(address) as wire:
                yield wire
        case "serial":
            with _serial(address) as descriptor:
                yield _File(descriptor)
        case "usb":
            with _device(address) as descriptor:
                yield _File(descriptor)


@asynccontextmanager
async def _network(address: ReceiptAddress) -> AsyncGenerator[Wire]:
    try:
        async with asyncio.timeout(_CONNECT_S):
            reader, writer = await asyncio.open_connection(address.target, address.port, limit=_MAX_HEARD)
    except OSError as error:
        raise WireLostError(str(error)) from None
    try:
        yield _Network(reader, writer)
    finally:
        writer.close()
        with contextlib.suppress(OSError):
            await writer.wait_closed()


@contextlib.contextmanager
def _serial(address: ReceiptAddress) -> Iterator[int]:
    try:
        line = serial.Serial(address.target, address.baud, timeout=0, write_timeout=0, exclusive=True)
        # pyserial has a read of nothing return nothing, which reads as the end: let it say "not yet" instead.
        mode = termios.tcgetattr(line.fileno())
        mode[6][termios.VMIN] = 1
        termios.tcsetattr(line.fileno(), termios.TCSANOW, mode)
    except (OSError, serial.SerialException, termios.error) as error:
        raise WireLostError(str(error), hindrance(error)) from None
    try:
        yield line.fileno()
    finally:
        line.close()


@contextlib.contextmanager
def _device(address: ReceiptAddress) -> Iterator[int]:
    try:
        descriptor = os.open(address.target, os.O_RDWR | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        raise WireLostError(str(error), hindrance(error)) from None
    try:
        _forget_what_waits(descriptor)
        yield descriptor
    finally:
        os.close(descriptor)


def _forget_what_waits(descriptor: int) -> None:
    """Answers to nobody, from before we came; a serial line forgets them as it is opened."""
    with contextlib.suppress(OSError):
        for _ in range(_MOST_STALE // _MAX_HEARD):
            if not os.read(descriptor, _MAX_HEARD):
                return
