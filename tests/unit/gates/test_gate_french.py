"""What a visitor is told is in French, in a list, and blames nobody."""

import ast
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.core.errors import ERRORS
from kiosk.core.places import ROOT
from ui.texts import TROUBLES, code_of, remedy_of, trouble

Files = Callable[..., list[Path]]
VISITORS = ("printer.", "document.", "signature.", "camera.", "sound.", "site.", "screen.")


def test_every_trouble_a_visitor_meets_has_a_sentence_for_them() -> None:
    assert [key for key in ERRORS if key.startswith(VISITORS) and key not in TROUBLES] == []


def test_every_sentence_belongs_to_a_known_error() -> None:
    assert TROUBLES.keys() - ERRORS.keys() == set()


@pytest.mark.parametrize("key", sorted(ERRORS))
def test_any_error_can_be_shown(key: str) -> None:
    assert re.fullmatch(r"[A-ZÀÉÊ«].*[.»]", trouble(key))
    assert re.fullmatch(r"[A-Z]\d\d", code_of(key))
    assert remedy_of(key).endswith(".")


def test_an_error_nobody_knows_is_still_a_sentence() -> None:
    assert trouble("nothing.known-here").endswith(".")
    assert code_of("nothing.known-here") == remedy_of("nothing.known-here") == ""


@pytest.mark.parametrize("text", TROUBLES.values())
def test_no_sentence_blames_the_visitor_or_uses_a_machines_word(text: str) -> None:
    assert not re.search(
        r"erreur|erroné|invalide|vous avez (saisi|mal|oublié)|échec|PDF|serveur", text, re.IGNORECASE
    )


def literal_keys(path: Path) -> set[str]:
    """The error keys written as text where an error is raised or told."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            called = ast.unparse(node.func).rsplit(".", 1)[-1]
            if called in {"UserFacingError", "trouble", "code_of", "remedy_of"}:
                found.add(str(node.args[0].value))
    return found


def test_every_error_named_in_the_program_is_in_the_list(files: Files) -> None:
    named = {
        key: str(path.relative_to(ROOT))
        for path in files(".py", under=("kiosk", "devices", "session", "ui", "offline_cache"))
        for key in literal_keys(path)
    }
    assert {key: path for key, path in named.items() if key not in ERRORS} == {}
    assert len(named) > 20
