"""Something at the other end of a wire that is no device: it answers for ever, or with garbage, or with half a word."""

import contextlib
import os
import pty
import random
import select
import socket
import threading
import tty
from collections.abc import Iterator
from pathlib import Path
from typing import Self

NOISE = random.Random(11).randbytes(65536)
WAYS = ("for ever", "ten megabytes", "half a word", "nothing")


def _words(way: str, heard: bytes) -> Iterator[bytes]:
    """What it says to whoever has said `heard`."""
    if way == "for ever":
        while True:
            yield NOISE
    if way == "ten megabytes":
        for _ in range(160):
            yield NOISE
    if way == "half a word":
        yield b"HTTP/1.1 200 OK\r\nContent-Le" if b"HTTP" in heard else b"\x12\x12"


class RudePort:
    """On a TCP port. As a context manager; `uri` fills in where it is."""

    def __init__(self, way: str) -> None:
        self._way = way
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]

    def __enter__(self) -> Self:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                talk, _ = self._listener.accept()
                threading.Thread(target=self._rave, args=(talk,), daemon=True).start()

    def _rave(self, talk: socket.socket) -> None:
        with talk, contextlib.suppress(OSError):
            heard = talk.recv(4096)
            for words in _words(self._way, heard):
                talk.sendall(words)
            if self._way == "half a word":
                return
            while talk.recv(4096):  # keeps the line open
                pass


class RudeLine:
    """On a serial line. As a context manager."""

    def __init__(self, way: str, folder: Path) -> None:
        self._way = way
        self.path = folder / "line"
        self._ours, self._theirs = pty.openpty()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._rave, daemon=True)

    def __enter__(self) -> Self:
        tty.setraw(self._theirs)
        os.set_blocking(self._ours, False)
        self.path.symlink_to(os.ttyname(self._theirs))
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join(20)
        os.close(self._ours)
        os.close(self._theirs)

    def _rave(self) -> None:
        for words in _words(self._way, b""):
            left = words
            while left:
                if self._over.is_set():
                    return
                if select.select([], [self._ours], [], 0.1)[1]:
                    with contextlib.suppress(BlockingIOError):
                        left = left[os.write(self._ours, left) :]
