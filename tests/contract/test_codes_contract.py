"""What every code reader promises on its line: the text of one code, or why there is none; noise is never a code."""

import select
from collections.abc import Iterator
from pathlib import Path

import pytest

from devices.codes.address import parse_address
from devices.codes.decode import QUIET_S
from devices.codes.ports import Code, Live, Missing, Reading, Unfit
from devices.codes.serial_reader import SerialReader, open_reader
from devices.peers.code_peer import CodePeer
from kiosk.core.errors import ERRORS
from tests.contract.rude import WAYS, RudeLine
from tests.contract.test_every_kind_contract import not_ours


@pytest.fixture(params=["cr", "lf", "crlf", "none"])
def peer(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[CodePeer]:
    peer = CodePeer(tmp_path, request.param)
    peer.start()
    yield peer
    peer.stop()


@pytest.fixture
def reader(peer: CodePeer) -> Iterator[SerialReader]:
    opened = open_reader(parse_address(peer.uri))
    assert isinstance(opened, SerialReader)
    yield opened
    opened.close()


def heard(reader: SerialReader) -> Reading | None:
    """What stands between two silences."""
    while select.select([reader.descriptor], [], [], QUIET_S * 2)[0] and isinstance(reader.status, Live):
        reader.take()
    return reader.pause()


def test_one_code_is_one_text(peer: CodePeer, reader: SerialReader) -> None:
    peer.scan("3760001234567 é")
    assert heard(reader) == Code("3760001234567 é")
    assert heard(reader) is None


def test_a_code_that_is_no_line_of_text_is_told_and_the_next_is_read(
    peer: CodePeer, reader: SerialReader
) -> None:
    peer.scan("\x1b[2J")
    assert heard(reader) == Unfit("signs")
    peer.scan("bon")
    assert heard(reader) == Code("bon")


def test_one_that_is_pulled_out_says_so_and_comes_back_at_its_address(
    peer: CodePeer, reader: SerialReader
) -> None:
    peer.unplug()
    assert heard(reader) is None
    assert reader.status == Missing("codes.reader-missing")
    assert open_reader(parse_address(peer.uri)) == Missing("codes.reader-missing")
    peer.replug()
    again = open_reader(parse_address(peer.uri))
    assert isinstance(again, SerialReader)
    again.close()
    again.close()  # twice is once


def test_one_that_another_program_holds_or_that_is_not_ours_is_told_apart(
    peer: CodePeer, tmp_path: Path
) -> None:
    held = open_reader(parse_address(peer.uri))
    assert isinstance(held, SerialReader)
    assert open_reader(parse_address(peer.uri)) == Missing("codes.reader-busy")
    held.close()
    with not_ours(tmp_path / "lecteur"):
        denied = open_reader(parse_address(peer.uri))
    assert denied == Missing("codes.access-denied")
    assert "dialout" in ERRORS["codes.access-denied"].remedy


@pytest.mark.parametrize("way", WAYS)
def test_whatever_raves_on_its_line_is_no_code(way: str, tmp_path: Path) -> None:
    with RudeLine(way, tmp_path) as rude:
        reader = open_reader(parse_address(f"codes:{rude.path}"))
        assert isinstance(reader, SerialReader)
        try:
            assert not isinstance(heard(reader), Code)
        finally:
            reader.close()
