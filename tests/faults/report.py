"""What a fault's test has to tell: when it was noticed, when all was well again, and in which words."""

import sys
from collections.abc import Callable

Record = Callable[[str, object], None]


class Report:
    """Figures are printed and handed to `kiosk faults`; none is asserted."""

    def __init__(self, record: Record, clock: Callable[[], float], number: int) -> None:
        self._record = record
        self._clock = clock
        self._number = number
        self._begun = clock()

    def injected(self) -> None:
        """Now."""
        self._begun = self._clock()

    def noticed(self, said: str, at: float | None = None) -> None:
        """Somebody was told, in these words; `at` is an event's own time."""
        self._figure("noticed_s", at)
        self._record("said", said)

    def recovered(self, at: float | None = None) -> None:
        """All is as before, or as it must be."""
        self._figure("recovered_s", at)

    def _figure(self, name: str, at: float | None) -> None:
        taken = round((self._clock() if at is None else at) - self._begun, 2)
        self._record(name, taken)
        sys.stdout.write(f"fault {self._number}: {name} {taken}\n")
