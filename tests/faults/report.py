"""What a fault's test has to tell: when it was noticed, when all was well again, and in which words."""

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

Record = Callable[[str, object], None]


class Evidence:
    """What crossed each device's wire during one test, and the screen as it was when the fault was told."""

    def __init__(self, folder: Path, wire: Path, photo: Callable[[Path], None]) -> None:
        """`folder` is this test's own; `wire` holds the devices' transcripts."""
        self.folder = folder
        self._wire = wire
        self._photo = photo
        self._begun = {path.name: path.stat().st_size for path in wire.glob("*.txt")}

    def picture(self) -> None:
        """The screen now; the last one stays."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self._photo(self.folder / "ecran.png")

    def close(self) -> None:
        """Cut the test's own lines out of the transcripts."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for path in sorted(self._wire.glob("*.txt")):
            with path.open("rb") as source, (self.folder / path.name).open("wb") as target:
                source.seek(self._begun.get(path.name, 0))
                shutil.copyfileobj(source, target)


class Report:
    """Figures are printed and handed to `kiosk faults`; none is asserted."""

    def __init__(
        self,
        record: Record,
        clock: Callable[[], float],
        number: int,
        *,
        quiet: bool = False,
        evidence: Evidence | None = None,
    ) -> None:
        """`quiet`: break nothing, to see that the test notices that nothing happened."""
        self._record = record
        self._clock = clock
        self._number = number
        self._quiet = quiet
        self._evidence = evidence
        self._begun = clock()

    def inject(self, break_it: Callable[..., object], *arguments: object) -> None:
        """Break it now."""
        self.injected()
        self._record("tried", True)
        if not self._quiet:
            break_it(*arguments)

    def injected(self) -> None:
        """Now."""
        self._begun = self._clock()

    def noticed(self, said: str, at: float | None = None) -> None:
        """Somebody was told, in these words; `at` is an event's own time."""
        self._figure("noticed_s", at)
        self._record("said", said)
        if self._evidence is not None:
            self._evidence.picture()

    def recovered(self, at: float | None = None) -> None:
        """All is as before, or as it must be."""
        self._figure("recovered_s", at)

    def _figure(self, name: str, at: float | None) -> None:
        taken = round((self._clock() if at is None else at) - self._begun, 2)
        self._record(name, taken)
        sys.stdout.write(f"fault {self._number}: {name} {taken}\n")
