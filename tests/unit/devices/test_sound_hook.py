"""The handset's hook: what its wire says, what counts, and where sound goes then."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.peers.hook_peer import EV_KEY, KEY_PHONE, HookPeer
from devices.sound.handset import Pair, Switched
from devices.sound.hook import SETTLE_S, Events, Hook, HookAddress, parse_address
from devices.sound.hook_reader import follow
from devices.sound.ports import Live, Status
from kiosk.core.clock import SystemClock

DEADLINE_S = 20.0
PHONE = HookAddress("input", "/dev/input/event5", "phone")


@pytest.mark.parametrize(
    ("uri", "address"),
    [
        ("hook:input:/dev/input/event5?code=phone", PHONE),
        ("hook:input:/dev/input/event5", PHONE),
        ("hook:input:/d?code=headphone&lifted=0", HookAddress("input", "/d", "headphone", lifted=False)),
        ("hook:serial:/dev/ttyS0?line=dsr", HookAddress("serial", "/dev/ttyS0", "dsr")),
    ],
)
def test_a_hook_is_named_by_where_its_contact_is(uri: str, address: HookAddress) -> None:
    assert parse_address(uri) == address


@pytest.mark.parametrize(
    "uri",
    ["", "hook:", "hook:input:x", "hook:input:/x?code=169", "hook:serial:/x?line=rts", "hook:usb:/x", "hook:input:/x?y=1"],
)  # fmt: skip
def test_a_wrong_hook_says_what_it_should_look_like(uri: str) -> None:
    with pytest.raises(ValueError, match="hook:input:/dev/input/…"):
        parse_address(uri)


def test_a_contact_that_bounces_is_one_movement() -> None:
    hook = Hook()
    for step in range(6):
        hook = hook.says(step % 2 == 0, 1.0 + step / 100).settled(1.0 + step / 100)
    assert hook.lifted is False
    hook = hook.says(True, 1.06)
    assert hook.settled(1.06 + SETTLE_S / 2).lifted is False
    assert hook.settled(1.06 + SETTLE_S * 1.01).lifted is True


@pytest.mark.parametrize("cut", [1, 7, 24, 100])
def test_events_are_read_however_the_bytes_come(cut: int) -> None:
    events = Events(PHONE)
    data = b"".join(
        HookPeer.event(*e)
        for e in [(4, 4, 9), (EV_KEY, 30, 1), (EV_KEY, KEY_PHONE, 1), (EV_KEY, KEY_PHONE, 2)]
    )
    said = [events.read(data[at : at + cut]) for at in range(0, len(data), cut)]
    assert [word for word in said if word is not None] == [True]
    assert events.read(HookPeer.event(EV_KEY, KEY_PHONE, 0)) is False


@given(st.lists(st.binary(max_size=200), max_size=20))
def test_garbage_is_nothing_or_a_word_and_never_an_error(pieces: list[bytes]) -> None:
    events = Events(PHONE)
    for piece in pieces:
        assert events.read(piece) in {None, True, False}


# ---- the wire


@contextlib.asynccontextmanager
async def _followed(uri: str, **more: object) -> AsyncIterator[asyncio.Queue[bool]]:
    told: asyncio.Queue[bool] = asyncio.Queue()
    work = follow(parse_address(uri), SystemClock().monotonic, told.put_nowait, **more)  # type: ignore[arg-type]
    task = asyncio.create_task(work)
    try:
        async with asyncio.timeout(DEADLINE_S):
            yield told
    finally:
        task.cancel()


async def test_the_handset_is_lifted_hung_up_unplugged_and_back(tmp_path: Path) -> None:
    peer = HookPeer(tmp_path)
    peer.start()
    async with _followed(peer.uri) as told:
        peer.lift()
        assert await told.get() is True
        peer.lift(lifted=False)
        assert await told.get() is False
        peer.lift()
        assert await told.get() is True
        peer.stop()
        assert await told.get() is False, "a handset that was unplugged is at nobody's ear"
        peer.start()
        peer.lift()
        assert await told.get() is True
    peer.stop()


async def test_a_flood_of_other_events_changes_nothing_and_the_hook_is_still_heard(tmp_path: Path) -> None:
    peer = HookPeer(tmp_path)
    peer.start()
    async with _followed(peer.uri) as told:
        for _ in range(40):
            with contextlib.suppress(BlockingIOError):
                peer.send(HookPeer.event(0x7777, 0x7777, -1) * 100)
        await asyncio.sleep(0)
        while True:
            with contextlib.suppress(BlockingIOError):
                peer.lift()
                break
            await asyncio.sleep(0.01)
        assert await told.get() is True
        assert told.empty()
    peer.stop()


async def test_a_contact_on_a_serial_port_is_the_hook_too() -> None:
    """A pseudo-terminal has no control lines, so the port itself is played."""

    class Port:
        cts = False

        def __init__(self, path: str, *, exclusive: bool) -> None:
            assert (path, exclusive) == ("/dev/ttyS9", True)
            ports.append(self)

        def close(self) -> None:
            """Nothing is held."""

    ports: list[Port] = []
    async with _followed("hook:serial:/dev/ttyS9?line=cts&lifted=0", port_at=Port) as told:
        assert await told.get() is True, "here an open contact is a lifted handset"
        ports[0].cts = True
        assert await told.get() is False


async def test_a_hook_that_is_nowhere_says_nothing(tmp_path: Path) -> None:
    async with _followed(f"hook:input:{tmp_path / 'none'}?code=phone") as told:
        await asyncio.sleep(0)
        assert told.empty()


# ---- where sound goes


class Device:
    """Either end; says which it is by its bytes."""

    latency_s = queued_s = 0.0

    def __init__(self, mark: bytes) -> None:
        self.mark = mark
        self.played = b""
        self.closed = 0

    def status(self) -> Status:
        return Live()

    async def samples(self) -> bytes:
        return self.mark

    def play(self, samples: bytes) -> None:
        self.played += samples

    async def close(self) -> None:
        self.closed += 1


async def test_lifting_the_handset_mutes_the_loudspeaker_and_hanging_up_brings_it_back() -> None:
    room, ear = Device(b"room"), Device(b"ear")
    both = Switched(Pair(room, room), Pair(ear, ear))
    both.play(b"1")
    both.lift(True)
    both.lift(True)
    both.play(b"2")
    assert await both.samples() == b"ear"
    both.lift(False)
    both.play(b"3")
    assert await both.samples() == b"room"
    assert (room.played, ear.played) == (b"13", b"2")
    await both.close()
    assert room.closed == 1 + 1, "let go of when left and at the end: microphone and loudspeaker are one here"


def test_the_peer_writes_what_a_kernel_does() -> None:
    assert len(HookPeer.event(1, 169, 1)) == 24
