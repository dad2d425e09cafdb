"""Figures of a call on this machine: how soon the picture comes, and what the media process costs."""

import asyncio
import json
import os
import tempfile
import time
from collections.abc import Callable, Sequence
from itertools import cycle
from pathlib import Path
from typing import Any

import av
import numpy as np

from kiosk.core.ids import new_id
from kiosk.core.places import default_run, program
from kiosk.link import aio
from session.engine import encoders
from session.engine.caller import Caller
from session.engine.pictures import planes
from session.engine.quality import LADDER, Quality
from session.engine.scene import paint
from session.engine.sending import Sending
from session.protocol.call import CallEnd, CallOffer
from session.protocol.envelope import Body, Envelope
from session.protocol.local import MEDIA_TO_STEWARD, STEWARD_TO_MEDIA, Hello, MediaReady
from session.protocol.local_media import AnswerDraft, CallBegin, MediaSettings
from session.protocol.quality import Rung

CLIP_FRAMES = 60
WARM_UP_S = 4.0
MEASURE_S = 10.0
DEADLINE_S = 60.0


def textured(number: int, quality: Quality) -> av.VideoFrame:
    """Paint a marked picture with the grain of a real camera, so that the encoder has work."""
    frame = paint(number, quality.width, quality.height)
    luma = planes(frame)[0]
    room = luma[quality.height // 9 :]
    grain = np.random.default_rng(number).integers(-3, 4, room.shape, dtype=np.int8)
    np.copyto(room, np.clip(room.astype(np.int16) + grain, 16, 235).astype(np.uint8))
    return frame


def write_clip(path: Path, quality: Quality, frames: Sequence[av.VideoFrame]) -> None:
    """Write YUV4MPEG2, 4:2:0."""
    with path.open("wb") as file:
        file.write(
            f"YUV4MPEG2 W{quality.width} H{quality.height} F{quality.fps}:1 Ip A1:1 C420jpeg\n".encode()
        )
        for frame in frames:
            file.write(b"FRAME\n")
            for plane in planes(frame):
                file.write(plane.tobytes())


class BenchDesk:
    """Plays the steward for one media process."""

    def __init__(self, settings: MediaSettings) -> None:
        self._settings = settings
        self._inbox: asyncio.Queue[Envelope] = asyncio.Queue()
        self._connection: aio.Connection | None = None
        self.call = new_id()

    async def accept(self, connection: aio.Connection) -> None:
        """Serve the media process."""
        self._connection = connection
        async for message in connection:
            if isinstance(message.body, Hello):
                connection.send(self._settings)
            self._inbox.put_nowait(message)

    def send(self, body: Body) -> None:
        """Tell it, within the call."""
        if self._connection is not None:
            self._connection.send(body, call=self.call, gen=1)

    async def until(self, kind: type[Body]) -> Body:
        """Wait for its next message of this kind; those before are forgotten."""
        async with asyncio.timeout(DEADLINE_S):
            while True:
                message = await self._inbox.get()
                if isinstance(message.body, kind):
                    return message.body


def cpu_seconds(pid: int) -> float:
    """What a process used of the processor so far."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _pss_mb(pid: int) -> float:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    return round(next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024, 1)


def _kiosk_first_picture(events: Path) -> float | None:
    for line in events.read_text(encoding="utf-8").splitlines():
        event = json.loads(line)
        if event["event"] == "call.first-picture":
            return float(event["ms"])
    return None


def bench_call(
    ladder: Rung = "720p30", codec: str = "video/H264", command: Sequence[str] | None = None
) -> dict[str, Any]:
    """Call the real media process from this process and return what was seen.

    `command` starts the media process (default: this program's `media` verb). Both ends run on this
    machine, picture and sound both ways, with a grainy marked clip; the caller is aiortc too.
    """
    run = default_run()
    run.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=run) as folder:
        return asyncio.run(_bench(Path(folder), ladder, codec, command or [*program(), "media"]))


async def _bench(folder: Path, ladder: Rung, codec: str, command: Sequence[str]) -> dict[str, Any]:
    quality, clock = LADDER[ladder], time.monotonic
    encoders.install(Sending(ladder, clock), clock)
    frames = [textured(number, quality) for number in range(CLIP_FRAMES)]
    write_clip(folder / "clip.y4m", quality, frames)
    desk = BenchDesk(
        MediaSettings(
            vault=str(folder),
            frames=str(folder / "frames"),
            camera=f"camera:file:{folder / 'clip.y4m'}",
            microphone="sound:demo",
            speaker="sound:null",
            ladder=ladder,
        )
    )
    async with await aio.serve(folder / "steward", MEDIA_TO_STEWARD, STEWARD_TO_MEDIA, desk.accept):
        started = clock()
        child = await asyncio.create_subprocess_exec(
            *command, "--steward", str(folder / "steward"), "--events", str(folder / "events.jsonl")
        )
        await desk.until(MediaReady)
        ready_ms = round(1000 * (clock() - started))
        around = cycle(frames)
        figures = await _converse(desk, child.pid, codec, quality, lambda _number: next(around), clock)
        desk.send(CallEnd(reason="citizen"))
        child.terminate()
        await child.wait()
        first = _kiosk_first_picture(folder / "events.jsonl")
    return {"ladder": ladder, "media_start_ms": ready_ms, "kiosk_first_picture_ms": first, **figures}


async def _converse(
    desk: BenchDesk,
    pid: int,
    codec: str,
    quality: Quality,
    pictures: Callable[[int], av.VideoFrame],
    clock: Callable[[], float],
) -> dict[str, Any]:
    caller = Caller(desk.call, 1, clock, codec)
    desk.send(CallBegin())
    offer = await caller.offer()
    offered = clock()
    desk.send(CallOffer(sdp=offer))
    draft = await desk.until(AnswerDraft)
    if not isinstance(draft, AnswerDraft):
        raise TypeError
    answered = clock()
    await caller.answered(draft.sdp, pictures, quality.fps)
    async with asyncio.timeout(DEADLINE_S):
        await caller.first_picture.wait()
    first = clock()
    await asyncio.sleep(WARM_UP_S)
    then, cpu, seen = clock(), cpu_seconds(pid), caller.marks.frames
    await asyncio.sleep(MEASURE_S)
    span = clock() - then
    figures = {
        "codec": codec,
        "answer_ms": round(1000 * (answered - offered), 1),
        "caller_first_picture_ms": round(1000 * (first - offered), 1),
        "media_cpu_cores": round((cpu_seconds(pid) - cpu) / span, 3),
        "received_fps": round((caller.marks.frames - seen) / span, 1),
        "tones_ok": caller.heard.ok,
        "media_pss_mb": _pss_mb(pid),
    }
    await caller.vanish()
    return figures


if __name__ == "__main__":
    import sys

    media = [sys.executable, "-m", "kiosk.compose.media"]
    trials: tuple[tuple[Rung, str], ...] = (
        ("720p30", "video/H264"), ("720p30", "video/VP8"), ("360p15", "video/H264"),
    )  # fmt: skip
    for rung, wanted in trials:
        print(json.dumps(bench_call(rung, wanted, media)))  # noqa: T201 - a command line's output
