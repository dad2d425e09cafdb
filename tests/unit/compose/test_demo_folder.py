"""The guided tour writes where it is told, and erases nothing that is not an earlier tour."""

import argparse
from pathlib import Path

import pytest

from kiosk.compose.demo import clear_album, run
from kiosk.core.errors import UserFacingError
from kiosk.maintenance.doctor import need_programs
from kiosk.maintenance.host import ThisMachine


def test_a_folder_with_something_else_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "photos.txt").write_text("de famille")
    (tmp_path / "index.html").write_text("un site")
    with pytest.raises(UserFacingError) as caught:
        clear_album(tmp_path)
    assert caught.value.key == "host.path-wrong"
    assert (tmp_path / "photos.txt").read_text() == "de famille"


def test_a_file_is_no_folder_for_pictures(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(UserFacingError):
        clear_album(tmp_path / "file")
    assert (tmp_path / "file").read_text() == "x"


def test_an_earlier_tour_is_replaced(tmp_path: Path) -> None:
    out = tmp_path / "demo-output"
    clear_album(out)
    (out / "01-borne.png").write_bytes(b"old")
    clear_album(out)
    assert not (out / "01-borne.png").exists()


def test_an_edition_that_is_not_there_is_said_before_anything_starts(tmp_path: Path) -> None:
    with pytest.raises(UserFacingError) as caught:
        run(argparse.Namespace(content=tmp_path / "none.zip", tour=True, out=tmp_path / "out"))
    assert "none.zip" in caught.value.detail
    assert not (tmp_path / "out").exists()


def test_missing_system_packages_are_named_together(monkeypatch: pytest.MonkeyPatch) -> None:
    here = ThisMachine.program
    gone = {"Xvfb", "dbus-daemon"}
    monkeypatch.setattr(ThisMachine, "program", lambda self, name: None if name in gone else here(self, name))
    with pytest.raises(UserFacingError) as caught:
        need_programs()
    assert caught.value.key == "host.package-missing"
    assert "dbus" in caught.value.detail
    assert "xvfb" in caught.value.detail
