"""The local content in use, read-only. The screen process loads this."""

import sqlite3
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from offline_cache.checklist import Checklist, ChecklistItem
from offline_cache.codec import decode_sheet
from offline_cache.local import schema
from offline_cache.local.codec import decode_town
from offline_cache.local.model import Event, Notice, Paper, Picture, Piece, Procedure, SheetForm, Town
from offline_cache.model import CaseStep, Form, Sheet
from offline_cache.placing import with_edition
from offline_cache.schema import CURRENT, open_read_only


@dataclass(frozen=True)
class LocalDamaged:
    """A local edition is there but cannot be read; `detail` is for the technician."""

    folder: Path
    detail: str


class LocalContent:
    """One local edition, open for reading."""

    def __init__(self, folder: Path, town: Town, connection: sqlite3.Connection) -> None:
        self.folder = folder
        self.town = town
        self.connection = connection
        self._procedures = {procedure.id: procedure for procedure in town.procedures}
        self._notices = {notice.id: notice for notice in town.notices}
        self._events = {event.id: event for event in town.events}
        self._pictures = {shown.sheet: shown.pictures for shown in town.pictures}
        self._sheets: dict[str, Sheet | None] = {}
        self._titles: dict[str, str] | None = None

    @classmethod
    def open(cls, store: Path) -> "Self | LocalDamaged | None":
        """The local edition in use in a content store; None when there never was one."""
        link = schema.folder_of(with_edition(store, schema.FOLDER)) / CURRENT
        try:
            folder = link.resolve(strict=True)
        except OSError:
            return LocalDamaged(store, "current") if link.is_symlink() else None
        return cls.open_edition(folder)

    @classmethod
    def open_edition(cls, folder: Path) -> "Self | LocalDamaged":
        """The local edition of one folder."""
        try:
            town = decode_town((folder / schema.TOWN).read_bytes())
            connection = open_read_only(folder / schema.DATABASE)
        except (OSError, ValueError, sqlite3.Error) as error:
            return LocalDamaged(folder, str(error))
        try:
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            if version == schema.VERSION:
                return cls(folder, town, connection)
            detail = f"version {version}"
        except sqlite3.DatabaseError as error:
            detail = str(error)
        connection.close()
        return LocalDamaged(folder, detail)

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()

    def sheet(self, ident: str) -> Sheet | None:
        """A local sheet; None when there is none, or when it does not read any more. Kept: a list redraws often."""
        if ident not in self._sheets:
            self._sheets[ident] = self._read(ident)
        return self._sheets[ident]

    def _read(self, ident: str) -> Sheet | None:
        try:
            row = self.connection.execute("SELECT content FROM sheet WHERE id=?", (ident,)).fetchone()
            return decode_sheet(zlib.decompress(row[0])) if row else None
        except (sqlite3.DatabaseError, zlib.error, ValueError):
            return None

    def title(self, ident: str) -> str:
        """A sheet's title; empty when there is none."""
        if self._titles is None:
            try:
                self._titles = dict(self.connection.execute("SELECT id,title FROM sheet"))
            except sqlite3.DatabaseError:
                self._titles = {}
        return self._titles.get(ident, "")

    def procedure(self, ident: str) -> Procedure | None:
        """A local procedure."""
        return self._procedures.get(ident)

    def notice(self, ident: str) -> Notice | None:
        """A notice, whatever its dates."""
        return self._notices.get(ident)

    def event(self, ident: str) -> Event | None:
        """An event, whatever its dates."""
        return self._events.get(ident)

    def pictures(self, ident: str) -> tuple[Picture, ...]:
        """The pictures of a sheet."""
        return self._pictures.get(ident, ())

    def checklist(self, ident: str) -> Checklist:
        """The papers of a procedure: declared by the town hall, so all of them sure."""
        procedure = self._procedures.get(ident)
        if procedure is None:
            return Checklist(ident, ())
        return Checklist(ident, tuple(_item(procedure, piece) for piece in procedure.pieces))

    def forms(self, ident: str) -> list[Form]:
        """The PDFs of a sheet or of a notice."""
        return [_form(one) for one in self.town.forms if one.sheet == ident]

    def picture_path(self, sha256: str) -> Path:
        """Where a picture is."""
        return self.folder / schema.IMAGES / f"{sha256}.webp"


def is_local(pdf: Path) -> bool:
    """Whether a PDF is one of the town's own: anybody's office made it."""
    return pdf.parent.name == schema.DOCUMENTS


def paper_path(store: Path, sha256: str) -> Path | None:
    """The PDF of this hash in the local edition in use; read it as a stranger's file."""
    local = schema.folder_of(with_edition(store, schema.FOLDER))
    path = local / CURRENT / schema.DOCUMENTS / f"{sha256}.pdf"
    return path if path.is_file() else None


def _item(procedure: Procedure, piece: Piece) -> ChecklistItem:
    paths = tuple((CaseStep(procedure.question, procedure.answers, answer),) for answer in piece.cases) or (
        (),
    )
    return ChecklistItem(piece.label, piece.detail, piece.options, paths, "A", 1.0, quote=piece.label)


def _form(one: SheetForm) -> Form:
    paper: Paper = one.paper
    return Form(one.id, one.title, one.number, "", paper.sha256, paper.size, paper.pages)
