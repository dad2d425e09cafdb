"""Documents both ways on the bulk channel, whole or not at all.

What arrives is written to `VAULT/ID.part/source.part` and becomes `ID.part/source` once its size
and SHA-256 are right; the folder keeps its `.part` name until the clean copy is made. The file is
the state: a new generation, or a new media process, goes on at its length.
"""

import asyncio
import hashlib
import struct
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kiosk.core.ids import is_id
from session.protocol.envelope import Body
from session.protocol.local_media import DocumentArrived, DocumentSend
from session.protocol.peer import (
    BULK_CHUNK,
    MAX_DOCUMENT,
    BulkState,
    DocumentOffer,
    DocumentRefused,
)

HEADER = struct.Struct(">16sQ")
ACKNOWLEDGE_EVERY = 256 * 1024
OPEN_AT_ONCE = 4
PER_CALL = 60
MOST_IN_ALL = 400 << 20
"""Bytes of the expert's files in one call: a vault lies in memory."""
NO_ROOM = "host.disk-full"


def bulk_frame(document: str, offset: int, data: bytes) -> bytes:
    """Write one bulk frame."""
    return HEADER.pack(bytes.fromhex(document), offset) + data


def parse_bulk(frame: bytes) -> tuple[str, int, bytes] | None:
    """Read a bulk frame into document, offset, bytes; None when it is none."""
    if not HEADER.size < len(frame) <= HEADER.size + BULK_CHUNK:
        return None
    ident, offset = HEADER.unpack_from(frame)
    return ident.hex(), offset, frame[HEADER.size :]


@dataclass
class _Arriving:
    offer: DocumentOffer
    path: Path
    offset: int
    acknowledged: int


class Receiver:
    """Documents of the expert."""

    def __init__(
        self, vault: Path, say: Callable[[Body], None], arrived: Callable[[DocumentArrived], None]
    ) -> None:
        self._vault, self._say, self._arrived = vault, say, arrived
        self._open: dict[str, _Arriving] = {}
        self._seen: set[str] = set()
        self._announced: dict[str, int] = {}

    def offered(self, offer: DocumentOffer) -> bool:
        """Take or refuse an announcement; True when bytes may come."""
        folder = self._vault / f"{offer.document}.part"
        if (self._vault / offer.document).exists() or (folder / "source").exists():
            # It was whole before the link broke: say so again.
            self._say(BulkState(document=offer.document, offset=offer.size, complete=True))
            return False
        if offer.size > MAX_DOCUMENT:
            return self._refuse(offer.document, "document.size-exceeded")
        self._seen.add(offer.document)
        if len(self._seen) > PER_CALL or len(self._open.keys() - {offer.document}) >= OPEN_AT_ONCE:
            return self._refuse(offer.document, "link.message-flood")
        self._announced[offer.document] = offer.size
        if sum(self._announced.values()) > MOST_IN_ALL:
            return self._refuse(offer.document, NO_ROOM)
        path = folder / "source.part"
        try:
            held = _held(path, offer.size)
        except OSError:
            return self._refuse(offer.document, NO_ROOM)
        self._open[offer.document] = _Arriving(offer, path, held, held)
        self._say(BulkState(document=offer.document, offset=held))
        if held == offer.size:
            self._finish(self._open[offer.document])
        return True

    def received(self, frame: bytes) -> None:
        """Take one bulk frame."""
        parsed = parse_bulk(frame)
        if parsed is None:
            return
        document, offset, data = parsed
        arriving = self._open.get(document)
        if arriving is None or offset != arriving.offset:
            # Not announced, refused, or sent before the page read where we stand.
            return
        if offset + len(data) > arriving.offer.size:
            self._refuse(document, "document.transfer-broken")
            return
        try:
            with arriving.path.open("ab") as file:
                file.write(data)
        except OSError:
            self._refuse(document, NO_ROOM)
            return
        arriving.offset += len(data)
        if arriving.offset == arriving.offer.size:
            self._finish(arriving)
        elif arriving.offset - arriving.acknowledged >= ACKNOWLEDGE_EVERY:
            arriving.acknowledged = arriving.offset
            self._say(BulkState(document=document, offset=arriving.offset))

    def _finish(self, arriving: _Arriving) -> None:
        offer = arriving.offer
        with arriving.path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        if digest != offer.sha256:
            self._refuse(offer.document, "document.transfer-broken")
            return
        arriving.path.rename(arriving.path.with_name("source"))
        del self._open[offer.document]
        self._say(BulkState(document=offer.document, offset=offer.size, complete=True))
        self._arrived(DocumentArrived(document=offer.document, name=offer.name, media_type=offer.media_type))

    def _refuse(self, document: str, key: str) -> bool:
        arriving = self._open.pop(document, None)
        self._announced.pop(document, None)
        if arriving is not None:
            arriving.path.unlink(missing_ok=True)
            arriving.path.parent.rmdir()
        self._say(DocumentRefused(document=document, key=key))
        return False


