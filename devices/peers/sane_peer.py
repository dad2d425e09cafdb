"""SANE's own `test` backend as a scanner: real libsane, a drawn pattern, faults by its configuration."""

from pathlib import Path
from urllib.parse import quote

_CONF = """number_of_devices {devices}
mode Gray
depth 8
resolution 200.0
resolution_min 1.0
resolution_max 1200.0
resolution_quant 1.0
test-picture "Grid"
read-status-code "{status}"
read-delay {delay}
read-delay-duration 200000
geometry_min 0.0
geometry_max 300.0
geometry_quant 1.0
br_x 210.0
br_y 297.0
"""

# The backend crashes when it has no device at all: ours is the second one.
_PRESENT, _ABSENT = 2, 1


class SanePeer:
    """Its feeder always holds ten pages; a fault shows at the first read."""

    def __init__(self, folder: Path) -> None:
        """`folder` is ours alone: SANE's settings for this scanner."""
        self._folder = folder
        self._status = "Default"
        self._devices = _PRESENT
        self._slow = False

    @property
    def uri(self) -> str:
        """The name to give the driver."""
        return f"sane:test:1?config={quote(str(self._folder))}"

    def start(self) -> None:
        """Plug it in."""
        self._devices = _PRESENT
        self._write()

    def stop(self) -> None:
        """Unplug it."""
        self._devices = _ABSENT
        self._write()

    def fault(self, status: str = "Default") -> None:
        """What reading gives: `SANE_STATUS_JAMMED`, `SANE_STATUS_COVER_OPEN`… or `Default`."""
        self._status = status
        self._write()

    def slow(self, *, on: bool) -> None:
        """Take some seconds for a page."""
        self._slow = on
        self._write()

    def _write(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        (self._folder / "dll.conf").write_text("test\n", encoding="utf-8")
        conf = _CONF.format(
            devices=self._devices, status=self._status, delay="true" if self._slow else "false"
        )
        (self._folder / "test.conf").write_text(conf, encoding="utf-8")
