"""What the publisher signed last, and what was ever seen of it: the kiosk's side of TUF.

python-tuf writes its metadata without fsync, each file in place. So it works on a copy of what is trusted; the copy
is synced and takes the place of the other in one rename, whatever came of it: all that python-tuf keeps is verified,
and a newer timestamp must not be forgotten because the rest could not be had.
"""

import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tuf.api.exceptions import (
    BadVersionNumberError,
    DownloadError,
    ExpiredMetadataError,
    LengthOrHashMismatchError,
    RepositoryError,
)
from tuf.api.metadata import Metadata, TargetFile, Timestamp
from tuf.api.serialization import DeserializationError
from tuf.ngclient import Updater, UpdaterConfig

from kiosk.core.clock import french_date
from kiosk.core.durable import fsync
from kiosk.core.errors import UserFacingError
from kiosk.core.ids import new_id
from offline_cache.editions import limits
from offline_cache.editions.folders import copy_folder
from offline_cache.editions.packing import check, unpack
from offline_cache.editions.publish import DELTA, MANIFEST
from offline_cache.editions.release import METADATA, TARGETS
from offline_cache.editions.web import MetadataFetcher, MissingError, Web
from offline_cache.importer.swap import sync

_TRUST = "trust"
_CONFIG = UpdaterConfig(
    max_root_rotations=64,
    root_max_length=64_000,
    timestamp_max_length=16_384,
    snapshot_max_length=64_000,
    targets_max_length=256_000,
)


@dataclass(frozen=True)
class SignedFile:
    """A file the publisher signed: packed and as it is inside."""

    target: TargetFile
    sha256: str
    size: int


@dataclass(frozen=True)
class SignedEdition:
    """The newest release: its manifest, the delta from the manifest at hand if there is one, and its end."""

    manifest: SignedFile
    delta: SignedFile | None
    expires: datetime


def newest_signed(web: Web, folder: Path, root: bytes, held: str, now: datetime) -> SignedEdition:
    """Ask what is newest at `now`.

    `folder` keeps what is trusted; `held` is the hash of the manifest at hand, or empty.

    Raises:
        UserFacingError: why the server is not believed, or cannot be asked; what is trusted is then as before,
            or newer.
    """
    with _staged(folder) as stage, _told(stage):
        base = web.address(f"{METADATA}/")
        updater = Updater(str(stage), base, fetcher=MetadataFetcher(web), config=_CONFIG, bootstrap=root)
        updater.refresh()
        manifest = _signed_file(updater.get_targetinfo(MANIFEST))
        delta = _signed_file(updater.get_targetinfo(f"{DELTA}/{held}")) if held else None
        expires = Metadata[Timestamp].from_bytes((stage / "timestamp.json").read_bytes()).signed.expires
        # python-tuf asked the machine's clock; this is the kiosk's.
        if expires <= now:
            raise ExpiredMetadataError("timestamp.json is expired")
        if manifest is None:
            raise UserFacingError("content.edition-invalid", "aucun manifeste n'est signé")
        return SignedEdition(manifest, delta, expires)


def read_signed(web: Web, file: SignedFile) -> bytes:
    """The inside of a signed file.

    Raises:
        UserFacingError: `content.file-damaged`, `content.file-oversized`, or the server cannot be asked.
    """
    sha256 = file.target.hashes.get("sha256", "")
    parent, _, base = file.target.path.rpartition("/")
    name = f"{TARGETS}/{parent}/{sha256}.{base}" if parent else f"{TARGETS}/{sha256}.{base}"
    try:
        data = web.read(name, file.target.length)
    except MissingError as missing:
        raise UserFacingError("content.file-damaged", str(missing)) from None
    check(data, file.target.length, sha256, file.target.path)
    return unpack(data, file.size, file.sha256, file.target.path)


def _signed_file(target: TargetFile | None) -> SignedFile | None:
    if target is None:
        return None
    facts = target.custom
    sha256 = facts.get("sha256") if isinstance(facts, Mapping) else None
    size = facts.get("size") if isinstance(facts, Mapping) else None
    if not isinstance(sha256, str) or type(size) is not int or not 0 <= size <= limits.MAX_MANIFEST:
        raise UserFacingError("content.format-unknown", target.path)
    if target.length > limits.MAX_MANIFEST:
        raise UserFacingError("content.file-oversized", target.path)
    return SignedFile(target, sha256, size)


@contextmanager
def _staged(folder: Path) -> Iterator[Path]:
    """A copy of what is trusted; it takes the other's place at the end if anything changed in it."""
    folder.mkdir(parents=True, exist_ok=True)
    link = folder / _TRUST
    before = link.resolve() if link.is_symlink() else None
    stage = folder / f"{_TRUST}-{new_id()}"
    if before is not None and before.is_dir():
        copy_folder(before, stage, shutil.copyfile)
    else:
        stage.mkdir()
    try:
        yield stage
    finally:
        if before is not None and _contents(stage) == _contents(before):
            shutil.rmtree(stage)
        else:
            _put_in_place(folder, stage)


def _put_in_place(folder: Path, stage: Path) -> None:
    sync(stage)
    fsync(folder)
    aside = folder / f".{_TRUST}.{new_id()}"
    aside.symlink_to(stage.name)
    aside.replace(folder / _TRUST)
    fsync(folder)
    for other in folder.glob(f"{_TRUST}-*"):
        if other != stage:
            shutil.rmtree(other, ignore_errors=True)


def _contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


@contextmanager
def _told(stage: Path) -> Iterator[None]:
    """What python-tuf refuses, as a person is told."""
    try:
        yield
    except ExpiredMetadataError as error:
        raise UserFacingError("content.edition-expired", f"{_french(error)}{_since(stage)}") from None
    except BadVersionNumberError as error:
        raise UserFacingError("content.edition-older", _french(error)) from None
    except (LengthOrHashMismatchError, DeserializationError) as error:
        raise UserFacingError("content.file-damaged", _french(error)) from None
    except RepositoryError as error:
        raise UserFacingError("content.edition-forged", _french(error)) from None
    except DownloadError as error:
        raise UserFacingError("content.server-unreachable", str(error)) from None


_FRENCH = (
    (r".*?(\w+)(?:\.json)? is expired", r"\1.json n'est plus valable"),
    (
        r"New (\w+) version (?:must be >= )?(\d+),? (?:must be >=|got version) (\d+)",
        r"\1 : versions \2 et \3",
    ),
    (r"Expected (\w+) (?:v|version )(\d+),? .*?(\d+).*", r"\1 : version \3 au lieu de \2"),
    (r"(\w+) was signed by (\d+)/(\d+) keys.*", r"\1 : \2 signature valable sur \3"),
    (r"Failed to deserialize.*|.*deserializ.*", "ce n'est pas un fichier de signatures"),
)


def _french(error: Exception) -> str:
    """What python-tuf says, in French as far as it is known."""
    said = str(error)
    for pattern, words in _FRENCH:
        found = re.fullmatch(pattern, said, re.DOTALL | re.IGNORECASE)
        if found is not None:
            return found.expand(words)
    return said


def _since(stage: Path) -> str:
    try:
        expired = Metadata[Timestamp].from_bytes((stage / "timestamp.json").read_bytes()).signed.expires
    except (RepositoryError, OSError):
        return ""
    return f" (dernière signature vue valable jusqu'au {french_date(expired)})"
