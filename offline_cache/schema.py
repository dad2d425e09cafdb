"""The store on disk: `STORE/current` points at one edition's folder; its database and its forms."""

import sqlite3
from pathlib import Path

from offline_cache.search import index

VERSION = 4
CURRENT = "current"
PREVIOUS = "previous"
DATABASE = "content.sqlite"
FORMS = "forms"

SCHEMA = """
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE object(sha256 TEXT PRIMARY KEY, body BLOB NOT NULL);
CREATE TABLE sheet(
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, title TEXT NOT NULL,
    theme TEXT NOT NULL, crumbs TEXT NOT NULL, sha256 TEXT NOT NULL REFERENCES object(sha256));
CREATE TABLE node(id TEXT PRIMARY KEY, title TEXT NOT NULL, summary TEXT NOT NULL, sheets INTEGER NOT NULL)
    WITHOUT ROWID;
CREATE TABLE branch(
    parent TEXT NOT NULL, position INTEGER NOT NULL, child TEXT NOT NULL, title TEXT NOT NULL,
    grouping TEXT NOT NULL, PRIMARY KEY(parent, position)) WITHOUT ROWID;
CREATE TABLE lead(sheet TEXT NOT NULL, wizard TEXT NOT NULL, PRIMARY KEY(sheet, wizard)) WITHOUT ROWID;
CREATE TABLE form(
    id TEXT PRIMARY KEY, title TEXT NOT NULL, number TEXT NOT NULL, url TEXT NOT NULL,
    sha256 TEXT NOT NULL, size INTEGER NOT NULL, pages INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE form_link(
    sheet TEXT NOT NULL, position INTEGER NOT NULL, id TEXT NOT NULL, title TEXT NOT NULL,
    number TEXT NOT NULL, url TEXT NOT NULL, PRIMARY KEY(sheet, position)) WITHOUT ROWID;
"""


def create(path: Path) -> sqlite3.Connection:
    """A new, empty database, for its one writer. It is built aside and synced whole at the end."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode=OFF")
    connection.execute("PRAGMA synchronous=OFF")
    connection.execute(f"PRAGMA user_version={VERSION}")
    connection.executescript(SCHEMA + index.SCHEMA)
    return connection


def open_for_patch(path: Path) -> sqlite3.Connection:
    """A copy of a database, for the one who changes it before it is put in place; synced whole at the end."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode=OFF")
    connection.execute("PRAGMA synchronous=OFF")
    return connection


def open_read_only(path: Path) -> sqlite3.Connection:
    """An existing database, never written: an edition's folder does not change once in place."""
    uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    return sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
