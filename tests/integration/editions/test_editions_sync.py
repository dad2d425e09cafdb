"""Publishing and synchronising when all goes well: only what changed crosses, and one can go back."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from offline_cache.directory.importer import Order, import_directory
from offline_cache.directory.store import Directory
from offline_cache.editions.attachments import INSTALLERS, Installer, part_of
from offline_cache.editions.keys import rotate
from offline_cache.importer import import_edition
from offline_cache.local.content import LocalContent
from offline_cache.local.install import export_local
from offline_cache.sample.local_build import write_local_sample
from offline_cache.sample.offices import DIRECTORY
from tests.integration.editions.server import Handler, cut_after
from tests.integration.editions.town import PASSPHRASE, Town, long_ago, sheets


def test_a_new_kiosk_gets_the_whole_edition_and_can_search_it(town: Town) -> None:
    town.publish(sheets())
    outcome = town.sync()
    assert (outcome.outcome, outcome.edition, outcome.error, outcome.objects) == (
        "updated",
        "2026-11-01",
        None,
        12,
    )
    assert outcome.bytes > 0
    assert outcome.expires.endswith("Z")
    with town.opened() as store:
        assert [hit.id for hit in store.search("numéro7").hits] == ["F7"]
        assert store.edition.sample
    assert [event["event"] for event in town.events] == ["content.sync-init", "content.sync-complete"]


def test_the_next_edition_costs_what_changed_and_keeps_the_one_before(town: Town) -> None:
    town.publish(sheets(40))
    town.sync()
    town.publish(sheets(40, F3="Le délai est de trois semaines."), "2026-11-08")
    town.server.asked.clear()
    outcome = town.sync()
    assert (outcome.outcome, outcome.objects, outcome.edition) == ("updated", 1, "2026-11-08")
    assert "différence" in outcome.detail
    assert "trois semaines" in town.text("F3")
    asked = [path for path, _ in town.server.asked]
    assert sum(path.startswith("sheets/") for path in asked) == 1
    assert any(path.startswith("targets/delta/") for path in asked)
    assert not any(path.endswith(".manifest") for path in asked)
    assert town.back().outcome == "updated"
    assert "numéro3" in town.text("F3")


def test_nothing_new_costs_one_small_file(town: Town) -> None:
    town.publish(sheets())
    town.sync()
    town.server.asked.clear()
    outcome = town.sync()
    assert (outcome.outcome, outcome.objects) == ("current", 0)
    assert {path for path, _ in town.server.asked} == {"metadata/2.root.json", "metadata/timestamp.json"}


def test_a_sheet_that_is_gone_is_gone_and_a_new_one_is_found(town: Town) -> None:
    town.publish(sheets())
    town.sync()
    texts = sheets(F99="Un permis pour un drone.")
    del texts["F5"]
    town.publish(texts, "2026-11-08")
    assert town.sync().outcome == "updated"
    with town.opened() as store:
        assert store.sheet("F5") is None
        assert [hit.id for hit in store.search("drone").hits] == ["F99"]


def test_after_going_back_a_sync_waits_for_another_edition(town: Town) -> None:
    town.publish(sheets())
    town.sync()
    town.publish(sheets(F3="Une phrase de trop."), "2026-11-08")
    town.sync()
    town.back()
    outcome = town.sync()
    assert (outcome.outcome, outcome.edition) == ("current", "2026-11-01")
    assert "content back" in outcome.detail
    town.renew()
    assert town.sync().edition == "2026-11-01"
    town.publish(sheets(F3="Une meilleure phrase."), "2026-11-15")
    assert town.sync().edition == "2026-11-15"
    assert "meilleure" in town.text("F3")


def test_a_renewal_brings_no_content_and_a_later_end(town: Town) -> None:
    town.publish(sheets(), days=3)
    before = town.sync()
    town.renew(days=60)
    after = town.sync()
    assert (after.outcome, after.objects) == ("current", 0)
    assert after.expires > before.expires


def test_a_kiosk_that_missed_many_editions_takes_the_whole_manifest(town: Town) -> None:
    town.publish(sheets())
    town.sync()
    for week in range(10):
        town.publish(sheets(F1=f"Semaine {week}."), f"2026-11-{week + 10}")
    town.server.asked.clear()
    outcome = town.sync()
    assert (outcome.outcome, outcome.objects) == ("updated", 1)
    assert "Semaine 9" in town.text()
    assert any(path.endswith(".manifest") for path, _ in town.server.asked)


def test_a_delta_that_does_not_fit_is_no_trouble(town: Town) -> None:
    town.publish(sheets())
    town.sync()
    town.publish(sheets(F3="Autre chose."), "2026-11-08")
    town.server.spoil("targets/delta/", lambda handler, data: handler.answer(200, data[:-3] + b"xyz"))
    assert town.sync().outcome == "updated"
    assert "Autre chose" in town.text("F3")


def test_a_transfer_cut_in_the_middle_goes_on_where_it_stopped(town: Town, tmp_path: Path) -> None:
    file = tmp_path / "annuaire.bin"
    file.write_bytes(bytes(range(256)) * 400)
    town.publish(sheets(3), attachments={"directory": file})
    town.server.spoil("^files/", cut_after(30_000))
    cut = town.sync()
    assert (cut.outcome, cut.error) == ("unreachable", "content.server-unreachable")
    town.server.mend()
    town.server.asked.clear()
    assert town.sync().outcome == "updated"
    ranges = [asked for path, asked in town.server.asked if path.startswith("files/")]
    assert ranges == ["bytes=90000-"]  # asked three times already
    assert not any(path.startswith("sheets/") for path, _ in town.server.asked)


def test_without_ranges_it_begins_again(town: Town, tmp_path: Path) -> None:
    file = tmp_path / "annuaire.bin"
    file.write_bytes(bytes(range(256)) * 400)
    town.publish(sheets(3), attachments={"directory": file})
    town.server.spoil("^files/", cut_after(30_000))
    assert town.sync().outcome == "unreachable"
    town.server.mend()
    town.server.ranges = False
    assert town.sync().outcome == "updated"


def test_an_attachment_is_installed_once_and_again_only_when_it_changed(town: Town, tmp_path: Path) -> None:
    file = tmp_path / "local.bin"
    seen: list[str] = []

    def install(source: Path, folder: Path) -> None:
        seen.append(source.read_text())
        (folder / "page.txt").write_text(source.read_text().upper())

    town.installers = {"local": Installer(1, install)}
    for day, text in (("2026-11-01", "fête"), ("2026-11-08", "fête"), ("2026-11-15", "marché")):
        file.write_text(text)
        town.publish(sheets(F1=day), day, attachments={"local": file})
        assert town.sync().outcome == "updated"
        part = part_of((town.store / "current").resolve(), "local")
        assert part is not None
        assert (part / "page.txt").read_text() == text.upper()
    assert seen == ["fête", "marché"]


def test_offices_and_local_pages_come_with_the_edition_and_give_way_to_what_is_installed_by_hand(
    town: Town, tmp_path: Path
) -> None:
    offices, pages = DIRECTORY, tmp_path / "commune.zip"
    write_local_sample(tmp_path / "commune", date(2026, 11, 26))
    export_local(tmp_path / "commune", pages)
    town.installers = INSTALLERS
    town.publish(sheets(), attachments={"directory": offices, "local": pages})
    assert town.sync().outcome == "updated"
    directory, local = Directory.open(town.store), LocalContent.open(town.store)
    assert isinstance(directory, Directory)
    assert isinstance(local, LocalContent)
    assert directory.edition.offices > 10
    directory.close()
    local.close()
    own = tmp_path / "autre.json"
    own.write_text(json.dumps({"service": json.loads(offices.read_text(encoding="utf-8"))["service"][:3]}))
    import_directory(Order(own), town.store)
    by_hand = Directory.open(town.store)
    assert isinstance(by_hand, Directory)
    assert by_hand.edition.offices == 3
    by_hand.close()


def test_new_keys_are_learnt_by_kiosks_that_know_the_first_root(town: Town) -> None:
    town.publish(sheets())
    town.sync()
    now = datetime.now(UTC)
    rotate(town.keys, town.keys / "coffre-2" / "racine-1.pem", PASSPHRASE, now, roots_too=True)
    rotate(town.keys, town.keys / "coffre-1" / "racine-2.pem", PASSPHRASE, now, roots_too=False)
    town.publish(sheets(F1="Après les nouvelles clés."), "2026-11-08")
    assert town.sync().outcome == "updated"
    assert "nouvelles clés" in town.text()


def test_a_store_that_was_imported_by_hand_is_synced_like_any_other(town: Town) -> None:
    town.publish(sheets())
    import_edition(town.folder / "sources.zip", town.store, workers=1)
    town.publish(sheets(F2="Nouveau."), "2026-11-08")
    outcome = town.sync()
    assert (outcome.outcome, outcome.objects) == ("updated", 1)


def test_a_damaged_store_is_built_again_and_what_is_bad_in_it_is_fetched(town: Town) -> None:
    town.publish(sheets())
    town.sync()
    database = (town.store / "current").resolve() / "content.sqlite"
    data = bytearray(database.read_bytes())
    data[4096:-4096] = bytes(len(data) - 8192)
    database.write_bytes(data)
    town.publish(sheets(F2="Nouveau."), "2026-11-08")
    outcome = town.sync()
    assert outcome.outcome == "updated", outcome
    assert "numéro1 " in town.text("F1")


def test_two_syncs_at_once_do_not_meet(town: Town) -> None:
    town.publish(sheets())
    inner = []

    def progress(done: int, _total: int) -> None:
        if done == 1:
            inner.append(town.sync())

    assert town.sync(progress=progress).outcome == "updated"
    assert [outcome.error for outcome in inner] == ["content.store-busy"]


def test_a_publisher_who_signed_long_ago_can_still_renew(town: Town) -> None:
    town.publish(sheets(), clock=long_ago(60))
    assert town.sync().error == "content.edition-expired"
    assert town.renew() > datetime.now(UTC) + timedelta(days=29)
    assert town.sync().outcome == "updated"


def test_a_server_that_hangs_up_once_is_asked_again(town: Town) -> None:
    town.publish(sheets(3))
    left = ["timestamp.json", "snapshot.json", "manifest"]

    def once(handler: Handler, data: bytes) -> None:
        name = next((name for name in left if handler.path.endswith(name)), None)
        if name is None:
            handler.answer(200, data)
        else:
            left.remove(name)
            handler.cut()

    town.server.spoil("(timestamp.json|snapshot.json|manifest)$", once)
    assert town.sync().outcome == "updated"
    assert left == []
