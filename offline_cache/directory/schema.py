"""The directory on disk: `STORE/directory/current` points at one edition's folder, with its database."""

import sqlite3
from pathlib import Path

VERSION = 1
FOLDER = "directory"
DATABASE = "directory.sqlite"

SCHEMA = """
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE office(
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, insee TEXT NOT NULL,
    latitude REAL, longitude REAL, mobile INTEGER NOT NULL, body BLOB NOT NULL);
CREATE TABLE kind(type TEXT NOT NULL, office INTEGER NOT NULL REFERENCES office(number),
    PRIMARY KEY(type, office)) WITHOUT ROWID;
CREATE TABLE served(type TEXT NOT NULL, insee TEXT NOT NULL, office INTEGER NOT NULL REFERENCES office(number),
    PRIMARY KEY(type, insee, office)) WITHOUT ROWID;
CREATE TABLE became(old TEXT PRIMARY KEY, today TEXT NOT NULL) WITHOUT ROWID;
"""


def create(path: Path) -> sqlite3.Connection:
    """A new, empty database, for its one writer. It is built aside and synced whole at the end."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode=OFF")
    connection.execute("PRAGMA synchronous=OFF")
    connection.execute(f"PRAGMA user_version={VERSION}")
    connection.executescript(SCHEMA)
    connection.execute("CREATE TEMP TABLE competence(type TEXT, insee TEXT, id TEXT)")
    connection.execute("BEGIN")
    return connection


def open_read_only(path: Path) -> sqlite3.Connection:
    """An edition's database; it never changes, so nothing is locked."""
    uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    return sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
