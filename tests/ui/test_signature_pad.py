"""A signature pad under Qt's loop: the real driver, a simulated pad at the other end of its line."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from devices.peers.pad_peer import PadPeer
from session.protocol.shared import Box
from ui.adapters.pad import PadLine, Point, placed

A_BOX = Box(page=0, x=0.2, y=0.7, w=0.6, h=0.1)
A4 = 1.4142


MISSING = "signature.pad-missing"
DEADLINE_MS = 60_000


def _until(qtbot: QtBot, ready: Callable[[], bool]) -> None:
    """The deadline only ends a test that failed."""
    qtbot.waitUntil(ready, timeout=DEADLINE_MS)


class Desk:
    """A pad line and all it said."""

    def __init__(self, uri: str) -> None:
        self.there: list[str] = []
        self.writing: list[int] = []
        self.strokes: list[list[Point]] = []
        self.line = PadLine(
            uri, self.there.append, lambda points: self.writing.append(len(points)), self.strokes.append
        )


@pytest.fixture
def pad(tmp_path: Path) -> Iterator[PadPeer]:
    peer = PadPeer(tmp_path)
    peer.start()
    yield peer
    peer.stop()


@pytest.fixture
def desk(pad: PadPeer, qtbot: QtBot) -> Iterator[Desk]:
    desk = Desk(pad.uri)
    yield desk
    desk.line.close()


def test_what_the_pen_writes_shows_while_it_writes_and_is_kept_inside_the_box(
    pad: PadPeer, desk: Desk, qtbot: QtBot
) -> None:
    desk.line.open(A_BOX, A4)
    assert desk.there == [""]
    pad.sign()
    _until(qtbot, lambda: len(desk.strokes) == 2)
    assert max(desk.writing) > 100
    assert desk.writing[-1] == 0
    inside = [
        A_BOX.x <= x <= A_BOX.x + A_BOX.w and A_BOX.y <= y <= A_BOX.y + A_BOX.h
        for stroke in desk.strokes
        for x, y in stroke
    ]
    assert all(inside)


def test_noise_on_the_line_draws_nothing_and_the_next_signature_is_whole(
    pad: PadPeer, desk: Desk, qtbot: QtBot
) -> None:
    desk.line.open(A_BOX, A4)
    pad.garbage(3000)
    _until(qtbot, lambda: desk.there == ["", "signature.pad-garbled"])
    pad.sign()
    _until(qtbot, lambda: len(desk.strokes) >= 2)
    assert len(desk.strokes) == 2
    assert desk.there[2:] == [""]


def test_a_pad_pulled_out_in_the_middle_leaves_no_half_stroke_and_is_found_again(
    pad: PadPeer, desk: Desk, qtbot: QtBot
) -> None:
    desk.line.open(A_BOX, A4)
    pad.say(b"".join(pad.packet((0.1 + 0.01 * i, 0.5), down=True) for i in range(30)))
    _until(qtbot, lambda: bool(desk.writing))
    pad.unplug()
    _until(qtbot, lambda: desk.there == ["", MISSING])
    assert desk.writing[-1] == 0
    assert desk.strokes == []
    pad.replug()
    _until(qtbot, lambda: desk.there == ["", MISSING, ""])
    pad.stroke([(0.2 + 0.01 * i, 0.5) for i in range(30)])
    _until(qtbot, lambda: len(desk.strokes) == 1)


def test_a_closed_page_lets_the_next_visitor_s_screen_have_the_pad(
    pad: PadPeer, desk: Desk, qtbot: QtBot
) -> None:
    desk.line.open(A_BOX, A4)
    desk.line.close()
    other = Desk(pad.uri)
    other.line.open(A_BOX, A4)
    assert other.there == [""]
    other.line.close()


def test_without_a_pad_nothing_is_said(qtbot: QtBot) -> None:
    desk = Desk("")
    desk.line.open(A_BOX, A4)
    desk.line.close()
    assert (desk.there, desk.strokes) == ([], [])


@pytest.mark.parametrize("ratio", [0.1, 1 / 3, 1.0, 3.0])
def test_a_circle_on_the_pad_is_a_circle_on_the_page(ratio: float) -> None:
    left, right, top = (
        placed(pen, ratio, A_BOX, A4) for pen in ((0.4, 0.5), (0.6, 0.5), (0.5, 0.5 - 0.1 / ratio))
    )
    wide = right[0] - left[0]
    high = ((left[1] + right[1]) / 2 - top[1]) * A4 * 2
    assert wide == pytest.approx(high)
