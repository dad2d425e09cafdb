"""The manifest: every sheet, form and attachment of an edition by hash and size; and what changed since another.

Both are canonical JSON, so that a manifest rebuilt from a delta has the very bytes that were signed.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from kiosk.core.errors import UserFacingError
from offline_cache.editions import limits

FORMAT = 1
_SHA256 = re.compile(r"[0-9a-f]{64}")
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
ATTACHMENT_NAME = re.compile(r"[a-z][a-z0-9-]{0,31}")
_DAY = re.compile(r"(\d{4}-\d\d-\d\d)?")


class Piece(NamedTuple):
    """One thing of an edition: the hash and size of its bytes; `pages` of a form, else 0."""

    sha256: str
    size: int
    pages: int = 0


Pieces = Mapping[str, Piece]


@dataclass(frozen=True)
class Manifest:
    """What an edition is made of. `date` is ISO or empty; `published_at` RFC 3339."""

    date: str
    source: str
    sample: bool
    published_at: str
    sheets: Pieces
    forms: Pieces = field(default_factory=dict)
    attachments: Pieces = field(default_factory=dict)

    @property
    def head(self) -> dict[str, Any]:
        """What it says of itself."""
        return {
            "date": self.date,
            "published_at": self.published_at,
            "sample": self.sample,
            "source": self.source,
        }

    def sections(self) -> dict[str, Pieces]:
        """Its pieces by kind."""
        return {"sheets": self.sheets, "forms": self.forms, "attachments": self.attachments}


_MOST = {
    "sheets": (limits.MAX_SHEETS, limits.MAX_SHEET, _ID),
    "forms": (limits.MAX_FORMS, limits.MAX_FORM, _ID),
    "attachments": (limits.MAX_ATTACHMENTS, limits.MAX_ATTACHMENT, ATTACHMENT_NAME),
}


def encode(manifest: Manifest) -> bytes:
    """Write a manifest as canonical JSON."""
    sections = {name: _plain(pieces) for name, pieces in manifest.sections().items()}
    return _canonical({"format": FORMAT, "head": manifest.head, **sections})


def decode(data: bytes) -> Manifest:
    """Read a manifest.

    Raises:
        UserFacingError: `content.format-unknown` for another format, `content.edition-invalid` for what no
            publisher of ours writes, `content.file-oversized` for more than a kiosk can bear.
    """
    found = _loaded(data, "manifest")
    return _built(found.get("head"), {name: _pieces(name, found.get(name)) for name in _MOST})


def digest(data: bytes) -> str:
    """The hash by which a manifest is known."""
    return hashlib.sha256(data).hexdigest()


def encode_delta(base: Manifest, target: Manifest) -> bytes:
    """What turns `base` into `target`."""
    put: dict[str, Any] = {}
    drop: dict[str, Any] = {}
    before = base.sections()
    for name, pieces in target.sections().items():
        put[name] = _plain({key: p for key, p in pieces.items() if before[name].get(key) != p})
        drop[name] = sorted(before[name].keys() - pieces.keys())
    return _canonical({"format": FORMAT, "head": target.head, "put": put, "drop": drop})


def apply_delta(base: Manifest, data: bytes) -> Manifest:
    """The manifest that a delta was made for.

    Raises:
        UserFacingError: as `decode`.
    """
    found = _loaded(data, "delta")
    put, drop = found.get("put"), found.get("drop")
    if not isinstance(put, dict) or not isinstance(drop, dict):
        raise _invalid("delta")
    sections: dict[str, Pieces] = {}
    for name, pieces in base.sections().items():
        gone = _gone(drop.get(name))
        kept = {key: piece for key, piece in pieces.items() if key not in gone}
        sections[name] = _bounded(name, {**kept, **_pieces(name, put.get(name))})
    return _built(found.get("head"), sections)


def _loaded(data: bytes, name: str) -> dict[str, Any]:
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        raise _invalid(name) from None
    if not isinstance(found, dict):
        raise _invalid(name)
    if found.get("format") != FORMAT:
        raise UserFacingError("content.format-unknown", f"{name} : format {str(found.get('format'))[:20]}")
    return found


def _built(head: object, sections: Mapping[str, Pieces]) -> Manifest:
    kinds = {"date": str, "source": str, "sample": bool, "published_at": str}
    if not isinstance(head, dict) or any(type(head.get(key)) is not kind for key, kind in kinds.items()):
        raise _invalid("head")
    if not _DAY.fullmatch(head["date"]):
        raise _invalid("date")
    total = sum(piece.size for pieces in sections.values() for piece in pieces.values())
    if total > limits.MAX_TOTAL:
        raise UserFacingError("content.file-oversized", f"édition de {total} octets")
    told = (head[key] for key in ("date", "source", "sample", "published_at"))
    return Manifest(*told, *(sections[name] for name in _MOST))


def _pieces(name: str, found: object) -> dict[str, Piece]:
    most, largest, named = _MOST[name]
    if not isinstance(found, dict):
        raise _invalid(name)
    if len(found) > most:
        raise UserFacingError("content.file-oversized", f"{name} : {len(found)}")
    pieces: dict[str, Piece] = {}
    for key, row in found.items():
        if not named.fullmatch(key) or not isinstance(row, list) or len(row) not in (2, 3):
            raise _invalid(name)
        sha256, *numbers = row
        if not isinstance(sha256, str) or not _SHA256.fullmatch(sha256):
            raise _invalid(f"{name} {key}")
        if any(type(number) is not int or number < 0 for number in numbers) or numbers[0] > largest:
            raise _invalid(f"{name} {key}")
        pieces[key] = Piece(sha256, *numbers)
    return pieces


def _bounded(name: str, pieces: dict[str, Piece]) -> dict[str, Piece]:
    if len(pieces) > _MOST[name][0]:
        raise UserFacingError("content.file-oversized", f"{name} : {len(pieces)}")
    return pieces


def _gone(found: object) -> frozenset[str]:
    if not isinstance(found, list) or not all(isinstance(key, str) for key in found):
        raise _invalid("drop")
    return frozenset(found)


def _plain(pieces: Pieces) -> dict[str, list[Any]]:
    return {key: list(piece) if piece.pages else list(piece[:2]) for key, piece in pieces.items()}


def _canonical(found: Any) -> bytes:
    return json.dumps(found, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _invalid(what: str) -> UserFacingError:
    return UserFacingError("content.edition-invalid", f"manifeste : {what}")


def all_pieces(manifest: Manifest) -> Iterable[Piece]:
    """Every piece, kinds together."""
    return (piece for pieces in manifest.sections().values() for piece in pieces.values())
