"""`kiosk devices …`: PINs, enrolment, and what the devices say."""

import argparse
import asyncio
import getpass
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from devices.printer.followed import FollowedPrinter
from devices.receipt.escpos import EscposPrinter
from devices.sound.attached import Kind, attached
from devices.sound.child import state_of
from kiosk.compose import discover, dock, report
from kiosk.compose.drivers import scanner_of
from kiosk.compose.power import supply_of, told
from kiosk.compose.presence import sensor_of
from kiosk.compose.presence import told as seen
from kiosk.compose.printer_words import holdings
from kiosk.compose.reader_trials import reader_now
from kiosk.confine.account import Account
from kiosk.core.clock import SystemClock
from kiosk.core.errors import ERRORS, UserFacingError
from kiosk.core.events import EventLog
from kiosk.core.places import Places, default_run, program
from kiosk.core.settings import Devices, load_settings
from kiosk.steward.enrol import enrol
from kiosk.steward.keep import KeptFile
from kiosk.steward.keys import Identity
from kiosk.steward.pins import ROLES, Pins


def add_arguments(sub: Any) -> None:
    """Declare `kiosk devices`."""
    parser = sub.add_parser("devices", help="codes PIN, enrôlement, appareils : trouver, état")
    verbs = parser.add_subparsers(dest="action", metavar="ACTION", required=True)

    pin = verbs.add_parser("pin", help="définir le code de l'agent ou du technicien (lu au clavier)")
    pin.add_argument("--role", choices=ROLES, required=True)
    pin.add_argument("--state", type=Path, required=True, metavar="DOSSIER")
    pin.set_defaults(run=_pin)

    join = verbs.add_parser("enrol", help="faire connaître cette borne au relais avec un code à usage unique")
    join.add_argument("--settings", type=Path, required=True, metavar="FICHIER")
    join.add_argument("--state", type=Path, required=True, metavar="DOSSIER")
    join.add_argument("--code", required=True)
    join.set_defaults(run=_enrol)

    status = verbs.add_parser("status", help="ce que dit chaque appareil")
    status.add_argument("--settings", type=Path, required=True, metavar="FICHIER")
    status.add_argument("--json", action="store_true", help="pour un programme")
    status.set_defaults(run=_status)

    discover.add_arguments(verbs)
    dock.add_arguments(verbs)
    report.declare(verbs)
    sound = verbs.add_parser("sound", help="les micros et haut-parleurs branchés, et leur adresse")
    sound.add_argument("--json", action="store_true", help="pour un programme")
    sound.set_defaults(run=_sound)


def _pin(options: argparse.Namespace) -> int:
    typed = (
        getpass.getpass("Code (4 à 12 chiffres) : ") if sys.stdin.isatty() else sys.stdin.readline().strip()
    )
    options.state.mkdir(parents=True, exist_ok=True)
    pins = Pins(KeptFile(options.state / "pins.json"), SystemClock(), EventLog(None, "devices"))
    try:
        pins.set(options.role, typed)
    except ValueError:
        print("Un code a 4 à 12 chiffres.", file=sys.stderr)
        return 2
    print("Code enregistré.")
    return 0


def _enrol(options: argparse.Namespace) -> int:
    settings = load_settings(options.settings)
    if not settings.relay.url:
        raise UserFacingError("settings.value-wrong", "relay.url est vide")
    places = Places(options.state.resolve(), default_run())
    places.state.mkdir(parents=True, exist_ok=True)
    places.keys.mkdir(mode=0o700, exist_ok=True)
    identity = Identity.load_or_make(places.keys)
    ca = Path(settings.relay.ca) if settings.relay.ca else None
    kiosk = enrol(settings.relay.url, options.code, identity, KeptFile(places.state / "enrolment.json"), ca)
    EventLog(places.events, "devices").emit("enrol.complete")
    print(f"Borne enrôlée : {kiosk}")
    return 0


