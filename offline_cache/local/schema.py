"""Local content on disk: `STORE/local/current` points at one edition's folder, as for official content."""

from pathlib import Path

VERSION = 1
"""Of the whole folder. Another one is built again from its `source.zip` by `kiosk content local refresh`."""
FOLDER = "local"
TOWN = "local.json"
DATABASE = "local.sqlite"
SOURCE = "source.zip"
IMAGES = "images"
DOCUMENTS = "documents"

SCHEMA = """
CREATE TABLE sheet(
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, title TEXT NOT NULL, crumbs TEXT NOT NULL,
    words TEXT NOT NULL, content BLOB NOT NULL);
"""


def folder_of(store: Path) -> Path:
    """Where a content store keeps its local editions."""
    return store / FOLDER
