"""Floods are held back, and who floods or speaks nonsense is told so once a second."""

from typing import Any

import pytest

from kiosk.core.allowance import Allowance
from kiosk.core.clock import ManualClock
from kiosk.core.ids import new_id
from session.engine.channels import ASKS, BURST, PER_SECOND, Channels
from session.protocol.call import Refusal
from session.protocol.envelope import Envelope, envelope
from session.protocol.markup import TableAsk
from session.protocol.peer import KIOSK_TO_EXPERT, PagePointer

CALL = new_id()


class Wire:
    """What `Channels` uses of a data channel."""

    label, readyState = "control", "open"  # noqa: N815 - aiortc's name

    def __init__(self) -> None:
        self.sent: list[str] = []
        self.hears: Any = None

    def on(self, _event: str, hears: Any) -> None:
        self.hears = hears

    def send(self, text: str) -> None:
        self.sent.append(text)


class Line:
    """The kiosk's end, and what it was told and said."""

    def __init__(self) -> None:
        self.clock, self.wire, self.heard = ManualClock(), Wire(), list[Envelope]()
        channels = Channels(
            CALL, 1, self.clock.monotonic, self.heard.append, lambda _: None, lambda: None, lambda _: None
        )
        channels.adopt(self.wire)  # type: ignore[arg-type]

    @property
    def refused(self) -> list[str]:
        bodies = [KIOSK_TO_EXPERT.unpack(text).body for text in self.wire.sent]
        return [body.key for body in bodies if isinstance(body, Refusal)]


@pytest.fixture
def line() -> Line:
    return Line()


def test_a_flood_is_held_to_a_steady_rate() -> None:
    clock = ManualClock()
    allowance = Allowance(clock.monotonic, BURST, PER_SECOND)
    assert sum(allowance.take() for _ in range(10_000)) == BURST
    clock.advance(1.0)
    assert sum(allowance.take() for _ in range(10_000)) == PER_SECOND


def test_who_floods_is_told_so_once_a_second(line: Line) -> None:
    pointer = envelope(PagePointer(document=new_id(), page=0, x=0.5, y=0.5), call=CALL, gen=1).pack()
    for _ in range(3):
        for _ in range(2 * BURST):
            line.wire.hears(pointer.decode())
        line.clock.advance(1.0)
    assert line.refused == ["link.message-flood"] * 3
    assert len(line.heard) == BURST + 2 * PER_SECOND


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("{", "link.message-invalid"),
        (b"\x00\xff", "link.message-invalid"),
        ("x" * (2 << 20), "link.message-invalid"),
        (
            '{"v": 99, "type": "print.ask", "id": "%s", "seq": 0, "body": {}}' % ("0" * 32),
            "link.version-refused",
        ),
    ],
)
def test_nonsense_is_told_and_not_heard(line: Line, text: str | bytes, key: str) -> None:
    line.wire.hears(text)
    line.wire.hears(text)
    assert line.refused == [key]
    assert line.heard == []


def test_the_whole_table_is_asked_for_a_few_times_and_then_refused_in_words(line: Line) -> None:
    for _ in range(50):
        line.wire.hears(envelope(TableAsk(), call=CALL, gen=1).pack().decode())
    assert len(line.heard) == ASKS[0]
    assert line.refused == ["link.message-flood"]
    line.clock.advance(2.0)
    line.wire.hears(envelope(TableAsk(), call=CALL, gen=1).pack().decode())
    assert len(line.heard) == ASKS[0] + 1
