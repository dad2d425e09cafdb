"""What a handshake sends is sent again until it is over, and nothing else is."""

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest

from session.engine.handshake import AGAIN_S, Insistence

HELLO, PICTURE = bytes((22,)) + bytes(60), bytes((0x80,)) + bytes(60)


class _Dtls:
    """A transport in its handshake, over a path that notes what was sent."""

    state = "connecting"

    def __init__(self) -> None:
        self.sent: list[bytes] = []
        self.lost = False
        self.transport = SimpleNamespace(_send=self._send)

    async def _send(self, data: bytes) -> None:
        if self.lost:
            raise ConnectionError
        self.sent.append(data)


def _peer(dtls: _Dtls) -> Any:
    receiver = SimpleNamespace(receiver=SimpleNamespace(transport=dtls))
    return SimpleNamespace(getTransceivers=lambda: [receiver, receiver], sctp=SimpleNamespace(transport=dtls))


@pytest.fixture
def slept(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Sleeping takes no time, and is noted."""
    times: list[float] = []
    yielding = asyncio.sleep

    async def sleep(seconds: float) -> None:
        times.append(seconds)
        await yielding(0)

    monkeypatch.setattr("session.engine.handshake.asyncio.sleep", sleep)
    return times


async def _over(insistence: Insistence) -> None:
    await asyncio.gather(*insistence._waiting)


async def test_each_datagram_goes_again_at_its_times_and_one_transport_is_taken_once(
    slept: list[float],
) -> None:
    dtls = _Dtls()
    insistence = Insistence(_peer(dtls))
    await dtls.transport._send(HELLO)
    assert dtls.sent == [HELLO]
    await _over(insistence)
    assert dtls.sent == [HELLO] * (1 + len(AGAIN_S))
    assert sum(slept) == pytest.approx(AGAIN_S[-1])


async def test_once_the_handshake_is_over_nothing_goes_again(slept: list[float]) -> None:
    dtls = _Dtls()
    insistence = Insistence(_peer(dtls))
    await dtls.transport._send(HELLO)
    dtls.state = "connected"
    await _over(insistence)
    assert len(slept) == 1
    await dtls.transport._send(HELLO)
    assert dtls.sent == [HELLO, HELLO]
    assert not insistence._waiting


async def test_only_the_handshake_is_sent_again() -> None:
    dtls = _Dtls()
    insistence = Insistence(_peer(dtls))
    await dtls.transport._send(PICTURE)
    assert not insistence._waiting
    assert dtls.sent == [PICTURE]


@pytest.mark.usefixtures("slept")
async def test_a_path_that_is_gone_ends_it_quietly() -> None:
    dtls = _Dtls()
    insistence = Insistence(_peer(dtls))
    await dtls.transport._send(HELLO)
    dtls.lost = True
    await _over(insistence)
    assert dtls.sent == [HELLO]


async def test_a_connection_that_closes_sends_nothing_more() -> None:
    dtls = _Dtls()
    insistence = Insistence(_peer(dtls))
    await dtls.transport._send(HELLO)
    insistence.close()
    await dtls.transport._send(HELLO)
    await asyncio.gather(*insistence._waiting, return_exceptions=True)
    assert dtls.sent == [HELLO, HELLO]
