"""The inside of a simulated ticket printer: ESC/POS in, answers and pictures out.

Written from Epson's ESC/POS reference and not from our encoder, so that the two check each other. What it does
not know it counts in `unknown`, as a real printer prints rubbish there.
"""

from collections.abc import Iterator
from pathlib import Path

from PIL import Image

_MOST_ROWS = 20_000
_DLE, _ESC, _FS, _GS = 0x10, 0x1B, 0x1C, 0x1D
_LINE_ROWS = 30
# Commands of one length, in bytes. The settings among them are of other programs, and change nothing of a raster.
_SIZES = {
    b"\x1b@": 2, b"\x1bd": 3, b"\x10\x04": 3, b"\x1dr": 3, b"\x1da": 3,
    b"\x1bM": 3, b"\x1b ": 3, b"\x1b3": 3, b"\x1b2": 2, b"\x1b{": 3, b"\x1ba": 3, b"\x1bt": 3, b"\x1bR": 3,
    b"\x1b$": 4, b"\x1b\\": 4, b"\x1bE": 3, b"\x1b-": 3, b"\x1cS": 4, b"\x1c.": 2, b"\x1c&": 2, b"\x1cC": 3, b"\x1c-": 3,
    b"\x1dL": 4, b"\x1dW": 4, b"\x1d!": 3, b"\x1dB": 3,
}  # fmt: skip
_QUIET = frozenset(_SIZES) - {b"\x1bd", b"\x10\x04", b"\x1dr", b"\x1da"} | {b" "}