def _held(path: Path, most: int) -> int:
    """Begin the file, or go on with it; what is longer than it may become is begun anew."""
    path.parent.mkdir(mode=0o700, exist_ok=True)
    path.touch(0o600)
    if path.stat().st_size > most:
        path.write_bytes(b"")
    return path.stat().st_size


@dataclass
class _Leaving:
    offer: DocumentOffer
    path: Path
    offset: int | None = None
    """Where to go on; None until the receiver said where it stands."""
    cap: int = MAX_DOCUMENT


class Sender:
    """Documents for the expert, one bulk frame at a time, in the order they were asked for."""

    def __init__(self, vault: Path, say: Callable[[Body], bool], delivered: Callable[[str], None]) -> None:
        """`delivered(document)` is called when the receiver has all of it, or wants none."""
        self._vault, self._say, self._delivered = vault, say, delivered
        self._leaving: dict[str, _Leaving] = {}
        self.work = asyncio.Event()
        """Set when there may be something to send."""

    def send(self, order: DocumentSend) -> bool:
        """Announce a vault file; False when it is not one."""
        path = (self._vault / order.path).resolve()
        if not path.is_relative_to(self._vault.resolve()):
            return False
        try:
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
            size = path.stat().st_size
        except OSError:  # taken back while the order was on its way
            return False
        offer = DocumentOffer(
            document=order.document,
            kind=order.kind,
            name=order.name,
            size=size,
            sha256=digest,
            media_type=order.media_type,
            of=order.of,
            page=order.page,
        )
        self._leaving[order.document] = _Leaving(offer, path)
        self._say(offer)
        return True

    def announce_again(self) -> None:
        """Start over on a new connection: the receiver says where each document stands."""
        for leaving in self._leaving.values():
            leaving.offset = None
            self._say(leaving.offer)

    def stands(self, state: BulkState) -> None:
        """Heed where the receiver stands: its first word says where to begin, then it acknowledges."""
        leaving = self._leaving.get(state.document)
        if leaving is None:
            return
        if state.complete or state.offset >= leaving.offer.size or state.cap < leaving.offer.size:
            del self._leaving[state.document]
            self._delivered(state.document)
        elif leaving.offset is None and is_id(state.document) and state.offset >= 0:
            leaving.offset = state.offset
            self.work.set()

    def next_frame(self, size: int = BULK_CHUNK) -> bytes | None:
        """Return the next bulk frame to send, of at most `size` bytes, or None when nothing can go now."""
        for document, leaving in list(self._leaving.items()):
            if leaving.offset is not None and leaving.offset < leaving.offer.size:
                try:
                    data = _piece(leaving.path, leaving.offset, size)
                except OSError:
                    # Taken back meanwhile: a stamp undone, a paper withdrawn.
                    del self._leaving[document]
                    self._delivered(document)
                    continue
                frame = bulk_frame(document, leaving.offset, data)
                leaving.offset += len(data)
                return frame
        return None


def _piece(path: Path, offset: int, size: int) -> bytes:
    with path.open("rb") as file:
        file.seek(offset)
        return file.read(size)
