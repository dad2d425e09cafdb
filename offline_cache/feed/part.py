"""The file on its way: what has come so far, and of which version of the server's file it is."""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self

from kiosk.core.durable import fsync, put_synced


@dataclass(frozen=True)
class Validators:
    """How a server names the version of a file (RFC 9110, 8.8): empty when it does not say."""

    etag: str = ""
    modified: str = ""

    @classmethod
    def of(cls, headers: Mapping[str, str]) -> Self:
        """Those of an answer; what cannot have come from a server that means well is left out."""
        etag, modified = headers.get("etag", ""), headers.get("last-modified", "")
        return cls(
            etag if re.fullmatch(r'(W/)?"[\x21\x23-\x7e]{0,200}"', etag) else "",
            modified if re.fullmatch(r"[A-Za-z0-9 ,:+-]{1,40}", modified) else "",
        )

    @property
    def for_range(self) -> str:
        """What `If-Range` may carry: a strong tag, else a date; a weak tag proves nothing of the bytes."""
        return self.etag if self.etag and not self.etag.startswith("W/") else self.modified

    @property
    def conditions(self) -> dict[str, str]:
        """The headers that ask for the file only if it is another one by now."""
        pairs = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in pairs.items() if value}


@dataclass(frozen=True)
class _About:
    url: str
    etag: str
    modified: str
    total: int


class PartFile:
    """`NAME.part` beside `NAME.part.json`; `finish` gives it its name once it is whole and on the disk."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._part = path.with_name(f"{path.name}.part")
        self._note = path.with_name(f"{path.name}.part.json")

    @property
    def size(self) -> int:
        """Bytes that have come."""
        try:
            return self._part.stat().st_size
        except FileNotFoundError:
            return 0

    @property
    def total(self) -> int:
        """Bytes the server said there are; 0 when it did not."""
        about = self._about()
        return about.total if about else 0

    def validators(self) -> Validators:
        """Of the version the part is of."""
        about = self._about()
        return Validators(about.etag, about.modified) if about else Validators()

    def resumable(self, url: str) -> bool:
        """Whether the rest can be asked for; a part of something else is dropped."""
        about = self._about()
        fits = about is not None and about.url == url and self.size > 0
        if fits and about and Validators(about.etag, about.modified).for_range:
            return True
        self.drop()
        return False

    def begin(self, url: str, validators: Validators, total: int) -> None:
        """Start over with another version, or for the first time."""
        self.drop()
        self._part.parent.mkdir(parents=True, exist_ok=True)
        self._part.touch()
        about = _About(url, validators.etag, validators.modified, total)
        write_json(self._note, asdict(about))

    def append(self, data: bytes) -> None:
        """Add what came."""
        with self._part.open("ab") as file:
            file.write(data)

    def head(self, length: int) -> bytes:
        """Its first bytes, at most so many."""
        try:
            with self._part.open("rb") as file:
                return file.read(length)
        except FileNotFoundError:
            return b""

    def finish(self) -> Path:
        """Onto the disk, then its name, then the folder onto the disk."""
        fsync(self._part)
        self._part.replace(self.path)
        self._note.unlink(missing_ok=True)
        fsync(self.path.parent)
        return self.path

    def drop(self) -> None:
        """Forget it."""
        self._part.unlink(missing_ok=True)
        self._note.unlink(missing_ok=True)

    def _about(self) -> _About | None:
        found = read_json(self._note)
        try:
            return _About(str(found["url"]), str(found["etag"]), str(found["modified"]), int(found["total"]))
        except (KeyError, TypeError, ValueError):
            return None


def read_json(path: Path) -> dict[str, Any]:
    """An object kept in a file; empty when the file is absent or damaged."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def write_json(path: Path, value: Mapping[str, Any]) -> None:
    """Old or new after a power cut, never half."""
    put_synced(path, json.dumps(value, ensure_ascii=False).encode())
