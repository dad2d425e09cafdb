"""The report of a kiosk, gathered: by the steward for its own printer, or on the command line from what it keeps."""

import argparse
import asyncio
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import kiosk
from kiosk.compose.test_prints import TEST_DEADLINE_S, name_of
from kiosk.core.clock import SystemClock, live_in, rfc3339
from kiosk.core.ids import new_id
from kiosk.core.places import Places, default_run
from kiosk.core.settings import Settings, load_settings
from kiosk.core.system import refusal
from kiosk.maintenance.facts import host_facts
from kiosk.maintenance.host import ThisMachine
from kiosk.maintenance.journal import last_events
from kiosk.maintenance.report import Item, Report, as_json, as_sheet
from kiosk.maintenance.table import in_order, kind_of
from kiosk.steward.keep import KeptFile
from kiosk.steward.records import Records
from offline_cache.store import ContentStore
from session.protocol.local import Device
from session.protocol.maintenance import ReportState
from session.protocol.printing import PrintSheet

if TYPE_CHECKING:
    from kiosk.compose.steward import House

RECORDS = "device-tests.json"
"""In the state folder: what the tests gave, and what was proved on this hardware."""
PRINTING_S = 2 * TEST_DEADLINE_S


# ---- the steward's


async def print_report(house: "House") -> ReportState:
    """Gather the report and print it on the A4 printer; what came of it."""
    items = [_item(row) for row in house.staff.rows()]
    report = await asyncio.to_thread(_gathered, house, items)
    job = new_id()
    data = as_sheet(report).model_dump(mode="json")
    house.parts.jobs.sheet(PrintSheet(job=job, kind="report", data=data))
    try:
        state = await asyncio.wait_for(house.parts.jobs.finished(job), PRINTING_S)
    except TimeoutError:
        return ReportState(phase="failed", key=house.world.facts.printer.trouble or "printer.job-failed")
    if state.state == "done":
        return ReportState(phase="done")
    return ReportState(phase="failed", key=state.key or "printer.job-failed")


def _item(row: Device) -> Item:
    return Item(
        row.device, row.label, row.uri, row.ok, row.status, row.key, row.tested, row.said, row.passed, row.proven,
        row.proof,
    )  # fmt: skip


def _gathered(house: "House", items: Sequence[Item]) -> Report:
    held = house.keeper.held
    return Report(
        town=house.settings.place.town_hall,
        kiosk=name_of(house),
        made=rfc3339(house.clock.now()),
        version=kiosk.__version__,
        edition=f"édition du {held.edition or 'date inconnue'}, {held.sheets} fiches",
        devices=items,
        host=host_facts(ThisMachine(), house.places),
        events=last_events(house.places.events, labels={item.device: item.label for item in items}),
    )


# ---- the command line's


def declare(verbs: Any) -> None:
    """Declare `kiosk devices report`."""
    parser = verbs.add_parser("report", help="rapport de la borne : appareils, essais, machine, journal")
    parser.add_argument("--settings", type=Path, required=True, metavar="FICHIER")
    parser.add_argument("--state", type=Path, required=True, metavar="DOSSIER")
    parser.add_argument(
        "--pdf", type=Path, metavar="FICHIER", help="l'écrire en PDF, à envoyer ou à imprimer"
    )
    parser.add_argument("--json", action="store_true", help="pour un programme")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    settings = load_settings(options.settings)
    live_in(settings.place.timezone)
    report = stored_report(settings, Places(options.state.resolve(), default_run()))
    if options.pdf is not None:
        _write(report, options.pdf)
    if options.json:
        print(json.dumps(as_json(report), ensure_ascii=False, indent=2))
    elif options.pdf is None:
        print(_text(report))
    return 0


def stored_report(settings: Settings, places: Places) -> Report:
    """What can be told without the steward: the devices are asked now, the rest is read from the state folder."""
    from kiosk.compose.devices import rows_of

    rows = {str(row["device"]): row for row in rows_of(settings.devices)}
    records = Records(KeptFile(places.state / RECORDS))
    items = [_asked(name, rows[name], records) for name in in_order(list(rows))]
    kept = KeptFile(places.state / "enrolment.json").load()
    short = str(kept.get("kiosk", ""))[:6].upper()
    return Report(
        town=settings.place.town_hall,
        kiosk=f"{kept.get('name') or settings.place.room or 'Borne'} · {short or 'non enrôlée'}",
        made=rfc3339(SystemClock().now()),
        version=kiosk.__version__,
        edition=_edition(places.content),
        devices=items,
        host=host_facts(ThisMachine(), places),
        events=last_events(places.events, labels={item.device: item.label for item in items}),
    )


def _asked(name: str, row: dict[str, Any], records: Records) -> Item:
    from kiosk.compose.devices import words_of

    uri = str(row["uri"])
    known = records.of(name, uri)
    return Item(
        name, kind_of(name).label, uri, row["key"] is None, words_of(row), row["key"], known.tested, known.said,
        not known.key, known.proven, known.proof,
    )  # fmt: skip


def _edition(folder: Path) -> str:
    store = ContentStore.open(folder)
    if not isinstance(store, ContentStore):
        return "aucune fiche installée"
    try:
        return f"édition du {store.edition.date or 'date inconnue'}, {store.edition.sheets} fiches"
    finally:
        store.close()


def _write(report: Report, path: Path) -> None:
    from kiosk.core.places import ROOT
    from kiosk.documents.compose import set_sheet
    from kiosk.documents.type import load_faces

    try:
        set_sheet(as_sheet(report), path, load_faces(ROOT / "kiosk" / "assets" / "fonts"))
    except OSError as error:
        raise refusal(error, path) from None
    print(f"Rapport écrit : {path}", file=sys.stderr)


def _text(report: Report) -> str:
    sheet = as_sheet(report)
    lines = [f"{sheet.title} — {sheet.town}", sheet.summary]
    lines += [f"{name} : {value}" for name, value in (*sheet.facts, *sheet.host)]
    lines += [
        " · ".join(
            part for part in (device.label, device.words, device.tested, device.mark, device.uri) if part
        )
        for device in sheet.devices
    ]
    lines += [
        f"{event.when}  {event.words}{f' ({event.code})' if event.code else ''}" for event in sheet.events
    ]
    return "\n".join(lines)
