"""Calls with video, one after the other, to one media process that lives through them all."""

import asyncio
import json
import signal
import sys
import time
from collections.abc import AsyncGenerator
from itertools import cycle
from pathlib import Path

from kiosk.compose.bench.calls.sample import Sample, look
from kiosk.compose.demo.tail import EventTail
from kiosk.core.ids import new_id
from kiosk.link import aio
from session.engine import encoders
from session.engine.bench import CLIP_FRAMES, BenchDesk, textured, write_clip
from session.engine.caller import Caller
from session.engine.quality import LADDER, RUNGS
from session.engine.sending import Sending
from session.protocol.call import CallEnd, CallOffer
from session.protocol.local import MEDIA_TO_STEWARD, STEWARD_TO_MEDIA, MediaReady
from session.protocol.local_media import AnswerDraft, CallBegin, MediaSettings

PROCESS = "média, un seul pour tous les appels"
PATIENCE_S = 60.0
QUIET_S = 0.3
"""After a call, for what it closed to be gone."""


class LongEngine:
    """The media process, its steward, and a caller for each call. Use `running`."""

    def __init__(self, folder: Path, ladder: str, codec: str, life: int) -> None:
        self._life = life
        self._folder, self._quality, self._codec = folder, LADDER[ladder], codec
        ceiling = next(rung for rung in RUNGS if rung == ladder)
        encoders.install(Sending(ceiling, time.monotonic), time.monotonic)
        self._frames = [textured(number, self._quality) for number in range(CLIP_FRAMES)]
        write_clip(folder / "clip.y4m", self._quality, self._frames)
        self._events = EventTail(folder / "events.jsonl")
        self._counts = folder / "counts.jsonl"
        self._counted = 0
        self._desk = BenchDesk(
            MediaSettings(
                vault=str(folder), frames=str(folder / "frames"), camera=f"camera:file:{folder / 'clip.y4m'}",
                microphone="sound:demo", speaker="sound:null", ladder=ladder,
            )
        )  # fmt: skip

    async def calls(self, seconds: float) -> AsyncGenerator[Sample, None]:
        """Call without end, for so many seconds of picture each; what the media process holds after each call."""
        socket = self._folder / "steward"
        async with await aio.serve(socket, MEDIA_TO_STEWARD, STEWARD_TO_MEDIA, self._desk.accept):
            child = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "kiosk.compose.bench.calls.counted", str(self._counts),
                "--steward", str(socket), "--events", str(self._folder / "events.jsonl"),
            )  # fmt: skip
            try:
                await self._desk.until(MediaReady)
                number = 0
                while True:
                    number += 1
                    begun = time.monotonic()
                    await self._call(seconds)
                    tasks, objects = await self._count(child)
                    span = round(time.monotonic() - begun, 2)
                    held = Sample(number, PROCESS, span, tasks=tasks, objects=objects, life=self._life)
                    yield look(child.pid, held)
            finally:
                child.terminate()
                await child.wait()

    async def _call(self, seconds: float) -> None:
        self._desk.call = new_id()
        around = cycle(self._frames)
        caller = Caller(self._desk.call, 1, time.monotonic, self._codec)
        self._desk.send(CallBegin())
        self._desk.send(CallOffer(sdp=await caller.offer()))
        draft = await self._desk.until(AnswerDraft)
        if not isinstance(draft, AnswerDraft):
            raise TypeError
        await caller.answered(draft.sdp, lambda _number: next(around), self._quality.fps)
        async with asyncio.timeout(PATIENCE_S):
            await caller.first_picture.wait()
        await asyncio.to_thread(self._events.wait, "call.first-picture", PATIENCE_S)
        await asyncio.sleep(seconds)
        self._desk.send(CallEnd(reason="citizen"))
        await asyncio.to_thread(self._events.wait, "call.end-complete", PATIENCE_S)
        await caller.vanish()
        await asyncio.sleep(QUIET_S)

    async def _count(self, child: asyncio.subprocess.Process) -> tuple[int, int]:
        child.send_signal(signal.SIGUSR1)
        async with asyncio.timeout(PATIENCE_S):
            while True:
                lines = self._counts.read_text("ascii").splitlines() if self._counts.exists() else []
                if len(lines) > self._counted:
                    self._counted = len(lines)
                    said = json.loads(lines[-1])
                    return int(said["tasks"]), int(said["objects"])
                await asyncio.sleep(0.02)
