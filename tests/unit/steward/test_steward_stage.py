"""The hand-over: the next screen is there before the last one goes, whatever dies."""

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from kiosk.core.clock import SystemClock
from kiosk.core.events import EventLog
from kiosk.steward.children import Child, Nursery
from kiosk.steward.stage import Stage
from session.protocol.local import StageCue
from tests.unit.steward.steward_doubles import Ear, events_of

SLEEPER = [sys.executable, "-c", "import time; time.sleep(600)"]
DEADLINE_S = 60


class Theatre:
    """A stage whose screens are real processes that only sleep; the test plays their part."""

    def __init__(self, log: Path) -> None:
        self.log = log
        events = EventLog(log, "test")
        self.nursery = Nursery(SLEEPER, events)
        self.started: list[Child] = []
        self.ears: dict[int, Ear] = {}
        self.order: list[str] = []
        self.wiped = asyncio.Event()
        self.stage = Stage(self._start, self._leaving, SystemClock(), events)

    async def _start(self, ended: Callable[[Child, int], None]) -> Child:
        child = await self.nursery.start("screen", [], {}, ended)
        self.started.append(child)
        return child

    def _leaving(self, reason: str) -> Callable[[], Awaitable[None]]:
        self.order.append(f"leaving {reason}")

        async def wipe() -> None:
            self.order.append("wiped")
            self.wiped.set()

        return wipe

    def appear(self, child: Child, phase: str = "warm") -> None:
        ear = self.ears.setdefault(child.pid, Ear())
        self.stage.connected(child.pid, ear)
        self.stage.ready(child.pid, phase)

    async def until(self, holds: Callable[[], bool]) -> None:
        async with asyncio.timeout(DEADLINE_S):
            while not holds():
                await asyncio.sleep(0.01)

    async def two_screens(self) -> tuple[Child, Child]:
        """The first on stage, the second warm."""
        await self.stage.open()
        first = self.started[0]
        self.appear(first)
        self.stage.ready(first.pid, "on-stage")
        await self.until(lambda: len(self.started) == 2)
        self.appear(self.started[1])
        return first, self.started[1]


@pytest.fixture
async def theatre(tmp_path: Path) -> AsyncIterator[Theatre]:
    theatre = Theatre(tmp_path / "events.jsonl")
    yield theatre
    # A real screen ends with its steward's socket; a sleeper in the middle of a hand-over does not.
    for child in theatre.started:
        child.kill()
        await child.gone()


async def test_the_first_screen_is_cued_and_only_then_a_warm_one_starts(theatre: Theatre) -> None:
    await theatre.stage.open()
    (first,) = theatre.started
    theatre.appear(first)
    assert theatre.ears[first.pid].bodies == [StageCue(cue="enter")]
    assert len(theatre.started) == 1
    theatre.stage.ready(first.pid, "on-stage")
    await theatre.until(lambda: len(theatre.started) == 2)
    await theatre.stage.close()


async def test_the_next_screen_is_seen_before_the_last_one_is_killed(theatre: Theatre) -> None:
    first, second = await theatre.two_screens()
    theatre.stage.finish("finished")
    await theatre.until(lambda: theatre.ears[second.pid].bodies == [StageCue(cue="enter")])
    assert theatre.ears[first.pid].bodies[-1] == StageCue(cue="leave")
    assert first.running
    theatre.stage.ready(second.pid, "on-stage")
    await asyncio.wait_for(theatre.wiped.wait(), DEADLINE_S)
    assert first.process.returncode is not None
    assert theatre.order == ["leaving finished", "wiped"]
    assert theatre.stage.is_front(second.pid)
    await theatre.stage.close()


async def test_a_screen_that_dies_ends_the_visit_and_the_next_one_enters(theatre: Theatre) -> None:
    first, second = await theatre.two_screens()
    first.kill()
    await theatre.until(lambda: theatre.ears[second.pid].bodies == [StageCue(cue="enter")])
    theatre.stage.ready(second.pid, "on-stage")
    await asyncio.wait_for(theatre.wiped.wait(), DEADLINE_S)
    assert theatre.order[0] == "leaving fault"
    assert any(event["event"] == "process.lost" for event in events_of(theatre.log))
    await theatre.stage.close()


