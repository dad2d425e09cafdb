"""Every program that our code starts by name comes from a package that `make install` brings."""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

from kiosk.core.places import ROOT

STARTERS = frozenset({"run", "Popen", "create_subprocess_exec", "_run", "Running", "check_output"})
# Where a program comes from; Debian's base system and the machine's Node bring the others.
PACKAGES = {
    "bwrap": "bubblewrap",
    "certutil": "libnss3-tools",
    "cupsdisable": "cups",
    "espeak-ng": "espeak-ng",
    "ippeveprinter": "cups-ipp-utils",
    "lpadmin": "cups",
    "ipptool": "cups-ipp-utils",
    "pdfsig": "poppler-utils",
    "pdftoppm": "poppler-utils",
    "pdftotext": "poppler-utils",
    "pactl": "pulseaudio-utils",
    "pulseaudio": "pulseaudio",
    "turnserver": "coturn",
    "tesseract": "tesseract-ocr",
    "xdotool": "xdotool",
    "Xvfb": "xvfb",
}
BASE = frozenset({"bash", "node", "npm", "git", "make", "sleep", "sh", "ldd", "kill", "id"})


def _lists(tree: ast.AST) -> Iterator[ast.List]:
    """Lists of words given to something that starts a program, or kept as `argv`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in STARTERS:
            yield from (word for word in node.args if isinstance(word, ast.List))
        elif isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "argv":
            yield from [node.value] if isinstance(node.value, ast.List) else []


def started(path: Path) -> set[str]:
    """Names of the programs a file starts; its own interpreter and computed names are left out."""
    firsts = (words.elts[0] for words in _lists(ast.parse(path.read_text("utf-8"))) if words.elts)
    return {
        first.value for first in firsts if isinstance(first, ast.Constant) and isinstance(first.value, str)
    }


def test_every_program_we_start_is_installed_by_make_install(files: Callable[..., list[Path]]) -> None:
    found = {name: path for path in files(".py") for name in started(path)}
    listed = (ROOT / "deploy" / "setup" / "packages").read_text("utf-8").split()
    missing = {
        name: str(path.relative_to(ROOT))
        for name, path in found.items()
        if name not in BASE and PACKAGES.get(name) not in listed and not name.startswith("/")
    }
    assert missing == {}
    assert "xdotool" in found, "the search sees what the tour starts"
