"""The relay as an ASGI application: the one place that builds its parts."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from argon2 import PasswordHasher
from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response
from starlette.exceptions import HTTPException

from kiosk.core.clock import Clock, SystemClock
from kiosk.core.events import EventLog
from session.relay.agents.routes import UsageRoutes
from session.relay.agents.tiles import Tiles
from session.relay.appointments.agenda import Agenda
from session.relay.appointments.routes import AgendaRoutes
from session.relay.calls.front_desk import FrontDesk
from session.relay.calls.signalling import Signalling
from session.relay.calls.sweep import Sweep
from session.relay.config import RelayConfig
from session.relay.counters import Counters
from session.relay.database import Database, check_revision
from session.relay.identity.accounts import Accounts
from session.relay.identity.enrolment import Enrolment
from session.relay.identity.guard import Guard
from session.relay.identity.routes import IdentityRoutes
from session.relay.local import LocalBus, LocalPresence
from session.relay.pages.middleware import Dressing
from session.relay.pages.routes import PageRoutes
from session.relay.parts import Parts
from session.relay.queue.board import Board
from session.relay.queue.desks import load_desks
from session.relay.queue.model import DeskSetup
from session.relay.queue.seats import Seats
from session.relay.queue.tickets import Tickets
from session.relay.queue.transfers import Transfers
from session.relay.sockets import SocketRoutes
from session.relay.store import SqlStore

REFUSED = """<!doctype html>
<html lang="fr"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Page introuvable · Visio-Guichet</title>
<h1>Cette page n’existe pas, ou n’est pas pour vous.</h1>
<p>Vérifiez l’adresse, ou allez directement à l’une de ces pages\N{NO-BREAK SPACE}:</p>
<ul><li><a href="/expert/">Conseiller</a></li><li><a href="/agent/">Agent de la mairie</a></li></ul>
"""


class Background:
    """Work that lasts as long as the relay; when some of it breaks, the relay is unhealthy."""

    def __init__(self) -> None:
        self._tasks: list[asyncio.Task[None]] = []
        self.on_broken: Callable[[], None] = lambda: None

    def start(self, task: asyncio.Task[None]) -> None:
        """Watch over a task."""
        self._tasks.append(task)
        task.add_done_callback(lambda done: None if done.cancelled() else self.on_broken())

    def healthy(self) -> bool:
        """All of it goes on."""
        return not any(task.done() for task in self._tasks)

    async def stop(self) -> None:
        """End it; a bug that broke it comes out here."""
        broken = [task for task in self._tasks if task.done() and not task.cancelled()]
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for task in broken:
            task.result()


def create_app(
    config: RelayConfig, *, clock: Clock | None = None, hasher: PasswordHasher | None = None
) -> FastAPI:
    """Build a relay on a migrated database.

    Raises:
        UserFacingError: `host.schema-outdated`, `host.permission-missing`, or what is wrong with
            the counters' file.
    """
    clock = clock or SystemClock()
    desks = load_desks(Path(config.desks)) if config.desks else None
    database = Database(config.database_url)
    check_revision(database.engine)
    events = EventLog(Path(config.log) if config.log else None, "relay", clock)
    parts = Parts(
        config,
        clock,
        SqlStore(database),
        LocalBus(),
        LocalPresence(clock, config.waits.link_grace_s),
        events,
        Counters(),
    )
    background = Background()
    board = Board(parts)
    seats = Seats(parts, board)
    agenda = Agenda(parts, board)
    tickets = Tickets(parts, board, seats, agenda)
    transfers = Transfers(parts, board, seats)
    desk = FrontDesk(board, seats, tickets, Signalling(parts, seats), Tiles(parts), transfers, agenda)
    sweep = Sweep(parts, board, seats, tickets)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        await _prepare(parts, sweep, desks)
        background.start(asyncio.create_task(board.run(), name="board"))
        background.start(asyncio.create_task(sweep.run(), name="sweep"))
        background.start(asyncio.create_task(agenda.run(), name="agenda"))
        yield
        try:
            await background.stop()
        finally:
            database.close()

    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None, lifespan=lifespan)
    app.state.background = background
    accounts = Accounts(parts.store, clock, hasher)
    guard = Guard(accounts, config.origin, config.probe_token, config.echo_token)
    app.include_router(IdentityRoutes(parts, accounts, Enrolment(parts.store, clock), guard).router())
    app.include_router(PageRoutes(parts, guard, background.healthy).router())
    app.include_router(UsageRoutes(parts, guard).router())
    app.include_router(AgendaRoutes(parts, guard).router())
    app.include_router(SocketRoutes(parts, guard, accounts, desk).router())
    app.add_exception_handler(HTTPException, _refuse)
    app.add_middleware(Dressing, parts=parts)
    return app


async def _prepare(parts: Parts, sweep: Sweep, desks: list[DeskSetup] | None) -> None:
    if desks is not None:
        await parts.store.put_desks(desks)
    await sweep.adopt()


async def _refuse(request: Request, error: Exception) -> Response:
    """Refusals as the pages read them, an error key; to a person who typed an address, a page."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    if request.method == "GET" and "text/html" in request.headers.get("accept", ""):
        return HTMLResponse(REFUSED, status)
    detail = str(getattr(error, "detail", ""))
    key = detail if "." in detail else "link.message-invalid"
    return JSONResponse({"key": key, "wait_s": 0}, status)
