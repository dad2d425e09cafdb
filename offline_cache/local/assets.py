"""Pictures and PDFs of an overlay: looked at apart, re-encoded, and named by their hash."""

import difflib
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field

from kiosk.core.errors import ERRORS
from offline_cache.local.model import Paper, Picture
from offline_cache.local.problems import Problems
from offline_cache.local.source import Source
from offline_cache.local.tables import Row

MAX_PICTURES = 120
MAX_PAPERS = 150


@dataclass(frozen=True)
class Remade:
    """A picture as it is kept: WebP bytes and its size in pixels."""

    data: bytes
    width: int
    height: int


# An error's key instead when it is refused.
RemakePicture = Callable[[bytes], Remade | str]
CountPages = Callable[[bytes], int | str]


@dataclass
class Assets:
    """Takes each file once. `kept` is what the edition will hold: file name -> bytes."""

    source: Source
    problems: Problems
    remake: RemakePicture
    count: CountPages
    kept: dict[str, bytes] = field(default_factory=dict)
    _pictures: dict[str, Picture | None] = field(default_factory=dict)
    _papers: dict[str, Paper | None] = field(default_factory=dict)

    def picture(self, file: str, line: int, name: str, words: str) -> Picture | None:
        """A picture that a text asks for by its name under `images/`."""
        path = f"images/{name}"
        if path not in self.source.files:
            self.problems.add(
                file,
                line,
                "",
                f"l'image « {name} » manque dans le dossier images{self._near('images', name)}",
            )
            return None
        made = self._picture(path)
        return None if made is None else Picture(made.sha256, made.width, made.height, words)

    def picture_of(self, row: Row, key: str, words: str) -> Picture | None:
        """A picture that a key names."""
        path = f"images/{row.text(key)}"
        if path not in self.source.files:
            row.wrong(
                key, f"« {row.text(key)} » manque dans le dossier images{self._near('images', row.text(key))}"
            )
            return None
        made = self._picture(path)
        return None if made is None else Picture(made.sha256, made.width, made.height, words)

    def paper(self, row: Row, key: str) -> Paper | None:
        """A PDF that a key names."""
        name = row.text(key)
        path = f"documents/{name}"
        if path not in self.source.files:
            row.wrong(key, f"« {name} » manque dans le dossier documents{self._near('documents', name)}")
            return None
        if path not in self._papers:
            self._papers[path] = self._paper(path)
        return self._papers[path]

    def unused(self) -> None:
        """A file that nothing shows was meant for something."""
        used = self._pictures.keys() | self._papers.keys()
        for path in sorted(self.source.files):
            if path.startswith(("images/", "documents/")) and path not in used:
                self.problems.add(
                    path, 0, "", "aucune page, aucun avis ne montre ce fichier : le citer, ou l'enlever"
                )

    def _near(self, folder: str, name: str) -> str:
        names = [path.partition("/")[2] for path in self.source.files if path.startswith(f"{folder}/")]
        near = difflib.get_close_matches(name, names, n=1, cutoff=0.5)
        return f" ; vouliez-vous dire « {near[0]} » ?" if near else ""

    def _picture(self, path: str) -> Picture | None:
        if path not in self._pictures:
            self._pictures[path] = self._remade(path)
        return self._pictures[path]

    def _remade(self, path: str) -> Picture | None:
        if len(self._pictures) >= MAX_PICTURES:
            self.problems.add(path, 0, "", f"plus de {MAX_PICTURES} images")
            return None
        made = self.remake(self.source.files[path])
        if isinstance(made, str):
            self.problems.add(path, 0, "", f"cette image est refusée : {ERRORS[made].cause}")
            return None
        sha256 = hashlib.sha256(made.data).hexdigest()
        self.kept[f"images/{sha256}.webp"] = made.data
        return Picture(sha256, made.width, made.height, "")

    def _paper(self, path: str) -> Paper | None:
        if len(self._papers) >= MAX_PAPERS:
            self.problems.add(path, 0, "", f"plus de {MAX_PAPERS} documents")
            return None
        data = self.source.files[path]
        pages = self.count(data)
        if isinstance(pages, str):
            self.problems.add(path, 0, "", f"ce PDF est refusé : {ERRORS[pages].cause}")
            return None
        sha256 = hashlib.sha256(data).hexdigest()
        self.kept[f"documents/{sha256}.pdf"] = data
        return Paper(sha256, len(data), pages)
