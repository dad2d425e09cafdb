"""The signed part of what is published: TUF metadata for the manifest and its deltas, and nothing else.

One target a sheet would cost 227 kB of metadata at each visit of a kiosk. `timestamp.json` is replaced last: until
then a kiosk sees the release before, whole.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from tuf.api.exceptions import RepositoryError
from tuf.api.metadata import Metadata, MetaFile, Snapshot, Targets, Timestamp
from tuf.api.metadata import TargetFile as Target

from kiosk.core.durable import fsync, put
from kiosk.core.errors import UserFacingError
from offline_cache.editions.keys import Publisher

METADATA = "metadata"
TARGETS = "targets"


@dataclass(frozen=True)
class Released:
    """The newest release of a folder: versions of its metadata, and its targets by name."""

    timestamp: int = 0
    snapshot: int = 0
    targets: int = 0
    files: Mapping[str, Target] = field(default_factory=dict)


@dataclass(frozen=True)
class File:
    """One signed file: its bytes, and facts about it that are signed with it."""

    data: bytes
    facts: Mapping[str, Any] = field(default_factory=dict)


def newest(folder: Path) -> Released:
    """What `timestamp.json` leads to; a `Released()` when nothing was ever published here.

    Raises:
        UserFacingError: `content.edition-invalid`, the folder is no longer whole.
    """
    metadata = folder / METADATA
    if not (metadata / "timestamp.json").is_file():
        return Released()
    try:
        timestamp = Metadata[Timestamp].from_bytes((metadata / "timestamp.json").read_bytes()).signed
        at = timestamp.snapshot_meta.version
        snapshot = Metadata[Snapshot].from_bytes((metadata / f"{at}.snapshot.json").read_bytes()).signed
        at = snapshot.meta["targets.json"].version
        targets = Metadata[Targets].from_bytes((metadata / f"{at}.targets.json").read_bytes()).signed
    except (RepositoryError, OSError, KeyError) as error:
        raise UserFacingError("content.edition-invalid", f"{metadata} : {error}") from None
    return Released(timestamp.version, snapshot.version, targets.version, targets.targets)


def place(folder: Path, name: str, file: File) -> Target:
    """Put a signed file where kiosks look for it, under its hash."""
    sha256 = hashlib.sha256(file.data).hexdigest()
    parent, _, base = name.rpartition("/")
    path = folder / TARGETS / parent / f"{sha256}.{base}"
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.is_file():
        put(path, file.data)
    return Target(len(file.data), {"sha256": sha256}, name, {"custom": dict(file.facts)})


def release(
    folder: Path,
    publisher: Publisher,
    before: Released,
    files: Mapping[str, Target],
    now: datetime,
    days: int,
) -> datetime:
    """Sign these targets and make them the newest release; returns when it expires."""
    expires = (now + timedelta(days=days)).replace(microsecond=0)
    metadata = folder / METADATA
    metadata.mkdir(parents=True, exist_ok=True)
    for number, root in enumerate(publisher.roots, 1):
        put(metadata / f"{number}.root.json", root)
    targets = Targets(version=before.targets + 1, expires=expires, targets=dict(files))
    signed = _signed(Metadata(targets), publisher, "targets")
    put(metadata / f"{targets.version}.targets.json", signed)
    snapshot = Snapshot(
        version=before.snapshot + 1,
        expires=expires,
        meta={"targets.json": _described(targets.version, signed)},
    )
    signed = _signed(Metadata(snapshot), publisher, "snapshot")
    put(metadata / f"{snapshot.version}.snapshot.json", signed)
    timestamp = Timestamp(
        version=before.timestamp + 1, expires=expires, snapshot_meta=_described(snapshot.version, signed)
    )
    signed = _signed(Metadata(timestamp), publisher, "timestamp")
    fsync(metadata)
    put(metadata / "timestamp.json", signed)
    fsync(metadata)
    return expires


def _signed(metadata: Metadata[Any], publisher: Publisher, role: str) -> bytes:
    metadata.sign(publisher.signers[role])
    return metadata.to_bytes()


def _described(version: int, data: bytes) -> MetaFile:
    return MetaFile(version, len(data), {"sha256": hashlib.sha256(data).hexdigest()})
