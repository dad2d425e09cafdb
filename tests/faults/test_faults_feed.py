"""The official feed and the store of a whole kiosk, broken in every way: said on the maintenance page, once
in the log, and the visitor goes on reading.
"""

import base64
import ctypes
import io
import os
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from kiosk.compose.demo.citizen import NotOnScreenError
from kiosk.compose.demo.stand import TECHNICIAN_PIN
from offline_cache.feed.download import Limits
from offline_cache.feed.fetch import FetchReport, fetch_edition
from offline_cache.mending import mend
from tests.content.feed_server import Feed, answer, cut_after, serving
from tests.faults.report import Report
from tests.faults.theatre import DEADLINE_S, Theatre, until

NEWER = "2027-01-15"
_DETACH = 2
"""umount2(2): gone for who looks, whoever still has a file open there."""
CHECK_S = 240.0
"""A check comes after everything else on the machine."""


@pytest.fixture(scope="module")
def feed() -> Iterator[Feed]:
    with serving(Feed()) as served:
        yield served


@pytest.fixture(scope="module")
def fed(theatre: Theatre, feed: Feed) -> Iterator[Theatre]:
    """The theatre, its content coming from the feed of this module. Its window never opens by itself."""
    feed.data = sample(theatre)
    theatre.restart_with(content={"source": "feed", "url": feed.url})
    yield theatre
    theatre.restart_with()


def sample(theatre: Theatre, day: str = "", more: dict[str, bytes] | None = None) -> bytes:
    """The demonstration's edition, of another day, with more files."""
    target = io.BytesIO()
    with zipfile.ZipFile(theatre.stand.folder / "sample.zip") as given, zipfile.ZipFile(target, "w") as made:
        for info in given.infolist():
            data = given.read(info)
            if info.filename.endswith("edition.json") and day:
                data = f'{{"date": "{day}", "source": "essai", "sample": true}}'.encode()
            made.writestr(info.filename, data, zipfile.ZIP_DEFLATED)
        for name, data in (more or {}).items():
            made.writestr(name, data)
    return target.getvalue()


def maintenance(theatre: Theatre) -> None:
    """A technician logs in at the panel."""
    theatre.events.mark()
    theatre.citizen.touch("Accès agent", DEADLINE_S)
    for digit in TECHNICIAN_PIN:
        theatre.citizen.touch(digit, DEADLINE_S)
    theatre.citizen.touch("Valider")
    theatre.citizen.find("Fiches officielles", DEADLINE_S)


def leave(theatre: Theatre) -> None:
    theatre.citizen.touch("Quitter la maintenance", DEADLINE_S)
    theatre.welcomed()


def check(theatre: Theatre) -> dict[str, object]:
    """« Vérifier maintenant », and what the log says came of it."""
    theatre.events.mark()
    theatre.citizen.touch("Vérifier maintenant", DEADLINE_S)
    return dict(theatre.events.wait("content.check-complete", CHECK_S))


def reads(theatre: Theatre, words: str) -> str:
    """The sentence of the maintenance page that holds these words, further down perhaps."""
    looks = 0
    found: list[str] = []

    def there() -> bool:
        nonlocal looks
        looks += 1
        found[:] = [target.name for target in theatre.citizen.see() if words in target.name]
        if not found and looks % 30 == 0:
            theatre.citizen._scroll()
        return bool(found)

    until(there, f"« {words} » on the page")
    return found[0]


def in_use(theatre: Theatre) -> Path:
    return (theatre.stand.state / "content" / "current").resolve()


def still_read(theatre: Theatre) -> None:
    """The next visitor finds a sheet."""
    found = theatre.stand.verb(
        "content", "search", "--store", str(theatre.stand.state / "content"), "carte", "identité"
    )
    assert "Carte d'identité" in found


def test_a_new_edition_reaches_the_next_visitor_and_a_technician_can_go_back(
    fed: Theatre, feed: Feed
) -> None:
    fed.start_over()
    before = in_use(fed)
    screen = fed.front_screen()
    feed.data, feed.etag = sample(fed, NEWER), '"newer"'
    maintenance(fed)
    assert check(fed)["outcome"] == "updated"
    reads(fed, "nouvelle édition installée")
    assert in_use(fed) != before
    leave(fed)
    until(lambda: fed.front_screen() != screen, "another screen is in front")
    maintenance(fed)
    fed.events.mark()
    fed.citizen.touch("Revenir à l’édition", DEADLINE_S)
    fed.citizen.touch("Oui, revenir", DEADLINE_S)
    fed.events.wait("content.back-complete", DEADLINE_S)
    assert in_use(fed) == before
    refused = check(fed)
    assert (refused["outcome"], refused["error"]) == ("refused", "content.edition-set-aside")
    leave(fed)
    still_read(fed)


def _bomb() -> bytes:
    return b'<Publication ID="F9"><Texte>' + b" " * 3_000_000 + b"</Texte></Publication>"


