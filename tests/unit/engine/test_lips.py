"""The picture waits for the voice, in order, and never for long."""

import asyncio
import itertools
from collections.abc import Sequence
from fractions import Fraction

import av
import pytest

from session.engine.lips import BEHIND_S, HOLD_MAX_S, LEAD_S, Lips, Showing
from session.engine.pictures import neutral

FRAME_S = 1 / 30


def _shown(ways: Sequence[float], voice_s: float, skew: float = 5000.0) -> list[float]:
    """How much later than painted each picture is shown; each took `ways` to come."""
    lips, delays = Lips(), []
    for index, way in enumerate(ways):
        now = index * FRAME_S + way
        delays.append(now + lips.hold(index * FRAME_S + skew, now, voice_s) - index * FRAME_S)
    return delays


@pytest.mark.parametrize("voice_s", [0.1, 0.15, 0.2])
def test_a_picture_that_is_sooner_waits_for_the_voice(voice_s: float) -> None:
    """Both took 40 ms at least; the voice is heard `voice_s` later."""
    first, *others = _shown([0.04] * 100, voice_s)
    assert first == pytest.approx(0.04), "a face within a second comes before lips"
    for shown in others:
        assert shown == pytest.approx(0.04 + voice_s - LEAD_S, abs=1e-6)


def test_without_a_voice_or_with_one_that_is_prompt_nothing_waits() -> None:
    assert _shown([0.04] * 10, 0.0) == pytest.approx([0.04] * 10)
    assert _shown([0.04] * 10, LEAD_S) == pytest.approx([0.04] * 10)


def test_a_picture_that_is_late_already_is_shown_at_once() -> None:
    shown = _shown([0.04] * 50 + [0.3] + [0.04] * 50, 0.15)
    assert shown[50] == pytest.approx(0.3)
    assert shown[60] == pytest.approx(0.04 + 0.15 - LEAD_S, abs=1e-6)


def test_where_pictures_are_mended_all_wait_so_that_none_freezes() -> None:
    """One in five comes a round trip later, one in fifty after two; the voice is heard 0.1 s later."""
    ways = [0.23 if index % 50 == 49 else 0.15 if index % 5 == 4 else 0.05 for index in range(600)]
    shown = _shown(ways, 0.1)[300:]
    paces = [later + FRAME_S - sooner for sooner, later in itertools.pairwise(shown)]
    assert max(paces) < 0.2
    assert max(shown) - 0.05 - 0.1 < 0.1, "lips within 100 ms of the voice"
    assert sorted(shown)[len(shown) // 2] - 0.05 <= 0.1 + BEHIND_S


def test_pictures_keep_their_order_when_the_voice_becomes_sooner() -> None:
    lips, due = Lips(), []
    for index in range(60):
        now = index * 0.01
        due.append(now + lips.hold(now, now, 0.25 if index < 30 else 0.0))
    assert due == sorted(due)
    assert len(set(due)) == len(due)


def test_no_picture_is_held_longer_than_that() -> None:
    assert max(_shown([0.04] * 20, 9.0)) == pytest.approx(0.04 + HOLD_MAX_S)


def test_a_sender_who_begins_anew_is_not_held_by_what_was() -> None:
    lips = Lips()
    for index in range(30):
        lips.hold(index * FRAME_S, index * FRAME_S, 0.1)
    later = [lips.hold(900.0 + index * FRAME_S, 1.0 + index * FRAME_S, 0.1) for index in range(5)]
    assert later == pytest.approx([0.0] + [0.1 - LEAD_S] * 4, abs=1e-6)


async def test_pictures_are_handed_on_in_order_and_none_after_the_end() -> None:
    seen: list[int] = []
    now, voice_s = 0.0, 0.1
    done = asyncio.Event()

    def show(frame: av.VideoFrame) -> None:
        seen.append(frame.pts or 0)
        if len(seen) == 5:
            done.set()

    showing = Showing(lambda: now, show, lambda: voice_s)

    def take(index: int) -> None:
        frame = neutral(64, 36)
        frame.pts, frame.time_base = index * 3000, Fraction(1, 90000)
        showing.take(frame)

    for index in range(5):
        now = index * 0.0001
        take(index)
    assert seen == [0]
    async with asyncio.timeout(60):
        await done.wait()
    assert seen == [index * 3000 for index in range(5)]
    take(6)
    showing.close()
    now = 10.0
    assert len(seen) == 5
