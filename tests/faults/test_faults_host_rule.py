"""What a stranger plugs into the kiosk: the shipped rule, run by the real udev on devices as the kernel describes them.

No kernel and no socket are here: that it then binds no driver is what udev's own manual promises, and is said so.
"""

from pathlib import Path

import pytest

from kiosk.core.places import ROOT
from tests.faults.report import Report
from tests.faults.usb_bus import RULES, Bus, Gadget, Verdict

STICK = Gadget("clé USB", ("080650",))
KEYBOARD = Gadget("clavier", ("030101",), "046d", "c31c")
REFUSED = (
    STICK,
    KEYBOARD,
    Gadget("disque rapide (UAS)", ("080650", "080662")),
    Gadget("téléphone en mode fichiers", ("060101",)),
    Gadget("clé qui tape au clavier", ("080650", "030101")),
    Gadget("caméra qui cache une clé", ("0e0100", "0e0200", "080650")),
    Gadget("lecteur de codes en mode clavier", ("030101",), "0c2e", "0b61"),
    Gadget("carte réseau", ("020600", "0a0000")),
    Gadget("téléphone en partage de connexion", ("e00103", "0a0000")),
    Gadget("clé Bluetooth", ("e00101",)),
)
LET_IN = (
    Gadget("dalle tactile", ("030000",)),
    Gadget("caméra", ("0e0100", "0e0200")),
    Gadget("micro et haut-parleur", ("010100", "010200")),
    Gadget("imprimante", ("070102",)),
    Gadget("lecteur de codes en mode série", ("020201", "0a0000")),
    Gadget("adaptateur série", ("ffffff",), "0403", "6001"),
    Gadget("scanner", ("ffffff",)),
)
UNPROVEN = "refusés par la règle livrée, exécutée par le vrai udev ; non prouvé sur matériel : aucun noyau n'a obéi ici"
NODE = Gadget("clavier sans le dire", ("030000",))


def named(gadget: Gadget) -> str:
    return gadget.name


@pytest.mark.fault(16, "clavier ou clé USB inconnus branchés", area="devices")
def test_an_unknown_stick_and_an_unknown_keyboard_are_refused_before_any_driver_has_them(
    tmp_path: Path, report: Report
) -> None:
    bus = Bus(tmp_path)
    seen: list[Verdict] = []

    def plug() -> None:
        seen.extend([bus.plug(STICK), bus.plug(KEYBOARD)])

    report.inject(plug)
    assert [verdict.let_in for verdict in seen] == [False, False]
    assert [verdict.properties["ID_USB_INTERFACES"] for verdict in seen] == [":080650:", ":030101:"]
    report.noticed(UNPROVEN)
    assert bus.plug(LET_IN[0]).let_in, "the panel itself works on"
    report.recovered()


@pytest.mark.parametrize("gadget", REFUSED, ids=named)
def test_what_could_carry_files_keys_or_a_network_is_refused(gadget: Gadget, tmp_path: Path) -> None:
    assert not Bus(tmp_path).plug(gadget).let_in


@pytest.mark.parametrize("gadget", LET_IN, ids=named)
def test_the_kiosk_s_own_devices_are_let_in(gadget: Gadget, tmp_path: Path) -> None:
    assert Bus(tmp_path).plug(gadget).let_in


def test_without_the_rule_all_would_be_let_in(tmp_path: Path) -> None:
    """Or the tests above would prove nothing."""
    empty = tmp_path / "none"
    empty.mkdir()
    bus = Bus(tmp_path / "bus", rules=empty)
    assert all(bus.plug(gadget).let_in for gadget in REFUSED)
    assert "LIBINPUT_IGNORE_DEVICE" not in bus.key_panel(NODE, "keyboard").properties


def test_a_technician_s_file_lets_a_keyboard_in(tmp_path: Path) -> None:
    bus = Bus(tmp_path, maintenance=True)
    assert bus.plug(KEYBOARD).let_in
    assert "LIBINPUT_IGNORE_DEVICE" not in bus.key_panel(NODE, "keyboard").properties


def test_a_keyboard_that_did_not_say_so_is_not_listened_to_and_the_panel_is(tmp_path: Path) -> None:
    bus = Bus(tmp_path)
    keyboard = bus.key_panel(NODE, "keyboard")
    assert keyboard.let_in
    assert keyboard.properties["ID_INPUT_KEYBOARD"] == "1"
    assert keyboard.properties["LIBINPUT_IGNORE_DEVICE"] == "1"
    panel = bus.key_panel(NODE, "touch")
    assert panel.properties["ID_INPUT_TOUCHSCREEN"] == "1"
    assert "LIBINPUT_IGNORE_DEVICE" not in panel.properties


def test_the_installer_puts_the_rule_where_udev_reads_it_and_nothing_mounts_a_disk() -> None:
    installer = (ROOT / "deploy" / "bundle" / "installer").read_text(encoding="utf-8")
    rule = next(RULES.glob("*.rules"))
    assert f"put udev/{rule.name} /etc/udev/rules.d/{rule.name}" in installer
    packages = (ROOT / "deploy" / "setup" / "packages").read_text(encoding="utf-8").split()
    assert not {"udisks2", "udevil", "usbmount", "gvfs", "autofs"} & set(packages)
