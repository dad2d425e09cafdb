"""What a code reader sends, as a line of text: whole, printable, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.codes.address import ReaderAddress, parse_address
from devices.codes.decode import LONGEST, NOISY, Burst, read
from devices.codes.ports import Code, Reading, Unfit


def said(*chunks: bytes) -> Reading | None:
    burst = Burst()
    for chunk in chunks:
        burst.add(chunk)
    return burst.end()


@pytest.mark.parametrize("end", [b"\r", b"\n", b"\r\n", b"", b"\r\n\r\n"])
def test_a_code_is_the_same_whatever_the_reader_sends_after_it(end: bytes) -> None:
    assert said(b"D 47 03", b" 82 16 55", end) == Code("D 47 03 82 16 55")


def test_accents_are_read_from_both_ways_of_writing_them() -> None:
    assert said("Élodie Façade".encode()) == Code("Élodie Façade")
    assert said("Élodie Façade".encode("latin-1")) == Code("Élodie Façade")
    assert said("E\u0301lodie".encode()) == Code("Élodie"), "composed, so that it is as long as it looks"


def test_the_lines_of_one_code_are_not_taken_for_codes() -> None:
    assert said(b"BEGIN:VCARD\r\nD 47 03 82 16 55\r\nEND:VCARD\r\n") == Unfit("signs")


@pytest.mark.parametrize(
    "hidden",
    [
        "\x1b[2J",
        "\0",
        "\x08",
        "\x7f",
        "\x85",
        "\t",
        "\u202e",
        "\u2066",
        "\u200b",
        "\ufeff",
        "\u2028",
        "\u00ad",
        "\ue000",
    ],
)
def test_signs_that_do_not_print_or_turn_the_writing_round_make_it_no_text(hidden: str) -> None:
    assert said(f"2026{hidden}4471".encode()) == Unfit("signs")


def test_a_heap_of_accents_or_nothing_but_blanks_is_no_text() -> None:
    assert said(("Z" + "\u0336\u0323\u0330\u0331" * 3).encode()) == Unfit("signs")
    assert said(b"    \r") == Unfit("signs")
    assert said(b"\r\n") is None


def test_the_largest_code_is_read_and_a_longer_one_refused() -> None:
    assert said(b"A" * LONGEST + b"\r\n") == Code("A" * LONGEST)
    assert said(b"A" * (LONGEST + 1) + b"\r\n") == Unfit("long")
    assert said(b"A" * 4096) == Unfit("long")


def test_ten_megabytes_without_a_stop_are_counted_and_not_kept() -> None:
    burst = Burst()
    for _ in range(160):
        burst.add(b"x" * 65536)
    noisy = [burst.noisy]
    assert len(burst._held) <= LONGEST + 2
    assert burst.end() == Unfit("long")
    noisy.append(burst.noisy)
    assert noisy == [True, False], "a silence makes it well again"
    burst.add(b"D 47")
    assert burst.end() == Code("D 47")
    burst.add(b"x" * NOISY)
    assert not burst.noisy


@given(st.binary(max_size=300))
def test_whatever_comes_the_text_kept_is_one_that_can_be_drawn(data: bytes) -> None:
    match read(data):
        case Code(text=text):
            assert text.isprintable()
            assert text.strip()
        case Unfit(why=why):
            assert why == "signs"


def test_a_reader_is_named_by_its_line_and_its_rate() -> None:
    assert parse_address("codes:/dev/serial/by-id/usb-Honeywell") == ReaderAddress(
        "/dev/serial/by-id/usb-Honeywell", 9600
    )
    assert parse_address("codes:/dev/ttyS0?baud=115200").baud == 115200


@pytest.mark.parametrize(
    "uri",
    ["code:/dev/ttyS0", "codes://dev/ttyS0", "codes:ttyS0", "codes:/dev/ttyS0?baud=9601", "codes:/dev/ttyS0?speed=1",
     "codes:/dev/ttyS0#1", "codes:/dev/tty%00S0", "/dev/ttyS0", ""],
)  # fmt: skip
def test_another_address_is_refused_with_the_form_that_is_right(uri: str) -> None:
    with pytest.raises(ValueError, match=r"codes:/dev/serial/by-id/…"):
        parse_address(uri)
