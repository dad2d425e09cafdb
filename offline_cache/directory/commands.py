"""`kiosk content directory|permanences|orientation …`."""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.core.arguments import number
from kiosk.core.clock import SystemClock
from kiosk.core.errors import UserFacingError
from kiosk.core.system import refusal

if TYPE_CHECKING:
    from offline_cache.directory.importer import DirectoryReport

_REPORT = "rapport-annuaire.json"
_FILES = {"permanences": "permanences.toml", "orientation": "orientation.toml"}


def add_arguments(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the three verbs under `content`."""
    directory = verbs.add_parser("directory", help="les bureaux : annuaire de l'administration")
    actions = directory.add_subparsers(dest="directory_verb", metavar="ACTION", required=True)
    _add_import(actions.add_parser("import", help="lire l'annuaire publié par la DILA"))
    sample = actions.add_parser("sample", help="installer les bureaux d'exemple de Saint-Aubin")
    sample.add_argument("--store", type=Path, required=True, metavar="DOSSIER")
    sample.set_defaults(run=run_sample)
    near = actions.add_parser("near", help="montrer les bureaux d'un endroit, comme la borne")
    near.add_argument("--store", type=Path, required=True, metavar="DOSSIER")
    near.add_argument("--insee", required=True, help="code INSEE de la commune")
    near.add_argument(
        "kinds", nargs="*", metavar="TYPE", help="mairie, caf… ; sans type : la liste de la borne"
    )
    near.set_defaults(run=run_near)
    for name, about in (
        ("permanences", "les permanences et les passages d'un bus"),
        ("orientation", "la table « Vers qui me tourner ? »"),
    ):
        files = verbs.add_parser(name, help=about).add_subparsers(
            dest="file_verb", metavar="ACTION", required=True
        )
        check = files.add_parser("check", help="vérifier un fichier, ligne par ligne")
        check.add_argument("file", type=Path, metavar="FICHIER.toml")
        check.set_defaults(run=run_check, kind=name)
        install = files.add_parser("install", help="vérifier puis mettre en service")
        install.add_argument("file", type=Path, metavar="FICHIER.toml")
        install.add_argument("--store", type=Path, required=True, metavar="DOSSIER")
        install.set_defaults(run=run_install, kind=name)


def _add_import(add: argparse.ArgumentParser) -> None:
    add.add_argument("file", type=Path, metavar="FICHIER", help="JSON, JSON par lignes, tar, zip, gz ou bz2")
    add.add_argument("--store", type=Path, required=True, metavar="DOSSIER")
    add.add_argument("--insee", default="", help="code INSEE de la commune de la borne")
    add.add_argument(
        "--radius-km", type=number(1, 500), default=0, metavar="KM", help="garder autour de la commune"
    )
    add.add_argument("--latitude", type=float, help="centre du rayon, si ce n'est pas la mairie")
    add.add_argument("--longitude", type=float)
    add.add_argument(
        "--departement", action="append", default=[], metavar="45", help="garder un département (répétable)"
    )
    add.add_argument(
        "--commune", action="append", default=[], metavar="INSEE", help="garder une commune (répétable)"
    )
    add.add_argument(
        "--communes", type=Path, metavar="CSV", help="fichier de l'INSEE : anciens codes de communes"
    )
    add.add_argument(
        "--competences", type=Path, metavar="FICHIER", help="compétence géographique des services locaux"
    )
    add.add_argument("--json", action="store_true", help="répondre en JSON")
    add.add_argument(
        "--report", type=Path, nargs="?", const=Path(), metavar="RAPPORT.json",
        help="écrire ce que l'annuaire a d'anormal (sans nom : rapport-annuaire.json dans le dossier)",
    )  # fmt: skip
    add.set_defaults(run=run_import)


def run_import(arguments: argparse.Namespace) -> int:
    """Import a directory; what was read goes to stdout, what is amiss to stderr."""
    from offline_cache.directory.area import Area  # noqa: PLC0415 - the writer's side, which no other verb needs
    from offline_cache.directory.importer import Order, import_directory  # noqa: PLC0415 - as above: loaded by the verb that needs it
    from offline_cache.directory.insee import read_communes  # noqa: PLC0415 - as above: loaded by the verb that needs it
    from offline_cache.directory.model import Point  # noqa: PLC0415 - as above: loaded by the verb that needs it

    if (arguments.latitude is None) != (arguments.longitude is None):
        raise UserFacingError("settings.value-wrong", "--latitude et --longitude vont ensemble")
    centre = None if arguments.latitude is None else Point(arguments.latitude, arguments.longitude)
    area = Area(
        frozenset(arguments.commune),
        frozenset(code.upper() for code in arguments.departement),
        centre,
        float(arguments.radius_km),
    )
    order = Order(
        arguments.file,
        area,
        arguments.insee,
        read_communes(arguments.communes) if arguments.communes else {},
        (arguments.competences,) if arguments.competences else (),
    )
    report = import_directory(order, arguments.store)
    if arguments.report is not None:
        _write_report(report, arguments.file, arguments.store, arguments.report)
    if arguments.json:
        brief = {**asdict(report), "faults": {fault.words: fault.count for fault in report.faults}}
        _print(json.dumps(brief, ensure_ascii=False))
        return 0
    _print(
        f"annuaire du {report.date or 'date inconnue'} : {report.kept} bureaux gardés sur {report.read} entrées lues,"
        f" {report.communes} communes desservies"
    )
    _print(f"{report.ms / 1000:.1f} s, {report.bytes / 1e6:.1f} Mo")
    for fault in report.faults:
        sys.stderr.write(f"{fault.words} : {fault.count} (par exemple {fault.entries[0]})\n")
    return 0


def _write_report(report: "DirectoryReport", file: Path, store: Path, target: Path) -> None:
    path = store / _REPORT if target == Path() else target
    try:
        whole = {"file": file.name, **asdict(report)}
        path.write_text(json.dumps(whole, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise refusal(error, path) from None
    sys.stderr.write(f"rapport complet : {path}\n")


def run_sample(arguments: argparse.Namespace) -> int:
    """Put the sample town's offices and permanences into a store."""
    from offline_cache.sample.offices import INSEE, install_sample  # noqa: PLC0415 - as above: loaded by the verb that needs it

    report = install_sample(arguments.store)
    _print(f"{report.kept} bureaux d'exemple en service, code INSEE {INSEE}")
    return 0


def run_near(arguments: argparse.Namespace) -> int:
    """Say what the kiosk would show at a place, now."""
    from offline_cache.directory.guide import Spot, open_guide  # noqa: PLC0415 - as above: loaded by the verb that needs it
    from offline_cache.directory.words import address, distance  # noqa: PLC0415 - as above: loaded by the verb that needs it

    guide = open_guide(arguments.store, Spot(arguments.insee))
    if guide.edition is None:
        raise UserFacingError("content.store-missing", f"{arguments.store} : pas d'annuaire")
    moment = SystemClock().now().astimezone()
    found = (
        guide.for_codes(arguments.kinds, 5) if arguments.kinds else [near.found for near in guide.nearby()]
    )
    for one in found:
        said = [guide.opening(one.office, moment), distance(one.distance), address(one.office)]
        _print(f"{one.office.name}{' (dessert la commune)' if one.serves else ''}")
        _print(f"  {' · '.join(part for part in said if part)}")
    return 0


def run_check(arguments: argparse.Namespace) -> int:
    """Check a file: 0 when it is good, 1 with every error on stdout."""
    from offline_cache.directory import kept  # noqa: PLC0415 - as above: loaded by the verb that needs it

    faults = kept.check(_FILES[arguments.kind], kept.read_text(arguments.file))
    for fault in faults:
        _print(f"{arguments.file.name}, {fault}")
    if not faults:
        _print(_good(arguments.kind, kept.read_text(arguments.file)))
    return 1 if faults else 0


def _good(kind: str, text: str) -> str:
    """What a good file says, so that its writer sees it was understood."""
    from offline_cache.directory.calendar import holiday  # noqa: PLC0415 - as above: loaded by the verb that needs it
    from offline_cache.directory.orientation import read_orientation  # noqa: PLC0415 - as above: loaded by the verb that needs it
    from offline_cache.directory.stops import next_words  # noqa: PLC0415 - as above: loaded by the verb that needs it
    from offline_cache.directory.stops_file import read_stops  # noqa: PLC0415 - as above: loaded by the verb that needs it

    if kind == "orientation":
        table, _ = read_orientation(text)
        return f"bon : {len(table.themes)} thèmes, {len(table.needs)} besoins, {len(table.rows)} réponses"
    stops, _ = read_stops(text)
    moment = SystemClock().now().astimezone()
    lines = [f"{stop.name} – {next_words(stop, moment, holiday)}" for stop in stops]
    return "\n".join([f"bon : {len(stops)} permanence{'s' if len(stops) > 1 else ''}", *lines])


def run_install(arguments: argparse.Namespace) -> int:
    """Put a checked file into use."""
    from offline_cache.directory import kept  # noqa: PLC0415 - as above: loaded by the verb that needs it

    kept.install(_FILES[arguments.kind], arguments.file, arguments.store)
    _print(f"en service : {arguments.store / kept.FOLDER / _FILES[arguments.kind]}")
    return 0


def _print(text: Any) -> None:
    sys.stdout.write(f"{text}\n")
