"""What an edition may cost at most, whoever signed it."""

from dataclasses import dataclass

MAX_SHEETS = 40_000
MAX_FORMS = 10_000
MAX_ATTACHMENTS = 64
MAX_SHEET = 16 * 2**20
MAX_FORM = 32 * 2**20
MAX_ATTACHMENT = 256 * 2**20
MAX_TOTAL = 2 * 2**30
MAX_MANIFEST = 16 * 2**20
# What zlib adds at worst to bytes that do not shrink, and its own head and tail.
PACKING = 1_024
# Deltas from so many editions before are signed: a kiosk that was off for longer takes the whole manifest.
KEPT_EDITIONS = 8


@dataclass(frozen=True)
class WebLimits:
    """How long a server may take, in seconds, and how many files are asked for at once.

    A file's deadline is `file_s` and what its size takes at `slowest` bytes a second.
    """

    connect_s: float = 10.0
    idle_s: float = 20.0
    file_s: float = 60.0
    slowest: float = 4_096.0
    together: int = 6
    tries: int = 3
