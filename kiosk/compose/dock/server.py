"""The page of the bench: a small server on the loopback address, on a thread of its own."""

import asyncio
import contextlib
import secrets
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal

import uvicorn
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.websockets import WebSocket, WebSocketDisconnect

from kiosk.compose.dock.bench import Bench
from kiosk.compose.dock.door import Door
from kiosk.core.places import ROOT
from session.relay.serve import SHUTDOWN_S, SocketProtocol, listen

HOST = "127.0.0.1"
PAGE = Path(__file__).with_name("page")
ASSETS = ROOT / "kiosk" / "assets"
LOOK_S = 0.4
"""Between two looks at the devices, while somebody watches."""
MOST_PAPER = 20 * 1024 * 1024
_MOST_WORDS = 64 * 1024
_Share = Annotated[float, Field(ge=0, le=1)]


class _Said(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    device: str


class Do(_Said):
    """One of the device's commands, by its own word."""

    kind: Literal["do"]
    say: str
    paper: str = ""
    text: str = Field("", max_length=4096)


class Write(_Said):
    """The pen on a pad goes on through these points, 0..1 of its surface."""

    kind: Literal["write"]
    points: list[tuple[_Share, _Share]] = Field(max_length=512)


class Lift(_Said):
    """The pen goes away."""

    kind: Literal["lift"]


class Take(_Said):
    """What came out is taken."""

    kind: Literal["take"]


Gesture = Annotated[Do | Write | Lift | Take, Field(discriminator="kind")]
_GESTURES: TypeAdapter[Do | Write | Lift | Take] = TypeAdapter(Gesture)


class Desk:
    """The routes. Each page that is open is told what changed."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._touched = asyncio.Event()

    async def live(self, socket: WebSocket) -> None:
        """Gestures in, views out."""
        await socket.accept()
        watching = asyncio.ensure_future(self._watch(socket))
        doing: set[asyncio.Task[None]] = set()
        try:
            while True:
                gesture = _GESTURES.validate_json(await socket.receive_text())
                if gesture.device not in self._bench.hands:
                    continue
                if isinstance(gesture, Do):
                    # Some take seconds, and a hand on another device does not wait for them.
                    task = asyncio.create_task(self._do(socket, gesture))
                    doing.add(task)
                    task.add_done_callback(doing.discard)
                else:
                    await self._move(gesture)
        except WebSocketDisconnect:
            pass
        except ValidationError:
            await socket.close(1008)
        finally:
            watching.cancel()
            await asyncio.gather(watching, *doing, return_exceptions=True)

    async def _do(self, socket: WebSocket, gesture: Do) -> None:
        refused = await run_in_threadpool(
            self._bench.do, gesture.device, gesture.say, gesture.paper, gesture.text
        )
        self._touched.set()
        with contextlib.suppress(WebSocketDisconnect, RuntimeError):  # the page was closed meanwhile
            await socket.send_json({"done": gesture.device, "say": gesture.say, "refused": refused})

    async def _move(self, gesture: Write | Lift | Take) -> None:
        match gesture:
            case Write(device=device, points=points):
                await run_in_threadpool(self._bench.write, device, points)
            case Lift(device=device):
                await run_in_threadpool(self._bench.lift, device)
            case Take(device=device):
                await run_in_threadpool(self._bench.take, device)
                self._touched.set()

    async def _watch(self, socket: WebSocket) -> None:
        shown: dict[str, Any] = {}
        while True:
            view = await run_in_threadpool(self._bench.view)
            if view != shown:
                shown = view
                await socket.send_json(view)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._touched.wait(), LOOK_S)
            self._touched.clear()

    async def picture(self, request: Request) -> Response:
        """The picture of a page that came out."""
        path = self._bench.picture(request.path_params["name"])
        return FileResponse(path) if path is not None else Response(status_code=404)

    async def bring(self, request: Request) -> Response:
        """A paper from the developer's machine, to be laid on a scanner."""
        data = bytearray()
        async for chunk in request.stream():
            data += chunk
            if len(data) > MOST_PAPER:
                return JSONResponse({"refused": "Ce fichier est trop gros : 20 Mo au plus."}, 413)
        name = request.query_params.get("name", "")
        paper = await run_in_threadpool(self._bench.bring, name, bytes(data))
        if paper is None:
            return JSONResponse({"refused": "Prenez un PDF, un PNG ou un JPEG."}, 415)
        self._touched.set()
        return JSONResponse({"id": paper.id, "label": paper.label})

    def app(self, token: str) -> Starlette:
        """Everything below the token."""
        inside = [
            WebSocketRoute("/live", self.live),
            Route("/papers", self.bring, methods=["POST"]),
            Route("/pictures/{name}", self.picture),
            Mount("/icons", StaticFiles(directory=ASSETS / "icons", check_dir=False)),
            Mount("/fonts", StaticFiles(directory=ASSETS / "fonts", check_dir=False)),
            Mount("/", StaticFiles(directory=PAGE, html=True)),
        ]
        return Starlette(routes=[Mount(f"/{token}", routes=inside)])


@contextlib.contextmanager
def listening(port: int = 0) -> Iterator[socket.socket]:
    """The page's own port of the loopback address; 0: any that is free.

    Raises:
        UserFacingError: `host.port-busy`, `host.permission-missing`.
    """
    with contextlib.closing(listen(HOST, port)) as listener:
        listener.listen()
        yield listener


@contextlib.contextmanager
def serving(bench: Bench, listener: socket.socket) -> Iterator[str]:
    """Serve the page while the block runs; its address, token included."""
    bound = int(listener.getsockname()[1])
    token = secrets.token_urlsafe(24)
    app = Door(Desk(bench).app(token), token, bound)
    server = uvicorn.Server(
        uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            server_header=False,
            lifespan="off",
            ws=SocketProtocol,
            ws_max_size=_MOST_WORDS,
            timeout_graceful_shutdown=SHUTDOWN_S,
        )
    )
    thread = threading.Thread(target=lambda: asyncio.run(server.serve(sockets=[listener])), daemon=True)
    thread.start()
    try:
        yield f"http://{HOST}:{bound}/{token}/"
    finally:
        server.should_exit = True
        thread.join()
