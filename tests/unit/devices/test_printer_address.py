"""How a printer is named in the settings."""

import pytest

from devices.printer.address import CupsAddress, parse_address


@pytest.mark.parametrize(
    ("uri", "address"),
    [
        ("cups://localhost/borne", CupsAddress("localhost", 631, "borne")),
        ("cups://192.0.2.7:8631/hall%20A4", CupsAddress("192.0.2.7", 8631, "hall A4")),
        ("cups:///run/cups/cups.sock?queue=borne", CupsAddress("/run/cups/cups.sock", 0, "borne")),
        ("cups:///run/a%20b/cups.sock?queue=borne", CupsAddress("/run/a b/cups.sock", 0, "borne")),
    ],
)
def test_both_forms_are_read(uri: str, address: CupsAddress) -> None:
    assert parse_address(uri) == address


@pytest.mark.parametrize(
    ("uri", "nearest"),
    [
        ("", "cups://localhost/FILE"),
        ("borne", "cups://localhost/borne"),
        ("cup://localhost/borne", "essayer cups://localhost/borne"),
        ("CUPSS:///run/cups.sock?queue=b", "essayer cups:///run/cups.sock?queue=b"),
        ("ipp://192.0.2.9/ipp/print", "lpadmin -p borne -E -v ipp://192.0.2.9/ipp/print -m everywhere"),
        ("escpos+tcp://192.0.2.9", "n'est pas d'une imprimante A4"),
        ("cups://localhost", "il manque la file : cups://localhost/FILE"),
        ("cups:///run/cups.sock", "il manque la file : cups:///run/cups.sock?queue=FILE"),
        ("cups://localhost/printers/borne", "essayer cups://localhost/borne"),
        ("cups://localhost:port/borne", "ce n'est pas une adresse"),
        ("cups://[::1/borne", "ce n'est pas une adresse"),
        ("cups://localhost/bor\x00ne", "caractères invisibles"),
    ],
)
def test_anything_else_is_refused_with_the_two_forms_and_the_nearest(uri: str, nearest: str) -> None:
    with pytest.raises(ValueError, match="queue=FILE") as refused:
        parse_address(uri)
    assert nearest in str(refused.value)
