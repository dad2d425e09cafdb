"""An expert's page that does everything wrong: capped, told so, and the call goes on."""

import asyncio
import json
from pathlib import Path

from kiosk.core.ids import new_id
from session.engine.caller import Caller
from session.engine.exchange import bulk_frame
from session.protocol.call import CallCandidate, CallOffer, Refusal
from session.protocol.delivery import Numbered
from session.protocol.local_media import CallBegin
from session.protocol.peer import BULK_CHUNK, BulkState, DocumentOffer, DocumentRefused, PrintAsk
from tests.faults.processes import memory_mb
from tests.integration.engine.desk import DEADLINE_S, StewardDesk, message

DOCUMENT = "0123456789abcdef0123456789abcdef"
ENDLESS_MB = 60
ROOM_MB = 40
"""What a process may hold more after it was sent `ENDLESS_MB`: its channel's own window and a picture or two."""
NOTHING = "0" * 64


def _offer(size: int, document: str = DOCUMENT) -> DocumentOffer:
    return DocumentOffer(
        document=document,
        kind="file",
        name="../../etc/passwd",
        size=size,
        sha256=NOTHING,
        media_type="text/html",
    )


async def _pour(caller: Caller, megabytes: int) -> None:
    """Bulk frames without end, whatever was agreed."""
    data = bytes(BULK_CHUNK)
    for number in range(megabytes * 16):
        while caller.bulk.bufferedAmount > 1 << 20:
            await asyncio.sleep(0.01)
        caller.bulk.send(bulk_frame(DOCUMENT, number * BULK_CHUNK, data))


async def test_bytes_without_end_are_cut_at_what_was_announced_and_memory_stays_flat(
    desk: StewardDesk,
) -> None:
    desk.send(CallBegin())
    caller = await desk.connect(1, quiet=True)
    assert desk.child is not None
    caller.say(_offer(2 << 30))
    assert (await message(caller, DocumentRefused)).key == "document.size-exceeded"
    caller.say(_offer(1 << 20))
    await message(caller, BulkState)
    before = memory_mb(desk.child.pid)
    await _pour(caller, ENDLESS_MB)
    assert (await message(caller, DocumentRefused)).key == "document.transfer-broken"
    assert memory_mb(desk.child.pid) - before < ROOM_MB
    assert _bytes_in(desk.vault) == 0
    # The picture gave way to what was poured, and comes back in its own time: what is said is heard.
    caller.say_numbered(Numbered(PrintAsk(document=DOCUMENT), new_id(), 1))
    await desk.until(PrintAsk)
    await caller.vanish()


async def test_a_flood_and_nonsense_do_not_end_the_call(desk: StewardDesk) -> None:
    desk.send(CallBegin())
    caller = await desk.connect(1, quiet=True)
    caller.control.send("{not json")
    assert (await message(caller, Refusal)).key == "link.message-invalid"
    for _ in range(2000):
        caller.control.send("{")
    await _still_there(caller)


async def test_a_page_of_another_version_is_told_so(desk: StewardDesk) -> None:
    desk.send(CallBegin())
    caller = await desk.connect(1, quiet=True)
    old = {"v": 99, "type": "print.ask", "id": new_id(), "call": desk.call, "gen": 1, "seq": 0, "body": {}}
    caller.control.send(json.dumps(old))
    assert (await message(caller, Refusal)).key == "link.version-refused"
    await _still_there(caller)


async def test_what_is_played_again_or_comes_from_another_call_is_not_heard_twice(desk: StewardDesk) -> None:
    desk.send(CallBegin())
    caller = await desk.connect(1, quiet=True)
    again = Numbered(PrintAsk(document=DOCUMENT), new_id(), 1)
    for _ in range(5):
        caller.say_numbered(again)
    stranger = Numbered(PrintAsk(document="f" * 32), new_id(), 2)
    text = {"v": 1, "type": "print.ask", "id": stranger.id, "call": new_id(), "gen": 1, "seq": 2}
    caller.control.send(json.dumps({**text, "body": {"document": "f" * 32}}))
    last = Numbered(PrintAsk(document="a" * 32), new_id(), 3)
    caller.say_numbered(last)
    await desk.until(PrintAsk, lambda ask: ask.document == "a" * 32)
    asked = [said.body.document for said in desk.heard if isinstance(said.body, PrintAsk)]
    assert asked == [DOCUMENT, "a" * 32]
    await _still_there(caller)


async def test_signalling_of_past_generations_and_nonsense_changes_nothing(desk: StewardDesk) -> None:
    desk.send(CallBegin())
    caller = await desk.connect(2, quiet=True)
    desk.send(CallOffer(sdp="v=0\r\n"), 1)
    for line in ("", "candidate:", "candidate:1 1 udp 1 999.1.1.1 9 typ host", "x" * 3000, "a=candidate:é"):
        desk.send(CallCandidate(candidate=line, sdp_mid="0"), 2)
    desk.send(CallCandidate(candidate="candidate:1 1 udp 1 192.0.2.1 9 typ host", sdp_mid="77"), 2)
    await _still_there(caller)


async def _still_there(caller: Caller) -> None:
    """The kiosk's picture moves."""
    async with asyncio.timeout(DEADLINE_S):
        await caller.looked(caller.marks.read + 5)
    await caller.vanish()


def _bytes_in(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
