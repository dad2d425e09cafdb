"""A backed-up supply behind the real NUT, and servers that are none."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Iterator

import pytest

from devices.peers.ups_peer import UpsPeer
from devices.power.address import SupplyAddress, parse_address
from devices.power.nut import NutSupply
from devices.power.ports import PowerStatus, Supply, Unheard

DEADLINE_S = 30
MAINS = Supply(mains=True, charging=True, charge=100, left_s=3600)


@pytest.fixture(scope="module")
def ups(tmp_path_factory: pytest.TempPathFactory) -> Iterator[UpsPeer]:
    peer = UpsPeer(tmp_path_factory.mktemp("ups"))
    peer.start()
    yield peer
    peer.stop()


async def until(watch: AsyncIterator[PowerStatus], wanted: PowerStatus) -> None:
    """Until it says so."""
    async for status in watch:
        if status == wanted:
            return


async def test_what_the_supply_says_is_followed_from_the_mains_to_the_last_minutes_and_back(
    ups: UpsPeer,
) -> None:
    supply = NutSupply(parse_address(ups.uri), 0.1, 0.1)
    assert await supply.status() == MAINS
    # The driver tells one variable after the other: what stands between two is told as well, and passed by.
    async with asyncio.timeout(DEADLINE_S), contextlib.aclosing(supply.watch()) as watch:
        await until(watch, MAINS)
        ups.battery(80, 1500)
        await until(watch, Supply(mains=False, charge=80, left_s=1500))
        ups.low(8, 120)
        await until(watch, Supply(mains=False, low=True, charge=8, left_s=120))
        ups.worn()
        await until(watch, Supply(mains=True, worn=True, charge=40, left_s=300))
        ups.mains()
        await until(watch, MAINS)


async def test_a_pulled_cable_and_a_dead_server_are_told_apart_and_found_again(ups: UpsPeer) -> None:
    supply = NutSupply(parse_address(ups.uri), 0.1, 0.1)
    async with asyncio.timeout(DEADLINE_S), contextlib.aclosing(supply.watch()) as watch:
        await until(watch, MAINS)
        ups.unplug()
        await until(watch, Unheard("power.data-stale"))
        ups.plug()
        await until(watch, MAINS)
        ups.end_server()
        await until(watch, Unheard("power.server-lost"))
        ups.serve()
        await until(watch, MAINS)


async def test_a_name_the_server_does_not_have_is_told(ups: UpsPeer) -> None:
    address = parse_address(ups.uri)
    assert await NutSupply(SupplyAddress(address.host, address.port, "autre")).status() == Unheard(
        "power.name-unknown"
    )


# ---- what is no NUT server


class Answering(asyncio.Protocol):
    """Answers each line so; says all at once, whether it is read or not."""

    def __init__(self, answer: Callable[[bytes], bytes], lines: list[asyncio.BaseTransport]) -> None:
        self._answer = answer
        self._lines = lines
        self._line: asyncio.WriteTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.WriteTransport)
        self._line = transport
        self._lines.append(transport)

    def data_received(self, data: bytes) -> None:
        assert self._line is not None
        for line in data.splitlines():
            self._line.write(self._answer(line))


@contextlib.asynccontextmanager
async def server(answer: Callable[[bytes], bytes]) -> AsyncIterator[NutSupply]:
    """Something that listens and answers each line so."""
    lines: list[asyncio.BaseTransport] = []
    loop = asyncio.get_running_loop()
    listening = await loop.create_server(lambda: Answering(answer, lines), "127.0.0.1", 0)
    try:
        yield NutSupply(SupplyAddress("127.0.0.1", listening.sockets[0].getsockname()[1], "ups"))
    finally:
        listening.close()
        for line in lines:
            assert isinstance(line, asyncio.WriteTransport)
            line.abort()


@pytest.mark.parametrize(
    "answer",
    [b"\x00\xff" * 200 + b"\n", b"x" * 10_000_000, b"HTTP/1.1 400 Bad Request\r\n", b'VAR autre ups.status "OL"\n',
     b'VAR ups ups.load "OL"\n', b"VAR ups ups.status OL\n", b"\n", b"OK\n" * 100_000, b"ERR NOISE\n", b"ERR VAR-NOT-SUPPORTED\n"],
)  # fmt: skip
async def test_whatever_answers_that_is_not_nut_is_told_in_bounded_time_and_space(answer: bytes) -> None:
    async with server(lambda _line: answer) as supply:
        assert await supply.status() == Unheard("power.answer-invalid")


async def test_a_server_that_hangs_up_is_lost(unused_tcp_port: int) -> None:
    async with server(lambda _line: b'VAR ups ups.status "OL') as supply, asyncio.timeout(60):
        assert await supply.status() == Unheard("power.server-lost"), "half an answer, and then nothing"
    assert await NutSupply(SupplyAddress("127.0.0.1", unused_tcp_port, "ups")).status() == Unheard(
        "power.server-lost"
    )


@pytest.mark.parametrize(
    ("flags", "status"),
    [
        ("OL", Supply(mains=True)),
        ("OL CHRG LB", Supply(mains=True, low=True, charging=True)),
        ("OB", Supply(mains=False)),
        ("FSD OL", Supply(mains=True, forced=True)),
        ("FSD OB LB", Supply(mains=False, low=True, forced=True)),
        ("CAL", Unheard("power.data-stale")),
        ("", Unheard("power.data-stale")),
    ],
)
async def test_the_flags_of_nut_in_words(flags: str, status: PowerStatus) -> None:
    def answer(line: bytes) -> bytes:
        if b"ups.status" in line:
            return f'VAR ups ups.status "{flags}"\n'.encode()
        return b"ERR VAR-NOT-SUPPORTED\n"

    async with server(answer) as supply:
        assert await supply.status() == status


def test_only_a_low_battery_without_the_mains_or_an_order_ends_anything() -> None:
    low = Supply(mains=False, low=True)
    assert (low.ending, low.trouble) == (True, "power.battery-low")
    worn = Supply(mains=True, worn=True)
    assert (worn.ending, worn.trouble) == (False, "power.battery-old")
    assert not Supply(mains=True, low=True).ending
    assert Supply(mains=True, forced=True).ending


def test_a_supply_is_named_by_its_server_and_its_name() -> None:
    assert parse_address("nut://127.0.0.1/ups") == SupplyAddress("127.0.0.1", 3493, "ups")
    assert parse_address("nut://[::1]:3500/eaton-5e") == SupplyAddress("::1", 3500, "eaton-5e")


@pytest.mark.parametrize(
    "uri",
    ["", "ups@localhost", "nut:ups", "nut:///ups", "nut://host", "nut://host/", "nut://host/a b", "nut://host:x/ups",
     "nut://host/a%0AFSD", "nut://u:p@host/ups", "nut://host/ups?x=1", "http://host/ups"],
)  # fmt: skip
def test_another_address_is_refused_with_the_form_that_is_right(uri: str) -> None:
    with pytest.raises(ValueError, match=r"nut://127\.0\.0\.1:3493/NOM"):
        parse_address(uri)
