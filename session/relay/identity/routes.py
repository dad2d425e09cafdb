"""/api/login, /api/logout, /api/me, /api/enrol."""

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs

from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response
from starlette.requests import ClientDisconnect

from session.relay.identity.accounts import SESSION, Accounts, LoggedIn, TooSoon, WrongPassword
from session.relay.identity.enrolment import Enrolled, Enrolment
from session.relay.identity.guard import COOKIE, Guard
from session.relay.identity.model import Account
from session.relay.parts import Parts

MAX_REQUEST = 16384
_PAGES = {"agent": "/agent/"}


@dataclass(frozen=True)
class IdentityRoutes:
    """The handlers, on what they need."""

    parts: Parts
    accounts: Accounts
    enrolment: Enrolment
    guard: Guard

    def router(self) -> APIRouter:
        """Every route with its right."""
        router = APIRouter()
        for path, method, action, handler in (
            ("/api/login", "POST", "http.login", self.login),
            ("/api/logout", "POST", "http.logout", self.logout),
            ("/api/me", "GET", "http.me", self.me),
            ("/api/enrol", "POST", "http.enrol", self.enrol),
        ):
            rule = [Depends(self.guard.requires(action))]
            router.add_api_route(path, handler, methods=[method], dependencies=rule, response_model=None)
        return router

    async def login(self, request: Request) -> Response:
        """JSON gets JSON; a plain form gets a redirection to its page."""
        body = await read_fields(request)
        plain = not _is_json(request)
        if body is None or not body.get("login") or not body.get("password"):
            return _refusal(400, "link.message-invalid", 0)
        result = await self.accounts.login(body["login"][:80], body["password"][:1024], address(request))
        match result:
            case LoggedIn(account, token):
                self.parts.counters.add("logins")
                self.parts.events.emit("relay.login-complete", role=account.role)
                page = _PAGES.get(account.role, "/expert/")
                reply: Response = RedirectResponse(page, 303) if plain else JSONResponse(_me(account))
                _set_cookie(reply, token)
                return reply
            case WrongPassword(wait_s):
                return self._no_login("login.password-wrong", wait_s)
            case TooSoon(wait_s):
                return self._no_login("login.attempts-exceeded", wait_s)

    async def logout(self, request: Request) -> Response:
        """End the session; its web sockets are hung up at their next check."""
        await self.accounts.logout(request.cookies.get(COOKIE, ""))
        reply = Response(status_code=204)
        reply.delete_cookie(COOKIE, path="/", secure=True, httponly=True, samesite="strict")
        return reply

    async def me(self, request: Request) -> Response:
        """Who is logged in."""
        caller = await self.guard.caller(request)
        if caller.account is None:
            return _refusal(401, "login.role-missing", 0)
        return JSONResponse(_me(caller.account))

    async def enrol(self, request: Request) -> Response:
        """A kiosk shows its one-time code and its keys."""
        body = await read_fields(request) or {}
        result = await self.enrolment.enrol(
            code=body.get("code", "")[:40],
            public_key=body.get("public_key", ""),
            certificate=body.get("seal_certificate", ""),
            name=body.get("name", "")[:200],
            address=address(request),
        )
        if isinstance(result, Enrolled):
            self.parts.counters.add("enrolments")
            self.parts.events.emit("enrol.complete")
            return JSONResponse({"kiosk": result.kiosk.kiosk, "name": result.kiosk.name})
        self.parts.counters.add("enrolments_refused")
        self.parts.events.emit("relay.enrol-refused", reason=result.key)
        return _refusal(400 if result.key == "link.message-invalid" else 403, result.key, result.wait_s)

    def _no_login(self, key: str, wait_s: float) -> Response:
        self.parts.counters.add("logins_refused")
        self.parts.events.emit("relay.login-refused", reason=key)
        return _refusal(401, key, wait_s)


async def read_fields(request: Request) -> dict[str, str] | None:
    """The text fields of a JSON object or a plain form; None when too long or neither."""
    raw = bytearray()
    try:
        async for chunk in request.stream():
            raw += chunk
            if len(raw) > MAX_REQUEST:
                return None
    except ClientDisconnect:
        return None
    try:
        if not _is_json(request):
            form = parse_qs(raw.decode(), max_num_fields=20)
            return {key: values[0] for key, values in form.items() if _is_text(values[0])}
        data: Any = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    if not isinstance(data, dict):
        return None
    return {key: value for key, value in data.items() if isinstance(value, str) and _is_text(value)}


def _is_text(value: str) -> bool:
    """JSON can write half a character (a lone surrogate) and the character 0, which no hash and no database can take."""
    return not any("\ud800" <= c <= "\udfff" or c == "\0" for c in value)


def address(request: Request) -> str:
    """The peer's address, for counting wrong tries only."""
    return request.client.host if request.client else ""


def _is_json(request: Request) -> bool:
    return request.headers.get("content-type", "").startswith("application/json")


def _me(account: Account) -> dict[str, str]:
    return {"name": account.name, "role": account.role, "administration": account.administration}


def _refusal(status: int, key: str, wait_s: float) -> JSONResponse:
    headers = {"Retry-After": str(int(wait_s) + 1)} if wait_s else None
    return JSONResponse({"key": key, "wait_s": round(wait_s, 1)}, status, headers)


def _set_cookie(reply: Response, token: str) -> None:
    reply.set_cookie(
        COOKIE,
        token,
        max_age=int(SESSION.total_seconds()),
        path="/",
        secure=True,
        httponly=True,
        samesite="strict",
    )
