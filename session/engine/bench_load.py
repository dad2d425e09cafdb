"""What becomes of a call on a machine that others keep busy: it must degrade, and live."""

import asyncio
import hashlib
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from typing import Any, TypeVar

import av

from kiosk.core.ids import new_id
from kiosk.core.places import default_run
from kiosk.core.priority import CALL, prefer
from kiosk.link import aio
from session.engine import encoders
from session.engine.bench import CLIP_FRAMES, BenchDesk, textured, write_clip
from session.engine.caller import Caller
from session.engine.exchange import bulk_frame
from session.engine.quality import LADDER
from session.engine.sending import Sending
from session.protocol.call import CallEnd, CallOffer
from session.protocol.delivery import Outbox
from session.protocol.local import MEDIA_TO_STEWARD, STEWARD_TO_MEDIA, MediaReady
from session.protocol.local_media import AnswerDraft, CallBegin, CallStats, MediaSettings
from session.protocol.peer import BULK_CHUNK, Ack, BulkState, DocumentOffer, PrintAsk
from session.protocol.quality import Rung

LADDER_USED: Rung = "720p30"
CALM_S = 5.0
DEADLINE_S = 60.0
DOCUMENT = bytes(range(256)) * 2048
"""Half a megabyte, as a scanned page."""
BUSY = "import os\nos.setpriority(os.PRIO_PROCESS, 0, 0)\nwhile True: pass"
B = TypeVar("B", Ack, BulkState)


@dataclass
class Load:
    """How long, and how many busy loops at niceness 0, each in a session of its own."""

    seconds: float = 60.0
    loops: int = 2
    preferred: bool = True
    """With the priority the media process takes, or without."""


@dataclass
class _Seen:
    answered_ms: list[float] = field(default_factory=list)
    documents_s: list[float] = field(default_factory=list)
    sent: list[float] = field(default_factory=list)
    received: list[float] = field(default_factory=list)
    sound: list[bool] = field(default_factory=list)


def bench_load(command: Sequence[str], load: Load) -> dict[str, Any]:
    """Call the media process that `command` starts, keep the machine busy, and tell what was seen.

    This process is the other end, on another machine in real life: it takes a call's priority too.
    `alive`: the connection that was there before the load is there after it, never lost between.
    """
    prefer(CALL)
    run = default_run()
    run.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=run) as folder:
        return asyncio.run(_bench(Path(folder), command, load))


async def _bench(folder: Path, command: Sequence[str], load: Load) -> dict[str, Any]:
    quality = LADDER[LADDER_USED]
    encoders.install(Sending(LADDER_USED, time.monotonic), time.monotonic)
    frames = [textured(number, quality) for number in range(CLIP_FRAMES)]
    write_clip(folder / "clip.y4m", quality, frames)
    events = folder / "events.jsonl"
    desk = BenchDesk(
        MediaSettings(
            vault=str(folder), frames=str(folder / "frames"), camera=f"camera:file:{folder / 'clip.y4m'}",
            microphone="sound:demo", speaker="sound:null", ladder=LADDER_USED, markers=True,
        )
    )  # fmt: skip
    async with await aio.serve(folder / "steward", MEDIA_TO_STEWARD, STEWARD_TO_MEDIA, desk.accept):
        child = await asyncio.create_subprocess_exec(
            *command, "--steward", str(folder / "steward"), "--events", str(events), start_new_session=True
        )
        await desk.until(MediaReady)
        if not load.preferred:
            prefer(0, child.pid)
        caller = await _connected(desk, frames)
        seen = await _under_load(desk, caller, load)
        desk.send(CallEnd(reason="citizen"))
        await caller.vanish()
        child.terminate()
        await child.wait()
    lines = [json.loads(line) for line in events.read_text(encoding="utf-8").splitlines()]
    lost = [line for line in lines if line["event"] == "call.lost"]
    return {"seconds": load.seconds, "loops": load.loops, "alive": not lost, "lost": len(lost), **_sum(seen)}


