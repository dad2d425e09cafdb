"""Files and functions stay small enough to be read in one go."""

import ast
from collections.abc import Callable
from pathlib import Path

from kiosk.core.places import ROOT

Files = Callable[..., list[Path]]


def longer_than(paths: list[Path], limit: int) -> dict[str, int]:
    lengths = {str(p.relative_to(ROOT)): len(p.read_text(encoding="utf-8").splitlines()) for p in paths}
    return {name: length for name, length in lengths.items() if length > limit}


def test_no_source_file_is_longer_than_400_lines(files: Files) -> None:
    assert longer_than(files(".py", ".ts", ".css", ".mjs"), 400) == {}


def test_no_screen_is_longer_than_250_lines(files: Files) -> None:
    assert longer_than(files(".qml"), 250) == {}


def test_no_conftest_is_longer_than_100_lines(files: Files) -> None:
    assert longer_than(files("conftest.py"), 100) == {}


def test_no_function_is_longer_than_60_lines(files: Files) -> None:
    long = {
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}": node.end_lineno - node.lineno + 1
        for path in files(".py", under=("kiosk", "devices", "session", "ui", "offline_cache", "deploy"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno is not None
        and node.end_lineno - node.lineno + 1 > 60
    }
    assert long == {}
