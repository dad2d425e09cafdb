"""The directory in use, read-only."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from kiosk.core.errors import UserFacingError
from offline_cache import codec
from offline_cache.directory import schema
from offline_cache.directory.model import Edition, Office, Point
from offline_cache.placing import with_edition
from offline_cache.schema import CURRENT


class Directory:
    """One edition, open for reading. Reads raise `content.store-damaged` when the file turns bad."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        meta = dict(connection.execute("SELECT key,value FROM meta"))
        self.edition = Edition(meta["date"], meta["source"], int(meta["offices"]), meta["sample"] == "1")
        self.became: dict[str, str] = dict(connection.execute("SELECT old,today FROM became"))

    @classmethod
    def open(cls, store: Path) -> "Directory | str | None":
        """The edition in use in a content store: None when there is none, a text why it cannot be read."""
        link = with_edition(store, schema.FOLDER) / schema.FOLDER / CURRENT
        if not link.is_symlink():
            return None
        database = link / schema.DATABASE
        if not database.is_file():
            return schema.DATABASE
        connection = None
        try:
            connection = schema.open_read_only(database.resolve())
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            if version == schema.VERSION:
                return cls(connection)
            detail = f"version {version}"
        except (sqlite3.Error, KeyError, ValueError) as error:
            detail = str(error)
        if connection is not None:
            connection.close()
        return detail

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def office(self, key: str) -> Office | None:
        """One office by its id."""
        with self._reading():
            row = self._db.execute("SELECT body FROM office WHERE id=?", (key,)).fetchone()
            return codec.decode(Office, row[0]) if row else None

    def brief(self, types: Sequence[str]) -> list[Office]:
        """Every office of these kinds, with only what choosing among them needs."""
        with self._reading():
            rows = self._db.execute(
                "SELECT id,name,insee,latitude,longitude,mobile FROM office"  # noqa: S608 - marks only
                f" WHERE number IN (SELECT office FROM kind WHERE type IN ({_marks(types)}))",
                tuple(types),
            )
            return [
                Office(
                    key,
                    name,
                    (),
                    insee,
                    point=None if north is None else Point(north, east),
                    mobile=bool(mobile),
                )
                for key, name, insee, north, east, mobile in rows
            ]

    def serving(self, types: Sequence[str], insee: str) -> frozenset[str]:
        """The ids of the offices of these kinds that serve a commune expressly."""
        with self._reading():
            rows = self._db.execute(
                "SELECT office.id FROM served JOIN office ON number=served.office"  # noqa: S608 - marks only
                f" WHERE served.insee=? AND type IN ({_marks(types)})",
                (insee, *types),
            )
            return frozenset(key for (key,) in rows)

    @contextmanager
    def _reading(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, ValueError) as error:
            raise UserFacingError("content.store-damaged", f"annuaire : {error}") from error


def _marks(values: Sequence[str]) -> str:
    return ",".join("?" * len(values))
