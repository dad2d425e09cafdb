"""The built pages, health and counters."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from fastapi import APIRouter, Depends
from fastapi.responses import FileResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response

from session.relay.identity.guard import Guard
from session.relay.parts import Parts

_NOT_BUILT = "La page n'est pas construite : lancer « make install » puis recharger."


@dataclass(frozen=True)
class PageRoutes:
    """The handlers, on what they need. `healthy` tells whether the relay's own work goes on."""

    parts: Parts
    guard: Guard
    healthy: Callable[[], bool]

    def router(self) -> APIRouter:
        """Every route with its right."""
        router = APIRouter()
        for path, action, handler in (
            ("/", "http.home", self.home),
            ("/expert/", "http.page", self.expert),
            ("/agent/", "http.page", self.agent),
            ("/assets/{name:path}", "http.asset", self.asset),
            ("/healthz", "http.health", self.health),
            ("/metrics", "http.metrics", self.metrics),
        ):
            rule = [Depends(self.guard.requires(action))]
            router.add_api_route(path, handler, methods=["GET"], dependencies=rule, response_model=None)
        return router

    async def home(self) -> Response:
        """The expert's page is the front door."""
        return RedirectResponse("/expert/")

    async def expert(self) -> Response:
        """The expert's page."""
        return self._page("expert.html")

    async def agent(self) -> Response:
        """The agent's page."""
        return self._page("agent.html")

    async def asset(self, name: str) -> Response:
        """A file of the built bundle, and nothing beside it."""
        folder = (Path(self.parts.config.pages) / "assets").resolve()
        try:
            file = (folder / name).resolve()
            found = file.is_relative_to(folder) and file.is_file()
        except (OSError, ValueError):
            found = False
        return (
            FileResponse(file, headers={"Cache-Control": "no-cache"}) if found else Response(status_code=404)
        )

    async def health(self) -> Response:
        """The store answers and the sweep runs."""
        await self.parts.store.blocked_until([])
        healthy = self.healthy()
        return JSONResponse({"ok": healthy}, 200 if healthy else 503)

    async def metrics(self) -> Response:
        """Counters since the start and what is true now."""
        crowd = await self.parts.presence.crowd()
        tickets = await self.parts.store.tickets()
        gauges = {
            "kiosks_connected": len(crowd.kiosks),
            "experts_connected": len({e.account for e in crowd.experts.values()}),
            "tickets_waiting": sum(t.status == "waiting" for t in tickets),
            "callbacks_waiting": sum(t.status == "callback" for t in tickets),
            "calls_running": sum(t.status == "seated" for t in tickets),
        }
        return PlainTextResponse(self.parts.counters.text(gauges), media_type="text/plain; version=0.0.4")

    def _page(self, name: str) -> Response:
        file = Path(self.parts.config.pages) / name
        if not file.is_file():
            return PlainTextResponse(_NOT_BUILT, 503)
        return FileResponse(file, headers={"Cache-Control": "no-store"})
