"""Every picture a page, a control or a tile asks for is built: a missing one is an empty square."""

import re
import tomllib

from kiosk.core.places import ROOT

PHOSPHOR = ROOT / "session" / "expert" / "node_modules" / "@phosphor-icons" / "core" / "assets" / "duotone"
ONLY_WORDS = {"camera", "code", "link", "note", "radio", "scroll", "table", "vault"}
"""Names in our sources that the icon family happens to have as well."""


def built() -> set[str]:
    lines = (ROOT / "deploy" / "build" / "icons.txt").read_text(encoding="utf-8").splitlines()
    return {line for line in lines if line and not line.startswith("#")}


def drawn_by_the_family() -> set[str]:
    return {path.name.removesuffix("-duotone.svg") for path in PHOSPHOR.glob("*-duotone.svg")}


def test_every_tile_has_its_picture() -> None:
    tiles = tomllib.loads((ROOT / "offline_cache" / "data" / "tuiles.toml").read_text(encoding="utf-8"))
    asked = set(re.findall(r"'icone': '([^']*)'", str(tiles)))
    assert len(asked) >= 8
    assert asked - built() == set()


def test_every_picture_named_in_a_page_or_a_control_is_built() -> None:
    family = drawn_by_the_family()
    assert len(family) > 1000
    # The drawings name parts of devices, and are pictures themselves.
    sources = [
        *(path for path in (ROOT / "ui").rglob("*.py") if path.name != "drawings.py"),
        *(ROOT / "ui" / "qml").rglob("*.qml"),
    ]
    named = {
        (name, path.name)
        for path in sources
        for name in re.findall(r'"([a-z0-9-]+)"', path.read_text(encoding="utf-8"))
    }
    missing = {(name, where) for name, where in named if name in family - built() - ONLY_WORDS}
    assert missing == set()
    assert len({name for name, _ in named} & built()) > 60


def test_every_listed_picture_exists_in_the_family() -> None:
    assert built() - drawn_by_the_family() == set()
