"""The command line: French, one sentence and what to do, exit codes 0, 1 and 2, never a traceback."""

import errno
import io
import os
from pathlib import Path

import pytest

from kiosk import cli
from kiosk.cli import VERBS, main
from kiosk.core.arguments import french

ENGLISH = ("usage:", "error:", "required", "argument ", "choose from", "unrecognized", "show this")


def said(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    """Run the program; its exit code and what it wrote on either output."""
    try:
        code = main(list(words))
    except SystemExit as left:
        code = int(left.code or 0)
    out, err = capsys.readouterr()
    return code, out + err


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["nonsense"],
        ["--nonsense"],
        ["--nonsense", "demo"],
        ["--", "demo"],
        *([verb, "--nonsense"] for verb in VERBS),
        *([verb, "nonsense"] for verb in VERBS),
        ["relay", "account", "add", "x", "--role", "nope"],
        ["content", "search", "--limit"],
        ["content", "search", "--store", "x", "--limit", "-5", "loyer"],
        ["content", "import", "--store"],
        ["doctor", "--port", "99999999"],
        ["doctor", "--port", "web"],
        ["doctor", "--json=oui"],
        ["relay", "kiosk", "code", "--config", "x", "--name", "n", "--town", "t", "--hours", "nan"],
        ["relay", "kiosk", "code", "--config", "x", "--name", "n", "--town", "t", "--hours", "-3"],
        ["relay", "account", "add", "", "--config", "x", "--role", "agent", "--administration", "a", "--name", "n"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_a_wrong_command_is_answered_in_french_with_where_the_help_is(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    code, text = said(capsys, *words)
    assert code == 2
    assert "Que faire : lire « kiosk" in text
    assert [word for word in ENGLISH if word in text] == []


def test_a_verb_with_a_typo_gets_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    code, text = said(capsys, "stewart")
    assert code == 2
    assert "vouliez-vous dire « steward » ?" in text


@pytest.mark.parametrize("verb", VERBS)
def test_the_help_of_each_verb_is_in_french(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, text = said(capsys, verb, "--help")
    assert code == 0
    assert [word for word in ENGLISH if word in text] == []


def test_a_sentence_of_argparse_nobody_translated_is_still_said() -> None:
    assert french("something new") == "something new"


@pytest.mark.parametrize(
    ("number", "key", "why"),
    [
        (errno.EACCES, "H03", "accès refusé"),
        (errno.EROFS, "H03", "en lecture seule"),
        (errno.ENOSPC, "H04", "disque plein"),
        (errno.ENOENT, "H11", "introuvable"),
        (errno.ENOTDIR, "H11", "une partie du chemin n'est pas un dossier"),
        (errno.EISDIR, "H11", "c'est un dossier"),
    ],
)
def test_a_file_the_system_refuses_is_one_sentence_with_its_name(
    number: int, key: str, why: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(_: object) -> int:
        raise OSError(number, os.strerror(number), "/srv/borne")

    monkeypatch.setitem(
        cli.VERBS, "gallery", cli.Verb("x", lambda sub: sub.add_parser("gallery").set_defaults(run=refuse))
    )
    code, text = said(capsys, "gallery")
    assert code == 1
    assert f"({key})" in text
    assert f"/srv/borne : {why}" in text
    assert "Que faire : " in text


def test_a_network_trouble_nobody_handled_is_not_passed_off_as_a_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(_: object) -> int:
        raise ConnectionResetError(errno.ECONNRESET, "reset")

    monkeypatch.setitem(
        cli.VERBS, "gallery", cli.Verb("x", lambda sub: sub.add_parser("gallery").set_defaults(run=fail))
    )
    with pytest.raises(ConnectionResetError):
        main(["gallery"])


@pytest.mark.parametrize("folder", ["a-file", "a-file/below", "/proc/no-such"])
def test_a_folder_that_cannot_be_made_is_said(
    folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a-file").write_text("x")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.stdin", io.StringIO("1234\n"))
    code, text = said(capsys, "devices", "pin", "--role", "agent", "--state", folder)
    assert code == 1
    assert folder in text
    assert "(H11)" in text


def test_a_hostile_name_cannot_write_to_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, text = said(
        capsys, "content", "import", str(tmp_path / "a\x1b[31m\nb.zip"), "--store", str(tmp_path / "s")
    )
    assert code == 1
    assert "\x1b" not in text
    assert "a\N{REPLACEMENT CHARACTER}[31m\N{REPLACEMENT CHARACTER}b.zip" in text