async def test_a_warm_screen_that_dies_is_replaced_and_nobody_notices(theatre: Theatre) -> None:
    first, second = await theatre.two_screens()
    second.kill()
    await theatre.until(lambda: len(theatre.started) == 3)
    assert first.running
    assert theatre.order == []
    await theatre.stage.close()


async def test_only_the_screen_on_stage_is_listened_to(theatre: Theatre) -> None:
    first, second = await theatre.two_screens()
    assert theatre.stage.is_front(first.pid)
    assert not theatre.stage.is_front(second.pid)
    assert not theatre.stage.connected(1, Ear())
    await theatre.stage.close()


async def test_finishing_twice_hands_over_once(theatre: Theatre) -> None:
    _, second = await theatre.two_screens()
    theatre.stage.finish("finished")
    theatre.stage.finish("finished")
    await theatre.until(lambda: bool(theatre.ears[second.pid].bodies))
    theatre.stage.ready(second.pid, "on-stage")
    await asyncio.wait_for(theatre.wiped.wait(), DEADLINE_S)
    assert theatre.order.count("leaving finished") == 1
    await theatre.stage.close()


async def test_other_content_warms_a_new_screen_that_takes_the_stage_when_nobody_is_there(
    theatre: Theatre,
) -> None:
    first, second = await theatre.two_screens()
    theatre.stage.renew(lambda: True)
    await theatre.until(lambda: len(theatre.started) == 3)
    third = theatre.started[2]
    await theatre.until(lambda: not second.running)
    assert first.running
    theatre.appear(third)
    await theatre.until(lambda: theatre.ears[third.pid].bodies == [StageCue(cue="enter")])
    theatre.stage.ready(third.pid, "on-stage")
    await asyncio.wait_for(theatre.wiped.wait(), DEADLINE_S)
    assert first.process.returncode is not None
    assert theatre.order == ["leaving content", "wiped"]
    await theatre.stage.close()


async def test_a_visitor_keeps_their_screen_and_the_next_one_has_the_other_content(theatre: Theatre) -> None:
    first, second = await theatre.two_screens()
    theatre.stage.renew(lambda: False)
    await theatre.until(lambda: len(theatre.started) == 3 and not second.running)
    third = theatre.started[2]
    theatre.appear(third)
    assert theatre.stage.is_front(first.pid)
    assert theatre.order == []
    theatre.stage.finish("finished")
    await theatre.until(lambda: theatre.ears[third.pid].bodies == [StageCue(cue="enter")])
    assert "process.lost" not in [event["event"] for event in events_of(theatre.log)]
    await theatre.stage.close()


async def test_other_content_that_came_to_the_front_with_a_visits_end_is_not_renewed_again(
    theatre: Theatre,
) -> None:
    first, _ = await theatre.two_screens()
    theatre.stage.renew(lambda: True)
    await theatre.until(lambda: len(theatre.started) == 3)
    third = theatre.started[2]
    theatre.stage.finish("agent")
    await theatre.until(lambda: theatre.stage.is_front(third.pid))
    theatre.appear(third)
    theatre.stage.ready(third.pid, "on-stage")
    await theatre.until(lambda: not first.running and len(theatre.started) == 4)
    theatre.appear(theatre.started[3])
    await theatre.until(lambda: theatre.order == ["leaving agent", "wiped"])
    assert theatre.stage.is_front(third.pid)
    await theatre.stage.close()


async def test_somebody_who_comes_just_before_the_renewal_keeps_their_screen(theatre: Theatre) -> None:
    first, second = await theatre.two_screens()
    asked: list[bool] = []

    def nobody() -> bool:
        """At first; somebody is there when the renewal's turn has come."""
        asked.append(not asked)
        return asked[-1]

    theatre.stage.renew(nobody)
    await theatre.until(lambda: len(theatre.started) == 3 and not second.running)
    theatre.appear(theatre.started[2])
    await theatre.until(lambda: asked == [True, False])
    assert theatre.stage.is_front(first.pid)
    assert theatre.order == []
    await theatre.stage.close()
