"""The tiles of the home screen: an editable table from a tile to nodes of the edition."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from kiosk.core.errors import UserFacingError

DEFAULT = Path(__file__).resolve().parent / "data" / "tuiles.toml"


@dataclass(frozen=True)
class Tile:
    """One tile and the nodes (`N…`) under it, in order."""

    id: str
    title: str
    icon: str
    nodes: tuple[str, ...]


def load_tiles(path: Path = DEFAULT) -> tuple[Tile, ...]:
    """Read the table of tiles.

    Raises:
        UserFacingError: `settings.value-wrong` with the file's name and what is wrong.
    """
    try:
        rows = tomllib.loads(path.read_text(encoding="utf-8"))["tuile"]
        return tuple(Tile(r["id"], r["titre"], r.get("icone", ""), tuple(r["noeuds"])) for r in rows)
    except (tomllib.TOMLDecodeError, KeyError, TypeError, AttributeError) as error:
        raise UserFacingError("settings.value-wrong", f"{path.name} : {error}") from None
