"""What a confined child is shown, read from its command line."""

from pathlib import Path

from kiosk.confine.bubble import bubble
from kiosk.core.places import ROOT


def _pairs(argv: list[str], option: str) -> list[tuple[str, str]]:
    return [(argv[at + 1], argv[at + 2]) for at, word in enumerate(argv) if word == option]


def test_only_its_own_folder_can_be_written(tmp_path: Path) -> None:
    argv = bubble(["true"], tmp_path, {})
    assert _pairs(argv, "--bind") == [(str(tmp_path), "/box")]


def test_inputs_are_read_only_and_named_by_us(tmp_path: Path) -> None:
    argv = bubble(["true"], tmp_path, {"source": tmp_path / "a b\u202egnp.exe"})
    assert (str(tmp_path / "a b\u202egnp.exe"), "/in/source") in _pairs(argv, "--ro-bind")


def test_the_folder_of_the_program_itself_is_not_shown(tmp_path: Path) -> None:
    """A clone may hold state, keys and other people's files beside the packages."""
    shown = {source for source, _ in _pairs(bubble(["true"], tmp_path, {}), "--ro-bind")}
    assert str(ROOT) not in shown
    assert str(ROOT / "kiosk") in shown


def test_everything_is_unshared_and_the_environment_is_cleared(tmp_path: Path) -> None:
    argv = bubble(["true"], tmp_path, {})
    assert {"--unshare-all", "--die-with-parent", "--clearenv"} <= set(argv)
    assert "--share-net" not in argv
    assert argv[argv.index("--") + 1 :] == ["true"]


def test_a_program_below_tmp_is_not_hidden_by_the_childs_own_tmp(tmp_path: Path) -> None:
    argv = bubble(["true"], tmp_path, {})
    assert argv.index("--tmpfs") < argv.index("--ro-bind")
