"""A server that cheats, or a publisher that sleeps: refused with the reason, the edition in use untouched."""

import hashlib
import json
import os
import resource
import signal
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.core.errors import ERRORS
from offline_cache.editions.keys import load_publisher, make_keys
from offline_cache.editions.packing import pack
from offline_cache.editions.release import File, newest, place, release
from offline_cache.editions.sync import Outcome
from tests.integration.editions.server import (
    changed,
    claims,
    cut_after,
    endless,
    hangs_up,
    instead,
    stalls,
    status,
    trickles,
    trickles_headers,
)
from tests.integration.editions.town import PASSPHRASE, QUICK, Town, long_ago, sheets

Spoil = Callable[[Town], None]


@pytest.fixture
def town(between: Town) -> Town:
    """One edition is installed, the next one published."""
    return between


def refused(town: Town, key: str, **options: object) -> Outcome:
    """Sync, and see that nothing changed, the reason is told and one event logged."""
    before, events = picture(town.store), len(town.events)
    outcome = town.sync(**options)
    assert outcome.error == key, outcome
    assert outcome.outcome == ("unreachable" if key.startswith("content.server-") else "refused")
    assert outcome.edition == "2026-11-01"
    assert outcome.detail
    assert ERRORS[key].remedy
    assert picture(town.store) == before
    assert "numéro3" in town.text("F3")
    told = town.events[events:]
    assert [event["event"] for event in told] == ["content.sync-init", "content.sync-refused"]
    assert told[-1]["key"] == key
    return outcome


def recovers(town: Town) -> None:
    """Once the server is itself again, the kiosk takes the edition."""
    town.server.mend()
    assert town.sync().outcome == "updated"
    assert "Nouvelle phrase" in town.text("F3")


def picture(store: Path) -> dict[str, bytes]:
    """Every file of the edition in use, and what `current` points at."""
    current = (store / "current").resolve()
    files = {
        str(path.relative_to(current)): path.read_bytes() for path in current.rglob("*") if path.is_file()
    }
    return {"current": os.fsencode(current.name), **files}


METADATA = ("timestamp", "snapshot", "targets")


@pytest.mark.parametrize("role", METADATA)
def test_metadata_changed_on_the_way_is_refused(town: Town, role: str) -> None:
    town.server.spoil(
        rf"metadata/(\d+\.)?{role}\.json$",
        changed(lambda data: data.replace(b'"expires":"20', b'"expires":"29')),
    )
    # A snapshot or targets is known by its hash before its signature is looked at.
    refused(town, "content.edition-forged" if role == "timestamp" else "content.file-damaged")
    recovers(town)


@pytest.mark.parametrize("role", METADATA)
def test_metadata_cut_short_is_refused(town: Town, role: str) -> None:
    town.server.spoil(rf"metadata/(\d+\.)?{role}\.json$", changed(lambda data: data[:-40]))
    refused(town, "content.file-damaged")
    recovers(town)


@pytest.mark.parametrize("pattern", ["metadata/timestamp.json$", r"metadata/2\.root\.json$"])
def test_metadata_without_end_is_cut(town: Town, pattern: str) -> None:
    town.server.spoil(pattern, endless)
    refused(town, "content.file-oversized")
    recovers(town)


def test_an_edition_signed_by_another_is_refused(town: Town, tmp_path: Path) -> None:
    other = tmp_path / "autre"
    other.mkdir()
    make_keys(other, PASSPHRASE, datetime.now(UTC))
    replace(town, keys=other).publish(sheets(F3="Propagande."), "2026-11-15")
    assert "0 signature valable sur 1" in refused(town, "content.edition-forged").detail


def test_a_new_root_that_the_old_one_did_not_sign_is_refused(town: Town, tmp_path: Path) -> None:
    other = tmp_path / "autre"
    other.mkdir()
    make_keys(other, PASSPHRASE, datetime.now(UTC))
    data = json.loads((other / "1.root.json").read_bytes())
    data["signed"]["version"] = 2
    town.server.spoil(r"metadata/2\.root\.json$", instead(json.dumps(data).encode()))
    refused(town, "content.edition-forged")
    recovers(town)


