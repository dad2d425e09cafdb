"""Pictures between processes: a sealed memfd per stream, newest wins.

The writer owns a ring of I420 frames in a memfd that readers get by SCM_RIGHTS over a SEQPACKET
socket and can only map for reading. A frame is stamped with its number before and after it is
written; a reader checks both stamps after its copy and never shows a torn picture. Nothing has a
name in /dev/shm, so nothing stays behind when both processes are killed.

Memory order: stamps and pixels are plain stores, kept in order by x86; the ring's slots give a
reader on weaker machines three whole frames of time besides.
"""

import fcntl
import mmap
import os
import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

STREAMS = ("self", "remote", "paper")
SLOTS = 4
MAX_SIDE = 4096

_HEADER = 64
_SLOT_HEADER = 64
_NUMBER = struct.Struct("<Q")
_NOTE = struct.Struct("<BBHHH")
"""One message on the socket: kind, stream, width, height, slots. A map note carries the memfd."""
_MAP, _WAKE = 1, 2
_SEAL_FUTURE_WRITE = 0x10  # linux/fcntl.h; not in the fcntl module of Python 3.11
_SEALS = fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_GROW | fcntl.F_SEAL_SEAL | _SEAL_FUTURE_WRITE


def frame_bytes(width: int, height: int) -> int:
    """Size of a tight I420 frame; chroma planes of odd sizes are rounded up."""
    return width * height + 2 * ((width + 1) // 2) * ((height + 1) // 2)


def _slot_bytes(width: int, height: int) -> int:
    return _SLOT_HEADER + (frame_bytes(width, height) + 63) // 64 * 64


@dataclass(frozen=True)
class Frame:
    """One whole picture: `data` is tight I420 (Y, then U, then V), top row first."""

    stream: str
    width: int
    height: int
    sequence: int
    data: bytes

    @property
    def planes(self) -> tuple[memoryview, memoryview, memoryview]:
        """Y, U and V; rows of `width` and `(width + 1) // 2` bytes, without padding."""
        luma = self.width * self.height
        chroma = (len(self.data) - luma) // 2
        view = memoryview(self.data)
        return view[:luma], view[luma : luma + chroma], view[luma + chroma :]


class RingWriter:
    """The ring of one stream at one size; `fd` is what readers get."""

    def __init__(self, width: int, height: int, slots: int = SLOTS) -> None:
        self.width, self.height, self.slots = width, height, slots
        self.sequence = 0
        self._slot = _slot_bytes(width, height)
        size = _HEADER + slots * self._slot
        self.fd = os.memfd_create("frames", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
        os.ftruncate(self.fd, size)
        self._map = mmap.mmap(self.fd, size)
        # After our own mapping exists, nobody can map it for writing or change its size.
        fcntl.fcntl(self.fd, fcntl.F_ADD_SEALS, _SEALS)

    @contextmanager
    def frame(self) -> Iterator[memoryview]:
        """Lend the memory of the next frame, tight I420; it is published on leaving the block."""
        number = self.sequence + 1
        base = _HEADER + (number % self.slots) * self._slot
        _NUMBER.pack_into(self._map, base, number)
        start = base + _SLOT_HEADER
        view = memoryview(self._map)[start : start + frame_bytes(self.width, self.height)]
        try:
            yield view
        finally:
            view.release()
        _NUMBER.pack_into(self._map, base + 8, number)
        _NUMBER.pack_into(self._map, 0, number)
        self.sequence = number

    def close(self) -> None:
        """Let go of the memory; readers keep theirs until they drop it."""
        self._map.close()
        os.close(self.fd)


@dataclass
class _Client:
    sock: socket.socket
    told: dict[str, RingWriter] = field(default_factory=dict)


class RingServer:
    """Listens for readers and tells each of every stream, its size and its new frames.

    It never waits: a reader that does not read misses wakes, not pictures, since the next look
    finds the newest. Accepting happens inside `publish`, so the server needs no event loop.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        path.unlink(missing_ok=True)
        self._listener = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._listener.bind(str(path))
        path.chmod(0o600)
        self._listener.listen(4)
        self._listener.setblocking(False)
        self._clients: list[_Client] = []
        self._writers: dict[str, RingWriter] = {}

    @contextmanager
    def publish(self, stream: str, width: int, height: int) -> Iterator[memoryview]:
        """Lend the memory of `stream`'s next frame; readers are woken on leaving the block."""
        writer = self._writers.get(stream)
        if writer is None or (writer.width, writer.height) != (width, height):
            if writer is not None:
                writer.close()
            writer = self._writers[stream] = RingWriter(width, height)
        with writer.frame() as memory:
            yield memory
        self._accept()
        self._clients = [client for client in self._clients if self._tell(client, stream)]

    def _accept(self) -> None:
        try:
            sock, _ = self._listener.accept()
        except BlockingIOError:
            return
        sock.setblocking(False)
        self._clients.append(_Client(sock))

    def _tell(self, client: _Client, woken: str) -> bool:
        try:
            for stream, writer in self._writers.items():
                if client.told.get(stream) is not writer:
                    note = _NOTE.pack(_MAP, STREAMS.index(stream), writer.width, writer.height, writer.slots)
                    socket.send_fds(client.sock, [note], [writer.fd])
                    client.told[stream] = writer
            client.sock.send(_NOTE.pack(_WAKE, STREAMS.index(woken), 0, 0, 0))
        except BlockingIOError:
            return True
        except ConnectionError:
            client.sock.close()
            return False
        return True

    def close(self) -> None:
        """Hang up on all readers and let go of the memory."""
        for client in self._clients:
            client.sock.close()
        for writer in self._writers.values():
            writer.close()
        self._listener.close()
        self._path.unlink(missing_ok=True)


@dataclass
class _Mapped:
    width: int
    height: int
    slots: int
    memory: mmap.mmap
    seen: int = 0


class RingReader:
    """The screen's side: watch `fileno()`, then call `receive()` until it returns None.

    Raises:
        OSError: nobody listens at `path`.
    """

    def __init__(self, path: Path) -> None:
        self._sock = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        try:
            self._sock.connect(str(path))
        except OSError:
            self._sock.close()
            raise
        self._sock.setblocking(False)
        self._rings: dict[str, _Mapped] = {}
        self.closed = False
        """The writer is gone; the last frames can still be received."""

    def fileno(self) -> int:
        """The descriptor that becomes readable when there is news."""
        return self._sock.fileno()

    def receive(self) -> Frame | None:
        """Return the newest frame not yet seen of some stream, or None; never blocks."""
        while not self.closed and self._take_note():
            pass
        for stream, ring in self._rings.items():
            frame = _newest(stream, ring)
            if frame is not None:
                return frame
        return None

    def _take_note(self) -> bool:
        try:
            data, fds, _, _ = socket.recv_fds(self._sock, _NOTE.size, 1)
        except BlockingIOError:
            return False
        except ConnectionError:
            data, fds = b"", []
        if len(data) != _NOTE.size:
            self.closed = True
            return False
        kind, stream, width, height, slots = _NOTE.unpack(data)
        if kind == _MAP and fds and stream < len(STREAMS):
            self._open(STREAMS[stream], fds[0], width, height, slots)
        for fd in fds:
            os.close(fd)
        return True

    def _open(self, stream: str, fd: int, width: int, height: int, slots: int) -> None:
        size = _HEADER + slots * _slot_bytes(width, height)
        sealed = fcntl.fcntl(fd, fcntl.F_GET_SEALS) & fcntl.F_SEAL_SHRINK
        if not (sealed and 0 < width <= MAX_SIDE and 0 < height <= MAX_SIDE and slots > 1):
            return
        # An unsealed or short file would turn a later read into SIGBUS.
        if os.fstat(fd).st_size < size:
            return
        old = self._rings.pop(stream, None)
        if old is not None:
            old.memory.close()
        self._rings[stream] = _Mapped(width, height, slots, mmap.mmap(fd, size, prot=mmap.PROT_READ))

    def close(self) -> None:
        """Hang up and let go of the memory."""
        for ring in self._rings.values():
            ring.memory.close()
        self._rings.clear()
        self._sock.close()
        self.closed = True


def _newest(stream: str, ring: _Mapped) -> Frame | None:
    (number,) = _NUMBER.unpack_from(ring.memory, 0)
    if number == ring.seen:
        return None
    base = _HEADER + (number % ring.slots) * _slot_bytes(ring.width, ring.height)
    start = base + _SLOT_HEADER
    data = ring.memory[start : start + frame_bytes(ring.width, ring.height)]
    # The first stamp changes before the first pixel of a newer frame does.
    if _NUMBER.unpack_from(ring.memory, base) != (number,):
        return None
    if _NUMBER.unpack_from(ring.memory, base + 8) != (number,):
        return None
    ring.seen = number
    return Frame(stream, ring.width, ring.height, number, data)
