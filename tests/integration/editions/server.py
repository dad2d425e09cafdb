"""A static file server of editions that can be made to fail, lie, stall and cheat, path by path."""

import functools
import http.server
import re
import socket
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

Behaviour = Callable[["Handler", bytes], None]
_TICK_S = 0.05


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves files, with ranges; what is spoiled is answered otherwise."""

    protocol_version = "HTTP/1.1"
    wbufsize = -1
    stand: "Server"

    def log_message(self, *_: object) -> None:
        """Quiet: a test says itself what it expects."""

    def do_GET(self) -> None:
        path = self.path.partition("?")[0].lstrip("/")
        self.stand.asked.append((path, self.headers.get("Range", "")))
        file = self.stand.folder / path
        data = file.read_bytes() if file.is_file() else None
        for pattern, behaviour in reversed(self.stand.spoiled):
            if re.search(pattern, path):
                self.close_connection = True
                behaviour(self, data or b"")
                return
        if data is None:
            self.answer(404, b"")
            return
        asked = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", ""))
        if asked and self.stand.ranges:
            start = int(asked[1])
            if start >= len(data):
                self.answer(416, b"")
            else:
                self.answer(
                    206, data[start:], {"Content-Range": f"bytes {start}-{len(data) - 1}/{len(data)}"}
                )
        else:
            self.answer(200, data)

    def answer(
        self, status: int, data: bytes, headers: dict[str, str] | None = None, length: int | None = None
    ) -> None:
        """One answer; `length` is what it claims to be long."""
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data) if length is None else length))
        self.end_headers()
        self.wfile.write(data)
        self.wfile.flush()

    def cut(self) -> None:
        """Close the connection in the middle."""
        self.wfile.flush()
        self.connection.shutdown(socket.SHUT_RDWR)


class Server:
    """Serves `folder` on 127.0.0.1. A context manager."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.asked: list[tuple[str, str]] = []
        self.spoiled: list[tuple[str, Behaviour]] = []
        self.ranges = True
        self.closing = threading.Event()
        handler = type("Bound", (Handler,), {"stand": self})
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(handler))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(_TICK_S,), daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/"

    def spoil(self, pattern: str, behaviour: Behaviour) -> None:
        """Answer paths that match otherwise than with the file."""
        self.spoiled.append((pattern, behaviour))

    def mend(self) -> None:
        """Serve files again."""
        self.spoiled.clear()

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(10)


def instead(data: bytes) -> Behaviour:
    """Other bytes than the file's."""
    return lambda handler, _: handler.answer(200, data)


def changed(change: Callable[[bytes], bytes]) -> Behaviour:
    """The file's bytes, changed."""
    return lambda handler, data: handler.answer(200, change(data))


def status(code: int, headers: dict[str, str] | None = None) -> Behaviour:
    """No file, another status."""
    return lambda handler, _: handler.answer(code, b"", headers)


def cut_after(count: int) -> Behaviour:
    """Claims the whole file, gives so many bytes of it (ranges too), and hangs up."""

    def behave(handler: Handler, data: bytes) -> None:
        asked = re.fullmatch(r"bytes=(\d+)-", handler.headers.get("Range", ""))
        start = int(asked[1]) if asked else 0
        headers = {"Content-Range": f"bytes {start}-{len(data) - 1}/{len(data)}"} if asked else {}
        handler.answer(206 if asked else 200, data[start : start + count], headers, len(data) - start)
        handler.cut()

    return behave


def claims(length: int) -> Behaviour:
    """Lies about the length, gives the file, and hangs up."""

    def behave(handler: Handler, data: bytes) -> None:
        handler.answer(200, data, None, length)
        handler.cut()

    return behave


def endless(handler: Handler, _data: bytes) -> None:
    """Bytes without end and without a length."""
    handler.send_response(200)
    handler.send_header("Connection", "close")
    handler.end_headers()
    try:
        while not handler.stand.closing.is_set():
            handler.wfile.write(b"x" * 65_536)
    except OSError:
        return


def stalls(handler: Handler, data: bytes) -> None:
    """Half of the file, then nothing, without hanging up."""
    handler.answer(200, data[: len(data) // 2], None, len(data))
    handler.stand.closing.wait(30)


def trickles(handler: Handler, data: bytes) -> None:
    """A byte now and then: never idle for long, never done."""
    handler.answer(200, b"", None, len(data))
    _trickle(handler, data)


def trickles_headers(handler: Handler, _data: bytes) -> None:
    """The same before there is an answer at all."""
    _trickle(handler, b"HTTP/1.1 200 OK\r\nX-Slow: " + b"a" * 60_000)


def _trickle(handler: Handler, data: bytes) -> None:
    try:
        for at in range(len(data)):
            handler.wfile.write(data[at : at + 1])
            handler.wfile.flush()
            if handler.stand.closing.wait(_TICK_S):
                return
    except OSError:
        return


def hangs_up(handler: Handler, _data: bytes) -> None:
    """Closes at once."""
    handler.cut()


def any_of(*values: Any) -> Any:
    """The last, for lambdas that do several things."""
    return values[-1]
