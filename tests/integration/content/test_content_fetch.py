"""`kiosk content fetch` from a server that works, from one that fails, and from one that means harm."""

import dataclasses
import io
import json
import os
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.cli import main
from kiosk.core.clock import SystemClock
from kiosk.core.events import EventLog
from offline_cache import schema
from offline_cache.editions.sync import go_back
from offline_cache.feed.address import FEEDS, checked
from offline_cache.feed.commands import FEED_NAMES
from offline_cache.feed.download import Limits
from offline_cache.feed.fetch import FetchReport, edition_of, fetch_edition
from offline_cache.mending import mend
from tests.content.feed_server import Behave, Feed, Handler, answer, cut_after, serving, stall_after

QUICK = Limits(silence_s=0.3, connect_s=5, total_s=20, pauses=(0.001, 0.001))
SHEET = (
    '<Publication xmlns:dc="http://purl.org/dc/elements/1.1/" ID="F{n}" type="Fiche d\'information">'
    "<dc:title>{title}</dc:title><dc:date>modified {day}</dc:date><Texte><Paragraphe>{title} {noise}</Paragraphe>"
    "</Texte></Publication>"
)

QUIET = EventLog(None, "test")


def edition(day: str = "2026-03-04", title: str = "Fiche", sheets: int = 4) -> bytes:
    """A ZIP of a few sheets, big enough to be cut in several places."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for n in range(1, sheets + 1):
            noise = os.urandom(4000).hex()
            archive.writestr(f"F{n}.xml", SHEET.format(n=n, title=title, day=day, noise=noise))
    return target.getvalue()


@pytest.fixture
def feed() -> Iterator[Feed]:
    with serving(Feed(data=edition())) as served:
        yield served


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "store"


def fetch(feed: Feed, store: Path, limits: Limits = QUICK, *, force: bool = False) -> FetchReport:
    return fetch_edition(feed.url, store, lambda _d, _t: None, limits=limits, force=force)


def held(store: Path) -> str:
    """The edition in use, by its folder, and proof that it opens."""
    assert edition_of(store, SystemClock()) is not None
    return str((store / schema.CURRENT).readlink())


def leftovers(store: Path) -> set[str]:
    return {path.name for path in (store / "feed").iterdir()} - {"lock", "feed.json"}


def test_a_first_edition_is_fetched_and_the_next_check_costs_nothing(feed: Feed, store: Path) -> None:
    first = fetch(feed, store)
    assert (first.outcome, first.edition, first.error) == ("updated", "2026-03-04", None)
    assert first.bytes == len(feed.data)
    before = held(store)
    again = fetch(feed, store)
    assert (again.outcome, again.edition, again.bytes) == ("current", "2026-03-04", 0)
    assert feed.asked[1]["if-none-match"] == '"1"'
    assert feed.asked[1]["if-modified-since"] == feed.modified
    assert held(store) == before
    assert leftovers(store) == set()


def test_a_newer_edition_takes_the_place_and_the_one_before_is_kept(feed: Feed, store: Path) -> None:
    fetch(feed, store)
    before = held(store)
    feed.data, feed.etag = edition("2026-04-01"), '"2"'
    assert fetch(feed, store).edition == "2026-04-01"
    assert str((store / schema.PREVIOUS).readlink()) == before


def test_a_server_that_names_no_versions_is_read_again_but_nothing_is_done_twice(
    feed: Feed, store: Path
) -> None:
    feed.etag = feed.modified = ""
    fetch(feed, store)
    before = held(store)
    again = fetch(feed, store)
    assert (again.outcome, again.bytes) == ("current", len(feed.data))
    assert held(store) == before


@pytest.mark.parametrize("validator", ["etag", "modified"])
def test_a_cut_is_gone_on_with_where_it_was(feed: Feed, store: Path, validator: str) -> None:
    if validator == "modified":
        feed.etag = 'W/"weak"'
    feed.next = [cut_after(5000), cut_after(7000)]
    report = fetch(feed, store)
    assert (report.outcome, report.bytes) == ("updated", len(feed.data))
    assert [asked.get("range") for asked in feed.asked] == [None, "bytes=5000-", "bytes=12000-"]
    assert feed.asked[1]["if-range"] == (feed.etag if validator == "etag" else feed.modified)


def test_what_was_cut_today_is_gone_on_with_tomorrow(feed: Feed, store: Path) -> None:
    feed.next = [cut_after(5000), cut_after(0), cut_after(0)]
    report = fetch(feed, store)
    assert (report.outcome, report.error, report.bytes) == ("unreachable", "content.feed-cut", 5000)
    assert "0,0 sur" in report.detail
    assert leftovers(store) == {"edition.zip.part", "edition.zip.part.json"}
    later = fetch(feed, store)
    assert (later.outcome, later.bytes) == ("updated", len(feed.data) - 5000)


def test_a_file_that_changed_meanwhile_is_begun_again(feed: Feed, store: Path) -> None:
    feed.next = [cut_after(5000), cut_after(0), cut_after(0)]
    fetch(feed, store)
    feed.data, feed.etag, feed.modified = edition("2026-05-05"), '"9"', ""
    assert fetch(feed, store).edition == "2026-05-05"


def test_a_range_of_another_place_is_not_glued_on(feed: Feed, store: Path) -> None:
    wrong = answer(206, b"x" * 50, Content_Range="bytes 9-58/60")
    feed.next = [cut_after(5000), wrong]
    assert fetch(feed, store).outcome == "updated"
    assert feed.asked[2].get("range") is None


def test_a_stalling_server_is_left_after_a_while(feed: Feed, store: Path) -> None:
    feed.next = [stall_after(100)] * 3
    report = fetch(feed, store)
    assert (report.outcome, report.error) == ("unreachable", "content.feed-cut")
    assert "ne répond plus" in report.detail


def _drip(handler: Handler) -> None:
    handler.answer(200, handler.feed.data[:4], **{"Content-Length": "100000"})
    while not handler.feed.over.wait(0.02):
        try:
            handler.wfile.write(b"x")
        except OSError:
            return


def test_a_server_that_drips_does_not_hold_the_kiosk_for_ever(feed: Feed, store: Path) -> None:
    feed.next = [_drip]
    report = fetch(feed, store, dataclasses.replace(QUICK, total_s=3))
    assert (report.outcome, report.error) == ("unreachable", "content.feed-cut")
    assert "délai" in report.detail


def _endless_header(handler: Handler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    while not handler.feed.over.wait(0.02):
        try:
            handler.wfile.write(b"X-A: b\r\n")
        except OSError:
            return


def test_headers_without_end_do_not_either(feed: Feed, store: Path) -> None:
    feed.next = [_endless_header]
    report = fetch(feed, store, dataclasses.replace(QUICK, total_s=3))
    assert (report.outcome, report.error) == ("unreachable", "content.feed-unreachable")


def _longer_than_said(handler: Handler) -> None:
    handler.answer(200, handler.feed.data, **{"Content-Length": str(len(handler.feed.data) - 3000)})
    handler.close_connection = True


def _endless(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    block = b"PK\x03\x04" + b"\0" * 65532
    try:
        while not handler.feed.over.is_set():
            handler.wfile.write(b"10000\r\n" + block + b"\r\n")
    except OSError:
        return


HTML = b"<html><title>Portail</title></html>"


@pytest.mark.parametrize(
    ("behave", "outcome", "error"),
    [
        pytest.param(answer(200, HTML), "refused", "content.feed-unusable", id="portal"),
        pytest.param(answer(200, b""), "refused", "content.feed-unusable", id="empty"),
        pytest.param(
            answer(200, b"PK\x03\x04", Content_Encoding="gzip"), "refused", "content.feed-unusable", id="encoded"
        ),
        pytest.param(
            answer(200, b"PK", Content_Length="900000000000"), "refused", "content.size-exceeded", id="huge claim"
        ),
        pytest.param(_endless, "refused", "content.size-exceeded", id="no end"),
        pytest.param(_longer_than_said, "refused", "content.zip-invalid", id="longer than said"),
        pytest.param(answer(404), "unreachable", "content.feed-missing", id="404"),
        pytest.param(answer(503), "unreachable", "content.feed-unreachable", id="503"),
        pytest.param(answer(302, Location="ftp://127.0.0.1/x"), "refused", "content.address-refused", id="ftp"),
        pytest.param(
            answer(302, Location="http://203.0.113.9/x.zip"), "refused", "content.address-refused", id="http elsewhere"
        ),
        pytest.param(
            answer(302, Location="//[not/an:address"), "refused", "content.address-refused", id="nonsense"
        ),
    ],
)  # fmt: skip
def test_what_is_no_edition_leaves_everything_as_it_was(
    feed: Feed, store: Path, behave: Behave, outcome: str, error: str
) -> None:
    fetch(feed, store)
    before = held(store)
    feed.etag, feed.next = '"2"', [behave]
    report = fetch(feed, store, dataclasses.replace(QUICK, most=1_000_000))
    assert (report.outcome, report.error, report.edition) == (outcome, error, "2026-03-04")
    assert report.detail
    assert held(store) == before
    assert leftovers(store) == set()


def test_nothing_changed_is_no_answer_to_who_has_nothing(feed: Feed, store: Path) -> None:
    feed.next = [answer(304)]
    assert fetch(feed, store).error == "content.feed-unreachable"


def test_redirections_are_followed_a_few_times_only(feed: Feed, store: Path) -> None:
    feed.next = [answer(302, Location="/ailleurs.zip")]
    assert fetch(feed, store).outcome == "updated"
    assert feed.asked[1]["path"] == "/ailleurs.zip"
    feed.etag, feed.next = '"2"', [answer(302, Location="/tourne.zip")] * 20
    assert fetch(feed, store).error == "content.address-refused"
    assert len(feed.asked) == 2 + QUICK.redirects + 1


def test_an_older_edition_is_refused_and_not_fetched_again_until_forced(feed: Feed, store: Path) -> None:
    fetch(feed, store)
    before = held(store)
    feed.data, feed.etag = edition("2025-01-01"), '"old"'
    report = fetch(feed, store)
    assert (report.outcome, report.error) == ("refused", "content.edition-rolled-back")
    assert "2025-01-01" in report.detail
    assert held(store) == before
    again = fetch(feed, store)
    assert (again.outcome, again.error, again.bytes) == ("refused", "content.edition-rolled-back", 0)
    assert again.detail == report.detail
    forced = fetch(feed, store, force=True)
    assert (forced.outcome, forced.edition) == ("updated", "2025-01-01")


def test_what_was_set_aside_on_this_kiosk_is_not_put_back(feed: Feed, store: Path) -> None:
    fetch(feed, store)
    feed.data, feed.etag = edition("2026-04-01"), '"2"'
    fetch(feed, store)
    go_back(store, QUIET)
    before = held(store)
    for served in ('"2"', '"2 by another name"'):
        feed.etag = served
        report = fetch(feed, store)
        assert (report.outcome, report.error) == ("refused", "content.edition-set-aside")
        assert held(store) == before
    feed.data, feed.etag = edition("2026-04-02"), '"3"'
    assert fetch(feed, store).edition == "2026-04-02"
    go_back(store, QUIET)
    go_back(store, QUIET)
    assert fetch(feed, store).outcome == "current"


def test_an_edition_that_was_lost_is_fetched_again(feed: Feed, store: Path) -> None:
    fetch(feed, store)
    feed.data, feed.etag = edition("2026-04-01"), '"2"'
    fetch(feed, store)
    ((store / schema.CURRENT).resolve() / schema.DATABASE).write_bytes(b"damaged")
    assert mend(store) is not None
    report = fetch(feed, store)
    assert (report.outcome, report.edition) == ("updated", "2026-04-01")


def test_an_edition_that_lost_most_of_its_sheets_is_refused(feed: Feed, store: Path) -> None:
    fetch(feed, store)
    feed.data, feed.etag = edition("2026-06-01", sheets=1), '"2"'
    assert fetch(feed, store).error == "content.edition-shrunken"


def test_a_hostile_archive_is_refused_by_the_same_checks_as_any_other(feed: Feed, store: Path) -> None:
    fetch(feed, store)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("F1.xml", '<!DOCTYPE p [<!ENTITY a "b">]><Publication ID="F1">&a;</Publication>')
    feed.data, feed.etag = target.getvalue(), '"2"'
    report = fetch(feed, store)
    assert (report.outcome, report.error) == ("refused", "content.xml-hostile")
    assert held(store)


def test_a_full_disk_takes_nothing_new(feed: Feed, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fetch(feed, store)
    before = held(store)
    feed.etag = '"2"'
    usage = shutil.disk_usage(store)
    monkeypatch.setattr(shutil, "disk_usage", lambda _p: usage._replace(free=50_000_000))
    report = fetch(feed, store)
    assert (report.outcome, report.error) == ("refused", "host.disk-full")
    assert held(store) == before


def test_two_checks_at_once_are_one_too_many(feed: Feed, store: Path) -> None:
    seen: list[FetchReport] = []

    def during(handler: Handler) -> None:
        seen.append(fetch(feed, store))
        handler.serve()

    feed.next = [during]
    assert fetch(feed, store).outcome == "updated"
    assert [report.error for report in seen] == ["content.fetch-running"]


def test_a_damaged_memory_is_no_memory(feed: Feed, store: Path) -> None:
    fetch(feed, store)
    for wrong in (b"\xff\xfe", b"[1]", b'{"url": 3}', b"[" * 100_000):
        (store / "feed" / "feed.json").write_bytes(wrong)
        assert fetch(feed, store).outcome == "updated"


def test_the_command_answers_one_line_and_progress_is_lines_too(
    feed: Feed, store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["content", "fetch", feed.url, "--store", str(store), "--json"]) == 0
    told = capsys.readouterr()
    assert set(json.loads(told.out)) == {"outcome", "edition", "error", "detail", "bytes", "ms"}
    progress = [json.loads(line) for line in told.err.splitlines()]
    assert {"done": len(feed.data), "total": len(feed.data)} in progress
    assert progress[-1] == {"done": 4, "total": 4}
    feed.next = [answer(404)]
    assert main(["content", "fetch", feed.url, "--store", str(store)]) == 1
    said = capsys.readouterr().err
    assert "(C53)" in said
    assert "Que faire : choisir un schéma plus récent" in said


@pytest.mark.parametrize(
    "address",
    ["", "fichier.zip", "http://203.0.113.9/x.zip", "file:///etc/passwd", "https://nom:secret@exemple.fr/x", "https:///x", "http://localhost.exemple.fr/x"],
)  # fmt: skip
def test_addresses_that_are_not_asked(address: str, store: Path) -> None:
    report = fetch_edition(address, store, lambda _d, _t: None)
    assert report.error == "content.address-refused"
    assert "secret" not in report.detail


def test_the_official_addresses_may_be_asked_and_are_those_of_the_command_line() -> None:
    assert tuple(FEEDS) == FEED_NAMES
    assert all(checked(address).scheme == "https" for address in FEEDS.values())
