"""The publisher's side: keys that can be lost, a publication that can be cut, a folder that does not grow for ever."""

import json
import shutil
import signal
import stat
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from kiosk.cli import main
from kiosk.core.errors import UserFacingError
from offline_cache.editions.keys import load_publisher, make_keys, rotate
from offline_cache.editions.publish import publish
from offline_cache.editions.sources import Sources
from tests.integration.editions.campaign import in_child
from tests.integration.editions.disk import Ledger
from tests.integration.editions.server import Server
from tests.integration.editions.town import PASSPHRASE, Town, sheet_xml, sheets, zip_of

Say = pytest.CaptureFixture[str]


@pytest.fixture
def passphrase(tmp_path: Path) -> str:
    path = tmp_path / "phrase"
    path.write_bytes(PASSPHRASE + b"\n")
    return str(path)


def test_the_whole_way_by_the_command_line(tmp_path: Path, passphrase: str, capsys: Say) -> None:
    keys, repo, store = tmp_path / "cles", tmp_path / "repo", tmp_path / "store"
    assert main(["content", "keys", "--out", str(keys), "--passphrase", passphrase]) == 0
    assert "DEUX coffres" in capsys.readouterr().out
    archive = zip_of(sheets(), tmp_path / "a.zip", "2026-11-01")
    command = ["content", "publish", "--keys", str(keys), "--to", str(repo)]
    assert main([*command, "--sources", str(archive), "--json"]) == 0
    made = json.loads(capsys.readouterr().out)
    assert (made["date"], made["sheets"], made["new"], made["deltas"]) == ("2026-11-01", 12, 12, 0)
    with Server(repo) as server:
        sync = ["content", "sync", server.url, "--store", str(store), "--trust", str(keys / "1.root.json")]
        assert main(sync) == 0
        assert "à jour : édition du 2026-11-01" in capsys.readouterr().out
        assert main([*command, "--renew", "--expires", "60"]) == 0
        assert "valable jusqu'au" in capsys.readouterr().out
        assert main(sync) == 0
        assert "rien de nouveau" in capsys.readouterr().out
    assert main(["content", "back", "--store", str(store)]) == 1
    told = capsys.readouterr().err
    assert "(C59)" in told
    assert "Que faire" in told


def test_lost_keys_are_replaced_by_the_command_line(tmp_path: Path, passphrase: str, capsys: Say) -> None:
    keys = tmp_path / "cles"
    base = ["content", "keys", "--out", str(keys), "--passphrase", passphrase]
    assert main(base) == 0
    assert main(base) == 1
    assert "il y a déjà des clés" in capsys.readouterr().err
    assert main([*base, "--rotate", "--root", str(keys / "coffre-2" / "racine-1.pem")]) == 0
    assert "2.root.json" in capsys.readouterr().out
    assert main([*base, "--rotate", "--new-root"]) == 0
    assert "racine-3.pem" in capsys.readouterr().out
    assert main([*base, "--rotate", "--root", str(keys / "coffre-1" / "racine-1.pem")]) == 1
    assert "n'est pas une clé racine en cours" in capsys.readouterr().err
    assert load_publisher(keys).root.version == 3


def test_private_keys_are_for_one_account_and_root_keys_are_encrypted(tmp_path: Path) -> None:
    make_keys(tmp_path, PASSPHRASE, datetime.now(UTC))
    private = sorted(tmp_path.rglob("*.pem"))
    assert len(private) == 5
    assert {stat.S_IMODE(path.stat().st_mode) for path in private} == {0o600}
    assert all(b"ENCRYPTED" in path.read_bytes() for path in tmp_path.glob("coffre-*/*.pem"))
    with pytest.raises(UserFacingError, match=r"content\.keys-wrong"):
        rotate(
            tmp_path,
            tmp_path / "coffre-1" / "racine-1.pem",
            b"une autre phrase",
            datetime.now(UTC),
            roots_too=False,
        )
    with pytest.raises(UserFacingError, match=r"settings\.value-wrong"):
        make_keys(tmp_path / "b", b"court", datetime.now(UTC))


def test_old_keys_sign_nothing_once_they_are_replaced(town: Town, tmp_path: Path) -> None:
    town.publish(sheets())
    thief = tmp_path / "voleur"
    thief.mkdir()
    for path in (town.keys / "ligne").iterdir():
        (thief / path.name).write_bytes(path.read_bytes())
    rotate(town.keys, town.keys / "coffre-1" / "racine-1.pem", PASSPHRASE, datetime.now(UTC), roots_too=False)
    for path in thief.iterdir():
        (town.keys / "ligne" / path.name).write_bytes(path.read_bytes())
    with pytest.raises(UserFacingError, match=r"content\.keys-wrong"):
        town.publish(sheets(F1="Volée."))


