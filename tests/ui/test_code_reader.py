"""A code reader under Qt's loop: the real driver, a simulated reader at the other end of its line."""

import os
import select
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from devices.codes.address import parse_address
from devices.codes.ports import Missing, Reading
from devices.codes.serial_reader import SerialReader, open_reader
from devices.peers.code_peer import CodePeer
from ui.adapters.codes import CodeLine

DEADLINE_S = 60


def _until(qtbot: QtBot, ready: Callable[[], bool]) -> None:
    """The deadline only ends a test that failed."""
    qtbot.waitUntil(ready, timeout=1000 * DEADLINE_S)


class Desk:
    """A code line and all it said."""

    def __init__(self, uri: str) -> None:
        self.codes: list[str] = []
        self.unfit = 0
        self.status: list[str] = []
        self.line = CodeLine(uri, self.codes.append, self._unfit, self.status.append)

    def _unfit(self) -> None:
        self.unfit += 1


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[CodePeer]:
    peer = CodePeer(tmp_path)
    peer.start()
    yield peer
    peer.stop()


@pytest.fixture
def desk(reader: CodePeer, qtbot: QtBot) -> Iterator[Desk]:
    desk = Desk(reader.uri)
    desk.line.listen(True)
    assert desk.status == ["ready"]
    yield desk
    desk.line.listen(False)


def test_a_code_is_read_once_however_long_the_paper_stays_there(
    reader: CodePeer, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.line._away.setInterval(1000 * DEADLINE_S)  # it is there all the time, however slow the machine
    readings: list[Reading] = []
    opened = desk.line._reader
    assert opened is not None
    pause = opened.pause

    def paused() -> Reading | None:
        reading = pause()
        if reading is not None:
            readings.append(reading)
        return reading

    monkeypatch.setattr(opened, "pause", paused)
    reader.scan("D 47 03 82 16 55")
    _until(qtbot, lambda: desk.codes == ["D 47 03 82 16 55"])
    reader.scan("D 47 03 82 16 55")
    _until(qtbot, lambda: len(readings) == 2)
    reader.scan("9780201379624")
    _until(qtbot, lambda: len(desk.codes) == 2)
    assert desk.codes == ["D 47 03 82 16 55", "9780201379624"]


def test_control_characters_and_codes_beyond_any_are_told_and_not_handed_on(
    reader: CodePeer, desk: Desk, qtbot: QtBot
) -> None:
    reader.say(b"\x1b[2J\x1b]0;oups\x07\r")
    _until(qtbot, lambda: desk.unfit == 1)
    reader.scan("A" * 4000)
    _until(qtbot, lambda: desk.unfit == 2)
    reader.scan("D 47 03 82 16 55")
    _until(qtbot, lambda: desk.codes == ["D 47 03 82 16 55"])


def test_a_reader_pulled_out_in_the_middle_leaves_no_half_code_and_is_found_again(
    reader: CodePeer, desk: Desk, qtbot: QtBot
) -> None:
    reader.say(b"D 47 03")
    reader.unplug()
    _until(qtbot, lambda: desk.status == ["ready", "codes.reader-missing"])
    reader.replug()
    _until(qtbot, lambda: desk.status[-1] == "ready")
    reader.scan("9780201379624")
    _until(qtbot, lambda: desk.codes == ["9780201379624"])


def test_a_reader_that_never_stops_is_told_kept_away_from_and_heard_again_once_quiet(
    reader: CodePeer, desk: Desk, qtbot: QtBot
) -> None:
    reader.babble()
    _until(qtbot, lambda: desk.status[-1] == "codes.reader-noisy")
    assert desk.codes == []
    reader.hush()
    _until(qtbot, lambda: desk.status[-1] == "ready")
    reader.scan("D 47 03 82 16 55")
    _until(qtbot, lambda: desk.codes == ["D 47 03 82 16 55"])
    assert desk.status == ["ready", "codes.reader-noisy", "ready"]


def test_a_screen_that_stopped_listening_lets_the_next_one_have_it_without_the_code_between(
    reader: CodePeer, desk: Desk, qtbot: QtBot
) -> None:
    desk.line.listen(False)
    held = os.open(
        reader.uri.partition(":")[2], os.O_RDWR | os.O_NOCTTY
    )  # keeps what is sent, as a modem line does
    reader.scan("read by the visitor before")
    assert select.select([held], [], [], DEADLINE_S)[0], "it has come through the line"
    other = Desk(reader.uri)
    other.line.listen(True)
    reader.scan("D 47 03 82 16 55")
    _until(qtbot, lambda: other.codes == ["D 47 03 82 16 55"])
    other.line.listen(False)
    os.close(held)


def test_two_programs_never_share_a_reader(reader: CodePeer, desk: Desk) -> None:
    assert open_reader(parse_address(reader.uri)) == Missing("codes.reader-busy")


def test_what_is_no_serial_line_is_told_as_missing(tmp_path: Path) -> None:
    plain = tmp_path / "fichier"
    plain.write_bytes(b"D 47 03 82 16 55\r")
    for path in (plain, tmp_path, tmp_path / "absent", Path("/dev/null")):
        found = open_reader(parse_address(f"codes:{path}"))
        if isinstance(found, SerialReader):
            found.take()
            assert found.status == Missing("codes.reader-missing"), path
            found.close()
        else:
            assert found == Missing("codes.reader-missing"), path


def test_without_a_reader_nothing_is_said(qtbot: QtBot) -> None:
    desk = Desk("")
    desk.line.listen(True)
    desk.line.listen(False)
    assert (desk.codes, desk.status) == ([], [])
