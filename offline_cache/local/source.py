"""An overlay's files, from a folder or from a ZIP of it, read with caps. No name can leave the folder."""

import re
import stat
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from kiosk.core.errors import UserFacingError
from kiosk.core.system import refusal
from offline_cache.local.problems import Problems, meant

MAX_FILES = 800
MAX_TOTAL = 150 * 2**20
# A text of 200 kB is a book; a telephone's picture 8 MB; a scanned decree 12 MB.
CAPS = {".toml": 400_000, ".txt": 200_000, ".jpg": 12 * 2**20, ".png": 12 * 2**20, ".webp": 12 * 2**20}
CAPS |= {".jpeg": 12 * 2**20, ".pdf": 20 * 2**20}
TABLES = ("commune.toml", "tuiles.toml", "affichage.toml", "agenda.toml", "associations.toml")
FOLDERS: dict[str, tuple[str, ...]] = {
    "pages": (".txt",),
    "demarches": (".toml", ".txt"),
    "images": (".jpg", ".jpeg", ".png", ".webp"),
    "documents": (".pdf",),
}
_STEM = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
# What file managers leave behind.
_LITTER = re.compile(r"(^|/)(\.[^/.][^/]*|__MACOSX|Thumbs\.db|desktop\.ini|[^/]+~)(/|$)")
_READ_ME = re.compile(r"(?i)lisez-?moi(\.txt|\.md)?")


@dataclass(frozen=True)
class Source:
    """The files of one overlay, by their path inside it (`pages/marche.txt`)."""

    name: str
    files: Mapping[str, bytes]

    def under(self, folder: str, ending: str) -> Iterator[tuple[str, str]]:
        """Stem and path of the files of one folder, sorted."""
        for path in sorted(self.files):
            parts = PurePosixPath(path)
            if str(parts.parent) == folder and parts.suffix == ending:
                yield parts.stem, path


def read_source(path: Path) -> Source:
    """Read a folder or a ZIP.

    Raises:
        LocalWrongError: files that have no place there, all of them.
        UserFacingError: `content.zip-invalid`, `content.path-hostile`, `content.size-exceeded`; as
            `refusal` for what cannot be opened.
    """
    problems = Problems()
    try:
        files = _from_folder(path) if path.is_dir() else _from_zip(path)
    except OSError as error:
        raise refusal(error, path) from None
    for name, data in files.items():
        _place(name, len(data), problems)
    if "commune.toml" not in files:
        said = "ce fichier manque ; « kiosk content local new DOSSIER » écrit un exemple complet"
        problems.add("commune.toml", 0, "", said)
    problems.check()
    return Source(path.name, files)


def _place(name: str, size: int, problems: Problems) -> None:
    path = PurePosixPath(name)
    folder, ending = str(path.parent), path.suffix
    if folder == ".":
        if name not in TABLES and not _READ_ME.fullmatch(name):
            problems.add(name, 0, "", f"ce fichier n'a pas de place ici{meant(name, TABLES)}")
    elif folder not in FOLDERS:
        problems.add(name, 0, "", f"ce dossier n'existe pas dans un contenu local{meant(folder, FOLDERS)}")
    elif ending not in FOLDERS[folder]:
        kinds = ", ".join(FOLDERS[folder])
        problems.add(name, 0, "", f"le dossier « {folder} » ne prend que : {kinds} (en minuscules)")
    elif not _STEM.fullmatch(path.stem) or len(path.stem) > 60:
        said = (
            "le nom prend des lettres sans accent, des chiffres et des traits d'union : « salle-des-fetes »"
        )
        problems.add(name, 0, "", said)
    if size > CAPS.get(ending, CAPS[".toml"]):
        problems.add(name, 0, "", f"ce fichier est trop gros ({size / 1e6:.1f} Mo)".replace(".", ",", 1))


def _from_folder(top: Path) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    total = 0
    for path in sorted(top.rglob("*")):
        name = path.relative_to(top).as_posix()
        if _LITTER.search(name):
            continue
        mode = path.lstat().st_mode
        if stat.S_ISDIR(mode):
            continue
        # A link may lead anywhere on the machine; a pipe never ends.
        if not stat.S_ISREG(mode):
            raise UserFacingError("content.path-hostile", f"{top.name} : {name}")
        total += path.lstat().st_size
        if len(found) >= MAX_FILES or total > MAX_TOTAL:
            raise UserFacingError("content.size-exceeded", f"{top.name} : {name}")
        found[name] = path.read_bytes()
    return found


def _from_zip(path: Path) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(path) as archive:
            for info in archive.infolist():
                _inspect(info, path.name)
            infos = [i for i in archive.infolist() if not i.is_dir() and not _LITTER.search(i.filename)]
            if len(infos) > MAX_FILES or sum(info.file_size for info in infos) > MAX_TOTAL:
                raise UserFacingError("content.size-exceeded", path.name)
            names = [info.filename for info in infos]
            if len(set(names)) != len(names):
                raise UserFacingError("content.path-hostile", f"{path.name} : deux fois le même nom")
            top = _top(names)
            return {info.filename.removeprefix(top): _member(archive, info, path.name) for info in infos}
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, RuntimeError, zlib.error):
        raise UserFacingError("content.zip-invalid", path.name) from None


def _inspect(info: zipfile.ZipInfo, archive: str) -> None:
    name = info.orig_filename.replace("\\", "/")
    parts = PurePosixPath(name)
    is_link = stat.S_ISLNK(info.external_attr >> 16)
    if parts.is_absolute() or ".." in parts.parts or "\0" in name or name[1:2] == ":" or is_link:
        raise UserFacingError("content.path-hostile", f"{archive} : {info.filename}")


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> bytes:
    """Never more than the file said of itself, whatever comes out of it."""
    cap = min(info.file_size, max(CAPS.values()))
    with archive.open(info) as stream:
        data = stream.read(cap + 1)
    if len(data) > cap:
        raise UserFacingError("content.size-exceeded", f"{name} : {info.filename}")
    return data


def _top(names: list[str]) -> str:
    """The folder that holds everything, when a folder was zipped and not its content."""
    firsts = {name.partition("/")[0] for name in names}
    alone = len(firsts) == 1 and all("/" in name for name in names)
    return f"{firsts.pop()}/" if alone and firsts.isdisjoint(FOLDERS) else ""