class Machine:
    """Paper, cover, blade and memory of one printer."""

    def __init__(self, folder: Path, dots: int) -> None:
        """Tickets are kept in `folder` when they are cut."""
        self._folder = folder
        self._dots = dots
        self._held = bytearray()
        self._rows: list[bytes] = []
        self._left: int | None = None
        self._paper = "full"
        self._cover = self._blade = self._mute = False
        self._reports = False
        self._reported = b""
        self.unknown = 0

    # ---- what a person does

    def load(self, state: str, rows: int | None = None) -> None:
        """Paper `full`, `low` or `empty`; or full with `rows` left."""
        self._paper, self._left = state, rows

    def set_cover(self, opened: bool) -> None:
        """Open or close."""
        self._cover = opened

    def set_cutter(self, jammed: bool) -> None:
        """Jam or free."""
        self._blade = jammed

    def set_mute(self, mute: bool) -> None:
        """Say nothing."""
        self._mute = mute

    def state(self) -> dict[str, str]:
        """Paper `full`, `low` or `empty`; what else stands in the way."""
        return {
            "paper": self._paper,
            "cover": "open" if self._cover else "closed",
            "cutter": "jammed" if self._blade else "free",
            "voice": "mute" if self._mute else "heard",
        }

    def forget(self) -> None:
        """Switched off: memory and the half-printed ticket are gone."""
        self._held.clear()
        self._rows.clear()
        self._reports = False

    # ---- what the line says

    def hear(self, data: bytes) -> bytes:
        """Take bytes in; answers to real-time questions come at once, the others when their turn comes."""
        answers = bytearray()
        self._held += data
        # Real-time commands are obeyed wherever they stand, picture data apart.
        answers += self._real_time()
        answers += self.go_on()
        return b"" if self._mute else bytes(answers)

    def go_on(self) -> bytes:
        """Print what memory holds as far as paper, cover and blade allow; answers to what is reached."""
        answers = bytearray()
        while self._held and not self._stopped():
            done = self._command()
            if done is None:
                break
            used, answer = done
            del self._held[:used]
            answers += answer
        answers += self._report()
        return b"" if self._mute else bytes(answers)

    def _report(self) -> bytes:
        """« Automatic status back » (GS a): said when it is asked for, and at each change, unasked."""
        empty, low = self._paper == "empty", self._paper in {"low", "empty"}
        first = 0x10 | (0x08 if self._stopped() else 0) | (0x20 if self._cover else 0)
        paper = (0x03 if low else 0) | (0x0C if empty else 0)
        status = bytes([first, 0x08 if self._blade else 0, paper, 0])
        if not self._reports or status == self._reported:
            return b""
        self._reported = status
        return status

    def _stopped(self) -> bool:
        return self._cover or self._blade or self._paper == "empty"

    def _real_time(self) -> bytes:
        answers = bytearray()
        kept = bytearray()
        at = 0
        for start, end in self._commands():
            kept += self._held[at:start]
            command = bytes(self._held[start:end])
            if len(command) == 3 and command[:2] == b"\x10\x04":
                answers.append(self._status(command[2]))
            else:
                kept += command
            at = end
        kept += self._held[at:]
        self._held = kept
        return bytes(answers)

    def _commands(self) -> Iterator[tuple[int, int]]:
        at = 0
        while at < len(self._held):
            size = self._size(at)
            if size is None:
                return
            yield at, at + size
            at += size

    def _size(self, at: int) -> int | None:
        """Bytes of the command at `at`; None while it has not all come."""
        held = bytes(self._held[at : at + 8])
        size = 1
        pair = held[:2]
        if pair in _SIZES:
            size = _SIZES[pair]
        elif pair == b"\x1dV":
            size = 4 if held[2:3] in {b"A", b"B"} else 3
        elif pair == b"\x1dv":
            wide, high = self._raster(held.ljust(8, b"\xff"))
            size = 8 + wide * high
        elif pair[:1] and pair[0] in {_DLE, _ESC, _FS, _GS}:
            size = 2
        return size if len(self._held) - at >= size else None

    @staticmethod
    def _raster(head: bytes | bytearray) -> tuple[int, int]:
        return head[4] | head[5] << 8, head[6] | head[7] << 8

    def _command(self) -> tuple[int, bytes] | None:
        """Obey what comes next: bytes used and the answer; None while it has not all come, or paper ran out."""
        size = self._size(0)
        if size is None:
            return None
        command = bytes(self._held[:size])
        match command[:2]:
            case b"\x1da":
                self._reports, self._reported = command[2] != 0, b""
            case head if head in _QUIET:
                pass
            case b"\n":
                self._print([bytes(self._dots // 8)] * _LINE_ROWS)
            case b"\x1bd":
                self._print([bytes(self._dots // 8)] * (command[2] * 24))
            case b"\x1dV":
                self._cut()
            case b"\x1dr":
                return size, bytes([0x0C if self._paper == "low" else 0x00])
            case b"\x1dv":
                return self._picture(command)
            case _:
                self.unknown += 1
        return size, b""

    def _picture(self, command: bytes) -> tuple[int, bytes] | None:
        wide, high = self._raster(command)
        if wide * 8 > self._dots:
            self.unknown += len(command)
            return len(command), b""
        rows = [command[8 + wide * row : 8 + wide * (row + 1)] for row in range(high)]
        left = self._print(rows)
        if not left:
            return len(command), b""
        # Out of paper in the middle: what is left of the picture waits as one of its own.
        head = command[:6] + bytes([left & 0xFF, left >> 8])
        self._held[: len(command)] = head + b"".join(rows[high - left :])
        return None

    def _print(self, rows: list[bytes]) -> int:
        """Put rows on paper; how many found none."""
        room = len(rows) if self._left is None else min(self._left, len(rows))
        padded = [row.ljust(self._dots // 8, b"\0") for row in rows[:room]]
        self._rows += padded[: max(0, _MOST_ROWS - len(self._rows))]
        if self._left is not None:
            self._left -= room
            if self._left == 0:
                self._paper, self._left = "empty", None
        return len(rows) - room

    def _cut(self) -> None:
        if not self._rows:
            return
        picture = Image.frombytes("1", (self._dots, len(self._rows)), b"".join(self._rows))
        number = len(list(self._folder.glob("ticket-*.png"))) + 1
        aside = self._folder / f".ticket-{number:03d}.png"
        picture.point(lambda dot: 255 - dot).save(aside)
        aside.replace(self._folder / f"ticket-{number:03d}.png")
        self._rows.clear()

    def _status(self, which: int) -> int:
        """The answer to `DLE EOT which`."""
        fixed = 0x12
        match which:
            case 1:
                return fixed | (0x08 if self._stopped() else 0)
            case 2:
                empty = self._paper == "empty"
                return (
                    fixed
                    | (0x04 if self._cover else 0)
                    | (0x20 if empty else 0)
                    | (0x40 if self._blade else 0)
                )
            case 3:
                return fixed | (0x08 if self._blade else 0)
            case 4:
                empty, low = self._paper == "empty", self._paper in {"low", "empty"}
                return fixed | (0x0C if low else 0) | (0x60 if empty else 0)
        return fixed
