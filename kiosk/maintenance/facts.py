"""What a report says of the machine itself, read and never changed."""

import os
import platform
from importlib import metadata
from pathlib import Path

from kiosk.core.places import Places
from kiosk.maintenance.host import Host

_GB = 1_000_000_000


def host_facts(host: Host, places: Places, root: Path = Path("/")) -> list[tuple[str, str]]:
    """Names and values in French; what cannot be read is left out. `root` is the machine's own, but in a test."""
    facts = [
        ("Système", _system(root)),
        ("En marche depuis", _uptime(root)),
        ("Charge", _load()),
        ("Mémoire", _memory(root)),
        ("Disque", f"{_gb(host.free_bytes(places.state))} Go libres"),
        ("Dossier de la visite", f"en {host.filesystem(places.run)}"),
        ("Échange (swap)", "désactivé" if not host.swaps() else "actif, à désactiver"),
        (
            "Horloge",
            "suit un serveur de temps" if host.clock_synchronised() else "ne suit pas de serveur de temps",
        ),
        ("Logiciels", _software()),
    ]
    return [(name, words) for name, words in facts if words]


def _system(root: Path) -> str:
    lines = _read(root / "etc/os-release").splitlines()
    name = next((line.partition("=")[2].strip('"') for line in lines if line.startswith("PRETTY_NAME=")), "")
    return f"{name or platform.system()}, noyau {platform.release()}"


def _uptime(root: Path) -> str:
    seconds = _read(root / "proc/uptime").partition(".")[0]
    if not seconds.isdecimal():
        return ""
    hours = int(seconds) // 3600
    return (
        f"{hours // 24} jours et {hours % 24} h"
        if hours >= 48
        else f"{hours} h {int(seconds) // 60 % 60:02d}"
    )


def _load() -> str:
    try:
        return f"{os.getloadavg()[2]:.1f} sur {os.cpu_count()} cœurs, en un quart d'heure".replace(".", ",")
    except OSError:
        return ""


def _memory(root: Path) -> str:
    fields = {
        name: value
        for name, _, value in (line.partition(":") for line in _read(root / "proc/meminfo").splitlines())
    }
    total, free = (_kilobytes(fields.get(name, "")) for name in ("MemTotal", "MemAvailable"))
    return f"{_gb(free * 1024)} Go libres sur {_gb(total * 1024)} Go" if total else ""


def _kilobytes(text: str) -> int:
    number = text.strip().partition(" ")[0]
    return int(number) if number.isdecimal() else 0


def _software() -> str:
    found = []
    for name in ("PySide6", "aiortc", "pikepdf"):
        try:
            found.append(f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            continue
    return ", ".join((f"Python {platform.python_version()}", *found))


def _gb(size: float) -> str:
    return f"{size / _GB:.1f}".replace(".", ",")


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