def test_an_older_edition_played_again_is_refused(town: Town) -> None:
    files = {path: path.read_bytes() for path in (town.repo / "metadata").iterdir()}
    town.publish(sheets(F3="Encore plus neuf."), "2026-11-15")
    assert town.sync().outcome == "updated"
    for path, data in files.items():
        path.write_bytes(data)
    before = picture(town.store)
    outcome = town.sync()
    assert (outcome.outcome, outcome.error) == ("refused", "content.edition-older")
    assert outcome.detail == "timestamp : versions 2 et 3"
    assert picture(town.store) == before


def test_a_signature_that_ran_out_leaves_the_content_with_its_age(town: Town) -> None:
    town.publish(sheets(F3="Signée il y a longtemps."), "2026-11-15", clock=long_ago(40))
    outcome = refused(town, "content.edition-expired")
    assert "timestamp.json n'est plus valable" in outcome.detail
    with town.opened() as store:
        assert store.edition.age_days > 0
        assert store.sheet("F1") is not None


def test_a_server_frozen_on_what_was_true_once_is_noticed(town: Town) -> None:
    assert town.sync().outcome == "updated"
    in_a_month = long_ago(-31)
    before = picture(town.store)
    outcome = town.sync(clock=in_a_month)
    assert (outcome.outcome, outcome.error) == ("refused", "content.edition-expired")
    assert "valable jusqu'au" in outcome.detail
    assert picture(town.store) == before


SHEET = "^sheets/"
BOMB = pack(b"0" * 50_000_000)


@pytest.mark.parametrize(
    ("spoil", "key"),
    [
        pytest.param(changed(lambda data: data[:-5]), "content.file-damaged", id="cut, and sure of itself"),
        pytest.param(cut_after(20), "content.server-unreachable", id="hangs up in the middle"),
        pytest.param(instead(pack(b'{"id":"F3"}')), "content.file-damaged", id="another sheet"),
        pytest.param(instead(b"\0" * 60), "content.file-damaged", id="no compression at all"),
        pytest.param(instead(BOMB), "content.file-oversized", id="bomb"),
        pytest.param(
            instead(zlib.compress(b"0" * 20_000)),
            "content.file-oversized",
            id="small bomb, beyond what was signed",
        ),
        pytest.param(
            changed(lambda data: data + b"x" * 3), "content.file-oversized", id="something more after the end"
        ),
        pytest.param(endless, "content.file-oversized", id="endless"),
        pytest.param(claims(10**12), "content.file-oversized", id="claims a terabyte"),
        pytest.param(claims(400), "content.server-unreachable", id="claims more than it gives"),
        pytest.param(claims(10), "content.file-damaged", id="claims less than it gives"),
        pytest.param(status(404), "content.file-damaged", id="not there"),
        pytest.param(
            status(302, {"Location": "http://127.0.0.1:9/"}), "content.file-damaged", id="sent elsewhere"
        ),
        pytest.param(hangs_up, "content.server-unreachable", id="hangs up at once"),
        pytest.param(stalls, "content.server-slow", id="stalls"),
        pytest.param(trickles, "content.server-slow", id="a byte now and then"),
        pytest.param(trickles_headers, "content.server-slow", id="headers that never end"),
    ],
)
def test_a_sheet_that_is_not_what_was_signed_is_refused(
    town: Town, spoil: Callable[..., None], key: str
) -> None:
    town.limits = QUICK
    town.server.spoil(SHEET, spoil)
    refused(town, key)
    recovers(town)


@pytest.mark.parametrize("spoil", [stalls, trickles, trickles_headers])
def test_metadata_that_never_comes_is_cut(town: Town, spoil: Callable[..., None]) -> None:
    town.limits = QUICK
    town.server.spoil("timestamp.json$", spoil)
    refused(town, "content.server-slow")
    recovers(town)


def test_a_captive_portal_is_no_edition(town: Town) -> None:
    town.server.spoil(".", instead(b"<html>Bienvenue ! Acceptez nos conditions.</html>"))
    refused(town, "content.file-damaged")
    recovers(town)