def test_forms_are_counted_named_and_kept_for_printing(town: Town, tmp_path: Path) -> None:
    forms = tmp_path / "pdf"
    forms.mkdir()
    canvas = Canvas(str(forms / "R7.pdf"))
    canvas.drawString(100, 700, "Demande")
    canvas.showPage()
    canvas.save()
    (forms / "R8.pdf").write_bytes(b"%PDF-1.4 rien")
    (forms / "notes.txt").write_text("rien")
    resource = (
        '<ServiceComplementaire xmlns:dc="http://purl.org/dc/elements/1.1/" ID="{key}" type="Formulaire">'
        '<dc:title>Demande {key}</dc:title><LienWeb URL="https://exemple.fr/{key}.pdf"><Titre>PDF</Titre></LienWeb>'
        "</ServiceComplementaire>"
    )
    archive = zip_of(sheets(3), tmp_path / "a.zip", "2026-11-01")
    with zipfile.ZipFile(archive, "a") as more:
        for key in ("R7", "R8"):
            more.writestr(f"{key}.xml", resource.format(key=key))
    made = publish(
        Sources(archive, forms), load_publisher(town.keys), town.repo, 30, lambda _d, _t: None, workers=1
    )
    assert made.forms == 1
    assert len(made.refused) == 1
    assert "R8.pdf" in made.refused[0]
    assert town.sync().outcome == "updated"
    with town.opened() as store:
        sheet = store.sheet("R7")
        assert sheet is not None
        (form,) = store.forms(sheet)
        path = store.form_path(form)
        assert form.pages == 1
        assert path is not None
        assert path.read_bytes() == (forms / "R7.pdf").read_bytes()
    first = path.stat().st_ino
    with zipfile.ZipFile(archive, "a") as more:
        more.writestr("F9.xml", sheet_xml("F9", "Une fiche de plus."))
    publish(Sources(archive, forms), load_publisher(town.keys), town.repo, 30, lambda _d, _t: None, workers=1)
    outcome = town.sync()
    assert (outcome.outcome, outcome.objects) == ("updated", 1)
    with town.opened() as store:
        again = store.form_path(form)
        assert again is not None
        assert again.stat().st_ino == first


def test_what_no_kiosk_can_ask_for_any_more_is_swept(town: Town) -> None:
    for week in range(12):
        town.publish(sheets(3, F1=f"Semaine {week}."), f"2026-11-{week + 10}")
    assert len(list((town.repo / "manifests").iterdir())) == 9
    kept = sum(path.is_file() for path in (town.repo / "sheets").rglob("*"))
    assert kept == 2 + 9
    assert town.sync().outcome == "updated"
    assert "Semaine 11" in town.text()


@pytest.mark.timeout(400)
def test_a_publication_that_is_killed_leaves_the_edition_before_or_the_new_one(town: Town) -> None:
    """At each of its file operations; what kiosks take is one of the two, and publishing again mends all."""
    town.publish(sheets(4))
    kept = town.folder / "kept"
    shutil.copytree(town.repo, kept)

    def publishing(kill_at: int) -> Callable[[], None]:
        def run() -> None:
            ledger = Ledger(town.repo, town.folder / f"aside-{kill_at}", kill_at)
            ledger.start()
            town.publish(sheets(4, F1="La nouvelle."), "2026-11-08")
            (town.folder / "count").write_text(str(ledger.stop()))

        return run

    assert in_child(publishing(0)) == 0
    total = int((town.folder / "count").read_text())
    assert total > 40
    found = set()
    for kill_at in [*range(1, total, max(total // 12, 1)), total - 3, total - 2, total - 1]:
        shutil.rmtree(town.repo)
        shutil.copytree(kept, town.repo)
        assert in_child(publishing(kill_at)) == -signal.SIGKILL
        shutil.rmtree(town.store, ignore_errors=True)
        outcome = town.sync()
        assert outcome.outcome == "updated", (kill_at, outcome)
        found.add(outcome.edition)
    assert found == {"2026-11-01", "2026-11-08"}
    town.publish(sheets(4, F1="Encore."), "2026-11-15")
    assert town.sync().edition == "2026-11-15"
