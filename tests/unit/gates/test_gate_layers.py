"""The layers of setup.cfg name every package there is, so that none escapes the rule."""

import configparser
import re
from collections.abc import Callable
from pathlib import Path

from kiosk.core.places import ROOT

Files = Callable[..., list[Path]]
ROOTS = ("kiosk", "devices", "session", "ui", "offline_cache")


def setup() -> configparser.ConfigParser:
    parser = configparser.ConfigParser()
    parser.read(ROOT / "setup.cfg", encoding="utf-8")
    return parser


def layers() -> set[str]:
    text = setup()["importlinter:contract:layers"]["layers"]
    return {name for name in re.split(r"[\s|:()]+", text) if name}


def covered(module: str, named: set[str]) -> bool:
    parts = module.split(".")
    return any(".".join(parts[:length]) in named for length in range(1, len(parts) + 1))


def test_every_module_is_in_a_layer(files: Files) -> None:
    modules = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for path in files(".py", under=ROOTS)
    }
    # The two roots that are split between layers hold nothing themselves.
    assert {m for m in modules if not covered(m, layers())} == {"kiosk", "session"}


def test_the_roots_that_are_split_hold_no_code() -> None:
    for root in ("kiosk", "session"):
        text = (ROOT / root / "__init__.py").read_text(encoding="utf-8")
        assert "import" not in text


def test_every_folder_of_sources_is_a_package(files: Files) -> None:
    loose = {
        str(path.parent.relative_to(ROOT))
        for path in files(".py", under=ROOTS)
        if not (path.parent / "__init__.py").exists()
    }
    assert loose <= {"session/relay/migrations"}


def test_the_linter_reads_every_root() -> None:
    assert tuple(setup()["importlinter"]["root_packages"].split()) == ROOTS


def test_the_rules_name_packages_that_exist() -> None:
    ours = {
        name
        for section in setup().sections()
        if section.startswith("importlinter:contract:")
        for key in ("layers", "source_modules", "forbidden_modules")
        for name in re.split(r"[\s|:()]+", setup()[section].get(key, ""))
        if name.split(".")[0] in ROOTS
    }
    missing = {
        n
        for n in ours
        if not (path := ROOT / n.replace(".", "/")).is_dir() and not path.with_suffix(".py").is_file()
    }
    assert missing == set()
