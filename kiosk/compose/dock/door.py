"""Who may come in: the developer's own browser, at the address that was printed, and no page of anybody else's.

A page on the web can make the browser that shows it ask 127.0.0.1 for anything. It cannot guess the token, it
cannot choose `Origin`, and a name that is made to lead here (DNS rebinding) shows in `Host`.
"""

import secrets

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from session.relay.pages.middleware import HEADERS, NOT_STORED


class Door:
    """ASGI middleware."""

    def __init__(self, app: ASGIApp, token: str, port: int) -> None:
        self._app = app
        self._path = f"/{token}/"
        self._hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, or refuse it without a word of why."""
        if scope["type"] not in {"http", "websocket"}:
            return await self._app(scope, receive, send)
        if not self._welcome(scope):
            refused: ASGIApp = (
                WebSocketClose(1008) if scope["type"] == "websocket" else PlainTextResponse("404\n", 404)
            )
            return await refused(scope, receive, send)

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                headers["Cache-Control"] = NOT_STORED
            await send(message)

        return await self._app(scope, receive, dressed)

    def _welcome(self, scope: Scope) -> bool:
        headers = Headers(scope=scope)
        host, origin = headers.get("host", ""), headers.get("origin")
        begins = str(scope["path"])[: len(self._path)]
        if host not in self._hosts or not secrets.compare_digest(begins.encode(), self._path.encode()):
            return False
        # Browsers say the origin of whatever changes something, and of every web socket.
        changes = scope["type"] == "websocket" or scope["method"] not in {"GET", "HEAD"}
        return origin == f"http://{host}" or (origin is None and not changes)
