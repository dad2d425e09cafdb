"""Whether what a kiosk shows can be read, for the agent and the technician."""

from pathlib import Path

from offline_cache.local.content import LocalContent, LocalDamaged
from offline_cache.store import ContentStore, StoreDamaged, StoreMissing


def content_trouble(store: Path) -> str | None:
    """The error's key when official content is missing or damaged, or the town's own is damaged; else None."""
    match ContentStore.open(store):
        case StoreMissing():
            return "content.store-missing"
        case StoreDamaged():
            return "content.store-damaged"
        case official:
            official.close()
    match LocalContent.open(store):
        case LocalDamaged():
            return "content.local-damaged"
        case LocalContent() as local:
            local.close()
    return None
