"""The first picture's packets ask the path what it carries, and a slow one is asked no more than it must be."""

import asyncio
import struct
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise

import pytest

from kiosk.core.clock import ManualClock
from session.engine.opening import HEARD_S, PACKETS, PROBES, TIMES, Opening
from session.engine.sending import Aim, Sending

SIZE = 900


def _packet(sequence: int, size: int = SIZE, *, last: bool = False) -> bytes:
    head = struct.pack("!BBHII", 0x90, 96 | (0x80 if last else 0), sequence, 0, 1)
    return head + bytes(size - len(head))


@dataclass
class _Line:
    """Notes when each probe left; `answer` is the receiver, who hears of each rate after its packets."""

    answer: Callable[[int], int | None]
    clock: ManualClock = field(default_factory=ManualClock)
    sent: list[tuple[float, int]] = field(default_factory=list)
    held: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.sending = Sending("720p30", self.clock.monotonic)
        self.sending.steer(Aim("480p30", 300_000))
        self.opening = Opening(self.sending, self.clock.monotonic, self._again, self.held.append)

    async def _again(self, sequence: int) -> None:
        self.sent.append((self.clock.monotonic(), sequence))
        if len(self.sent) % PACKETS == 0:
            estimate = self.answer(self.rates[-1])
            if estimate is not None:
                self.sending.asked(estimate)

    @property
    def rates(self) -> list[int]:
        """Of each probe, from its distances."""
        found = []
        for first in range(0, len(self.sent), PACKETS):
            times = [at for at, _ in self.sent[first : first + PACKETS]]
            distances = [after - before for before, after in pairwise(times)]
            assert max(distances) - min(distances) < 1e-6
            found.append(round(SIZE * 8 / distances[0]))
        return found

    async def ended(self) -> None:
        task = self.opening._task
        assert task is not None
        await task


@pytest.fixture(autouse=True)
def line_time(monkeypatch: pytest.MonkeyPatch) -> list[ManualClock]:
    """Sleeping advances the line's clock and takes no time."""
    clocks: list[ManualClock] = []
    yielding = asyncio.sleep

    async def sleep(seconds: float) -> None:
        for clock in clocks:
            clock.advance(seconds)
        await yielding(0)

    monkeypatch.setattr("session.engine.opening.asyncio.sleep", sleep)
    return clocks


async def _opened(line: _Line, clocks: list[ManualClock]) -> _Line:
    clocks.append(line.clock)
    for number in range(3):
        line.opening.left(_packet(number, last=number == 2))
    await line.ended()
    return line


async def test_a_good_line_is_asked_for_all_that_a_picture_may_want(line_time: list[ManualClock]) -> None:
    line = await _opened(_Line(lambda rate: rate), line_time)
    assert line.rates == [pytest.approx(rate, rel=0.01) for rate in PROBES]
    assert [sequence for _, sequence in line.sent[:4]] == [0, 1, 2, 0]


async def test_a_slow_line_is_asked_for_no_more_than_it_did_not_carry(line_time: list[ManualClock]) -> None:
    line = await _opened(_Line(lambda rate: rate if rate < 500_000 else None), line_time)
    asked = [PROBES[0], *[PROBES[1]] * TIMES]
    assert line.rates == [pytest.approx(rate, rel=0.01) for rate in asked]
    slower = await _opened(_Line(lambda _rate: 120_000), line_time)
    assert slower.rates == [pytest.approx(PROBES[0], rel=0.01)] * TIMES


async def test_a_picture_that_begins_with_more_asks_for_more_alone(line_time: list[ManualClock]) -> None:
    line = _Line(lambda rate: rate)
    line.sending.steer(Aim("720p30", 1_200_000))
    await _opened(line, line_time)
    assert line.rates == [pytest.approx(PROBES[-1], rel=0.01)]


@pytest.mark.parametrize("aim", [Aim("stills", 40_000), Aim("360p15", 100_000)])
async def test_a_line_that_is_known_to_be_slow_is_not_asked(aim: Aim, line_time: list[ManualClock]) -> None:
    line = _Line(lambda rate: rate)
    line.sending.steer(aim)
    await _opened(line, line_time)
    assert line.sent == []


async def test_a_first_picture_that_comes_late_asks_a_browser_that_listens_no_more_for_nothing(
    line_time: list[ManualClock],
) -> None:
    line = _Line(lambda rate: rate)
    line.opening.left(_packet(0, size=200, last=True))
    line.clock.advance(HEARD_S + 0.1)
    await _opened(line, line_time)
    assert line.sent == []


async def test_the_picture_waits_until_the_probe_is_over(line_time: list[ManualClock]) -> None:
    line = await _opened(_Line(lambda rate: rate), line_time)
    assert len(line.held) == len(line.rates)
    ends = [line.sent[last][0] for last in range(PACKETS - 1, len(line.sent), PACKETS)]
    assert all(until > end for until, end in zip(line.held, ends, strict=True))


async def test_only_the_first_picture_asks_and_one_of_few_bytes_not_at_all(
    line_time: list[ManualClock],
) -> None:
    line = _Line(lambda rate: rate)
    line.opening.left(_packet(0, size=200, last=True))
    assert line.sent == []
    await _opened(line, line_time)
    asked = len(line.sent)
    line.opening.left(_packet(9, last=True))
    await line.ended()
    assert len(line.sent) == asked


async def test_after_the_end_nothing_is_asked() -> None:
    line = _Line(lambda rate: rate)
    line.opening.left(_packet(0, last=True))
    line.opening.close()
    with pytest.raises(asyncio.CancelledError):
        await line.ended()
    assert line.sent == []


async def test_a_small_picture_is_not_asked_for_more_than_it_can_use(line_time: list[ManualClock]) -> None:
    line = _Line(lambda rate: rate)
    line.sending.ceiling = "360p15"
    await _opened(line, line_time)
    assert line.rates == [pytest.approx(rate, rel=0.01) for rate in PROBES[:2]]


async def test_where_the_answer_would_not_be_followed_nothing_is_asked(line_time: list[ManualClock]) -> None:
    line = _Line(lambda rate: rate)
    line.sending.begin_path(asks=False)
    await _opened(line, line_time)
    assert line.sent == []


async def test_a_path_that_is_gone_ends_it_quietly(line_time: list[ManualClock]) -> None:
    def gone(_rate: int) -> int:
        raise ConnectionError

    line = await _opened(_Line(gone), line_time)
    assert len(line.sent) == TIMES * PACKETS


async def test_a_browser_that_listens_no_more_is_not_asked_again(line_time: list[ManualClock]) -> None:
    def late(_rate: int) -> None:
        line.clock.advance(HEARD_S)

    line = _Line(late)
    await _opened(line, line_time)
    assert len(line.sent) == PACKETS


def test_what_another_connection_carried_says_nothing_of_this_one() -> None:
    sending = Sending("720p30", ManualClock().monotonic)
    sending.asked(2_000_000)
    sending.begin_path(asks=True)
    assert (sending.estimate, sending.wish()) == (None, None)
