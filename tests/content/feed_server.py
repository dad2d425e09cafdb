"""A server of editions on this machine that does as it is told: serves, cuts, stalls, lies, sends elsewhere."""

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Behave = Callable[["Handler"], None]


@dataclass
class Feed:
    """What is served. `next` answers one request each, in order; afterwards `data` is served as it should be."""

    url: str = ""
    data: bytes = b""
    etag: str = '"1"'
    modified: str = "Mon, 23 Nov 2026 06:00:00 GMT"
    next: list[Behave] = field(default_factory=list)
    asked: list[dict[str, str]] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)


class Handler(BaseHTTPRequestHandler):
    """Serves ranges and conditions as RFC 9110 says."""

    protocol_version = "HTTP/1.1"
    feed: Feed

    def do_GET(self) -> None:
        feed = self.feed
        feed.asked.append({"path": self.path, **{k.lower(): v for k, v in self.headers.items()}})
        if feed.next:
            feed.next.pop(0)(self)
        else:
            self.serve()

    def serve(self) -> None:
        feed, wanted = self.feed, self.headers.get("If-None-Match")
        if wanted and wanted == feed.etag:
            self.answer(304)
            return
        offset = self.offset()
        if offset:
            total = len(feed.data)
            self.answer(206, feed.data[offset:], **{"Content-Range": f"bytes {offset}-{total - 1}/{total}"})
        else:
            self.answer(200, feed.data)

    def offset(self) -> int:
        found = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", ""))
        same = self.headers.get("If-Range") in {self.feed.etag, self.feed.modified}
        return int(found[1]) if found and same else 0

    def answer(self, status: int, data: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        shown = {
            "ETag": self.feed.etag,
            "Last-Modified": self.feed.modified,
            "Content-Length": str(len(data)),
        }
        for name, value in (shown | headers).items():
            if value:
                self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def log_request(self, code: object = "-", size: object = "-") -> None:
        pass


def cut_after(count: int) -> Behave:
    """Serves, and drops the line after so many bytes."""

    def behave(handler: Handler) -> None:
        offset, data = handler.offset(), handler.feed.data
        headers = {"Content-Length": str(len(data) - offset)}
        if offset:
            headers["Content-Range"] = f"bytes {offset}-{len(data) - 1}/{len(data)}"
        handler.answer(206 if offset else 200, data[offset : offset + count], **headers)
        handler.close_connection = True

    return behave


def stall_after(count: int) -> Behave:
    """Serves so many bytes, then says nothing for as long as the test lasts."""

    def behave(handler: Handler) -> None:
        handler.answer(200, handler.feed.data[:count], **{"Content-Length": str(len(handler.feed.data))})
        handler.wfile.flush()
        handler.feed.over.wait(60)
        handler.close_connection = True

    return behave


def answer(status: int, data: bytes = b"", **headers: str) -> Behave:
    """One fixed answer."""

    def behave(handler: Handler) -> None:
        handler.answer(status, data, **{k.replace("_", "-"): v for k, v in headers.items()})
        handler.close_connection = True

    return behave


@contextmanager
def serving(feed: Feed) -> Iterator[Feed]:
    """Serve on a port of the loopback for as long as the block runs."""
    kind = type("Bound", (Handler,), {"feed": feed})
    server = ThreadingHTTPServer(("127.0.0.1", 0), kind)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    feed.url = f"http://127.0.0.1:{server.server_port}/vosdroits-latest.zip"
    try:
        yield feed
    finally:
        feed.over.set()
        server.shutdown()
        thread.join()
        server.server_close()