async def _connected(desk: BenchDesk, frames: Sequence[av.VideoFrame]) -> Caller:
    around = cycle(frames)
    caller = Caller(desk.call, 1, time.monotonic, "video/H264")
    desk.send(CallBegin())
    desk.send(CallOffer(sdp=await caller.offer()))
    draft = await desk.until(AnswerDraft)
    if not isinstance(draft, AnswerDraft):
        raise TypeError
    await caller.answered(draft.sdp, lambda _number: next(around), LADDER[LADDER_USED].fps)
    async with asyncio.timeout(DEADLINE_S):
        await caller.first_picture.wait()
        await caller.opened.wait()
    return caller


async def _under_load(desk: BenchDesk, caller: Caller, load: Load) -> _Seen:
    seen = _Seen()
    await asyncio.sleep(CALM_S)
    async with AsyncExitStack() as stack:
        for _ in range(load.loops):
            loop = await asyncio.create_subprocess_exec(sys.executable, "-c", BUSY, start_new_session=True)
            stack.push_async_callback(loop.wait)
            stack.callback(loop.kill)
        working = [asyncio.ensure_future(work) for work in (_asking(caller, seen), _watching(desk, seen))]
        await asyncio.sleep(load.seconds)
        for work in working:
            work.cancel()
        await asyncio.gather(*working, return_exceptions=True)
    return seen


async def _watching(desk: BenchDesk, seen: _Seen) -> None:
    while True:
        stats = await desk.until(CallStats)
        if isinstance(stats, CallStats):
            seen.sent.append(stats.sent_fps)
            seen.received.append(stats.received_fps)
            seen.sound.append(stats.audio_ok)


async def _asking(caller: Caller, seen: _Seen) -> None:
    """Propose a print each second and send a document now and then, as an expert at work."""
    outbox = Outbox()
    while True:
        for _ in range(5):
            asked = outbox.keep(PrintAsk(document=new_id()))
            began = time.monotonic()
            caller.say_numbered(asked)
            await _acknowledged(caller, asked.seq)
            seen.answered_ms.append(1000 * (time.monotonic() - began))
            await asyncio.sleep(max(0.0, began + 1.0 - time.monotonic()))
        began = time.monotonic()
        await _send_document(caller)
        seen.documents_s.append(time.monotonic() - began)


async def _acknowledged(caller: Caller, seq: int) -> None:
    await _message(caller, Ack, lambda ack: ack.seq >= seq)


async def _send_document(caller: Caller) -> None:
    document = new_id()
    caller.say(
        DocumentOffer(
            document=document, kind="file", name="a", size=len(DOCUMENT), media_type="application/pdf",
            sha256=hashlib.sha256(DOCUMENT).hexdigest(),
        )
    )  # fmt: skip
    await _message(caller, BulkState, lambda state: state.document == document)
    for at in range(0, len(DOCUMENT), BULK_CHUNK):
        caller.bulk.send(bulk_frame(document, at, DOCUMENT[at : at + BULK_CHUNK]))
    await _message(caller, BulkState, lambda state: state.document == document and state.complete)


async def _message(caller: Caller, kind: type[B], fits: Callable[[B], bool]) -> None:
    while True:
        body = await caller.messages.get()
        if isinstance(body, kind) and fits(body):
            return


def _sum(seen: _Seen) -> dict[str, Any]:
    return {
        "sent_fps": _spread(seen.sent),
        "received_fps": _spread(seen.received),
        "sound_ok_share": round(sum(seen.sound) / max(1, len(seen.sound)), 2),
        "message_ms": _spread(seen.answered_ms),
        "document_s": _spread(seen.documents_s),
    }


def _spread(values: Sequence[float]) -> dict[str, float]:
    if not values:
        return {"count": 0}
    ordered = sorted(values)
    return {
        "count": len(ordered),
        "least": round(ordered[0], 2),
        "median": round(statistics.median(ordered), 2),
        "p95": round(ordered[int(0.95 * (len(ordered) - 1))], 2),
        "most": round(ordered[-1], 2),
    }


if __name__ == "__main__":
    media = [sys.executable, "-m", "kiosk.compose.media"]
    print(json.dumps(bench_load(media, Load())))  # noqa: T201 - a command line's output
