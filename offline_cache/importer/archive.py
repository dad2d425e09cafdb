"""An edition's archive, read with caps: nothing in it may cost more than it says.

No member is ever written under its own name; a hostile path is still refused, because an archive
that carries one was not made by the publisher.
"""

import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Self

from kiosk.core.errors import UserFacingError
from kiosk.core.system import refusal

MAX_MEMBERS = 40_000
MAX_MEMBER = 16 * 2**20
MAX_TOTAL = 768 * 2**20
# The largest sheet of a real edition shrinks 30-fold; a bomb a thousandfold.
MAX_RATIO = 200

_SHEET = re.compile(r"(?:.*/)?(?P<id>[FNR]\d{1,9})\.xml", re.IGNORECASE)
_FORM = re.compile(r"(?:.*/)?(?P<id>R\d{1,9})\.pdf", re.IGNORECASE)
_MANIFEST = re.compile(r"(?:.*/)?edition\.json", re.IGNORECASE)


@dataclass(frozen=True)
class Members:
    """What the archive holds, by role; each tuple is sorted by id."""

    sheets: tuple[zipfile.ZipInfo, ...]
    forms: tuple[tuple[str, zipfile.ZipInfo], ...]
    manifest: zipfile.ZipInfo | None


class Archive:
    """A ZIP opened for reading. Use as a context manager.

    Raises:
        UserFacingError: `content.zip-invalid`, `content.path-hostile`, `content.size-exceeded` or
            `content.edition-invalid`, with the archive's name; as `refusal` for a file that cannot be
            opened.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._zip = zipfile.ZipFile(path)
        except OSError as error:
            raise refusal(error, path) from None
        except (zipfile.BadZipFile, ValueError, NotImplementedError):
            raise UserFacingError("content.zip-invalid", path.name) from None
        try:
            self.members = self._survey()
        except UserFacingError:
            self._zip.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    def read(self, info: zipfile.ZipInfo) -> bytes:
        """The whole of one member, at most `MAX_MEMBER` bytes whatever its header claims."""
        try:
            with self._zip.open(info) as stream:
                data = stream.read(MAX_MEMBER + 1)
        except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, zlib.error):
            detail = f"{self._path.name} : {info.filename}"
            raise UserFacingError("content.zip-invalid", detail) from None
        if len(data) > MAX_MEMBER:
            raise UserFacingError("content.size-exceeded", f"{self._path.name} : {info.filename}")
        return data

    def sheets(self) -> Iterator[tuple[str, bytes]]:
        """Each XML member as (file name, bytes)."""
        for info in self.members.sheets:
            yield info.filename, self.read(info)

    def manifest(self) -> dict[str, str | bool]:
        """What `edition.json` says of the edition: `date` and `source` as texts, `sample` as a truth.

        Raises:
            UserFacingError: `content.edition-invalid`, with the archive's name, when it says it otherwise.
        """
        info = self.members.manifest
        if info is None:
            return {}
        try:
            found = json.loads(self.read(info))
        except (ValueError, RecursionError):
            found = None
        kinds = {"date": str, "source": str, "sample": bool}
        if (
            not isinstance(found, dict)
            or any(not isinstance(found.get(k, t()), t) for k, t in kinds.items())
            or not str(found.get("source", "")).isprintable()  # half a character would not be stored
        ):
            raise UserFacingError("content.edition-invalid", f"{self._path.name} : {info.filename}")
        return {key: found[key] for key in kinds if key in found}

    def _survey(self) -> Members:
        infos = self._zip.infolist()
        self._check_sizes(infos)
        sheets: list[tuple[str, zipfile.ZipInfo]] = []
        forms: list[tuple[str, zipfile.ZipInfo]] = []
        manifest = None
        for info in infos:
            if _is_hostile(info):
                raise UserFacingError("content.path-hostile", f"{self._path.name} : {info.filename}")
            if match := _SHEET.fullmatch(info.filename):
                sheets.append((match["id"].upper(), info))
            elif match := _FORM.fullmatch(info.filename):
                forms.append((match["id"].upper(), info))
            elif _MANIFEST.fullmatch(info.filename):
                manifest = info
        if not any(name.startswith("F") for name, _ in sheets):
            raise UserFacingError("content.edition-invalid", self._path.name)
        sheets.sort(key=lambda pair: pair[0])
        forms.sort(key=lambda pair: pair[0])
        return Members(tuple(info for _, info in sheets), tuple(forms), manifest)

    def _check_sizes(self, infos: list[zipfile.ZipInfo]) -> None:
        total = sum(info.file_size for info in infos)
        if len(infos) > MAX_MEMBERS or total > MAX_TOTAL:
            raise UserFacingError("content.size-exceeded", self._path.name)
        for info in infos:
            packed = max(info.compress_size, 1)
            bomb = info.file_size > 2**20 and info.file_size / packed > MAX_RATIO
            if bomb or info.file_size > MAX_MEMBER:
                raise UserFacingError("content.size-exceeded", f"{self._path.name} : {info.filename}")
            # The others give a decoder the size of its memory, or a ratio without bound.
            if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise UserFacingError("content.zip-invalid", f"{self._path.name} : {info.filename}")


def _is_hostile(info: zipfile.ZipInfo) -> bool:
    name = info.orig_filename.replace("\\", "/")
    path = PurePosixPath(name)
    is_link = (info.external_attr >> 16) & 0o170000 == 0o120000
    drive = len(name) > 1 and name[1] == ":"
    return path.is_absolute() or ".." in path.parts or "\0" in name or drive or is_link
