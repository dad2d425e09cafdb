"""What parec and pacat say of their stream on standard error with `-v`: how late it is, and where it went."""

import asyncio
import re
from dataclasses import dataclass

LINE_MAX = 4096
_LATENCY = re.compile(rb"Latency: (-?\d+) usec")
_MOVED = re.compile(rb"Stream moved to device (\S+)")


@dataclass(frozen=True)
class Latency:
    """Microseconds between the device and the program; negative while nothing flows."""

    usec: int


@dataclass(frozen=True)
class Moved:
    """The server gave the stream another device: the one it had is gone."""

    device: str


def parse_line(line: bytes) -> Latency | Moved | None:
    """Read one line; anything else says nothing."""
    if moved := _MOVED.search(line):
        return Moved(moved[1].decode("utf-8", "replace"))
    if late := _LATENCY.search(line):
        return Latency(int(late[1][:12]))
    return None


class Chatter:
    """The newest of what a stream's program said."""

    def __init__(self) -> None:
        self.latency_s: float | None = None
        self.moved = False

    async def follow(self, said: asyncio.StreamReader) -> None:
        """Read to the end; the program rewrites its line with CR."""
        kept = b""
        while piece := await said.read(LINE_MAX):
            *lines, kept = (kept + piece).replace(b"\r", b"\n").split(b"\n")
            kept = kept[-LINE_MAX:]
            for line in lines:
                match parse_line(line):
                    case Latency(usec=usec):
                        self.latency_s = usec / 1e6 if usec >= 0 else None
                    case Moved():
                        self.moved = True
