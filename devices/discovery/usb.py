"""USB devices as the kernel's tree tells them: nothing is opened, nothing is written."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_MOST = 200


@dataclass(frozen=True)
class UsbId:
    """Who made it, and what it calls itself."""

    vendor: str = ""
    product: str = ""
    name: str = ""


@dataclass(frozen=True)
class Known:
    """An entry of the table."""

    kind: str
    name: str
    scheme: str = ""
    note: str = ""


@cache
def table() -> dict[str, Known]:
    """The table of known devices."""
    text = Path(__file__).with_name("known.toml").read_text(encoding="utf-8")
    return {numbers: Known(**entry) for numbers, entry in tomllib.loads(text).items()}


def known(usb: UsbId) -> Known | None:
    """What the table says of it, by its product first, then by who made it."""
    return table().get(f"{usb.vendor}:{usb.product}") or table().get(usb.vendor)


def device_above(node: Path, root: Path) -> UsbId | None:
    """The USB device that a node of `sys/class` belongs to: `device` leads to an interface inside it."""
    at = (node / "device").resolve()
    root = root.resolve()
    while at != root and root in at.parents:
        if (at / "idVendor").is_file():
            return identity(at)
        at = at.parent
    return None


def identity(device: Path) -> UsbId:
    """A USB device's numbers and its own words."""
    words = " ".join(filter(None, (line(device / "manufacturer"), line(device / "product"))))
    return UsbId(line(device / "idVendor").lower(), line(device / "idProduct").lower(), words)


def devices(root: Path) -> Iterator[Path]:
    """Every USB device that is plugged in."""
    for path in entries(root / "sys/bus/usb/devices"):
        if (path / "idVendor").is_file():
            yield path


def entries(folder: Path) -> list[Path]:
    """What is in a folder, in order; nothing when there is none."""
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []


def line(path: Path) -> str:
    """The first line of a small file, printable; empty when it cannot be read."""
    try:
        with path.open("rb") as file:
            raw = file.read(_MOST)
    except OSError:
        return ""
    text = raw.decode("utf-8", "replace").split("\n", 1)[0].split("\0", 1)[0].strip()
    return "".join(c for c in text if c.isprintable())
