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
    "uri", ["", "borne", "ipp://localhost/borne", "cups://localhost", "cups:///run/cups.sock"]
)
def test_anything_else_is_refused_with_the_two_forms(uri: str) -> None:
    with pytest.raises(ValueError, match="queue=QUEUE"):
        parse_address(uri)
