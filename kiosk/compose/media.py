"""Builds the media process: `media --steward SOCKET [--events FILE]`."""

import argparse
import asyncio
import os
import sys
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from devices.camera.address import same_device
from devices.camera.ports import Camera
from devices.camera.sources import Wish, open_camera
from kiosk.compose.sight_trial import PAGE
from kiosk.compose.sound_path import open_sound
from kiosk.compose.sound_watch import Metered, watch
from kiosk.core.clock import SystemClock
from kiosk.core.events import EventLog, sink
from kiosk.core.priority import CALL, prefer, step_back
from kiosk.link import aio
from kiosk.link.ring import RingServer
from session.engine import encoders, scene
from session.engine.generation import Surroundings
from session.engine.paper import PaperCamera, Table
from session.engine.process import Media
from session.engine.quality import LADDER, RUNGS
from session.engine.reach import Reach, trust_of
from session.engine.rehearsal import rehearse
from session.engine.sending import Sending
from session.engine.showing import Showing
from session.engine.studio import Equipment, Studio
from session.protocol.cameras import PaperLook, PaperShoot, PaperWatch
from session.protocol.envelope import Envelope
from session.protocol.local import MEDIA_TO_STEWARD, STEWARD_TO_MEDIA, Hello, MediaReady
from session.protocol.local_media import CallBegin, MediaSettings
from session.protocol.showing import ShowingLive

QUIET_S = 1.0
ENCODERS = 3
"""Threads that encode: a picture, a sound, and one that waits for a device."""


def main(argv: list[str]) -> int:
    """Run until the steward hangs up, and end the process. Exit code 1: nobody listens at the socket."""
    parser = argparse.ArgumentParser(prog="kiosk media", description="Le son et l'image d'un appel.")
    parser.add_argument("--steward", type=Path, required=True, help="socket du gardien")
    parser.add_argument("--events", type=sink, default=None, help="journal des événements")
    options = parser.parse_args(argv)
    log = EventLog(options.events, "media")
    try:
        asyncio.run(_run(options.steward, log))
    except OSError as error:
        print(f"host.process-lost: {options.steward}: {error.strerror}", file=sys.stderr)
        return 1
    # A decoder's thread that a broken connection left waiting would keep the process, and with it the
    # visitor's pictures, alive.
    os._exit(0)


async def _run(socket: Path, log: EventLog) -> None:
    clock = SystemClock().monotonic
    steward = await aio.connect(socket, STEWARD_TO_MEDIA, MEDIA_TO_STEWARD)
    steward.send(Hello(role="media", pid=os.getpid()))
    messages = aiter(steward)
    rehearsal = asyncio.create_task(_rehearse())
    async for message in messages:
        if isinstance(message.body, MediaSettings):
            # A spare process is nobody's until here.
            log.emit("process.start-init", role="media", pid=os.getpid())
            await _serve(message.body, steward, _until_a_call(messages, rehearsal), log, clock)
            break
    rehearsal.cancel()
    log.emit("process.stop-complete", role="media", pid=os.getpid(), code=0)


async def _rehearse() -> None:
    """Go once through what answers an offer, in the first quiet moment: the first time takes ten times as long."""
    await asyncio.sleep(QUIET_S)
    await rehearse(trust_of(None))


async def _until_a_call(
    messages: AsyncIterator[Envelope], rehearsal: asyncio.Task[None]
) -> AsyncIterator[Envelope]:
    """The same messages; a call that begins ends the rehearsal."""
    async for message in messages:
        if isinstance(message.body, CallBegin):
            rehearsal.cancel()
        yield message


def _table(
    settings: MediaSettings,
    face: Camera,
    frames: RingServer,
    steward: aio.Connection,
    log: EventLog,
    clock: Callable[[], float],
) -> Table:
    """One device may be both cameras: then the face's lets go of it meanwhile."""
    both = settings.face and same_device(settings.camera, settings.document_camera)

    def opened() -> Camera:
        camera = open_camera(settings.document_camera, PAGE, clock, scene.paint)
        camera.tells = lambda trouble: log.emit(
            "camera.status-changed", camera="document", status=trouble or "ready"
        )
        return camera

    return Table(
        opened,
        face if both else None,
        frames,
        Path(settings.vault),
        steward.send,
        clock,
    )


async def _at_the_table(
    messages: AsyncIterator[Envelope], paper: PaperCamera, showing: Showing
) -> AsyncIterator[Envelope]:
    """The same messages without those about the document camera, which does one thing at a time."""
    async for message in messages:
        match message.body:
            case PaperWatch(scan=scan, folder=folder):
                await showing.stop()
                paper.watch(scan, folder)
            case PaperShoot(scan=scan):
                paper.shoot(scan)
            case PaperLook(scan=scan):
                await paper.leave(scan)
            case ShowingLive(active=True, purpose=purpose):
                await paper.stop()
                showing.begin(purpose)
            case ShowingLive():
                showing.withdraw("stopped")
            case _:
                yield message


async def _serve(
    settings: MediaSettings,
    steward: aio.Connection,
    messages: AsyncIterator[Envelope],
    log: EventLog,
    clock: Callable[[], float],
) -> None:
    started = clock()
    prefer(CALL)
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(ENCODERS, initializer=step_back))
    ceiling = next(rung for rung in RUNGS if rung == settings.ladder)
    quality = LADDER[ceiling]
    sending = Sending(ceiling, clock)
    encoders.install(sending, clock)
    frames = RingServer(Path(settings.frames))
    camera = open_camera(
        settings.camera, Wish(quality.width, quality.height, quality.fps), clock, scene.paint
    )
    heard, speaker, following = open_sound(settings, clock, log, steward.send)
    microphone = Metered(heard, clock)
    equipment = Equipment(camera, microphone, speaker, frames)
    studio = Studio(equipment, (quality.width, quality.height), clock)
    if settings.face:
        studio.start()
    reach = Reach(clock, log, Path(settings.authority) if settings.authority else None)
    table = _table(settings, camera, frames, steward, log, clock)
    paper, showing = (
        PaperCamera(table),
        Showing(table, studio, sending.favour_detail, fitted=bool(settings.document_camera)),
    )
    studio.withdraw = showing.withdraw

    async def ready() -> None:
        """A call need not wait for the camera: the expert is seen and heard without it."""
        await camera.self_test()
        steward.send(MediaReady(frames=settings.frames, camera=camera.trouble is None))
        log.emit("media.start-complete", ms=round(1000 * (clock() - started)))

    around = Surroundings(steward, studio, sending, Path(settings.vault), log, clock, settings.markers, reach)
    media = Media(around)

    def told(trouble: str | None) -> None:
        log.emit("camera.status-changed", camera="face", status=trouble or "ready")
        media.camera(trouble)

    studio.tells = told
    beside = [asyncio.create_task(ready()), asyncio.create_task(following)]
    if settings.face:
        beside.append(asyncio.create_task(watch(microphone, clock, media.microphone, media.level)))
    await media.run(_at_the_table(messages, paper, showing))
    for task in beside:
        task.cancel()
    await reach.close()
    await paper.stop()
    await showing.stop()
    await studio.close()
    frames.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
