"""What every signature pad promises: ink where the pen wrote, never ink from noise, and a loss that shows."""

import itertools
import random
import select
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.peers.pad_peer import PadPeer
from devices.signature.address import parse_address
from devices.signature.packets import TOPAZ, WACOM, Decoder, Format
from devices.signature.ports import Garbled, Live, Missing, PadStatus, Pen
from devices.signature.serial_pad import SerialPad, open_pad
from kiosk.core.errors import ERRORS

DEADLINE_S = 60.0
QUIET_S = 0.2
LINE = [(0.2 + 0.004 * i, 0.5) for i in range(100)]


@pytest.fixture(params=["topaz", "wacom"])
def peer(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[PadPeer]:
    peer = PadPeer(tmp_path, request.param)
    peer.start()
    yield peer
    peer.stop()


@pytest.fixture
def pad(peer: PadPeer) -> Iterator[SerialPad]:
    opened = open_pad(parse_address(peer.uri))
    assert isinstance(opened, SerialPad)
    yield opened
    opened.close()


def heard(pad: SerialPad) -> list[Pen]:
    """All that the peer says, from when it begins to come until it is quiet."""
    pens: list[Pen] = []
    patience_s = DEADLINE_S
    while select.select([pad.descriptor], [], [], patience_s)[0] and not isinstance(pad.status, Missing):
        pens += pad.read()
        patience_s = QUIET_S
    return pens


def strokes(pens: list[Pen]) -> list[list[tuple[float, float]]]:
    """Pens as ink."""
    found: list[list[tuple[float, float]]] = []
    writing = False
    for pen in pens:
        if pen.down and not writing:
            found.append([])
        if pen.down:
            found[-1].append((pen.x, pen.y))
        writing = pen.down
    return found


def test_the_ways_a_pad_is_missing_are_in_the_list_of_errors() -> None:
    assert {"signature.pad-missing", "signature.pad-busy", "signature.pad-garbled"} <= set(ERRORS)


def test_a_stroke_is_where_the_pen_wrote_and_ends_when_it_is_lifted(peer: PadPeer, pad: SerialPad) -> None:
    peer.stroke(LINE)
    pens = heard(pad)
    (ink,) = strokes(pens)
    assert not pens[-1].down
    assert len(ink) >= len(LINE) - 3
    assert all(abs(y - 0.5) < 0.001 and 0.19 < x < 0.61 for x, y in ink)
    assert [x for x, _ in ink] == sorted(x for x, _ in ink)


def test_two_strokes_are_two(peer: PadPeer, pad: SerialPad) -> None:
    peer.sign()
    assert len(strokes(heard(pad))) == 2


def test_noise_is_told_until_a_pen_writes_again(peer: PadPeer, pad: SerialPad) -> None:
    peer.say(b"\x05\x06\x07")
    heard(pad)
    told: list[PadStatus] = [pad.status]  # the rest of a packet, when a pad is plugged in under way
    peer.garbage(2000)
    heard(pad)
    told.append(pad.status)
    peer.stroke(LINE)
    assert len(strokes(heard(pad))) == 1
    assert [*told, pad.status] == [Live(), Garbled(), Live()]


def test_noise_makes_no_ink(peer: PadPeer, pad: SerialPad) -> None:
    for _ in range(5):
        peer.garbage(2000)
        assert strokes(heard(pad)) == []


@pytest.mark.parametrize("maker", [TOPAZ, WACOM], ids=["topaz", "wacom"])
def test_a_million_bytes_of_noise_make_no_ink(maker: Format) -> None:
    noise = random.Random(7)
    decoder = Decoder(maker)
    assert [pen for _ in range(500) for pen in decoder.feed(noise.randbytes(2000)) if pen.down] == []


def test_after_noise_the_pen_is_found_again(peer: PadPeer, pad: SerialPad) -> None:
    peer.garbage(997)
    peer.say(peer.packet((0.5, 0.5), down=True)[:3])
    peer.stroke(LINE)
    (ink,) = strokes(heard(pad))
    assert len(ink) >= len(LINE) - 8


def test_noise_in_the_middle_of_a_stroke_draws_no_line_across(peer: PadPeer, pad: SerialPad) -> None:
    peer.stroke(LINE)
    peer.garbage(300)
    peer.stroke([(x, 0.9) for x, _ in LINE])
    for ink in strokes(heard(pad)):
        assert all(abs(a[1] - b[1]) < 0.05 for a, b in itertools.pairwise(ink))


def test_a_pad_that_is_pulled_out_says_so_and_comes_back_at_its_address(
    peer: PadPeer, pad: SerialPad
) -> None:
    peer.unplug()
    assert heard(pad) == []
    assert pad.status == Missing("signature.pad-missing")
    pad.close()
    assert open_pad(parse_address(peer.uri)) == Missing("signature.pad-missing")
    peer.replug()
    again = open_pad(parse_address(peer.uri))
    assert isinstance(again, SerialPad)
    again.close()


def test_a_pad_that_another_program_holds_is_told_apart(peer: PadPeer, pad: SerialPad) -> None:
    assert isinstance(pad.status, Live)
    assert open_pad(parse_address(peer.uri)) == Missing("signature.pad-busy")


@given(st.binary(max_size=3000), st.sampled_from([TOPAZ, WACOM]), st.integers(1, 50))
def test_how_bytes_arrive_does_not_matter(data: bytes, maker: Format, cut: int) -> None:
    whole, pieces = Decoder(maker), Decoder(maker)
    parted = [pen for start in range(0, len(data), cut) for pen in pieces.feed(data[start : start + cut])]
    assert whole.feed(data) == parted


@pytest.mark.parametrize(
    "uri", ["", "topaz", "topaz:pad", "topaz://h/dev", "moth:/dev/x", "topaz:/dev/x?baud=3", "wacom:/d?b=1"]
)
def test_a_wrong_address_is_told_with_the_forms_that_are_right(uri: str) -> None:
    with pytest.raises(ValueError, match="topaz:/dev/ttyUSB0"):
        parse_address(uri)
