"""Small state that survives a restart: one JSON file, replaced whole."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any


class KeptFile:
    """A JSON object in a file of mode 0600."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def load(self) -> dict[str, Any]:
        """The object; empty when the file is absent or damaged."""
        try:
            value = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return value if isinstance(value, dict) else {}

    def save(self, value: Mapping[str, Any]) -> None:
        """Write beside, fsync, rename, fsync the folder: old or new after a power cut, never half."""
        part = self._path.with_suffix(".part")
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(value, file)
            file.flush()
            os.fsync(file.fileno())
        part.replace(self._path)
        folder = os.open(self._path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
