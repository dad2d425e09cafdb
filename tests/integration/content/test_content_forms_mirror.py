"""`kiosk content forms mirror`: every PDF an edition names, from servers that work and from others."""

import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk.cli import main
from kiosk.core.clock import ManualClock
from kiosk.core.errors import UserFacingError
from offline_cache.feed.download import Limits
from offline_cache.feed.mirror import (
    TOO_MANY_ERRORS,
    Mirror,
    MirrorReport,
    Wanted,
    told,
    wanted_of_archive,
    wanted_of_store,
)
from offline_cache.importer import import_edition
from offline_cache.importer.forms import count_pages
from offline_cache.store import ContentStore
from tests.content.feed_server import Feed, Handler, answer, cut_after, serving

RESOURCE = (
    '<ServiceComplementaire xmlns:dc="http://purl.org/dc/elements/1.1/" ID="{id}" type="Formulaire">'
    "<dc:title>Demande {id}</dc:title><dc:date>modified 2026-03-04</dc:date><NumeroCerfa>1{id}*01</NumeroCerfa>"
    '<LienWeb URL="{url}"/></ServiceComplementaire>'
)
SHEET = (
    '<Publication xmlns:dc="http://purl.org/dc/elements/1.1/" ID="F1" type="Fiche d\'information">'
    "<dc:title>Fiche</dc:title><dc:date>modified 2026-03-04</dc:date><Texte><Paragraphe>Mot</Paragraphe></Texte></Publication>"
)
QUICK = Limits(most=2_000_000, room=0, silence_s=0.5, total_s=20, pauses=(0.001,))


@pytest.fixture(scope="module")
def pdf(sample_store: Path) -> bytes:
    return min((sample_store / "current" / "forms").glob("*.pdf")).read_bytes()


@pytest.fixture
def site(pdf: bytes) -> Iterator[Feed]:
    with serving(Feed(data=pdf)) as served:
        yield served


class Waits:
    """Counts the pauses instead of making them."""

    def __init__(self) -> None:
        self.made: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.made.append(seconds)


def wanted(site: Feed, *ids: str) -> list[Wanted]:
    return [
        Wanted(key, f"Demande {key}", f"1{key}*01", site.url.replace("vosdroits-latest.zip", f"{key}.pdf"))
        for key in ids
    ]


def mirror(folder: Path, asked: list[Wanted], waits: Waits | None = None, **more: Any) -> MirrorReport:
    made = Mirror(
        folder, count_pages, ManualClock(), lambda _d, _t: None, limits=QUICK, pause=waits or Waits(), **more
    )
    return made.run(asked, 60)


def test_every_form_is_had_once_and_the_next_round_asks_only_what_changed(site: Feed, tmp_path: Path) -> None:
    waits, asked = Waits(), wanted(site, "R1", "R2", "R3")
    report = mirror(tmp_path, asked, waits)
    assert (report.fetched, len(report.missing)) == (3, 0)
    assert {path.name for path in tmp_path.glob("*.pdf")} == {"R1.pdf", "R2.pdf", "R3.pdf"}
    assert all(form.pages > 0 and form.size == len(site.data) for form in report.forms)
    assert waits.made == [1.0, 1.0], "one at a time, with a pause between"
    again = mirror(tmp_path, asked)
    assert (again.fetched, again.bytes, len(again.missing)) == (0, 0, 0)
    assert {r["if-none-match"] for r in site.asked[3:]} == {'"1"'}
    (tmp_path / "R2.pdf").unlink()
    assert mirror(tmp_path, asked).fetched == 1


def test_a_form_cut_on_the_way_is_gone_on_with(site: Feed, tmp_path: Path) -> None:
    site.next = [cut_after(1000), cut_after(0)]
    report = mirror(tmp_path, wanted(site, "R1"))
    assert [form.key for form in report.missing] == ["content.feed-cut"]
    assert not (tmp_path / "R1.pdf").exists()
    report = mirror(tmp_path, wanted(site, "R1"))
    assert (report.fetched, report.bytes) == (1, len(site.data) - 1000)


def _endless(handler: Handler) -> None:
    handler.answer(200, b"%PDF-" + b"x" * 3_000_000)