ENTITY = b'<?xml version="1.0"?><!DOCTYPE p [<!ENTITY a "b">]><Publication ID="F9">&a;</Publication>'


@pytest.mark.parametrize(
    ("members", "code"),
    [
        pytest.param({"F9.xml": ENTITY}, "C04", id="entities"),
        pytest.param({"F9.xml": b"<a>" * 9000 + b"</a>" * 9000}, "C05", id="depth"),
        pytest.param({"../F9.xml": b"<Publication/>"}, "C03", id="name"),
        pytest.param({"F9.xml": b"<Publication ID='F9'>" + b"<a/>" * 70_000 + b"</Publication>"}, "C06", id="crowd"),
        pytest.param({"F9.xml": os.urandom(5_000_000)}, "C06", id="huge"),
    ],
)  # fmt: skip
@pytest.mark.fault(57, "entités XML", area="content")
def test_a_hostile_edition_from_the_feed_is_refused_and_the_reason_is_on_the_maintenance_page(
    fed: Theatre, feed: Feed, report: Report, members: dict[str, bytes], code: str
) -> None:
    _refused(fed, feed, report, sample(fed, more=members), code)


@pytest.mark.fault(41, "édition tronquée", area="content")
def test_a_truncated_edition_from_the_feed_is_refused(fed: Theatre, feed: Feed, report: Report) -> None:
    _refused(fed, feed, report, sample(fed, NEWER)[:-3000], "C01")


def _refused(fed: Theatre, feed: Feed, report: Report, data: bytes, code: str) -> None:
    fed.start_over()
    before = in_use(fed)
    maintenance(fed)
    feed.data, feed.etag = data, f'"{code} {len(data)}"'
    report.injected()
    said = check(fed)
    assert said["outcome"] == "refused"
    report.noticed(reads(fed, f"Code {code}"))
    assert in_use(fed) == before
    assert len(fed.events.all("content.check-complete", ms=said["ms"], mono=said["mono"])) == 1
    leave(fed)
    still_read(fed)
    report.recovered()


def test_a_cut_is_said_and_the_next_check_goes_on_with_it(fed: Theatre, feed: Feed) -> None:
    fed.start_over()
    maintenance(fed)
    feed.data, feed.etag = sample(fed, NEWER, {"N9.txt": os.urandom(300_000)}), '"cut"'
    feed.next = [cut_after(100_000), answer(503)]
    assert check(fed)["error"] in {"content.feed-cut", "content.feed-unreachable"}
    reads(fed, "Dernière vérification")
    done = check(fed)
    assert done["outcome"] == "updated"
    assert done["bytes"] == len(feed.data) - 100_000
    leave(fed)


@pytest.mark.fault(30, "disque plein", area="content")
def test_a_full_disk_takes_no_new_edition_and_keeps_the_old_one(
    fed: Theatre, feed: Feed, report: Report
) -> None:
    """A real file system of 8 MB, full, in the place of the folder that downloads go to."""
    fed.start_over()
    before = in_use(fed)
    place = fed.stand.state / "content" / "feed"
    with small_disk(place):
        maintenance(fed)
        feed.data, feed.etag = sample(fed, NEWER), '"full"'
        report.injected()
        assert check(fed)["error"] == "host.disk-full"
        report.noticed(reads(fed, "Dernière vérification"))
        leave(fed)
    assert in_use(fed) == before
    still_read(fed)
    report.recovered()


@contextmanager
def small_disk(place: Path, size: str = "8m") -> Iterator[None]:
    """A file system of that size over a folder; who runs already sees it too."""
    place.mkdir(parents=True, exist_ok=True)
    libc = ctypes.CDLL(None, use_errno=True)
    where, options = os.fsencode(place), f"size={size}".encode()
    if libc.mount(b"tmpfs", where, b"tmpfs", 0, options) != 0:
        raise OSError(ctypes.get_errno(), "mount")
    try:
        yield
    finally:
        libc.umount2(where, _DETACH)


@pytest.mark.parametrize("size", ["1300k", "2m", "4m"])
@pytest.mark.fault(30, "disque plein", area="content")
def test_a_disk_that_fills_up_on_the_way_leaves_the_edition_that_was_there(
    report: Report, tmp_path: Path, size: str
) -> None:
    """While it is fetched, or while it is imported, by the size of the disk."""
    old, new = edition("2026-01-01", kilobytes=4), edition("2026-02-02", kilobytes=700)
    with serving(Feed(data=old)) as feed, small_disk(tmp_path / "disk", size):
        store = tmp_path / "disk" / "store"
        assert fetched(feed.url, store).outcome == "updated"
        feed.data, feed.etag = new, '"2"'
        report.injected()
        came = fetched(feed.url, store)
        assert (came.outcome, came.error, came.edition) == ("refused", "host.disk-full", "2026-01-01")
        report.noticed(came.detail)
        assert mend(store) is None
        assert len(list(store.glob("edition-*"))) == 1
        report.recovered()


