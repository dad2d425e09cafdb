"""Reports of an LD2410 radar (HLK-LD2410, B and C): framed, checked, found again after noise.

A report is `F4 F3 F2 F1`, a length of two bytes, little end first, so many bytes, `F8 F7 F6 F5`. Its bytes begin with 02
(or 01, engineering, which says more after the same beginning) and AA, and end with 55 00. Between them: the state (0
nobody, 1 moving, 2 still, 3 both), then for the moving and for the still one a distance in centimetres and an energy,
and the distance of detection. There is no checksum: the frame's ends, its length and what it says must all be right.
"""

from collections.abc import Iterator
from dataclasses import dataclass

HEAD = b"\xf4\xf3\xf2\xf1"
TAIL = b"\xf8\xf7\xf6\xf5"
_BASIC = 13
_LONGEST = 64
_HELD = 4096
_MOVING, _STILL = 1, 2
_STATES = 4
_FARTHEST_CM = 1000
_MOST_ENERGY = 100


@dataclass(frozen=True)
class Report:
    """Who is seen: the distance in centimetres of one that moves and of one that stands still; None without."""

    moving_cm: int | None
    still_cm: int | None

    def within(self, reach_cm: int) -> bool:
        """Somebody is so near."""
        return any(cm is not None and cm <= reach_cm for cm in (self.moving_cm, self.still_cm))


class Decoder:
    """Bytes of one sensor in, reports out."""

    def __init__(self) -> None:
        self._held = bytearray()

    def feed(self, data: bytes) -> list[Report]:
        """The reports that are complete now; what is none is left out."""
        self._held += data
        if len(self._held) > _HELD:  # no sensor says so much between two looks
            del self._held[: len(self._held) - _HELD]
        return list(self._reports())

    def _reports(self) -> Iterator[Report]:
        while (at := self._held.find(HEAD)) >= 0:
            del self._held[:at]
            if len(self._held) < len(HEAD) + 2:
                return
            size = int.from_bytes(self._held[4:6], "little")
            whole = len(HEAD) + 2 + size + len(TAIL)
            if _BASIC <= size <= _LONGEST and len(self._held) < whole:
                return
            frame = bytes(self._held[6:whole])
            report = _read(frame[:size]) if frame[size:] == TAIL and size <= _LONGEST else None
            # After a frame that is none the next one may begin inside it.
            del self._held[: whole if report is not None else 1]
            if report is not None:
                yield report
        del self._held[: max(0, len(self._held) - len(HEAD) + 1)]


def _read(body: bytes) -> Report | None:
    if len(body) < _BASIC or body[0] not in {1, 2} or body[1] != 0xAA or body[-2:] != b"\x55\x00":
        return None
    state = body[2]
    moving, still = (int.from_bytes(body[at : at + 2], "little") for at in (3, 6))
    plausible = max(moving, still) <= _FARTHEST_CM and max(body[5], body[8]) <= _MOST_ENERGY
    if state >= _STATES or not plausible:
        return None
    return Report(moving if state & _MOVING else None, still if state & _STILL else None)
