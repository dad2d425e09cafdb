"""A USB socket that does not exist, under the real udev: devices as the kernel describes them, in a folder.

`udevadm test` runs all rules of the system and ours on one device, with its own builtins (`usb_id` reads the very
descriptors, `input_id` the very capabilities), and writes what a rule writes: `authorized`, which a kernel obeys by
binding no driver. The folder stands at /sys in a namespace of its own. What it cannot show is the kernel obeying.
"""

import os
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kiosk.core.places import ROOT

RULES = ROOT / "deploy" / "udev"
_HUB = "devices/pci0000:00/0000:00:14.0/usb1"
_EV_KEY, _EV_REL, _EV_ABS = 1, 2, 3
_LETTERS = range(1, 120)
_BTN_TOUCH, _ABS_X, _ABS_Y, _ABS_MT_SLOT = 0x14A, 0, 1, 0x2F
_MT = (0x2F, 0x35, 0x36, 0x39)


@dataclass(frozen=True)
class Gadget:
    """What is plugged in: class, subclass and protocol of each of its interfaces, in hexadecimal."""

    name: str
    interfaces: tuple[str, ...]
    vendor: str = "0781"
    product: str = "5567"


@dataclass(frozen=True)
class Verdict:
    """`let_in`: the kernel may bind drivers. `rules` tells whether our rule was read at all."""

    let_in: bool
    properties: dict[str, str]


class Bus:
    """One socket. `maintenance`: a technician's file is there."""

    def __init__(self, folder: Path, *, rules: Path = RULES, maintenance: bool = False) -> None:
        self._sys = folder / "sys"
        self._rules = folder / "rules.d"
        self._run = folder / "run"
        shutil.copytree(rules, self._rules)
        for path in (self._sys / "bus/usb/devices", self._sys / "class/input", self._run / "udev"):
            path.mkdir(parents=True)
        if maintenance:
            (self._run / "visio-maintenance").touch()

    def plug(self, gadget: Gadget) -> Verdict:
        """The device as the kernel announces it, before any driver has it."""
        place = self._device(gadget)
        properties = self._announce(place)
        return Verdict((place / "authorized").read_text().strip() == "1", properties)

    def key_panel(self, gadget: Gadget, kind: str) -> Verdict:
        """An input device that came with a gadget which was let in: `keyboard`, `touch`, or both at once."""
        place = self._device(gadget)
        node = self._input(place, kind)
        return Verdict((place / "authorized").read_text().strip() == "1", self._announce(node))

    # ---- inside

    def _device(self, gadget: Gadget) -> Path:
        place = self._sys / _HUB / "1-2"
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(parents=True)
        identity = {"idVendor": gadget.vendor, "idProduct": gadget.product, "bcdDevice": "0100", "authorized": "1",
                    "bDeviceClass": "00", "busnum": "1", "devnum": "4"}  # fmt: skip
        for name, text in identity.items():
            (place / name).write_text(f"{text}\n")
        (place / "descriptors").write_bytes(_descriptors(gadget))
        _uevent(place, MAJOR="189", MINOR="3", DEVNAME="bus/usb/001/004", DEVTYPE="usb_device", DRIVER="usb",
                PRODUCT=f"{int(gadget.vendor, 16):x}/{int(gadget.product, 16):x}/100", TYPE="0/0/0")  # fmt: skip
        self._link(place, "subsystem", "bus/usb")
        self._link(self._sys / "bus/usb/devices", "1-2", f"{_HUB}/1-2")
        return place

    def _input(self, place: Path, kind: str) -> Path:
        face = place / "1-2:1.0"
        hid = face / "0003:0781:5567.0001"
        device = hid / "input/input5"
        node = device / "event5"
        node.mkdir(parents=True)
        _uevent(face, DEVTYPE="usb_interface")
        self._link(face, "subsystem", "bus/usb")
        keys = [
            *(_LETTERS if kind in {"keyboard", "both"} else ()),
            *([_BTN_TOUCH] if kind != "keyboard" else ()),
        ]
        axes = [_ABS_X, _ABS_Y, *_MT] if kind != "keyboard" else []
        kinds = [0, _EV_KEY, *([_EV_ABS] if axes else [])]
        (device / "capabilities").mkdir()
        for name, bits in (("ev", kinds), ("key", keys), ("abs", axes), ("rel", []), ("sw", [])):
            (device / "capabilities" / name).write_text(_bitmap(bits))
        (device / "properties").write_text(_bitmap([1] if axes else []))
        (device / "name").write_text("Gadget\n")
        _uevent(device, NAME='"Gadget"', EV=_bitmap(kinds).strip(), KEY=_bitmap(keys).strip())
        _uevent(node, MAJOR="13", MINOR="69", DEVNAME="input/event5")
        for folder in (device, node):
            self._link(folder, "subsystem", "class/input")
        self._link(self._sys / "class/input", "event5", str(node.relative_to(self._sys)))
        return node

    def _announce(self, place: Path) -> dict[str, str]:
        """What `udevadm test` says of an `add`; the rules of the machine apply too."""
        argv = [
            "bwrap", "--dev-bind", "/", "/", "--bind", str(self._sys), "/sys", "--bind", str(self._run), "/run",
            "--ro-bind", str(self._rules), "/etc/udev/rules.d", "--setenv", "SYSTEMD_DEVICE_VERIFY_SYSFS", "0",
            "--unshare-user", "--uid", "0", "--gid", "0",
            "udevadm", "test", "--action=add", f"/sys/{place.relative_to(self._sys)}",
        ]  # fmt: skip
        done = subprocess.run(argv, capture_output=True, text=True, check=False, timeout=60)
        if done.returncode != 0:
            raise RuntimeError(done.stderr[-2000:])
        _, _, told = done.stdout.partition("DEVPATH=")
        return dict(line.split("=", 1) for line in told.splitlines() if "=" in line)

    def _link(self, place: Path, name: str, target: str) -> None:
        place.joinpath(name).unlink(missing_ok=True)
        place.joinpath(name).symlink_to(os.path.relpath(self._sys / target, place))


def _uevent(place: Path, **values: str) -> None:
    (place / "uevent").write_text("".join(f"{key}={value}\n" for key, value in values.items()))


def _bitmap(bits: Iterable[int]) -> str:
    """As the kernel writes one: hexadecimal words of 64 bits, the highest first."""
    value = sum(1 << bit for bit in bits)
    words: list[str] = []
    while value or not words:
        words.append(f"{value & (1 << 64) - 1:x}")
        value >>= 64
    return " ".join(reversed(words)) + "\n"


def _descriptors(gadget: Gadget) -> bytes:
    """The device's, its configuration's, then each interface with an endpoint, as in USB 2.0, chapter 9."""
    vendor, product = (int(number, 16).to_bytes(2, "little") for number in (gadget.vendor, gadget.product))
    device = b"\x12\x01\x00\x02\x00\x00\x00\x40" + vendor + product + b"\x00\x01\x01\x02\x03\x01"
    faces = b"".join(
        bytes([9, 4, number, 0, 1])
        + bytes.fromhex(face)
        + b"\x00"
        + bytes([7, 5, 0x81 + number, 3, 8, 0, 10])
        for number, face in enumerate(gadget.interfaces)
    )
    size = (9 + len(faces)).to_bytes(2, "little")
    return device + bytes([9, 2]) + size + bytes([len(gadget.interfaces), 1, 0, 0x80, 50]) + faces