def test_no_server_at_all(town: Town) -> None:
    refused(town, "content.server-unreachable", url="http://127.0.0.1:9/")


def test_a_manifest_with_a_hostile_name_is_refused(town: Town) -> None:
    """Signed by the publisher's own keys, whose machine was taken over."""
    for section, name in (
        ("attachments", "../../etc"),
        ("attachments", "a/b"),
        ("sheets", "../F1"),
        ("forms", "/R1"),
    ):
        _sign_manifest(town, lambda found, s=section, n=name: found[s].update({n: ["0" * 64, 3]}))
        refused(town, "content.edition-invalid")


@pytest.mark.parametrize(
    ("change", "key"),
    [
        (lambda found: found.update(format=2), "content.format-unknown"),
        (lambda found: found["sheets"].update(F1=["0" * 64, 10**9]), "content.edition-invalid"),
        (lambda found: found["sheets"].update(F1=["../../x", 3]), "content.edition-invalid"),
        (lambda found: found["head"].update(date="hier"), "content.edition-invalid"),
        (
            lambda found: found["attachments"].update({f"a{n}": ["0" * 64, 2**28] for n in range(20)}),
            "content.file-oversized",
        ),
        (lambda found: found.pop("sheets"), "content.edition-invalid"),
    ],
)
def test_a_signed_manifest_that_a_kiosk_cannot_bear_is_refused(
    town: Town, change: Callable[[dict[str, object]], None], key: str
) -> None:
    _sign_manifest(town, change)
    refused(town, key)


def test_a_signed_sheet_that_is_another_is_refused(town: Town) -> None:
    def swap(found: dict[str, dict[str, object]]) -> None:
        found["sheets"]["F1"], found["sheets"]["F2"] = found["sheets"]["F2"], found["sheets"]["F1"]

    _sign_manifest(town, swap)
    refused(town, "content.check-failed")


@pytest.mark.parametrize(
    "data",
    [
        b'{"id":"F1","kind":"sheet","title":"Titre","aura":"plus tard"}',
        b'{"id":"F1","kind":"sheet","title":7,"blocks":[{"t":"Hologramme"}]}',
        b"[" * 200_000,
        b"rien",
    ],
)
def test_a_signed_sheet_of_a_later_program_is_refused(town: Town, data: bytes) -> None:
    sha256 = hashlib.sha256(data).hexdigest()
    path = town.repo / "sheets" / sha256[:2] / sha256
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(pack(data))
    _sign_manifest(town, lambda found: found["sheets"].update(F1=[sha256, len(data)]))
    refused(town, "content.format-unknown")


def _sign_manifest(town: Town, change: Callable[..., object]) -> None:
    """Publish a manifest changed by hand, signed with the right keys, and no delta."""
    before = newest(town.repo)
    shelf = max((town.repo / "manifests").iterdir(), key=lambda path: int(path.name.partition(".")[0]))
    found = json.loads(zlib.decompress(shelf.read_bytes()))
    change(found)
    data = json.dumps(found, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    facts = {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}
    files = {"manifest": place(town.repo, "manifest", File(pack(data), facts))}
    release(town.repo, load_publisher(town.keys), before, files, datetime.now(UTC), 30)


@contextmanager
def small_files(most: int) -> Iterator[None]:
    """No file may grow beyond `most` bytes, as on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, before)


@pytest.mark.parametrize("most", [100, 1_000, 2_500, 20_000, 70_000])
def test_a_disk_that_fills_up_in_the_middle_leaves_the_old_edition(town: Town, most: int) -> None:
    before = picture(town.store)
    with small_files(most):
        outcome = town.sync()
    assert (outcome.outcome, outcome.error) == ("refused", "host.disk-full"), outcome
    assert picture(town.store) == before
    recovers(town)


def test_a_root_that_is_none_is_refused_before_anything_is_asked(town: Town) -> None:
    town.server.asked.clear()
    refused(town, "content.root-invalid", root=b'{"signed":{}}')
    assert town.server.asked == []
