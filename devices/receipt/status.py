"""A ticket printer's status bytes (ESC/POS, `DLE EOT n` and `GS r 1`), decoded.

Source: Epson's ESC/POS reference. Asking for 1 alone misses an open cover and a jammed cutter, so all four
are asked each time.
"""

from devices.receipt.ports import ReceiptStatus, Trouble

ASK = bytes.fromhex("100401 100402 100403 100404")
"""`DLE EOT` 1 to 4, answered at once, also by a printer that is busy or has stopped."""
MARK = bytes.fromhex("1d7201")
"""`GS r 1`, answered when all that was sent before it has been printed."""
ANSWERS = 4

_OFFLINE, _COVER, _PAPER_END, _ERROR = 0x08, 0x04, 0x20, 0x40
_CUTTER, _UNRECOVERABLE, _RECOVERABLE = 0x08, 0x20, 0x40
_NEAR_END, _EMPTY = 0x0C, 0x60

OFFLINE = ReceiptStatus("receipt.device-offline")
BUSY = ReceiptStatus("receipt.device-busy")
DENIED = ReceiptStatus("receipt.access-denied")


def is_status(byte: int) -> bool:
    """Whether a byte answers `DLE EOT`: bits 1 and 4 set, 0 and 7 clear."""
    return byte & 0x93 == 0x12


def is_mark(byte: int) -> bool:
    """Whether a byte answers `GS r`: bits 4 and 7 clear."""
    return byte & 0x90 == 0


def decode(answers: bytes) -> ReceiptStatus:
    """The status told by the answers to `ASK`, in order.

    Raises:
        ValueError: they are not four status bytes.
    """
    if len(answers) != ANSWERS or not all(map(is_status, answers)):
        raise ValueError(f"{answers.hex(' ')!r} is no ESC/POS status")
    printer, offline, error, paper = answers
    low = bool(paper & _NEAR_END)
    return ReceiptStatus(_trouble(printer, offline, error, paper), low, answers.hex(" "))


def _trouble(printer: int, offline: int, error: int, paper: int) -> Trouble | None:
    """What a person must mend first: an open cover also reads as no paper, a jammed cutter as an error."""
    if offline & _COVER:
        return "receipt.cover-open"
    if error & _CUTTER:
        return "receipt.cutter-jammed"
    if paper & _EMPTY or offline & _PAPER_END:
        return "receipt.paper-empty"
    if error & (_UNRECOVERABLE | _RECOVERABLE) or offline & _ERROR:
        return "receipt.device-failed"
    return "receipt.device-offline" if printer & _OFFLINE else None
