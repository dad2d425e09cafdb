"""Around every answer: security headers, and one line of access log without personal data."""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from session.relay.parts import Parts

POLICY = (
    "default-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), microphone=(self), geolocation=(), payment=(), usb=()",
}
NOT_STORED = "no-store"
ONLY_TLS = "max-age=31536000"
"""Of this host, for a year; not of its sub-domains, which are not ours to speak for."""


class Dressing:
    """ASGI middleware. The log names the route, never the path, the address or the account."""

    def __init__(self, app: ASGIApp, parts: Parts) -> None:
        self._app = app
        self._parts = parts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = self._parts.clock.monotonic()
        status = 500

        async def dressed(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                if scope["scheme"] == "https":
                    headers["Strict-Transport-Security"] = ONLY_TLS
                headers.setdefault("Cache-Control", NOT_STORED)
            await send(message)

        try:
            await self._app(scope, receive, dressed)
        finally:
            route = getattr(scope.get("route"), "path", "-")
            spent = round((self._parts.clock.monotonic() - begun) * 1000)
            self._parts.events.emit(
                "relay.request-complete", method=scope["method"], route=route, status=status, ms=spent
            )
