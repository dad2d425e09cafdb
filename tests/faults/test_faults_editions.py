"""A server of editions that fails or cheats, by the command that the steward runs: refused, told, nothing lost."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk.core.errors import ERRORS
from kiosk.core.places import ROOT
from offline_cache.editions.packing import pack
from tests.faults.report import Report
from tests.integration.editions.campaign import NEW, OLD
from tests.integration.editions.server import changed, claims, endless, hangs_up, instead, stalls, status
from tests.integration.editions.town import Town, long_ago, open_copy, sheets

Spoil = Callable[[Town], None]
pytestmark = pytest.mark.timeout(600)  # a town is prepared, and each command has two minutes


def fault(number: int, name: str, area: str = "content") -> pytest.MarkDecorator:
    return pytest.mark.fault(number, name, area=area)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("prepared") / "town"
    apart("-m", "tests.integration.editions.town", str(folder))
    return folder


def apart(*arguments: str) -> str:
    """Run in a process of its own: a driven browser keeps an event loop running in this one."""
    argv = [sys.executable, *arguments]
    done = subprocess.run(argv, cwd=ROOT, capture_output=True, text=True, check=False, timeout=500)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def campaign(*arguments: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(apart("-m", "tests.integration.editions.campaign", *arguments))
    return found


@pytest.fixture
def town(prepared: Path, tmp_path: Path) -> Iterator[Town]:
    with open_copy(prepared, tmp_path / "town") as opened:
        (opened.folder / "events.jsonl").unlink()
        yield opened


def content(town: Town, *verb: str) -> subprocess.CompletedProcess[str]:
    """Run `kiosk content …` as the steward does."""
    argv = [sys.executable, "-m", "kiosk", "content", *verb, "--store", str(town.store)]
    argv += ["--events", str(town.folder / "events.jsonl")]
    return subprocess.run(argv, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)


def sync(town: Town, *options: str) -> subprocess.CompletedProcess[str]:
    return content(town, "sync", town.server.url, "--trust", str(town.folder / "root.json"), *options)


def picture(store: Path) -> dict[str, bytes]:
    current = (store / "current").resolve()
    files = {
        str(path.relative_to(current)): path.read_bytes() for path in current.rglob("*") if path.is_file()
    }
    return {"current": current.name.encode(), **files}


def _cut(town: Town) -> None:
    town.server.spoil("^sheets/", changed(lambda data: data[:-9]))


def _cut_manifest(town: Town) -> None:
    town.server.spoil("^targets/", changed(lambda data: data[: len(data) // 2]))


def _missing(town: Town) -> None:
    town.server.spoil("^sheets/", status(404))


def _forged_sheet(town: Town) -> None:
    town.server.spoil("^sheets/", instead(pack(b'{"id":"F3","kind":"sheet","title":"Payez ici"}')))


def _forged_signature(town: Town) -> None:
    town.server.spoil(
        "timestamp.json$", changed(lambda data: data.replace(b'"expires":"20', b'"expires":"29'))
    )


def _expired(town: Town) -> None:
    town.publish(sheets(F3="Signée il y a longtemps."), "2026-11-15", clock=long_ago(40))


def _bomb(town: Town) -> None:
    town.server.spoil("^sheets/", instead(pack(b"0" * 50_000_000)))


def _endless(town: Town) -> None:
    town.server.spoil("timestamp.json$", endless)


def _terabyte(town: Town) -> None:
    town.server.spoil("^sheets/", claims(10**12))


def _gone(town: Town) -> None:
    town.server.spoil(".", hangs_up)


def _portal(town: Town) -> None:
    town.server.spoil(".", instead(b"<html>Bienvenue !</html>"))


CUT, FORGED, OLDER = "édition tronquée", "édition falsifiée", "édition plus ancienne"


@pytest.mark.parametrize(
    ("spoil", "key"),
    [
        pytest.param(_cut, "content.file-damaged", id="41 sheet cut", marks=fault(41, CUT)),
        pytest.param(_cut_manifest, "content.file-damaged", id="41 manifest cut", marks=fault(41, CUT)),
        pytest.param(_missing, "content.file-damaged", id="41 sheet missing", marks=fault(41, CUT)),
        pytest.param(_forged_sheet, "content.file-damaged", id="42 sheet", marks=fault(42, FORGED)),
        pytest.param(_forged_signature, "content.edition-forged", id="42 signature", marks=fault(42, FORGED)),
        pytest.param(_bomb, "content.file-oversized", id="42 bomb", marks=fault(42, FORGED)),
        pytest.param(_endless, "content.file-oversized", id="42 endless", marks=fault(42, FORGED)),
        pytest.param(
            _terabyte, "content.file-oversized", id="42 a length that lies", marks=fault(42, FORGED)
        ),
        pytest.param(
            _expired, "content.edition-expired", id="44 expired", marks=fault(44, "métadonnées expirées")
        ),
        pytest.param(_gone, "content.server-unreachable", id="no server"),
        pytest.param(_portal, "content.file-damaged", id="captive portal"),
    ],
)
def test_a_bad_edition_is_refused_in_french_and_the_old_one_stays(
    town: Town, report: Report, spoil: Spoil, key: str
) -> None:
    before = picture(town.store)
    spoil(town)
    report.injected()
    said = sync(town)
    assert said.returncode == 1
    entry = ERRORS[key]
    report.noticed(f"{entry.cause} ({entry.code})")
    assert f"({entry.code})" in said.stderr
    assert f"Que faire : {entry.remedy}." in said.stderr
    assert "L'édition du 2026-11-01 reste en service." in said.stderr
    assert picture(town.store) == before
    assert [e["event"] for e in town.events] == ["content.sync-init", "content.sync-refused"]
    assert town.events[-1]["key"] == key
    town.server.mend()
    if spoil is _expired:
        town.renew()
    healed = sync(town, "--json")
    assert json.loads(healed.stdout)["outcome"] == "updated", healed
    report.recovered()


@fault(43, OLDER)
def test_an_edition_played_again_is_refused(town: Town, report: Report) -> None:
    shutil.copytree(town.repo / "metadata", town.folder / "before")
    town.publish(sheets(F3="Plus neuf."), "2026-11-15")
    assert sync(town).returncode == 0
    now = picture(town.store)
    shutil.copytree(town.folder / "before", town.repo / "metadata", dirs_exist_ok=True)
    report.injected()
    said = sync(town)
    assert said.returncode == 1
    entry = ERRORS["content.edition-older"]
    report.noticed(f"{entry.cause} ({entry.code})")
    assert f"({entry.code})" in said.stderr
    assert "L'édition du 2026-11-15 reste en service." in said.stderr
    assert picture(town.store) == now
    assert town.events[-1]["event"] == "content.sync-refused"


@fault(44, "métadonnées expirées")
def test_content_whose_signature_ran_out_is_shown_with_its_date(town: Town, report: Report) -> None:
    _expired(town)
    report.injected()
    answer = json.loads(sync(town, "--json").stdout)
    report.noticed(answer["detail"])
    assert (answer["outcome"], answer["error"], answer["edition"]) == (
        "refused",
        "content.edition-expired",
        "2026-11-01",
    )
    with town.opened() as store:
        assert store.edition.date == "2026-11-01"
        assert store.search("carte").hits
    report.recovered()


@fault(30, "disque plein", area="host")
def test_a_disk_too_small_for_the_new_edition_keeps_the_old_one(town: Town, report: Report) -> None:
    before = picture(town.store)
    argv = [sys.executable, "-m", "kiosk", "content", "sync", town.server.url, "--store", str(town.store)]
    argv += ["--trust", str(town.folder / "root.json"), "--json"]
    report.injected()
    # As on a full disk: no file may grow beyond 16 blocks of 1,024 bytes.
    said = subprocess.run(
        ["bash", "-c", 'trap "" XFSZ; ulimit -f 16; exec "$@"', "-", *argv],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env={"PYTHONDONTWRITEBYTECODE": "1", "PATH": "/usr/bin:/bin"},
    )
    answer = json.loads(said.stdout)
    report.noticed(ERRORS[answer["error"]].cause)
    assert answer["error"] == "host.disk-full"
    assert picture(town.store) == before
    assert sync(town).returncode == 0
    report.recovered()


@fault(31, "base de données abîmée", area="host")
def test_a_content_database_that_is_corrupt_is_fetched_and_built_again(town: Town, report: Report) -> None:
    database = (town.store / "current").resolve() / "content.sqlite"
    database.write_bytes(b"SQLite format 3\0" + bytes(40_000))
    report.injected()
    searched = subprocess.run(
        [sys.executable, "-m", "kiosk", "content", "search", "--store", str(town.store), "carte"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    entry = ERRORS["content.store-damaged"]
    assert f"({entry.code})" in searched.stderr
    report.noticed(f"{entry.cause} ({entry.code})")
    assert sync(town).returncode == 0
    with town.opened() as store:
        assert store.search("carte").hits
    report.recovered()


def test_a_server_that_stalls_is_cut_and_what_came_is_kept(town: Town) -> None:
    town.server.spoil("targets/", stalls)
    said = sync(town, "--json", "--patience", "1")
    answer = json.loads(said.stdout)
    assert (answer["outcome"], answer["error"]) == ("unreachable", "content.server-slow")
    assert said.returncode == 1


def test_the_steward_reads_one_line_and_progress(town: Town) -> None:
    said = sync(town, "--json")
    assert said.returncode == 0
    (line,) = said.stdout.splitlines()
    answer = json.loads(line)
    assert list(answer) == ["outcome", "edition", "error", "detail", "bytes", "objects", "ms", "expires"]
    assert (answer["outcome"], answer["edition"], answer["error"], answer["objects"]) == (
        "updated",
        NEW,
        None,
        2,
    )
    progress = [json.loads(row) for row in said.stderr.splitlines()]
    assert progress[0] == {"done": 0, "total": 2}
    assert progress[-1] == {"done": 2, "total": 2}
    lost = content(town, "sync", town.server.url, "--trust", str(town.folder / "nulle-part"), "--json")
    assert lost.returncode == 1
    assert json.loads(lost.stdout)["error"] == "content.root-invalid"
    back = content(town, "back", "--json")
    assert back.returncode == 0
    assert json.loads(back.stdout)["edition"] == OLD
    again = content(town, "back", "--json")
    assert json.loads(again.stdout)["edition"] == NEW


@fault(33, "coupure de courant pendant la synchronisation", area="host")
@pytest.mark.timeout(600)
def test_a_power_cut_in_the_middle_of_a_sync_leaves_the_old_edition_and_the_next_sync_goes_on(
    report: Report,
) -> None:
    report.injected()
    figures = campaign("--rounds", "10", "--draws", "3", "--seed", "33")
    report.noticed(f"{figures['kills']} arrêts, {figures['cuts']} coupures, {figures['wrong']} mauvais")
    assert figures["bad"] == {}
    assert figures["found"][OLD] > 0
    report.recovered()


@fault(45, "coupure de courant pendant la décompression")
@pytest.mark.timeout(600)
def test_a_power_cut_while_the_new_edition_is_put_in_place_leaves_one_of_the_two_whole(
    report: Report,
) -> None:
    report.injected()
    figures = campaign("--rounds", "10", "--draws", "4", "--late", "--seed", "45")
    report.noticed(f"{figures['kills']} arrêts, {figures['cuts']} coupures, {figures['wrong']} mauvais")
    assert figures["bad"] == {}
    assert set(figures["found"]) == {OLD, NEW}
    report.recovered()
