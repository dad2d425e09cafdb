"""Bytes of a code reader to one line of text, or why they are none.

A reader sends a code in one burst, mostly with CR, LF or both after it; some send nothing after it, and a QR code may
hold line ends of its own. So a code is what stands between two silences, and not a line: the second line of a contact
card is never taken for a code of its own.
"""

import unicodedata

from devices.codes.ports import Code, Reading, Unfit

LONGEST = 2953
"""Bytes: what the largest QR code holds."""
QUIET_S = 0.1
"""A burst has no such gap in it, even at 1200 baud."""
NOISY = 4 * LONGEST
"""So much without a silence comes from no code."""
# Letters, marks, figures, punctuation, signs, the plain space. No control character, no invisible one, none that
# turns the direction of writing (category Cf), no line or paragraph separator, nothing unassigned or private.
_SHOWN = ("L", "M", "N", "P", "S")
_MARKS_IN_A_ROW = 3
"""More accents than that on one letter are a heap that hides what is under it."""


class Burst:
    """What came since the last silence."""

    def __init__(self) -> None:
        self._held = bytearray()
        self._count = 0

    def add(self, data: bytes) -> None:
        """More bytes; those beyond any code are counted and not kept."""
        self._count += len(data)
        self._held += data[: max(0, LONGEST + 2 - len(self._held))]

    @property
    def noisy(self) -> bool:
        """The line does not stop."""
        return self._count > NOISY

    def end(self) -> Reading | None:
        """The silence: what was said, or nothing."""
        held, count = bytes(self._held), self._count
        self._held.clear()
        self._count = 0
        text = held.rstrip(b"\r\n")
        if count > LONGEST + 2 or len(text) > LONGEST:
            return Unfit("long")
        return read(text) if text else None


def read(data: bytes) -> Reading:
    """One code's bytes as text: UTF-8, or else Latin-1, the two that readers send."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    text = unicodedata.normalize("NFC", text)
    return Code(text) if _fit(text) else Unfit("signs")


def _fit(text: str) -> bool:
    marks = 0
    for sign in text:
        kind = unicodedata.category(sign)
        if sign != " " and kind[0] not in _SHOWN:
            return False
        marks = marks + 1 if kind[0] == "M" else 0
        if marks > _MARKS_IN_A_ROW:
            return False
    return bool(text.strip())