def _status(options: argparse.Namespace) -> int:
    rows = rows_of(load_settings(options.settings).devices)
    if options.json:
        print(json.dumps(rows, ensure_ascii=False))
    else:
        for row in rows:
            print(f"{row['device']:16} {words_of(row):40} {row['uri']}")
            for line in row.get("holds", []):
                print(f"{'':16} {line}")
    return 0


def rows_of(devices: Devices) -> list[dict[str, Any]]:
    """What each device of the settings says now: `device`, `uri`, `ok` and the `key` of what is wrong."""
    from kiosk.compose.sight_trial import camera_rows  # what reads pictures, which no other verb here does

    rows = [_printer_row(devices.printer), _scanner_row(devices)]
    if devices.receipt:
        rows.append(_receipt_row(devices.receipt))
    rows += camera_rows(devices)
    rows += [_sound_row("microphone", devices.microphone), _sound_row("speaker", devices.speaker)]
    if devices.codes:
        found = reader_now(devices.codes)
        rows.append({"device": "codes", "uri": devices.codes, "ok": found.key is None, "key": found.key})
    sensor = sensor_of(devices)
    if sensor is not None:
        key = seen(asyncio.run(sensor.status())).key
        rows.append({"device": "presence", "uri": devices.presence, "ok": key is None, "key": key})
    supply = supply_of(devices)
    if supply is not None:
        key = told(asyncio.run(supply.status())).key
        rows.append({"device": "ups", "uri": devices.ups, "ok": key is None, "key": key})
    return rows


def words_of(row: dict[str, Any]) -> str:
    """A row's state in words."""
    key = row["key"]
    return ERRORS[str(key)].cause if key else ("réglé" if row["ok"] else "aucun appareil réglé")


def _sound(options: argparse.Namespace) -> int:
    found = [*asyncio.run(attached("microphone")), *asyncio.run(attached("speaker"))]
    if options.json:
        print(json.dumps([{**asdict(device), "uri": device.uri} for device in found], ensure_ascii=False))
        return 0 if found else 1
    for device in found:
        kind = "retour" if device.monitor else {"microphone": "micro", "speaker": "haut-parleur"}[device.kind]
        state = "coupé" if device.muted else ""
        print(f"{kind:13} {state:6} {device.label:40} {device.uri}")
    if not found:
        print(f"{ERRORS['sound.device-missing'].cause} : le serveur de son ne répond pas.", file=sys.stderr)
    return 0 if found else 1


def _sound_row(kind: Kind, uri: str) -> dict[str, Any]:
    key = asyncio.run(state_of(kind, uri))["key"] if uri else None
    return {"device": kind, "uri": uri, "ok": bool(uri) and key is None, "key": key}


def _receipt_row(uri: str) -> dict[str, Any]:
    try:
        printer = EscposPrinter(uri)
    except ValueError as error:
        raise UserFacingError("settings.value-wrong", f"devices.receipt : {error}") from None
    status = asyncio.run(printer.status())
    return {"device": "receipt", "uri": uri, "ok": status.usable, "key": status.trouble}


def _printer_row(uri: str) -> dict[str, Any]:
    if not uri:
        return {"device": "printer", "uri": "", "ok": False, "key": "printer.device-offline"}
    try:
        printer = FollowedPrinter(uri, [*program(), "child"])
    except ValueError as error:
        raise UserFacingError("settings.value-wrong", f"devices.printer : {error}") from None
    status = asyncio.run(printer.status())
    row = {"device": "printer", "uri": uri, "ok": status.usable, "key": status.trouble}
    return {**row, "holds": holdings(status)}


def _scanner_row(devices: Devices) -> dict[str, Any]:
    scanner = scanner_of(devices, Account.named(""))
    if scanner is None:
        return {"device": "scanner", "uri": "", "ok": False, "key": None}
    status = asyncio.run(scanner.status())
    return {"device": "scanner", "uri": devices.scanner, "ok": status.usable, "key": status.trouble}
