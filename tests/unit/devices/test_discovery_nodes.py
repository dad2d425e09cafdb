"""What the kernel's tree says is plugged in, on trees drawn as the kernel draws them."""

import struct
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from devices.discovery.nodes import cameras, ieee1284, other_usb, serial_lines, usb_printers
from devices.discovery.ports import Around
from devices.discovery.rights import Who, may_use, remedy
from devices.discovery.video import Capability, Refused, ask_capability, capability

CAPTURE, METADATA, OWN = 0x00000001, 0x00800000, 0x80000000


@pytest.fixture
def around(tmp_path: Path) -> Around:
    return Around(tmp_path)


def _usb(root: Path, port: str, numbers: str, name: str) -> Path:
    device = root / "sys/devices/pci0/usb1" / port
    device.mkdir(parents=True)
    vendor, _, product = numbers.partition(":")
    for file, text in (("idVendor", vendor), ("idProduct", product), ("product", name)):
        (device / file).write_text(f"{text}\n")
    bus = root / "sys/bus/usb/devices"
    bus.mkdir(parents=True, exist_ok=True)
    (bus / port).symlink_to(device)
    return device


def _node(root: Path, kind: str, name: str, usb: Path, file: str = "") -> Path:
    """A node of `sys/class/kind` on an interface of `usb`, and its device file."""
    interface = usb / f"{usb.name}:1.0"
    interface.mkdir(exist_ok=True)
    node = root / "sys/class" / kind / name
    node.mkdir(parents=True)
    (node / "device").symlink_to(interface)
    path = root / "dev" / (file or name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    return path


def _by_id(root: Path, folder: str, link: str, node: str) -> None:
    path = root / "dev" / folder / link
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to("../" * (folder.count("/") + 1) + node)


def test_a_known_maker_of_serial_devices_is_named_by_its_lasting_name(around: Around) -> None:
    root = around.root
    _node(root, "tty", "ttyACM0", _usb(root, "1-1", "04b8:0202", "TM-T20II"))
    _by_id(root, "serial/by-id", "usb-EPSON_TM-T20II-if00", "ttyACM0")
    _node(root, "tty", "ttyACM1", _usb(root, "1-2", "05e0:1701", "Bar Code Scanner"))
    _by_id(root, "serial/by-id", "usb-Symbol-if00", "ttyACM1")
    code, printer = sorted(serial_lines(around).found, key=lambda row: row.kind)
    assert (printer.kind, printer.name) == ("receipt", "TM-T20II")
    assert printer.uri == "escpos+serial:/dev/serial/by-id/usb-EPSON_TM-T20II-if00"
    assert printer.alias == "escpos+serial:/dev/ttyACM0"
    assert (code.kind, code.uri) == ("codes", "codes:/dev/serial/by-id/usb-Symbol-if00")


def test_an_adapter_that_could_be_anything_is_never_proposed(around: Around) -> None:
    _node(around.root, "tty", "ttyUSB0", _usb(around.root, "1-1", "0403:6001", "FT232R USB UART"))
    _by_id(around.root, "serial/by-id", "usb-FTDI_FT232R-if00-port0", "ttyUSB0")
    (line,) = serial_lines(around).found
    assert (line.kind, line.uri, line.usable) == ("unknown", "", False)
    assert "--address escpos+serial:/dev/serial/by-id/usb-FTDI_FT232R-if00-port0" in line.note


@pytest.mark.parametrize(
    ("numbers", "identity", "kind"),
    [
        ("04b8:0e15", "MFG:EPSON;CMD:ESC/POS;MDL:TM-T20II;CLS:PRINTER;", "receipt"),
        ("03f0:1234", "MFG:HP;CMD:PCL,PJL;MDL:LaserJet;CLS:PRINTER;", "printer"),
        ("04b8:1234", "MANUFACTURER:EPSON;COMMAND SET:ESCPL2,BDC;MODEL:ET-2700;", "printer"),
    ],
)
def test_a_usb_printer_is_told_by_what_it_understands(
    around: Around, numbers: str, identity: str, kind: str
) -> None:
    usb = _usb(around.root, "1-1", numbers, "Printer")
    _node(around.root, "usbmisc", "lp0", usb, "usb/lp0")
    (usb / "1-1:1.0/ieee1284_id").write_text(identity)
    (found,) = usb_printers(around).found
    assert (found.kind, found.uri) == (kind, "escpos+usb:/dev/usb/lp0" if kind == "receipt" else "")


def test_an_identity_may_be_garbage() -> None:
    assert ieee1284("") == {}
    assert ieee1284(";;:;x;MFG:;CMD:A:B") == {"": "", "MFG": "", "CMD": "A:B"}


def _ask(answers: Mapping[str, Capability | Refused]) -> Callable[[Path], Capability | Refused]:
    return lambda node: answers[node.name]


def test_a_camera_is_its_node_that_gives_pictures_by_its_lasting_name(around: Around) -> None:
    usb = _usb(around.root, "1-1", "046d:0825", "Webcam")
    for number in (0, 1):
        _node(around.root, "video4linux", f"video{number}", usb)
        _by_id(around.root, "v4l/by-id", f"usb-046d_Webcam-video-index{number}", f"video{number}")
        _by_id(around.root, "v4l/by-path", f"pci-usb-0:1:1.0-video-index{number}", f"video{number}")
    said = {
        "video0": Capability("Webcam C270", captures=True),
        "video1": Capability("Webcam C270", captures=False),
    }
    (camera,) = cameras(around, _ask(said)).found
    assert (camera.name, camera.uri) == ("Webcam C270", "camera:/dev/v4l/by-id/usb-046d_Webcam-video-index0")
    assert (camera.alias, camera.usable) == ("camera:/dev/video0", True)


@pytest.mark.parametrize(("reason", "words"), [("denied", "accès refusé"), ("busy", "un autre programme")])
def test_a_camera_that_is_there_and_not_ours_to_open_is_said(around: Around, reason: str, words: str) -> None:
    _node(around.root, "video4linux", "video0", _usb(around.root, "1-1", "046d:0825", "Webcam"))
    answer = Refused("denied") if reason == "denied" else Refused("busy")
    (camera,) = cameras(around, _ask({"video0": answer})).found
    assert (camera.hindrance, camera.usable) == (reason, False)
    assert words in camera.note


@pytest.mark.parametrize(
    ("whole", "own", "captures"),
    [
        (CAPTURE | METADATA | OWN, CAPTURE, True),
        (CAPTURE | METADATA | OWN, METADATA, False),
        (CAPTURE, 0, True),
        (0x2, 0, False),
    ],
)
def test_what_a_node_can_do_is_read_as_the_kernel_lays_it_out(whole: int, own: int, captures: bool) -> None:
    answer = struct.pack("=16s32s32sIII12x", b"uvcvideo", b"HD Cam\x1b[2J\0rest", b"usb", 1, whole, own)
    assert capability(answer) == Capability("HD Cam[2J", captures)


def test_a_file_that_is_no_camera_says_so_and_one_that_went_too(tmp_path: Path) -> None:
    (tmp_path / "video0").touch()
    assert ask_capability(tmp_path / "video0") == Refused("foreign")
    assert ask_capability(tmp_path / "video1") == Refused("gone")


def test_what_cannot_be_used_is_said_so_that_nobody_looks_for_it(around: Around) -> None:
    _usb(around.root, "1-1", "056a:00a2", "STU-300B")
    _usb(around.root, "1-2", "051d:0002", "Back-UPS")
    _usb(around.root, "1-3", "04b8:0832", "ET-2700 Series")
    _usb(around.root, "1-4", "1d6b:0002", "root hub")
    told = {row.kind: row for row in other_usb(around).found}
    assert set(told) == {"signature", "ups"}
    assert "HID" in told["signature"].note
    assert "ups.conf" in told["ups"].note
    assert not any(row.usable for row in told.values())


def test_a_reader_that_has_its_line_is_not_told_twice(around: Around) -> None:
    _node(around.root, "tty", "ttyACM0", _usb(around.root, "1-1", "05e0:1701", "Bar Code Scanner"))
    assert other_usb(around).found == ()


@pytest.mark.parametrize("finder", [serial_lines, usb_printers, cameras, other_usb])
def test_a_machine_with_nothing_on_it_has_nothing(finder: Callable[[Around], object], around: Around) -> None:
    assert getattr(finder(around), "found") == ()  # noqa: B009 - one name for all finders


VISITOR = Who("visio-visite", 990, frozenset({990, 44}))


@pytest.mark.parametrize(
    ("mode", "owner", "group", "may"),
    [
        (0o660, 0, 44, True),
        (0o660, 0, 20, False),
        (0o640, 0, 44, False),
        (0o600, 990, 0, True),
        (0o666, 0, 0, True),
        (0o606, 0, 44, False),
    ],
)
def test_who_may_open_a_node(mode: int, owner: int, group: int, may: bool) -> None:
    assert may_use(mode, owner, group, VISITOR) == may


def test_the_way_to_open_it_names_the_group_or_a_rule() -> None:
    assert "usermod -aG dialout visio-visite" in remedy(0o660, "dialout", "ttyUSB0", VISITOR)
    assert 'KERNEL=="ttyUSB[0-9]*"' in remedy(0o600, "root", "ttyUSB0", VISITOR)
