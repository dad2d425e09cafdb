"""What programs and a technician say about devices, read."""

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.discovery.address import Probe, parse_probe
from devices.discovery.power import served
from devices.discovery.printers import lpadmin, printers_in, queue_uri
from devices.discovery.scanners import airscan, escl_uri, listed
from devices.discovery.sound import ends
from devices.discovery.tool import Said, ask
from devices.printer.address import parse_address as printer_address
from devices.scanner.address import parse_address as scanner_address
from devices.sound.attached import Attached


def test_a_printer_with_two_addresses_is_named_by_the_plain_one() -> None:
    text = "ipps://a.local:443/ipp/print\nipp://a.local:631/ipp/print\nipps://b.local/ipp\nnoise\n"
    assert printers_in(text) == ["ipp://a.local:631/ipp/print", "ipps://b.local/ipp"]


@given(
    st.text(
        min_size=1,
        max_size=30,
        alphabet=st.characters(exclude_categories=["C", "Z"], exclude_characters="/#"),
    )
)
def test_a_queue_of_any_name_is_found_again_by_its_uri(name: str) -> None:
    assert printer_address(queue_uri("/run/cups/cups.sock", name)).queue == name


def test_a_queue_is_made_as_the_guide_says() -> None:
    guide = Path("deploy/guide/installer.md").read_text(encoding="utf-8")
    assert " ".join(lpadmin("ipp://ADRESSE/ipp/print", "borne")) in guide


def test_scanners_of_the_network_are_named_by_address() -> None:
    text = (
        "[devices]\n  Brother MFC = http://10.0.0.5:80/eSCL/, eSCL\n  Brother MFC = http://10.0.0.5/WSD, WSD\n"
        "  Old = http://10.0.0.9:8018/wsd, WSD\n"
    )
    brother, old = airscan(text)
    assert (brother.name, brother.uri) == ("Brother MFC", "escl://10.0.0.5:80/eSCL")
    assert scanner_address(old.uri).device == "airscan:wsd:scanner:http://10.0.0.9:8018/wsd"
    assert escl_uri("https://h:9/x") == "escls://h:9/x"


@given(st.text(min_size=1, alphabet=st.characters(exclude_categories=["C", "Z"])))
def test_a_device_of_sane_is_found_again_by_its_uri(device: str) -> None:
    (found,) = listed([(f"x{device}", "Noname", "", "")])
    assert scanner_address(found.uri).device == f"x{device}"


def test_cameras_and_nameless_network_scanners_are_no_sane_scanners() -> None:
    rows = [
        ("v4l:/dev/video0", "", "", ""),
        ("airscan:e0:X", "", "", ""),
        ("epson2:libusb:001:004", "Epson", "V39", ""),
    ]
    assert [(found.name, found.uri) for found in listed(rows)] == [
        ("Epson V39", "sane:epson2:libusb:001:004")
    ]


def test_a_monitor_is_no_microphone_and_the_servers_choice_comes_first() -> None:
    rows = [
        Attached("microphone", "a.monitor", "Monitor", monitor=True),
        Attached("microphone", "b", "USB Mic", muted=True),
        Attached("microphone", "c", "Built-in"),
    ]
    assert [(row.name, row.uri, row.alias) for row in ends(rows, "c")] == [
        ("Built-in", "sound:device:c", "sound:default"),
        ("USB Mic", "sound:device:b", ""),
    ]
    assert [row.note for row in ends(rows, "")] == ["coupé : remettre le son", ""]


def test_power_supplies_by_nuts_names() -> None:
    assert [found.uri for found in served("eaton\nsalle: Onduleur\n\n")] == [
        "nut://localhost/eaton",
        "nut://localhost/salle",
    ]


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("192.168.1.20", "host"),
        ("imprimante.mairie.local", "host"),
        ("fe80::1", "host"),
        ("ipp://h/ipp/print", "ipp"),
        ("escl://h:8080/eSCL", "escl"),
        ("escpos+tcp://h", "receipt"),
        ("escpos+serial:/dev/ttyUSB0", "receipt"),
        ("topaz:/dev/ttyUSB0", "line"),
        ("codes:/dev/ttyACM0", "line"),
        ("ld2410:/dev/ttyUSB1", "line"),
    ],
)
def test_an_address_says_what_may_be_asked(text: str, way: str) -> None:
    assert parse_probe(text) == Probe(way, text)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text", ["", "a b", "--x", "ipp:x", "ipp://", "ipp://[", "escl://", "topaz:pad", "x://h"]
)
def test_a_wrong_address_is_told_with_the_forms_that_are_right(text: str) -> None:
    with pytest.raises(ValueError, match=r"HOTE|HÔTE|/dev/"):
        parse_probe(text)


def test_the_nearest_scheme_is_told() -> None:
    with pytest.raises(ValueError, match="« escl »"):
        parse_probe("esc://h/eSCL")


def _run(program: str, deadline_s: float = 20.0) -> Said:
    return ask([sys.executable, "-c", program], deadline_s)


def test_a_program_that_says_its_word_is_heard() -> None:
    assert _run("print('é')") == Said("é\n")


def test_a_program_that_never_ends_is_ended_and_what_it_said_counts() -> None:
    said = _run("import time; print('a', flush=True); time.sleep(600)", 1.0)
    assert said.text in {"a\n", ""}
    assert "ne répond pas à temps" in said.trouble


def test_a_program_that_closes_its_mouth_and_stays_is_ended() -> None:
    assert "à temps" in _run("import os,time; os.close(1); os.close(2); time.sleep(600)", 2.0).trouble


def test_a_program_that_talks_for_ever_is_cut() -> None:
    said = _run("while True: print('x' * 1000)")
    assert "en dit trop" in said.trouble
    assert len(said.text) <= 256 * 1024


def test_a_program_that_is_not_there_or_fails_is_said() -> None:
    assert "n'est pas installé" in ask(["/nowhere/ippfind"], 1).trouble
    assert _run("import sys; print('no', file=sys.stderr); sys.exit(3)") == Said("", "no")
