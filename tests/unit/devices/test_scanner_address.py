"""A scanner's name, and what is said of a wrong one."""

import pytest

from devices.scanner.address import FORMS, ScannerAddress, parse_address

WEB = "http://scanner.local:80/eSCL"


@pytest.mark.parametrize(
    ("uri", "address"),
    [
        ("escl://scanner.local", ScannerAddress(f"airscan:escl:scanner:{WEB}", WEB)),
        (
            "escls://10.0.0.9:8443/eSCL/",
            ScannerAddress("airscan:escl:scanner:https://10.0.0.9:8443/eSCL", "https://10.0.0.9:8443/eSCL"),
        ),
        (
            "escl://[fe80::1]:8080/eSCL",
            ScannerAddress("airscan:escl:scanner:http://[fe80::1]:8080/eSCL", "http://[fe80::1]:8080/eSCL"),
        ),
        ("sane:test:0", ScannerAddress("test:0")),
        ("sane:test:0?config=/etc/autre", ScannerAddress("test:0", config="/etc/autre")),
        ("sane:genesys:libusb:001:004", ScannerAddress("genesys:libusb:001:004")),
        (
            "sane:airscan:escl:Bureau:http://10.0.0.9/eSCL",
            ScannerAddress("airscan:escl:Bureau:http://10.0.0.9/eSCL", "http://10.0.0.9/eSCL"),
        ),
    ],
)
def test_each_form_names_a_device(uri: str, address: ScannerAddress) -> None:
    assert parse_address(uri) == address


@pytest.mark.parametrize(
    "uri",
    ["", "sane:", "sane:--help", "sane:a\nb", "escl:", "escl://", "escl://h:99999", "escl://h?x=1", "usb:1"],
)
def test_anything_else_is_refused_with_the_forms_that_are(uri: str) -> None:
    with pytest.raises(ValueError, match="escl://") as refused:
        parse_address(uri)
    assert FORMS in str(refused.value)
