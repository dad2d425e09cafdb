"""Reading IPP: bytes as RFC 8010 lays them out, and bytes that are nothing of the kind."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.printer.ipp import GET_PRINTER_ATTRIBUTES, NoAnswerError, ask_printer, decode, encode


def _item(tag: int, name: bytes, value: bytes) -> bytes:
    return struct.pack(">BH", tag, len(name)) + name + struct.pack(">H", len(value)) + value


def test_a_request_is_laid_out_as_the_standard_says() -> None:
    request = encode(GET_PRINTER_ATTRIBUTES, "ipp://h/p", [("requested-attributes", "a", "b")])
    assert request[:9] == b"\x02\x00\x00\x0b\x00\x00\x00\x01\x01"
    assert _item(0x47, b"attributes-charset", b"utf-8") in request
    assert _item(0x45, b"printer-uri", b"ipp://h/p") in request
    assert request.endswith(_item(0x44, b"requested-attributes", b"a") + _item(0x44, b"", b"b") + b"\x03")


def test_an_answer_gives_its_groups_with_several_values() -> None:
    operation = b"\x01" + _item(0x47, b"attributes-charset", b"utf-8")
    printer = b"\x04" + _item(0x23, b"printer-state", struct.pack(">i", 5))
    printer += _item(0x44, b"printer-state-reasons", b"paused") + _item(0x44, b"", b"media-empty")
    groups = decode(b"\x02\x00\x00\x00\x00\x00\x00\x01" + operation + printer + b"\x03")
    assert groups == [{"printer-state": [5], "printer-state-reasons": ["paused", "media-empty"]}]


def test_an_error_status_is_no_answer() -> None:
    with pytest.raises(ValueError, match="0x0406"):
        decode(b"\x02\x00\x04\x06\x00\x00\x00\x01\x03")


@given(st.binary(max_size=200))
def test_garbage_is_refused_in_one_of_three_ways(data: bytes) -> None:
    try:
        decode(data)
    except (ValueError, IndexError, struct.error):
        return
    assert data[8:] != b""


def test_a_printer_that_is_not_there_does_not_answer() -> None:
    with pytest.raises(NoAnswerError):
        ask_printer("ipp://127.0.0.1:1/ipp/print")
    with pytest.raises(NoAnswerError, match="usb is not IPP"):
        ask_printer("usb://Brother/HL")
