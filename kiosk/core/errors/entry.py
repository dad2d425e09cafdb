"""What one known trouble is."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ErrorEntry:
    """One known trouble. `key` is `area.noun-problem`; `code` is short enough to be spoken."""

    key: str
    code: str
    cause: str
    remedy: str
