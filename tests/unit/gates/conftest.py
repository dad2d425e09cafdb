"""The tree as these gates see it: what a person wrote, and not what a tool built."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kiosk.core.places import ROOT

BUILT = {"node_modules", "dist", "build", "demo-output", "__pycache__", "assets", "generated", "versions"}
WRITTEN = ("kiosk", "devices", "session", "ui", "offline_cache", "deploy", "tests", ".ci")
Files = Callable[..., list[Path]]


def _walk(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.name in BUILT:
            # `deploy/build` holds sources; the other folders of these names are outputs.
            if path == ROOT / "deploy" / "build":
                yield from _walk(path)
        elif path.is_dir():
            yield from _walk(path)
        else:
            yield path


@pytest.fixture(scope="session")
def files() -> Files:
    """Return the written files whose name ends in one of the suffixes, in the given top folders."""
    found = [path for top in WRITTEN for path in _walk(ROOT / top)] + [
        p for p in ROOT.iterdir() if p.is_file()
    ]

    def choose(*suffixes: str, under: tuple[str, ...] = ()) -> list[Path]:
        return [
            path
            for path in found
            if path.name.endswith(suffixes or ("",))
            and (not under or path.relative_to(ROOT).parts[0] in under)
        ]

    return choose
