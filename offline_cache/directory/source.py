"""The published file: JSON as it is, compressed, or inside a tar or a ZIP; read through, never unpacked.

The dump comes as one archive: the offices in one large JSON, and beside them a ZIP (or files) that says,
commune by commune, which office of each kind is competent.
"""

import bz2
import gzip
import lzma
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from kiosk.core.errors import UserFacingError
from kiosk.core.system import refusal

MAX_BYTES = 2 * 2**30
"""What one member may unpack to; the whole directory is about 300 MB."""
MAX_MEMBERS = 60_000
MAX_INNER = 256 * 2**20
"""Bytes of a ZIP within an archive: it is kept aside on disk while it is read."""

_JSON = (".json", ".jsonl", ".ndjson", ".geojson")
_MAGIC = {b"PK\x03\x04": "zip", b"\x1f\x8b": "gzip", b"BZh": "bzip2", b"\xfd7zXZ": "xz"}
_BROKEN = (
    tarfile.TarError, zipfile.BadZipFile, EOFError, zlib.error, lzma.LZMAError, NotImplementedError, RuntimeError,
    gzip.BadGzipFile,
)  # fmt: skip


class _Capped:
    """A stream that refuses to give more than it may, whatever the archive says of its length."""

    def __init__(self, stream: IO[bytes], name: str, most: int = MAX_BYTES) -> None:
        self._stream = stream
        self._name = name
        self._left = most

    def read(self, size: int) -> bytes:
        data = self._stream.read(size)
        self._left -= len(data)
        if self._left < 0:
            raise UserFacingError("content.size-exceeded", self._name)
        return data


@contextmanager
def telling(path: Path) -> Iterator[None]:
    """Trouble with the file, as a person is told.

    Raises:
        UserFacingError: `content.directory-invalid` for a damaged archive; as `refusal` for the system's no.
    """
    try:
        yield
    except _BROKEN as error:
        raise UserFacingError("content.directory-invalid", f"{path.name} : {error}") from None
    except OSError as error:
        # Damaged bzip2 and gzip data come as an OSError without a number.
        if error.errno is None:
            raise UserFacingError("content.directory-invalid", path.name) from None
        raise refusal(error, path) from None


def members(path: Path) -> Iterator[tuple[str, IO[bytes]]]:
    """Each JSON text of the file with its name; each is to be read before the next is asked for."""
    with path.open("rb") as file:
        head = file.read(265)
    kind = next((kind for magic, kind in _MAGIC.items() if head.startswith(magic)), "")
    if kind == "zip":
        with path.open("rb") as file:
            yield from _zipped(file, path.name)
    elif head[257:262] == b"ustar" or (kind and _is_tar(path)):
        yield from _tarred(path)
    elif kind:
        with _unpacking(path, kind) as stream:
            yield path.name, _as_stream(_Capped(stream, path.name))
    else:
        with path.open("rb") as file:
            yield path.name, _as_stream(_Capped(file, path.name))


def _unpacking(path: Path, kind: str) -> IO[bytes]:
    opener: Any = {"gzip": gzip.GzipFile, "bzip2": bz2.BZ2File, "xz": lzma.LZMAFile}[kind]
    stream: IO[bytes] = opener(path)
    return stream


def _as_stream(capped: _Capped) -> IO[bytes]:
    stream: IO[bytes] = capped  # type: ignore[assignment]  # only `read` is used of it
    return stream


def _is_tar(path: Path) -> bool:
    try:
        with tarfile.open(path, "r|*") as archive:
            return archive.next() is not None
    except tarfile.TarError:
        return False


def _tarred(path: Path) -> Iterator[tuple[str, IO[bytes]]]:
    with tarfile.open(path, "r|*") as archive:
        for count, info in enumerate(archive):
            if count > MAX_MEMBERS:
                raise UserFacingError("content.size-exceeded", path.name)
            stream = archive.extractfile(info) if info.isfile() else None
            if stream is None:
                continue
            if info.name.lower().endswith(_JSON):
                yield info.name, _as_stream(_Capped(stream, info.name))
            elif info.name.lower().endswith(".zip"):
                yield from _inner(stream, info.name)


def _zipped(file: IO[bytes], name: str, *, deeper: bool = True) -> Iterator[tuple[str, IO[bytes]]]:
    with zipfile.ZipFile(file) as archive:
        infos = archive.infolist()
        if len(infos) > MAX_MEMBERS:
            raise UserFacingError("content.size-exceeded", name)
        for info in infos:
            wanted = info.filename.lower()
            if wanted.endswith(_JSON):
                with archive.open(info) as stream:
                    yield info.filename, _as_stream(_Capped(stream, info.filename))
            elif deeper and wanted.endswith(".zip"):
                with archive.open(info) as stream:
                    yield from _inner(stream, info.filename)


def _inner(stream: IO[bytes], name: str) -> Iterator[tuple[str, IO[bytes]]]:
    """A ZIP within: set aside without a name, since a ZIP is read from its end."""
    with tempfile.TemporaryFile() as aside:
        capped = _Capped(stream, name, MAX_INNER)
        while data := capped.read(256 * 1024):
            aside.write(data)
        aside.seek(0)
        yield from _zipped(aside, name, deeper=False)