@pytest.mark.parametrize(
    ("behave", "key"),
    [
        pytest.param(answer(200, b"<html>bonjour</html>"), "content.feed-unusable", id="a page"),
        pytest.param(answer(200, b"%PDF-1.7 rien"), "document.file-damaged", id="damaged"),
        pytest.param(answer(404), "content.feed-missing", id="gone"),
        pytest.param(_endless, "content.size-exceeded", id="too big"),
        pytest.param(answer(302, Location="http://203.0.113.1/"), "content.address-refused", id="elsewhere"),
    ],
)
def test_what_could_not_be_had_is_named_and_the_copy_before_stays(
    site: Feed, tmp_path: Path, behave: Any, key: str
) -> None:
    mirror(tmp_path, wanted(site, "R1"))
    site.etag, site.next = '"2"', [behave]
    report = mirror(tmp_path, wanted(site, "R1", "R2"))
    assert [(form.id, form.key) for form in report.missing] == [("R1", key)]
    assert report.forms[0].sha256
    assert (tmp_path / "R1.pdf").read_bytes() == site.data
    assert any("R1 n° 1R1*01 Demande R1" in line for line in told(report))


def test_a_server_that_fails_is_left_alone_after_a_few(site: Feed, tmp_path: Path) -> None:
    site.next = [answer(503)] * 20
    report = mirror(tmp_path, wanted(site, *(f"R{n}" for n in range(1, 10))))
    assert len(site.asked) == TOO_MANY_ERRORS
    assert len(report.missing) == 9


def test_addresses_that_may_not_be_asked_are_said(tmp_path: Path) -> None:
    bad = [Wanted("R1", "a", "", "ftp://exemple.fr/x"), Wanted("R2", "b", "", "n'importe quoi")]
    assert {form.key for form in mirror(tmp_path, bad).missing} == {"content.address-refused"}


def test_the_time_given_is_an_end(site: Feed, tmp_path: Path) -> None:
    def stall(handler: Handler) -> None:
        handler.feed.over.wait(30)

    site.next = [stall]
    made = Mirror(tmp_path, count_pages, ManualClock(), lambda _d, _t: None, limits=Limits(), pause=Waits())
    report = made.run(wanted(site, "R1", "R2"), 0.3)
    assert [form.key for form in report.missing] == ["content.feed-unreachable"] * 2


def test_damaged_notes_are_no_notes(site: Feed, tmp_path: Path) -> None:
    for notes in ("[]", '{"forms": 3}', '{"forms": [{"wrong": 1}]}', "\x00"):
        (tmp_path / "formulaires.json").write_text(notes)
        assert mirror(tmp_path, wanted(site, "R1")).missing == ()


@pytest.fixture
def sources(site: Feed, tmp_path: Path) -> Path:
    path = tmp_path / "sources.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("F1.xml", SHEET)
        for form in wanted(site, "R1", "R2"):
            archive.writestr(f"{form.id}.xml", RESOURCE.format(id=form.id, url=form.url))
    return path


def test_from_an_archive_to_a_kiosk_that_prints_them(
    site: Feed, sources: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made, store = tmp_path / "avec.zip", tmp_path / "store"
    into = ["--to", str(tmp_path / "pdf"), "--pause", "0"]
    assert (
        main(["content", "forms", "mirror", "--sources", str(sources), *into, "--zip", str(made), "--json"])
        == 0
    )
    report = json.loads(capsys.readouterr().out)
    assert [(f["id"], f["size"], bool(f["sha256"]), f["pages"] > 0) for f in report["forms"]] == [
        ("R1", len(site.data), True, True), ("R2", len(site.data), True, True),
    ]  # fmt: skip
    assert import_edition(made, store).local_forms == 2
    opened = ContentStore.open(store)
    assert isinstance(opened, ContentStore)
    opened.close()
    assert [form.id for form in wanted_of_store(store)] == ["R1", "R2"]
    assert wanted_of_archive(sources) == wanted_of_archive(made)
    site.etag, site.next = '"2"', [answer(404)]
    assert main(["content", "forms", "mirror", "--store", str(store), *into]) == 1
    said = capsys.readouterr().out
    assert re.search(r"^2 formulaires sur 2, 1 reçus cette fois$", said, re.MULTILINE)
    assert "(C53) : 1" in said


def test_a_store_that_is_not_there_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["content", "forms", "mirror", "--store", str(tmp_path), "--to", str(tmp_path / "pdf")]) == 1
    assert "(C07)" in capsys.readouterr().err
    with pytest.raises(UserFacingError):
        wanted_of_archive(tmp_path / "absent.zip")
