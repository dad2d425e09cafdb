"""Errors a person may meet: one list, each with a code to read out over the telephone.

An error carries a key, never a sentence: `ui/` and the pages turn keys into French. The remedy is
for the technician's menu, which shows this same list. Each file has the errors of its areas.
"""

from kiosk.core.errors import (
    appointments,
    content,
    guided,
    host,
    meeting,
    papers,
    printing,
    scanning,
    senses,
    showing,
)
from kiosk.core.errors.entry import ErrorEntry

__all__ = ["ERRORS", "ErrorEntry", "UserFacingError"]

_PARTS = (host, content, papers, printing, scanning, senses, guided, meeting, showing, appointments)
ERRORS: dict[str, ErrorEntry] = {entry.key: entry for part in _PARTS for entry in part.ENTRIES}


class UserFacingError(Exception):
    """Something a person must be told, named by a key of `ERRORS`.

    `detail` is for a log or a command line (a file's name, a line): never personal data.
    """

    def __init__(self, key: str, detail: str = "") -> None:
        self.entry = ERRORS[key]
        self.detail = detail
        super().__init__(f"{key} ({self.entry.code}){': ' if detail else ''}{detail}")

    @property
    def key(self) -> str:
        """The error's key, `area.noun-problem`."""
        return self.entry.key

    @property
    def code(self) -> str:
        """The short code a person can read out."""
        return self.entry.code

    @property
    def lines(self) -> tuple[str, ...]:
        """The detail as it is told, one thing a line."""
        return (self.detail,) if self.detail else ()