def fetched(url: str, store: Path) -> FetchReport:
    """Fetch in a thread of its own: a driven browser keeps this one's event loop."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(
            lambda: fetch_edition(url, store, lambda _done, _total: None, limits=Limits(room=0))
        ).result()


def edition(day: str, kilobytes: int) -> bytes:
    """One sheet that nothing can pack."""
    target = io.BytesIO()
    words = base64.b64encode(os.urandom(kilobytes * 750)).decode()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "F1.xml",
            '<Publication xmlns:dc="http://purl.org/dc/elements/1.1/" ID="F1"><dc:title>Fiche</dc:title>'
            f"<dc:date>modified {day}</dc:date><Texte><Paragraphe>{words}</Paragraphe></Texte></Publication>",
        )
    return target.getvalue()


def _zeroed(database: Path) -> None:
    data = bytearray(database.read_bytes())
    data[4096:-4096] = bytes(len(data) - 8192)
    database.write_bytes(data)


def _sheets_lost(database: Path) -> None:
    connection = sqlite3.connect(database)
    connection.execute("DELETE FROM object")
    connection.commit()
    connection.close()


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(_zeroed, id="zeroed", marks=pytest.mark.fault(31, "base de données abîmée", area="content")),
        pytest.param(_sheets_lost, id="sheets", marks=pytest.mark.fault(31, "base de données abîmée", area="content")),
        pytest.param(Path.unlink, id="deleted", marks=pytest.mark.fault(32, "fichier journal supprimé", area="content")),
    ],
)  # fmt: skip
def test_a_damaged_store_gives_way_to_the_edition_before_by_itself(
    fed: Theatre, feed: Feed, report: Report, spoil: Callable[[Path], None]
) -> None:
    fed.start_over()
    _two_editions(fed, feed)
    damaged, store = in_use(fed), fed.stand.state / "content"
    before = (store / "previous").resolve()
    report.injected()
    spoil(damaged / "content.sqlite")
    told = len(fed.events.all("content.mend-complete"))
    fed.kill_steward()
    fed.stand.start_steward()
    until(lambda: len(fed.events.all("content.mend-complete")) > told, "the steward mends")
    mended = fed.events.all("content.mend-complete")[-1]
    assert mended["restored"] is True
    fed.welcomed()
    report.recovered(mended["mono"])
    assert in_use(fed) == before
    assert len(list(store.glob("damaged-*"))) == 1
    still_read(fed)
    maintenance(fed)
    report.noticed(reads(fed, "a pris la place d’une édition abîmée"))
    assert len(fed.events.all("content.mend-complete")) == told + 1
    assert check(fed)["outcome"] == "updated"
    leave(fed)


def _two_editions(fed: Theatre, feed: Feed) -> None:
    """The store holds two whole editions, the newer one from the feed."""
    maintenance(fed)
    feed.data, feed.etag = sample(fed, NEWER, {"N.txt": os.urandom(8)}), f'"{os.urandom(4).hex()}"'
    assert check(fed)["outcome"] == "updated"
    leave(fed)


@pytest.mark.fault(31, "base de données abîmée", area="content")
def test_damage_that_a_visitor_meets_ends_their_visit_and_the_next_one_reads(
    fed: Theatre, feed: Feed, report: Report
) -> None:
    fed.start_over()
    _two_editions(fed, feed)
    before = (fed.stand.state / "content" / "previous").resolve()
    told = len(fed.events.all("content.mend-complete"))
    fed.begin()
    _zeroed(in_use(fed) / "content.sqlite")
    handed = len(fed.events.all("screen.handover-complete"))
    report.injected()
    died = len(fed.events.all("process.lost", role="screen"))
    with suppress(NotOnScreenError):  # the page that is shown may meet it by itself, before a finger does
        fed.citizen.touch("Écrire avec vos mots", 2)
    until(lambda: _types_until_it_ends(fed, died), "the damage is met")
    report.noticed("Commencer", fed.events.all("process.lost", role="screen")[-1]["mono"])
    until(lambda: len(fed.events.all("content.mend-complete")) == told + 1, "the steward mends")
    assert in_use(fed) == before
    # First the screen that waited, then one that opened the other edition.
    until(lambda: len(fed.events.all("screen.handover-complete")) == handed + 2, "a fresh screen is in front")
    fed.welcomed()
    fed.begin()
    fed.citizen.touch("Écrire avec vos mots")
    fed.citizen.write("carte")
    fed.citizen.find("Carte d’identité", DEADLINE_S)
    report.recovered()


def _types_until_it_ends(fed: Theatre, died: int) -> bool:
    """The page of the search may already be too much to ask of what is left."""
    if len(fed.events.all("process.lost", role="screen")) > died:
        return True
    with suppress(NotOnScreenError):
        fed.citizen.touch("c", 0.5, role="Button")
    return False
