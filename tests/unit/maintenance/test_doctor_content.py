"""What the diagnosis says of the official sheets."""

import json
import shutil
from pathlib import Path

import pytest

from kiosk.cli import main
from kiosk.core.clock import ManualClock
from kiosk.core.settings import Content
from kiosk.maintenance.content import Seen, content_seen

FEED = Content(source="feed")


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    state = tmp_path_factory.mktemp("state")
    assert main(["content", "sample", str(state / "sample.zip")]) == 0
    assert main(["content", "import", str(state / "sample.zip"), "--store", str(state / "content")]) == 0
    return state


@pytest.fixture
def state(imported: Path, tmp_path: Path) -> Path:
    shutil.copytree(imported / "content", tmp_path / "content", symlinks=True)
    return tmp_path


def seen(state: Path, content: Content = FEED) -> dict[str, Seen]:
    return {one.name: one for one in content_seen(state, content, ManualClock())}


def kept(state: Path, **values: str) -> None:
    (state / "content.json").write_text(json.dumps(values))


def test_whole_sheets_checked_this_night_are_good(state: Path) -> None:
    kept(state, answered="2026-11-23T03:12:00Z", outcome="current")
    found = seen(state)
    assert all(one.ok for one in found.values()), found
    assert "21 fiches" in found["fiches"].detail
    assert "moins d'un jour" in found["mise à jour des fiches"].detail


def test_a_refusal_is_said_with_its_remedy(state: Path) -> None:
    kept(state, answered="2026-11-23T03:12:00Z", key="content.edition-rolled-back")
    update = seen(state)["mise à jour des fiches"]
    assert not update.ok
    assert "plus ancienne" in update.detail
    assert "(code C55)" in update.remedy


@pytest.mark.parametrize("text", ["", "[1]", '{"answered": 3}', '{"answered": "hier"}', '{"answered": "2026-11-01T03:00:00Z"}'])  # fmt: skip
def test_a_check_that_has_not_been_answered_for_days_is_said(state: Path, text: str) -> None:
    (state / "content.json").write_text(text)
    assert not seen(state)["mise à jour des fiches"].ok


def test_nobody_renews_them(state: Path) -> None:
    assert "source" in seen(state, Content())["mise à jour des fiches"].remedy


def test_damage_lost_forms_and_what_lies_aside_are_said(state: Path) -> None:
    current = (state / "content" / "current").resolve()
    for path in (current / "forms").glob("*.pdf"):
        path.unlink()
    (state / "content" / "damaged-0").mkdir()
    found = seen(state)
    assert not found["formulaires"].ok
    assert not found["fiches mises de côté"].ok
    database = current / "content.sqlite"
    data = bytearray(database.read_bytes())
    data[20_000:60_000] = bytes(40_000)
    database.write_bytes(data)
    assert not seen(state)["fiches"].ok
    database.unlink()
    assert "abîmé" in seen(state)["fiches"].detail


def test_the_command_looks_where_it_is_told(state: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["doctor", "--state", str(state)])
    assert "fiches : édition du" in capsys.readouterr().out
