"""What a SANE device can do, told by its options: its sources, its grey, its resolutions, its size. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from devices.scanner.ports import Source

A4_MM = (210.0, 297.0)
_GREY = ("Gray", "Grey", "Grayscale", "True Gray", "Grayscale 8bit")


class Option(Protocol):
    """One option as python-sane gives it: a list of choices, a range (low, high, step), or no limits."""

    @property
    def constraint(self) -> Any:
        """What may be chosen."""


@dataclass(frozen=True)
class Abilities:
    """A device's sources by our names, its word for grey, and what its resolution may be."""

    sources: dict[Source, str]
    grey: str
    resolution: Any

    def nearest(self, wanted: int) -> int:
        """The resolution that is not coarser and nearest, else the finest there is."""
        allowed = self.resolution
        if isinstance(allowed, tuple):
            return int(min(max(wanted, allowed[0]), allowed[1]))
        steps = [int(step) for step in allowed or ()]
        return min((step for step in steps if step >= wanted), default=max(steps, default=wanted))


def abilities(options: Mapping[str, Option]) -> Abilities:
    """Read a device's options."""
    sources: dict[Source, str] = {}
    for name in _choices(options, "source"):
        sources.setdefault(source_of(name), name)
    if not sources:
        sources["glass"] = ""  # a plain flatbed has no such option
    grey = next((name for name in _choices(options, "mode") if name in _GREY), "")
    resolution = options["resolution"].constraint if "resolution" in options else None
    return Abilities(sources, grey, resolution)


def source_of(name: str) -> Source:
    """Backends call them « ADF Duplex », « Automatic Document Feeder », « Flatbed », « FB », « Normal »."""
    lower = name.lower()
    if "duplex" in lower or "both" in lower:
        return "both-sides"
    return "feeder" if "adf" in lower or "feeder" in lower else "glass"


def longest(options: Mapping[str, Option], name: str, a4_mm: float) -> float | None:
    """How far a corner may go, at most A4; None where the device has no such option."""
    allowed = options[name].constraint if name in options else None
    return min(a4_mm, float(allowed[1])) if isinstance(allowed, tuple) else None


def _choices(options: Mapping[str, Option], name: str) -> list[str]:
    found = options[name].constraint if name in options else None
    return [str(choice) for choice in found] if isinstance(found, list) else []
