"""/expert/agenda: the expert's own slots as calendar files, one or a week of them."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import Response

from kiosk.core.clock import rfc3339
from session.relay.appointments.calendar import TYPE, calendar
from session.relay.appointments.model import Slot
from session.relay.identity.guard import Guard
from session.relay.parts import Parts

ACTION = "http.agenda"
WEEK = timedelta(days=7)
Kept = list[tuple[Slot, bool]]


@dataclass(frozen=True)
class AgendaRoutes:
    """The handlers, on what they need."""

    parts: Parts
    guard: Guard

    def router(self) -> APIRouter:
        """The routes with their right."""
        router = APIRouter()
        rule = [Depends(self.guard.requires(ACTION))]
        for path, handler in (
            ("/expert/agenda/semaine-{monday}.ics", self.week),
            ("/expert/agenda/{slot}.ics", self.one),
        ):
            router.add_api_route(path, handler, methods=["GET"], dependencies=rule, response_model=None)
        return router

    async def week(self, monday: str, request: Request) -> Response:
        """What is open and what is booked in the seven days from a date on."""
        try:
            first = date.fromisoformat(monday)
        except ValueError:
            raise HTTPException(404, "appointment.time-wrong") from None
        zones = {desk.desk: ZoneInfo(desk.timezone) for desk in await self.parts.store.desks()}

        def within(slot: Slot) -> bool:
            zone = zones.get(slot.desk, ZoneInfo("UTC"))
            starts, ends = (datetime.combine(day, time(), zone) for day in (first, first + WEEK))
            return rfc3339(starts) <= slot.starts < rfc3339(ends)

        found = [row for row in await self._mine(request) if within(row[0])]
        return await self._file(found, f"semaine-{first.isoformat()}")

    async def one(self, slot: str, request: Request) -> Response:
        """One slot; of another expert, as if there were none."""
        found = [row for row in await self._mine(request) if row[0].slot == slot]
        if not found:
            raise HTTPException(404, "appointment.slot-taken")
        return await self._file(found, f"creneau-{found[0][0].starts[:10]}")

    async def _mine(self, request: Request) -> Kept:
        account = (await self.guard.caller(request)).account
        since = rfc3339(self.parts.clock.now() - WEEK)
        rows = await self.parts.store.agenda(account.login, since) if account else []
        return [(slot, booked is not None) for slot, booked in rows]

    async def _file(self, rows: Kept, name: str) -> Response:
        desks = {desk.desk: desk.name for desk in await self.parts.store.desks()}
        text = calendar(rows, desks, self.parts.clock.now())
        headers = {"Content-Disposition": f'attachment; filename="{name}.ics"'}
        return Response(text, media_type=TYPE, headers=headers)
