"""Run a relay until SIGTERM."""

import asyncio
import errno
import json
import logging
import signal
import socket
import ssl
import sys
from pathlib import Path
from typing import Any

import h11
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.protocol import State

from kiosk.core.errors import UserFacingError
from kiosk.core.system import reason
from session.relay.app import Background, create_app
from session.relay.config import RelayConfig
from session.relay.identity.frames import MAX_FRAME

PING_S = 10.0
"""A silent web socket is asked this often, and given as long to answer."""
ABNORMAL = 1006
"""The close code of a line that went without a goodbye."""
SHUTDOWN_S = 3
REQUEST_S = 10.0
"""A request, head and body, comes within this: the largest one is a login."""


class SocketProtocol(WebSocketsSansIOProtocol):
    """uvicorn 0.54 closes every web socket at its end, also one whose peer is just closing.

    That raises, and the rest of the shutdown, our own included, never runs. And it tells of a line that fell silent or
    was cut as of one that was closed without a code (RFC 6455 7.1.5 has 1006 for it).
    """

    def connection_lost(self, exc: Exception | None) -> None:
        """The line is gone; without a goodbye, its page may be back."""
        if self.handshake_complete and self.conn.close_rcvd is None:
            self.queue.put_nowait({"type": "websocket.disconnect", "code": ABNORMAL})
        super().connection_lost(exc)

    def shutdown(self) -> None:
        """Close this connection, as far as that is still to be done."""
        if self.handshake_complete and self.conn.state is not State.OPEN:
            self.transport.close()
        else:
            super().shutdown()


class RequestProtocol(H11Protocol):
    """uvicorn waits for ever for a request that comes a byte an hour: here it comes whole within `REQUEST_S`.

    A connection that says nothing, one that stops in the middle of a request, and one whose body was
    refused before its end are all cut.
    """

    _deadline: asyncio.TimerHandle | None = None
    _upgraded = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as uvicorn has it
        """Begin to wait for the first request."""
        super().connection_made(transport)
        self._expect()

    def data_received(self, data: bytes) -> None:
        """Wait for the rest, or be content with a whole request."""
        super().data_received(data)
        if self.conn.their_state in {h11.IDLE, h11.SEND_BODY}:
            self._expect()
        else:
            self._content()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing is waited for any more."""
        self._content()
        super().connection_lost(exc)

    def handle_websocket_upgrade(self, event: h11.Request) -> None:
        """A web socket has its own pings from here on."""
        self._upgraded = True
        self._content()
        super().handle_websocket_upgrade(event)

    def _expect(self) -> None:
        if self._deadline is None and not self._upgraded:
            self._deadline = self.loop.call_later(REQUEST_S, self.transport.abort)

    def _content(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None


class Server(uvicorn.Server):
    """Says on stdout where it listens, once it does."""

    def __init__(self, config: uvicorn.Config, url: str) -> None:
        super().__init__(config)
        self._url = url

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start to listen."""
        await super().startup(sockets)
        if not self.should_exit:
            sys.stdout.write(json.dumps({"url": self._url}) + "\n")
            sys.stdout.flush()


def main(config: RelayConfig) -> int:
    """Serve until SIGTERM or SIGINT; prints `{"url": …}` when ready.

    Returns the exit code: 0 asked to stop, 1 something of its own broke.

    Raises:
        UserFacingError: as `check_certificate`, `listen` and `create_app`.
    """
    check_certificate(config)
    listener = listen(config.host, config.port)
    app = create_app(config)
    server = Server(server_config(app, config), address_of(listener, config))
    background: Background = app.state.background
    broken: list[bool] = []

    def stop() -> None:
        broken.append(True)
        server.should_exit = True

    background.on_broken = stop
    for asked in (signal.SIGTERM, signal.SIGINT):
        # uvicorn raises the signal again once it has shut down: to be asked to stop is no failure.
        signal.signal(asked, lambda _number, _frame: None)
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING)
    try:
        asyncio.run(server.serve(sockets=[listener]))
    except SystemExit:  # uvicorn's way to say that the start failed, with a code of its own
        return 1
    finally:
        listener.close()
    return 1 if broken else 0


def server_config(app: Any, config: RelayConfig) -> uvicorn.Config:
    """How uvicorn is told: no access log of its own, pings, caps."""
    return uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        lifespan="on",
        http=RequestProtocol,
        ws=SocketProtocol,
        ws_max_size=MAX_FRAME,
        ws_ping_interval=PING_S,
        ws_ping_timeout=PING_S,
        ws_per_message_deflate=False,
        proxy_headers=not config.certificate,
        ssl_certfile=config.certificate or None,
        ssl_keyfile=config.key or None,
        timeout_graceful_shutdown=SHUTDOWN_S,
    )


def listen(host: str, port: int) -> socket.socket:
    """Bind before anything else is begun.

    Raises:
        UserFacingError: `host.port-busy`, `host.permission-missing` (a port below 1024),
            `host.address-wrong`.
    """
    where = f"{host}:{port}"
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        if error.errno in {errno.EACCES, errno.EPERM}:
            detail = f"{where} : un port plus petit que 1024 est réservé à l'administrateur de la machine"
            raise UserFacingError("host.permission-missing", detail) from None
        key = "host.port-busy" if error.errno == errno.EADDRINUSE else "host.address-wrong"
        raise UserFacingError(key, where) from None
    return listener


def check_certificate(config: RelayConfig) -> None:
    """Read the certificate and its key as the server will.

    Raises:
        UserFacingError: `host.certificate-wrong`, with the file.
    """
    if not config.certificate and not config.key:
        return
    for name, file in (("certificate", config.certificate), ("key", config.key)):
        if not file:
            raise UserFacingError("host.certificate-wrong", f"« {name} » manque dans les réglages")
        try:
            Path(file).read_bytes()
        except OSError as error:
            raise UserFacingError("host.certificate-wrong", f"{name} : {file} : {reason(error)}") from None
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(config.certificate, config.key)
    except (ssl.SSLError, ValueError):
        detail = f"{config.certificate} et {config.key} ne vont pas ensemble, ou ne sont pas du PEM"
        raise UserFacingError("host.certificate-wrong", detail) from None


def address_of(listener: socket.socket, config: RelayConfig) -> str:
    """The URL to open."""
    scheme = "https" if config.certificate else "http"
    host = f"[{config.host}]" if ":" in config.host else config.host
    return f"{scheme}://{host}:{listener.getsockname()[1]}"
