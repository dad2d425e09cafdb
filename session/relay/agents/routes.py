"""/agent/usage: a kiosk's days as a file, for the town hall's own report."""

from dataclasses import dataclass

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import Response

from session.relay.agents.usage import as_csv
from session.relay.identity.guard import Guard
from session.relay.identity.rights import may
from session.relay.parts import Parts

ACTION = "http.usage"


@dataclass(frozen=True)
class UsageRoutes:
    """The handler, on what it needs."""

    parts: Parts
    guard: Guard

    def router(self) -> APIRouter:
        """The route with its right."""
        router = APIRouter()
        rule = [Depends(self.guard.requires(ACTION))]
        router.add_api_route(
            "/agent/usage/{kiosk}.csv", self.usage, methods=["GET"], dependencies=rule, response_model=None
        )
        return router

    async def usage(self, kiosk: str, request: Request) -> Response:
        """All days that are known of a kiosk of this town hall; of another one, as if there were none."""
        known = await self.parts.store.kiosk(kiosk)
        caller = await self.guard.caller(request)
        if known is None or not may(caller, ACTION, known.town):
            raise HTTPException(404, "login.role-missing")
        days = (await self.parts.store.usage([kiosk], ""))[kiosk]
        named = f"borne-{kiosk[:8]}-{self.parts.now()[:10]}.csv"
        headers = {"Content-Disposition": f'attachment; filename="{named}"'}
        return Response(as_csv(days), media_type="text/csv; charset=utf-8", headers=headers)
