"""Bytes made smaller for the wire, and back with a cap: nothing may grow beyond what was signed."""

import hashlib
import zlib
from pathlib import Path

from kiosk.core.errors import UserFacingError


def pack(data: bytes) -> bytes:
    """Compress as small as zlib can."""
    return zlib.compress(data, 9)


def unpack(data: bytes, size: int, sha256: str, name: str) -> bytes:
    """What `pack` was given, if it is `size` bytes of this hash.

    Raises:
        UserFacingError: `content.file-oversized` when it would grow beyond `size`, `content.file-damaged`
            when it is cut or another; `name` says which.
    """
    stream = zlib.decompressobj()
    try:
        found = stream.decompress(data, size + 1)
    except zlib.error:
        raise UserFacingError("content.file-damaged", f"{name} : illisible") from None
    if len(found) > size or stream.unused_data:
        raise UserFacingError("content.file-oversized", f"{name} : plus de {size} octets")
    if not stream.eof:
        # A stream that gave all its bytes may still have its checksum to read.
        found += stream.decompress(stream.unconsumed_tail, 1)
        if len(found) > size:
            raise UserFacingError("content.file-oversized", f"{name} : plus de {size} octets")
    if not stream.eof or len(found) != size:
        raise UserFacingError("content.file-damaged", f"{name} : incomplet")
    check(found, size, sha256, name)
    return found


def check_file(path: Path, size: int, sha256: str, name: str) -> None:
    """`check` for a file that may be too large for memory.

    Raises:
        UserFacingError: `content.file-damaged`.
    """
    found = path.stat().st_size
    if found != size:
        raise UserFacingError("content.file-damaged", f"{name} : {found} octets au lieu de {size}")
    with path.open("rb") as stream:
        if hashlib.file_digest(stream, "sha256").hexdigest() != sha256:
            raise UserFacingError("content.file-damaged", f"{name} : le contenu n'est pas celui annoncé")


def check(data: bytes, size: int, sha256: str, name: str) -> None:
    """See that bytes are those announced.

    Raises:
        UserFacingError: `content.file-damaged`.
    """
    if len(data) != size:
        raise UserFacingError("content.file-damaged", f"{name} : {len(data)} octets au lieu de {size}")
    if hashlib.sha256(data).hexdigest() != sha256:
        raise UserFacingError("content.file-damaged", f"{name} : le contenu n'est pas celui annoncé")
