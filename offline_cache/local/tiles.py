"""The home tiles with what the town changed: hidden, renamed, reordered, added. Pure."""

from collections.abc import Callable, Sequence

from offline_cache.local.model import TOWN, TileEntry, Town
from offline_cache.model import Entry, Topic

OFFICIAL_TOWN = "commune"
"""The official tile whose place « Ma commune » takes; its sheets stay, behind it."""
TITLE = "Ma commune"
ICON = "users-three"
AREAS = {
    "notices": ("affichage", "Affichage de la mairie"),
    "events": ("agenda", "Agenda"),
    "associations": ("associations", "Associations"),
}
"""Kind -> id of the area below `local:`, and its title."""


def tiles_of(town: Town, official: Sequence[Topic]) -> list[Topic]:
    """The tiles, in the town's order. Those with a place of their own first take it; the others keep theirs."""
    changes = {change.tile: change for change in town.changes}
    kept: list[tuple[int, Topic]] = []
    for topic in official:
        change = changes.get(topic.id)
        if change and change.hidden:
            continue
        # The official subjects of town life stand inside the town's own tile.
        ident = TOWN if topic.id == OFFICIAL_TOWN else topic.id
        title, icon = (TITLE, ICON) if ident == TOWN else (topic.title, topic.icon)
        named = Topic(
            ident, (change and change.title) or title, (change and change.icon) or icon, topic.sheets
        )
        kept.append((change.order if change else 0, named))
    hidden = bool((own := changes.get(OFFICIAL_TOWN)) and own.hidden)
    if not hidden and not any(topic.id == TOWN for _, topic in kept):
        kept.append((0, Topic(TOWN, TITLE, ICON, 1)))
    kept += [(tile.order, Topic(tile.id, tile.title, tile.icon, len(tile.entries))) for tile in town.tiles]
    tiles = [topic for order, topic in kept if not order]
    for order, topic in sorted((pair for pair in kept if pair[0]), key=lambda pair: pair[0]):
        tiles.insert(order - 1, topic)
    return tiles


def local_entries(
    town: Town, tile: str, titled: Callable[[str], str], topic: Callable[[str], Topic | None]
) -> list[Entry]:
    """What a tile of the town's own holds; what the official edition no longer has is left out."""
    found = next((one for one in town.tiles if one.id == tile), None)
    entries = (_entry(entry, titled, topic) for entry in (found.entries if found else ()))
    return [entry for entry in entries if entry]


def _entry(
    entry: TileEntry, titled: Callable[[str], str], topic: Callable[[str], Topic | None]
) -> Entry | None:
    match entry.kind:
        case "sheet":
            title = titled(entry.id)
            return Entry(entry.id, title, "sheet") if title else None
        case "topic":
            found = topic(entry.id)
            return Entry(found.id, found.title, "topic", "", found.sheets) if found else None
        case kind:
            name, title = AREAS[kind]
            return Entry(f"local:{name}", title, "topic", "", 0)
