"""A page that is rude below its messages: channels, pieces without an end, addresses, descriptions, a full vault."""

import asyncio
import itertools
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from aiortc.rtcsctptransport import WEBRTC_DCEP, WEBRTC_STRING

from kiosk.core.ids import new_id
from kiosk.link import aio
from session.engine.caller import Caller
from session.engine.exchange import bulk_frame
from session.protocol.call import CallCandidate, CallOffer, Refusal
from session.protocol.delivery import Numbered
from session.protocol.local import MEDIA_TO_STEWARD, STEWARD_TO_MEDIA
from session.protocol.local_media import CallBegin, OfferWanted
from session.protocol.peer import BULK_CHUNK, BulkState, DocumentOffer, DocumentRefused
from session.protocol.t140 import SUBPROTOCOL
from session.protocol.texting import TextLive, TextMessage
from tests.faults.processes import PROC, memory_mb
from tests.integration.engine.desk import DEADLINE_S, StewardDesk, message

DOCUMENT = "0123456789abcdef0123456789abcdef"
ROOM_MB = 40


async def _in_a_call(desk: StewardDesk) -> tuple[Caller, int]:
    desk.send(CallBegin())
    caller = await desk.connect(1, quiet=True)
    assert desk.child is not None
    return caller, desk.child.pid


async def _still_here(desk: StewardDesk, caller: Caller, *, poured: bool = False) -> None:
    """On the connection of before a line that is typed arrives, and the kiosk's picture moves.

    It gives way to what is `poured`, and comes back in its own time.
    """
    caller.say_numbered(Numbered(TextMessage(text="toujours là"), new_id(), 1000))
    await desk.until(TextMessage)
    assert not [said for said in desk.heard if isinstance(said.body, OfferWanted)]
    if not poured:
        async with asyncio.timeout(DEADLINE_S):
            await caller.looked(caller.marks.read + 5)
    await caller.vanish()


def _files(pid: int) -> int:
    return len(list((PROC / str(pid) / "fd").iterdir()))


async def test_many_channels_and_unknown_ones_are_closed_and_ours_go_on(desk: StewardDesk) -> None:
    caller, pid = await _in_a_call(desk)
    before = memory_mb(pid)
    peer = caller._peer
    strange = [peer.createDataChannel(f"x{number}" * 20) for number in range(150)]
    strange += [peer.createDataChannel("text", protocol=SUBPROTOCOL) for _ in range(150)]
    assert len(strange) == 300
    assert (await message(caller, Refusal)).key == "link.message-flood"
    assert memory_mb(pid) - before < ROOM_MB
    await _still_here(desk, caller)


async def test_what_no_browser_sends_on_a_channel_is_dropped_and_told(desk: StewardDesk) -> None:
    caller, _ = await _in_a_call(desk)
    sctp: Any = caller._peer.sctp
    stream = caller.control.id
    await sctp._send(stream, WEBRTC_STRING, b"\xff\xfe{")
    await sctp._send(stream, WEBRTC_DCEP, bytes([3]) + bytes(11))
    await sctp._send(999, WEBRTC_DCEP, bytes([2]))
    await sctp._send(998, WEBRTC_DCEP, b"\x03\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x00\xff\xff")
    assert (await message(caller, Refusal)).key == "link.message-invalid"
    await _still_here(desk, caller)


@pytest.mark.parametrize("ordered", [True, False])
async def test_a_message_without_end_is_cut_and_the_next_ones_are_heard(
    desk: StewardDesk, ordered: bool
) -> None:
    caller, pid = await _in_a_call(desk)
    before = memory_mb(pid)
    sctp: Any = caller._peer.sctp
    stream = caller.control.id if ordered else caller.heartbeat.id
    await sctp._send(stream, WEBRTC_STRING, b"x" * (24 << 20), ordered=ordered)
    assert (await message(caller, Refusal)).key == "link.message-invalid"
    assert memory_mb(pid) - before < ROOM_MB
    await _still_here(desk, caller, poured=True)


async def test_letters_without_end_are_throttled_and_the_picture_moves(desk: StewardDesk) -> None:
    caller, _ = await _in_a_call(desk)
    text = caller._peer.createDataChannel("text", protocol=SUBPROTOCOL)
    async with asyncio.timeout(DEADLINE_S):
        while text.readyState != "open":
            await asyncio.sleep(0.02)
    for _ in range(3000):
        text.send("e\u0301" * 500 + "\u202e\x00\x07")
    assert (await message(caller, Refusal)).key == "link.message-flood"
    live = await desk.until(TextLive)
    assert len(live.text) <= 500
    assert not set(live.text) & {"\u202e", "\x00", "\x07"}
    await _still_here(desk, caller, poured=True)


