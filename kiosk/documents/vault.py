"""The vault of a visit: one folder per document, named by a random id, gone with the visit.

Whoever opens a vault says whose hand touches its files: the steward takes the hand of the account that
visits run under, and then neither reads nor writes anything there which that account could not.
"""

import hashlib
import os
import shutil
import stat
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.core.ids import is_id, new_id
from kiosk.documents.model import Contents, Document

if TYPE_CHECKING:
    from kiosk.confine.account import Hand

CLEAN = "clean.pdf"
SOURCE = "source"
INDEX = "document.json"
_PART = ".part"


def open_plain(path: Path) -> BufferedReader:
    """Open a file of a vault for reading. A link or a pipe that someone put there is none.

    Raises:
        OSError: there is no plain file.
    """
    file = os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC), "rb")
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise FileNotFoundError(path)
    return file


@dataclass(frozen=True)
class StoredDocument:
    """A finished document: its folder and what is known of it."""

    folder: Path
    document: Document

    @property
    def pdf(self) -> Path:
        """The clean PDF: the only one to show, fill, sign, print or send."""
        return self.folder / CLEAN

    def page(self, number: int) -> Path:
        """Picture of page `number`, counted from 1.

        Raises:
            KeyError: there is no such page.
        """
        if not 1 <= number <= len(self.document.pages):
            raise KeyError(number)
        return self.folder / f"page-{number:03d}.webp"


@dataclass(frozen=True)
class Draft:
    """A document being made, in `ID.part`; invisible to readers until `commit`."""

    id: str
    folder: Path
    hand: "Hand" = nullcontext

    @property
    def source(self) -> Path:
        """Where foreign bytes are received; removed at `commit`, only the clean copy is kept."""
        return self.folder / SOURCE

    def commit(self, kind: str, contents: Contents, *, signed: bool = False) -> StoredDocument:
        """Finish: write `document.json`, drop the source, rename."""
        with self.hand():
            self.source.unlink(missing_ok=True)
            with open_plain(self.folder / CLEAN) as pdf:
                digest = hashlib.file_digest(pdf, "sha256").hexdigest()
            document = Document(
                id=self.id, kind=kind, sha256=digest, signed=signed,
                pages=contents.pages, fields=contents.fields,
            )  # fmt: skip
            (self.folder / INDEX).write_text(document.model_dump_json(), encoding="utf-8")
            final = self.folder.with_suffix("")
            self.folder.rename(final)
        return StoredDocument(final, document)

    def discard(self) -> None:
        """Give up: nothing remains."""
        with self.hand():
            shutil.rmtree(self.folder, ignore_errors=True)


class Vault:
    """The documents of one visit, in a folder of mode 0700."""

    def __init__(
        self, folder: Path, hand: "Hand" = nullcontext, remove: Callable[[Path], None] | None = None
    ) -> None:
        """`hand` is whose rights touch the files; `remove` takes the whole folder away."""
        self._folder = folder
        self.hand = hand
        self._remove = remove or _remove_tree

    @property
    def folder(self) -> Path:
        """Where the documents are."""
        return self._folder

    def make(self) -> None:
        """Create the empty vault; it must not exist."""
        with self.hand():
            self._folder.mkdir(mode=0o700, parents=True)
            self._folder.chmod(0o700)

    def begin(self, document_id: str | None = None) -> Draft:
        """Start a document, under a given id or a fresh one.

        Raises:
            ValueError: the given id is not one.
            FileExistsError: it is taken.
        """
        name = document_id or new_id()
        if not is_id(name):
            raise ValueError("not a document id")
        folder = self._folder / f"{name}{_PART}"
        with self.hand():
            if (self._folder / name).exists():
                raise FileExistsError(name)
            folder.mkdir(mode=0o700)
        return Draft(name, folder, self.hand)

    def draft(self, document_id: str) -> Draft | None:
        """A begun document whose `source` is there, or None."""
        draft = Draft(document_id, self._folder / f"{document_id}{_PART}", self.hand)
        with self.hand():
            return draft if is_id(document_id) and draft.source.is_file() else None

    def get(self, document_id: str) -> StoredDocument:
        """A finished document.

        Raises:
            KeyError: none has this id.
        """
        if not is_id(document_id):
            raise KeyError(document_id)
        folder = self._folder / document_id
        try:
            with self.hand(), open_plain(folder / INDEX) as index:
                text = index.read()
        except OSError:
            raise KeyError(document_id) from None
        return StoredDocument(folder, Document.model_validate_json(text))

    def ids(self) -> list[str]:
        """Ids of the finished documents."""
        with self.hand():
            return sorted(entry.name for entry in os.scandir(self._folder) if is_id(entry.name))

    def remove(self, document_id: str) -> None:
        """Forget one document, finished or not."""
        if is_id(document_id):
            with self.hand():
                shutil.rmtree(self._folder / document_id, ignore_errors=True)
                shutil.rmtree(self._folder / f"{document_id}{_PART}", ignore_errors=True)

    def erase(self) -> None:
        """Remove the whole vault; ask `verify_gone` afterwards."""
        self._remove(self._folder)

    def verify_gone(self) -> bool:
        """Nothing of the vault is left."""
        return not os.path.lexists(self._folder)


def _remove_tree(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
