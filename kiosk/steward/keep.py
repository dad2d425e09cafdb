"""Small state that survives a restart: one JSON file, replaced whole."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kiosk.core.durable import put_synced


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
        """Old or new after a power cut, never half."""
        put_synced(self._path, json.dumps(value).encode(), 0o600)
