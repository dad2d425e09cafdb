"""`kiosk content local …` as an editor uses it, with real confinement; killed at any moment, never half."""

import io
import shutil
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from kiosk.cli import main
from kiosk.core.places import ROOT
from offline_cache.health import content_trouble
from offline_cache.local.content import LocalContent
from offline_cache.local.remake import apart

Told = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("town") / "saint-aubin"
    assert main(["content", "local", "sample", str(folder)]) == 0
    return folder


def name_in(store: Path) -> str | None:
    opened = LocalContent.open(store)
    assert opened is None or isinstance(opened, LocalContent)
    if opened is None:
        return None
    sheets = [opened.sheet(page) for page in opened.town.pages]
    assert None not in sheets
    opened.close()
    return opened.town.name


def test_the_commented_example_is_right_as_it_is_written(tmp_path: Path, capsys: Told) -> None:
    folder = tmp_path / "neuf"
    assert main(["content", "local", "new", str(folder)]) == 0
    assert main(["content", "local", "check", str(folder)]) == 0
    assert "1 démarche, 1 demande, 2 avis" in capsys.readouterr().out
    assert main(["content", "local", "new", str(folder)]) == 1
    assert "rien n'est écrasé" in capsys.readouterr().err


def test_from_folder_to_store_and_back(town: Path, tmp_path: Path, capsys: Told) -> None:
    store = str(tmp_path / "store")
    assert main(["content", "local", "export", str(town), str(tmp_path / "a.zip")]) == 0
    assert main(["content", "local", "install", str(tmp_path / "a.zip"), "--store", store]) == 0
    assert main(["content", "local", "install", str(town), "--store", store]) == 0
    assert main(["content", "local", "back", "--store", store]) == 0
    assert main(["content", "local", "refresh", "--store", store]) == 0
    assert name_in(tmp_path / "store") == "Saint-Aubin"
    assert "5 démarches" in capsys.readouterr().out


def test_everything_to_correct_is_said_line_by_line_and_nothing_is_installed(
    town: Path, tmp_path: Path, capsys: Told
) -> None:
    members = {
        path.relative_to(town).as_posix(): path.read_bytes() for path in town.rglob("*") if path.is_file()
    }
    members["agenda.toml"] = (
        members["agenda.toml"].replace(b"lieu =", b"lieux =").replace(b'"mardi"', b'"mardy"')
    )
    members["images/halle.png"] = b"<svg/>"
    with zipfile.ZipFile(tmp_path / "faux.zip", "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    assert (
        main(["content", "local", "install", str(tmp_path / "faux.zip"), "--store", str(tmp_path / "s")]) == 1
    )
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "kiosk : le contenu local est à corriger (C30)"
    assert (
        "  agenda.toml, ligne 4, evenement.tous_les : « mardy » n'est pas un jour ; vouliez-vous dire « mardi » ?"
        in lines
    )
    assert any("images/halle.png : cette image est refusée" in line for line in lines)
    assert "\N{REPLACEMENT CHARACTER}" not in "".join(lines)
    assert not (tmp_path / "s").exists()


def picture(size: tuple[int, int], kind: str = "PNG", mode: str = "1") -> bytes:
    buffer = io.BytesIO()
    Image.new(mode, size).save(buffer, kind)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (picture((9000, 7000)), "document.size-exceeded"),
        (picture((40, 40), "GIF", "P"), "document.type-unknown"),
        (picture((400, 400), "JPEG", "L")[:200], "document.file-damaged"),
        (b"%PDF-1.4", "document.type-unknown"),
    ],
)
def test_a_hostile_picture_is_refused_in_its_box(data: bytes, key: str) -> None:
    assert apart(data) == key


def test_a_good_picture_comes_out_of_its_box() -> None:
    made = apart(picture((3000, 1500), "JPEG", "L"))
    assert not isinstance(made, str)
    assert (made.width, made.height) == (1200, 600)


@pytest.mark.parametrize("moment", [0.3, 0.5, 0.7, 0.9])
def test_killed_at_any_moment_the_store_is_the_old_one_or_the_new_one(
    town: Path, tmp_path: Path, moment: float
) -> None:
    store, argv = tmp_path / "store", [sys.executable, "-m", "kiosk", "content", "local", "install"]
    assert main([*argv[3:], str(town), "--store", str(store)]) == 0
    text = (
        (town / "commune.toml")
        .read_text(encoding="utf-8")
        .replace('commune = "Saint-Aubin"', 'commune = "Villers"')
    )
    fresh = tmp_path / "villers"
    shutil.copytree(town, fresh)
    (fresh / "commune.toml").write_text(text, encoding="utf-8")
    child = subprocess.Popen([*argv, str(fresh), "--store", str(store)], cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        child.wait(timeout=moment)
    except subprocess.TimeoutExpired:
        child.send_signal(signal.SIGKILL)
        child.wait()
    assert name_in(store) in ("Saint-Aubin", "Villers")
    assert content_trouble(store) == "content.store-missing"  # and nothing about the town's own
    # What the dead one left aside does not stay for ever.
    for _ in range(2):
        assert main([*argv[3:], str(fresh), "--store", str(store)]) == 0
    assert len(list((store / "local").glob("edition-*"))) == 2
    assert name_in(store) == "Villers"