def _broken_offers(offer: str) -> dict[str, str]:
    head, *media = offer.split("m=")
    lines = "".join(f"a=candidate:{n} 1 udp 1 192.0.2.{n % 250} {n + 1024} typ host\r\n" for n in range(1200))
    return {
        "five hundred media": head + "".join(f"m={media[0]}" for _ in range(60)),
        "many applications": offer + "m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\na=mid:9\r\n" * 300,
        "thousand candidates": offer + lines[:40000],
        "nothing": "v=0\r\n",
        "no text": "\x00\u202e" * 5000,
        "no fingerprint": offer.replace("a=fingerprint:", "a=fingerprinz:"),
        "no numbers": offer.replace("m=audio 9", "m=audio x"),
        "ports": offer.replace("m=video 9", "m=video 999999"),
        "long": offer + "a=x:" + "y" * (65000 - len(offer)),
    }


async def test_offers_that_are_none_cost_nothing_and_the_next_one_is_answered(desk: StewardDesk) -> None:
    desk.send(CallBegin())
    assert desk.child is not None
    files = _files(desk.child.pid)
    before = memory_mb(desk.child.pid)
    decoy = Caller(desk.call, 1, lambda: 0.0)
    broken = _broken_offers(await decoy.offer())
    await decoy.vanish()
    for number, text in enumerate(broken.values(), start=1):
        desk.send(CallOffer(sdp=text[:65536]), number)
    last = len(broken) + 2
    caller = await desk.connect(last, quiet=True)
    assert _files(desk.child.pid) - files < 40
    assert memory_mb(desk.child.pid) - before < 2 * ROOM_MB
    async with asyncio.timeout(DEADLINE_S):
        await caller.looked(caller.marks.read + 5)
    await caller.vanish()


async def test_addresses_without_end_are_cut_and_the_call_connects(desk: StewardDesk) -> None:
    desk.send(CallBegin())
    assert desk.child is not None
    files = _files(desk.child.pid)
    hosts = itertools.cycle(
        [
            "127.0.0.1",
            "0.0.0.0",
            "255.255.255.255",
            "224.0.0.1",
            "::1",
            "ff02::1",
            "localhost",
            "x.example",
            "10.0.0.1",
        ]
    )
    for number, host in zip(range(3000), hosts, strict=False):
        line = f"candidate:{number} 1 udp 99 {host} {1 + number % 60000} typ host"
        desk.send(CallCandidate(candidate=line, sdp_mid="0"), 1 if number % 2 else 7)
    caller = await desk.connect(1, quiet=True)
    for number in range(3000):
        line = f"candidate:{number} 1 udp 99 10.9.{number % 250}.9 {1 + number} typ host"
        desk.send(CallCandidate(candidate=line, sdp_mid="0"), 1)
    await _still_here(desk, caller)
    assert _files(desk.child.pid) - files < 40


@pytest.fixture
async def cramped(tmp_path: Path) -> AsyncIterator[StewardDesk]:
    """A media process whose vault lies on a small disk of its own."""
    mount = f'mount -t tmpfs -o size=1m tmpfs {tmp_path / "vault"} && exec "$@"'
    desk = StewardDesk(tmp_path, ["unshare", "--mount", "sh", "-c", mount, "sh"])
    async with await aio.serve(tmp_path / "steward", MEDIA_TO_STEWARD, STEWARD_TO_MEDIA, desk.accept):
        await desk.start()
        yield desk
        assert await desk.stop() == 0


async def test_a_file_the_vault_has_no_room_for_is_refused_in_words(cramped: StewardDesk) -> None:
    caller, _ = await _in_a_call(cramped)
    size = 4 << 20
    caller.say(
        DocumentOffer(
            document=DOCUMENT, kind="file", name="gros.pdf", size=size, sha256="0" * 64, media_type=""
        )
    )
    await message(caller, BulkState)
    for offset in range(0, size, BULK_CHUNK):
        caller.bulk.send(bulk_frame(DOCUMENT, offset, bytes(BULK_CHUNK)))
    assert (await message(caller, DocumentRefused)).key == "host.disk-full"
    await _still_here(cramped, caller)
