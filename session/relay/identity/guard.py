"""The one dependency every route has: who calls, from where, and may they."""

import hmac

from fastapi import HTTPException, WebSocketException
from fastapi.requests import HTTPConnection

from session.relay.identity.accounts import Accounts
from session.relay.identity.model import ANYONE, ECHO, PROBE, Caller
from session.relay.identity.rights import may
from session.relay.wire import POLICY

COOKIE = "__Host-guichet"
"""The prefix binds it to this host, HTTPS and the whole site (RFC 6265bis)."""
_SAFE = {"GET", "HEAD"}
_WITHOUT_PAGE = {"ws.kiosk", "ws.echo"}
"""Web sockets of programs, which send no Origin and no cookie."""


class Guard:
    """Makes the dependency of each route."""

    def __init__(self, accounts: Accounts, origin: str, probe_token: str, echo_token: str = "") -> None:
        self._accounts = accounts
        self._origin = origin.rstrip("/")
        self._tokens = ((probe_token, PROBE), (echo_token, ECHO))

    def requires(self, action: str) -> "Requires":
        """The dependency of the route that does `action`."""
        return Requires(self, action)

    async def caller(self, connection: HTTPConnection) -> Caller:
        """Who calls, by session cookie or by the token of a program."""
        token = connection.cookies.get(COOKIE, "")
        if token and (account := await self._accounts.whose(token)) is not None:
            return Caller(account.role, account.administration, account)
        shown = connection.headers.get("authorization", "").removeprefix("Bearer ")
        for token, caller in self._tokens:
            if token and hmac.compare_digest(shown.encode(), token.encode()):
                return caller
        return ANYONE

    def same_origin(self, connection: HTTPConnection, *, required: bool) -> bool:
        """Whether the page that calls is our own; a program sends no Origin."""
        origin = connection.headers.get("origin")
        if origin is None:
            return not required
        if self._origin:
            return origin == self._origin
        scheme = "https" if connection.url.scheme in {"https", "wss"} else "http"
        return origin == f"{scheme}://{connection.headers.get('host', '')}"


class Requires:
    """Lets a caller through who may do `action`."""

    def __init__(self, guard: Guard, action: str) -> None:
        self._guard = guard
        self.action = action

    async def __call__(self, connection: HTTPConnection) -> Caller:
        """The caller.

        Raises:
            HTTPException: 401 for nobody, 403 for the wrong role or a foreign page.
            WebSocketException: the same before a web socket is accepted: the handshake gets a 403.
        """
        socket = connection.scope["type"] == "websocket"
        if not self._own_page(connection, socket=socket):
            raise _denial(socket=socket, status=403)
        caller = await self._guard.caller(connection)
        if not may(caller, self.action):
            raise _denial(socket=socket, status=401 if caller.role == "anyone" else 403)
        return caller

    def _own_page(self, connection: HTTPConnection, *, socket: bool) -> bool:
        if socket:
            return self._guard.same_origin(connection, required=self.action not in _WITHOUT_PAGE)
        return connection.scope["method"] in _SAFE or self._guard.same_origin(connection, required=False)


def _denial(*, socket: bool, status: int) -> Exception:
    if socket:
        return WebSocketException(POLICY, "login.role-missing")
    return HTTPException(status, "login.role-missing")
