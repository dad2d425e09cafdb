"""The vault of a visit: one folder per document, named by a random id, gone with the visit."""

import hashlib
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from kiosk.core.ids import is_id, new_id
from kiosk.documents.model import Contents, Document

CLEAN = "clean.pdf"
SOURCE = "source"
INDEX = "document.json"
_PART = ".part"


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

    @property
    def source(self) -> Path:
        """Where foreign bytes are received; removed at `commit`, only the clean copy is kept."""
        return self.folder / SOURCE

    def commit(self, kind: str, contents: Contents, *, signed: bool = False) -> StoredDocument:
        """Finish: write `document.json`, drop the source, rename."""
        self.source.unlink(missing_ok=True)
        with (self.folder / CLEAN).open("rb") as pdf:
            digest = hashlib.file_digest(pdf, "sha256").hexdigest()
        document = Document(
            id=self.id, kind=kind, sha256=digest, signed=signed, pages=contents.pages, fields=contents.fields
        )
        (self.folder / INDEX).write_text(document.model_dump_json(), encoding="utf-8")
        final = self.folder.with_suffix("")
        self.folder.rename(final)
        return StoredDocument(final, document)

    def discard(self) -> None:
        """Give up: nothing remains."""
        shutil.rmtree(self.folder, ignore_errors=True)


class Vault:
    """The documents of one visit, in a folder of mode 0700."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def folder(self) -> Path:
        """Where the documents are."""
        return self._folder

    def make(self) -> None:
        """Create the empty vault; it must not exist."""
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
        if (self._folder / name).exists():
            raise FileExistsError(name)
        folder = self._folder / f"{name}{_PART}"
        folder.mkdir(mode=0o700)
        return Draft(name, folder)

    def draft(self, document_id: str) -> Draft | None:
        """A begun document whose `source` is there, or None."""
        draft = Draft(document_id, self._folder / f"{document_id}{_PART}")
        return draft if is_id(document_id) and draft.source.is_file() else None

    def get(self, document_id: str) -> StoredDocument:
        """A finished document.

        Raises:
            KeyError: none has this id.
        """
        folder = self._folder / document_id
        if not is_id(document_id) or not (folder / INDEX).is_file():
            raise KeyError(document_id)
        text = (folder / INDEX).read_text(encoding="utf-8")
        return StoredDocument(folder, Document.model_validate_json(text))

    def ids(self) -> list[str]:
        """Ids of the finished documents."""
        return sorted(entry.name for entry in os.scandir(self._folder) if is_id(entry.name))

    def remove(self, document_id: str) -> None:
        """Forget one document, finished or not."""
        if is_id(document_id):
            shutil.rmtree(self._folder / document_id, ignore_errors=True)
            shutil.rmtree(self._folder / f"{document_id}{_PART}", ignore_errors=True)

    def erase(self) -> None:
        """Remove the whole vault; ask `verify_gone` afterwards."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def verify_gone(self) -> bool:
        """Nothing of the vault is left."""
        return not os.path.lexists(self._folder)
