"""Documents cross the call whole, or are refused in words while the call goes on."""

import asyncio
import hashlib
import random

from session.engine.caller import Caller
from session.engine.exchange import bulk_frame, parse_bulk
from session.protocol.local_media import CallBegin, DocumentArrived, DocumentSend
from session.protocol.peer import BULK_CHUNK, MAX_DOCUMENT, BulkState, DocumentOffer, DocumentRefused
from tests.integration.engine.desk import DEADLINE_S, StewardDesk, message

DOCUMENT = "0123456789abcdef0123456789abcdef"
DATA = random.Random(7).randbytes(900_000)


def _offer(data: bytes, document: str = DOCUMENT, **lies: object) -> DocumentOffer:
    truth: dict[str, object] = {
        "document": document,
        "kind": "file",
        "name": "attestation.pdf",
        "size": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
        "media_type": "application/pdf",
    }
    return DocumentOffer.model_validate(truth | lies)


async def _upload(caller: Caller, data: bytes, start: int, end: int) -> None:
    for at in range(start, end, BULK_CHUNK):
        caller.bulk.send(bulk_frame(DOCUMENT, at, data[at : min(at + BULK_CHUNK, end)]))
        await asyncio.sleep(0)


async def test_a_file_of_the_expert_survives_a_lost_link(desk: StewardDesk) -> None:
    desk.send(CallBegin())
    caller = await desk.connect(1, quiet=True)
    caller.say(_offer(DATA))
    assert (await message(caller, BulkState)).offset == 0
    await _upload(caller, DATA, 0, 6 * BULK_CHUNK)
    await message(caller, BulkState, lambda s: s.offset >= 4 * BULK_CHUNK)
    back = await desk.connect(2, quiet=True)
    await caller.vanish()
    back.say(_offer(DATA))
    stands = await message(back, BulkState)
    assert 4 * BULK_CHUNK <= stands.offset <= 6 * BULK_CHUNK
    await _upload(back, DATA, stands.offset, len(DATA))
    await message(back, BulkState, lambda s: s.complete)
    arrived = await desk.until(DocumentArrived)
    assert (arrived.document, arrived.name) == (DOCUMENT, "attestation.pdf")
    assert (desk.vault / f"{DOCUMENT}.part" / "source").read_bytes() == DATA
    await back.vanish()


async def test_a_file_of_the_kiosk_reaches_the_expert_and_resumes_where_it_stood(desk: StewardDesk) -> None:
    (desk.vault / DOCUMENT).mkdir()
    (desk.vault / DOCUMENT / "signed.pdf").write_bytes(DATA)
    desk.send(CallBegin())
    caller = await desk.connect(1, quiet=True)
    desk.send(
        DocumentSend(
            document=DOCUMENT,
            kind="signed",
            path=f"{DOCUMENT}/signed.pdf",
            name="signé.pdf",
            media_type="application/pdf",
        )
    )
    assert await message(caller, DocumentOffer) == _offer(DATA, kind="signed", name="signé.pdf")
    back = await desk.connect(2, quiet=True)
    await caller.vanish()
    assert (await message(back, DocumentOffer)).sha256 == hashlib.sha256(DATA).hexdigest()
    back.say(BulkState(document=DOCUMENT, offset=BULK_CHUNK))
    got = DATA[:BULK_CHUNK]
    async with asyncio.timeout(DEADLINE_S):
        while len(got) < len(DATA):
            parsed = parse_bulk(await back.bulk_received.get())
            assert parsed is not None
            assert parsed[:2] == (DOCUMENT, len(got))
            got += parsed[2]
    assert got == DATA
    await back.vanish()


async def test_lies_about_a_file_are_refused_in_words_and_the_call_goes_on(desk: StewardDesk) -> None:
    desk.send(CallBegin())
    caller = await desk.connect(1, quiet=True)
    small = DATA[:1000]
    caller.say(_offer(small, size=MAX_DOCUMENT + 1))
    assert (await message(caller, DocumentRefused)).key == "document.size-exceeded"
    caller.say(_offer(small, sha256="0" * 64))
    caller.bulk.send(bulk_frame(DOCUMENT, 0, small))
    assert (await message(caller, DocumentRefused)).key == "document.transfer-broken"
    caller.say(_offer(small, size=500))
    caller.bulk.send(bulk_frame(DOCUMENT, 0, small))
    assert (await message(caller, DocumentRefused)).key == "document.transfer-broken"
    for number in range(5):
        caller.say(_offer(small, document=f"{number:032x}"))
    assert (await message(caller, DocumentRefused)).key == "link.message-flood"
    caller.control.send("{not json")
    caller.bulk.send(b"short")
    assert [entry.name for entry in desk.vault.iterdir() if not entry.name.endswith(".part")] == []
    before = caller.marks.read
    async with asyncio.timeout(DEADLINE_S):
        await caller.looked(before + 10)
    await caller.vanish()
