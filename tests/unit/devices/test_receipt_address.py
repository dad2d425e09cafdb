"""How a ticket printer is named, and what its status bytes say."""

import pytest

from devices.receipt.address import ReceiptAddress, parse_address
from devices.receipt.ports import Trouble
from devices.receipt.status import decode, is_mark, is_status


@pytest.mark.parametrize(
    ("uri", "address"),
    [
        ("escpos+tcp://10.0.0.9", ReceiptAddress("tcp", "10.0.0.9", 9100)),
        ("escpos+tcp://tickets:4000?width=58", ReceiptAddress("tcp", "tickets", 4000, 0, 58)),
        ("escpos+serial:/dev/ttyUSB0", ReceiptAddress("serial", "/dev/ttyUSB0", 0, 19200)),
        ("escpos+serial:/dev/ttyS1?baud=9600", ReceiptAddress("serial", "/dev/ttyS1", 0, 9600)),
        ("escpos+usb:/dev/usb/lp0", ReceiptAddress("usb", "/dev/usb/lp0")),
    ],
)
def test_an_address_says_wire_place_and_paper(uri: str, address: ReceiptAddress) -> None:
    assert parse_address(uri) == address


@pytest.mark.parametrize(
    "uri",
    [
        "", "tickets", "cups://serveur/file", "escpos+tcp:/dev/x", "escpos+tcp://hote:port", "escpos+tcp://hote:99999",
        "escpos+serial:ttyUSB0", "escpos+serial:/dev/ttyS0?baud=12", "escpos+tcp://h?width=70", "escpos+tcp://h?with=80",
    ],
)  # fmt: skip
def test_a_wrong_address_is_told_with_the_forms_that_are_right(uri: str) -> None:
    with pytest.raises(ValueError, match=r"escpos\+serial:/dev/ttyUSB0"):
        parse_address(uri)


@pytest.mark.parametrize(
    ("answers", "trouble", "low"),
    [
        ("12 12 12 12", None, False),
        ("12 12 12 1e", None, True),
        ("1a 32 12 7e", "receipt.paper-empty", True),
        ("1a 16 12 12", "receipt.cover-open", False),
        ("1a 36 12 7e", "receipt.cover-open", True),
        ("1a 52 1a 12", "receipt.cutter-jammed", False),
        ("1a 52 32 12", "receipt.device-failed", False),
        ("1a 12 12 12", "receipt.device-offline", False),
    ],
)
def test_four_bytes_name_what_a_person_must_mend(answers: str, trouble: Trouble | None, low: bool) -> None:
    status = decode(bytes.fromhex(answers))
    assert (status.trouble, status.paper_low) == (trouble, low)


@pytest.mark.parametrize("answers", ["", "12", "12 12 12 12 12", "12 12 12 00", "ff ff ff ff"])
def test_bytes_that_are_no_status_are_refused(answers: str) -> None:
    with pytest.raises(ValueError, match="no ESC/POS status"):
        decode(bytes.fromhex(answers))


def test_no_byte_answers_two_questions() -> None:
    assert not [byte for byte in range(256) if is_status(byte) and is_mark(byte)]
