"""Which TURN server a call takes."""

import asyncio
import ssl
from collections.abc import Awaitable, Callable

import pytest
from aioice.stun import Class, Message, Method, TransactionFailed

from kiosk.core.events import EventLog
from session.engine import line_check
from session.engine.reach import ANSWER_WITHIN_S, GRACE_S, Reach
from session.engine.ways import BAD_FOR_S, GOOD_FOR_S, Found, Way, awaited, choose, ways_of
from session.protocol.line import LineTried
from session.protocol.shared import IceServer

URLS = ["turns:relay:443?transport=tcp", "turn:relay:3478?transport=tcp", "turn:relay:3478?transport=udp"]
SERVERS = [IceServer(urls=URLS, username="1:call", credential="secret")]
UDP, TCP, TLS = ways_of(SERVERS)


def _found(works: bool) -> Found:
    return Found(works, at=0.0, ms=20.0)


def test_udp_is_first_then_tcp_then_tls() -> None:
    assert [(way.kind, way.port) for way in (UDP, TCP, TLS)] == [("udp", 3478), ("tcp", 3478), ("tls", 443)]


@pytest.mark.parametrize(
    "url",
    ["stun:relay:3478", "turn:", "turn:relay:3478?transport=sctp", "turns:relay?transport=udp", "http://relay",
     "turn:relay:0", "turn:relay:70000?transport=udp", "turn:[::1]:3478"],
)  # fmt: skip
def test_an_address_that_is_no_turn_server_is_left_out(url: str) -> None:
    assert ways_of([IceServer(urls=[url])]) == []


def test_the_first_that_works_is_taken_and_nothing_better_is_awaited() -> None:
    verdicts = {UDP.place: _found(works=False), TCP.place: _found(works=True)}
    assert choose([UDP, TCP, TLS], verdicts, set()) == TCP
    assert awaited([UDP, TCP, TLS], verdicts, set()) == frozenset()


def test_a_better_one_that_is_not_known_yet_is_awaited() -> None:
    verdicts = {TLS.place: _found(works=True)}
    assert awaited([UDP, TCP, TLS], verdicts, set()) == {UDP.place, TCP.place}


def test_one_that_led_a_call_nowhere_gives_way_to_another_and_is_taken_again_when_it_is_alone() -> None:
    verdicts = {UDP.place: _found(works=True), TLS.place: _found(works=True), TCP.place: _found(works=False)}
    assert choose([UDP, TCP, TLS], verdicts, {UDP.place}) == TLS
    assert choose([UDP, TCP], verdicts, {UDP.place}) == UDP


def test_verdicts_grow_old_the_bad_ones_sooner() -> None:
    assert _found(works=True).counts(UDP, GOOD_FOR_S)
    assert not _found(works=True).counts(UDP, GOOD_FOR_S + 1)
    assert not _found(works=False).counts(UDP, BAD_FOR_S + 1)


def test_a_refusal_of_ended_credentials_says_nothing_of_fresh_ones() -> None:
    refused = Found(works=False, at=0.0, ms=5.0, refused="1:old")
    assert not refused.counts(UDP, 1.0)
    assert Found(works=False, at=0.0, ms=5.0, refused="1:call").counts(UDP, 1.0)


class _Network:
    """A clock of its own, and servers that answer, refuse, or never do. `asyncio` waits are really waited."""

    def __init__(self, **answers: str) -> None:
        self.answers = answers
        self.tried: list[str] = []
        self.reach = Reach(asyncio.get_running_loop().time, EventLog(None, "test"), trial=self.trial)

    async def trial(self, way: Way, _trust: ssl.SSLContext) -> None:
        self.tried.append(way.kind)
        match self.answers[way.kind]:
            case "works":
                return
            case "refuses":
                raise TransactionFailed(Message(Method.ALLOCATE, Class.ERROR))
            case "slow":
                await asyncio.sleep(3.0)
            case "broken":
                raise ConnectionRefusedError
            case _:
                await asyncio.Event().wait()


Virtual = Callable[[Callable[[], Awaitable[None]]], float]


@pytest.fixture
def virtual() -> Virtual:
    """Runs on a loop whose time jumps to the next timer: no test waits. Returns the seconds that passed in it."""

    class Loop(asyncio.SelectorEventLoop):
        now = 0.0

        def time(self) -> float:
            return self.now

        def _run_once(self) -> None:
            if not self._ready and self._scheduled:  # type: ignore[attr-defined]
                self.now = max(self.now, self._scheduled[0]._when)  # type: ignore[attr-defined]
            super()._run_once()  # type: ignore[misc]

    def run(work: Callable[[], Awaitable[None]]) -> float:
        loop = Loop()
        try:
            loop.run_until_complete(work())
            return loop.now
        finally:
            loop.close()

    return run


def test_all_dead_is_known_within_a_second(virtual: Virtual) -> None:
    async def work() -> None:
        network = _Network(udp="silent", tcp="silent", tls="silent")
        assert await network.reach.best(SERVERS) is None
        await network.reach.close()

    assert virtual(work) == ANSWER_WITHIN_S


def test_the_line_is_measured_where_an_offer_would_have_gone_without_a_way(
    virtual: Virtual, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refused(*_: object) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr(line_check, "_end", refused)

    async def work() -> None:
        network, clock = _Network(udp="silent", tcp="broken", tls="slow"), asyncio.get_running_loop().time
        assert await network.reach.best(SERVERS) is None
        assert await line_check.measure(network.reach, SERVERS, clock) == LineTried(way="tls")
        await network.reach.close()

    assert virtual(work) == 3.0 + GRACE_S


def test_a_dead_udp_is_given_a_moment_only_when_tls_works(virtual: Virtual) -> None:
    async def work() -> None:
        network = _Network(udp="silent", tcp="broken", tls="works")
        best = await network.reach.best(SERVERS)
        assert best == TLS
        await network.reach.close()

    assert virtual(work) == 0.25


def test_when_all_work_udp_is_taken_at_once(virtual: Virtual) -> None:
    async def work() -> None:
        network = _Network(udp="works", tcp="works", tls="works")
        assert await network.reach.best(SERVERS) == UDP

    assert virtual(work) == 0.0


def test_what_was_tried_before_the_offer_costs_it_nothing(virtual: Virtual) -> None:
    async def work() -> None:
        network = _Network(udp="silent", tcp="broken", tls="works")
        network.reach.look(SERVERS)
        await asyncio.sleep(5.0)
        before = asyncio.get_running_loop().time()
        assert await network.reach.best(SERVERS) == TLS
        assert asyncio.get_running_loop().time() == before
        assert sorted(network.tried) == ["tcp", "tls", "udp"]

    virtual(work)


def test_the_next_generation_takes_another_way_and_fresh_credentials_are_tried_anew(virtual: Virtual) -> None:
    async def work() -> None:
        network = _Network(udp="works", tcp="refuses", tls="works")
        assert await network.reach.best(SERVERS) == UDP
        network.reach.led_nowhere(UDP)
        assert await network.reach.best(SERVERS) == TLS
        network.answers["tcp"] = "works"
        renewed = [IceServer(urls=URLS, username="2:call", credential="other")]
        chosen = await network.reach.best(renewed)
        assert chosen is not None
        assert (chosen.kind, chosen.username) == ("tcp", "2:call")

    virtual(work)
