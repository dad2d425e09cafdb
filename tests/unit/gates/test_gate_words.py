"""What must not be in the tree: unfinished work, a developer's machine, silenced tests."""

import ast
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from kiosk.core.places import ROOT

Files = Callable[..., list[Path]]
TEXT = (
    ".py",
    ".ts",
    ".mjs",
    ".qml",
    ".css",
    ".html",
    ".toml",
    ".cfg",
    ".md",
    ".in",
    ".conf",
    ".json",
    ".sh",
    "run",
)
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|HACK|WIP)\b")
MACHINE = re.compile(r"(?<![\w.])/(work|root|home/\w+)/")
REGISTRY = re.compile(r"registry\.|pypi\.org|pythonhosted|--index-url|--extra-index|npmjs\.(org|com)")


THIS = Path(__file__).name  # names what it forbids


def hits(paths: list[Path], pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:80]}"
        for path in paths
        if path.name != THIS
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if pattern.search(line)
    ]


def test_nothing_is_left_for_later(files: Files) -> None:
    assert hits(files(*TEXT), UNFINISHED) == []


def test_nothing_names_a_developers_machine(files: Files) -> None:
    assert hits(files(*TEXT), MACHINE) == []


def test_no_package_is_tied_to_one_registry(files: Files) -> None:
    pinned = [p for p in files(".txt", ".in", ".json", ".npmrc", "Makefile") if "tests" not in p.parts]
    assert hits(pinned, REGISTRY) == []
    lock = ROOT / "session" / "expert" / "package-lock.json"
    assert '"resolved"' not in lock.read_text(encoding="utf-8")
    assert '"integrity"' in lock.read_text(encoding="utf-8")


def test_every_silenced_rule_says_why(files: Files) -> None:
    bare = re.compile(r"#\s*noqa(?!: [A-Z]+\d+(?:, ?[A-Z]+\d+)* - \w)|#\s*type:\s*ignore(?!\[[\w, -]+\])")
    assert hits(files(".py"), bare) == []


def test_no_test_is_skipped_or_expected_to_fail(files: Files) -> None:
    silenced = re.compile(r"pytest\.(skip|xfail|importorskip)\b|mark\.(skip|skipif|xfail)\b")
    assert hits(files(".py", under=("tests",)), silenced) == []


def _sleeps(tree: ast.AST) -> Iterator[int]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {"time.sleep", "sleep", "QTest.qWait"}:
            yield node.lineno


def test_no_test_sleeps(files: Files) -> None:
    sleeping = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in files(".py", under=("tests",))
        for line in _sleeps(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert sleeping == []


def test_test_files_have_names_of_their_own(files: Files) -> None:
    names = Counter(path.name for path in files(".py", under=("tests",)) if path.name.startswith("test_"))
    assert [name for name, times in names.items() if times > 1] == []
