"""`kiosk content fetch`: the official feed into the store, for a person or for the steward."""

import argparse
import json
import sqlite3
import sys
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from kiosk.core.arguments import number
from kiosk.core.clock import SystemClock
from kiosk.core.errors import UserFacingError

FEED_NAMES = ("vosdroits-3.3", "vosdroits-3.4", "vosdroits-3.5")
_EVERY_S = 0.25


def declare(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the verb `fetch`."""
    fetch = verbs.add_parser(
        "fetch", help="aller chercher les fiches de service-public.fr, si elles ont changé"
    )
    fetch.add_argument(
        "url", nargs="?", default="", metavar="ADRESSE", help="une autre adresse que l'officielle"
    )
    fetch.add_argument("--store", type=Path, required=True, metavar="DOSSIER")
    fetch.add_argument(
        "--kind", choices=FEED_NAMES, default="vosdroits-3.4", help="schéma publié (vosdroits-3.4)"
    )
    fetch.add_argument("--force", action="store_true", help="prendre aussi une édition plus ancienne")
    fetch.add_argument("--json", action="store_true", help="répondre en JSON, progrès sur la sortie d'erreur")
    fetch.set_defaults(run=run_fetch)

    forms = verbs.add_parser("forms", help="les formulaires PDF d'une édition")
    kinds = forms.add_subparsers(dest="forms_verb", metavar="ACTION", required=True)
    mirror = kinds.add_parser("mirror", help="aller chercher les PDF que l'édition nomme")
    source = mirror.add_mutually_exclusive_group(required=True)
    source.add_argument("--store", type=Path, metavar="DOSSIER", help="l'édition importée ici")
    source.add_argument("--sources", type=Path, metavar="FICHIER.zip", help="l'archive d'une édition")
    mirror.add_argument("--to", type=Path, required=True, metavar="DOSSIER", help="où ranger R1234.pdf")
    mirror.add_argument(
        "--zip", type=Path, metavar="FICHIER.zip", help="écrire aussi --sources et ses PDF, prêts à importer"
    )
    mirror.add_argument(
        "--minutes", type=number(1, 1440), default=120, help="temps donné en tout, en minutes (120)"
    )
    mirror.add_argument("--pause", type=number(0, 60), default=1, help="secondes entre deux demandes (1)")
    mirror.add_argument("--json", action="store_true", help="répondre en JSON")
    mirror.set_defaults(run=run_mirror, usage=mirror.error)


def run_fetch(arguments: argparse.Namespace) -> int:
    """0 when the store is up to date, 1 when the feed was refused or could not be reached."""
    from offline_cache.feed.address import FEEDS  # noqa: PLC0415 - nor httpx
    from offline_cache.feed.fetch import fetch_edition  # noqa: PLC0415 - the screen never loads lxml

    show = _as_json if arguments.json else _as_bar
    address = arguments.url or FEEDS[arguments.kind]
    report = fetch_edition(address, arguments.store, paced(show, time.monotonic), force=arguments.force)
    if arguments.json:
        sys.stdout.write(json.dumps(asdict(report), ensure_ascii=False) + "\n")
        return int(report.error is not None)
    if report.error is not None:
        raise UserFacingError(report.error, report.detail)
    said = {"current": "déjà à jour", "updated": "mises à jour"}[report.outcome]
    sys.stdout.write(
        f"fiches {said} : édition du {report.edition or 'date inconnue'}"
        f" ({_comma(report.bytes / 1e6)} Mo reçus, {_comma(report.ms / 1000)} s)\n"
    )
    return 0


def run_mirror(arguments: argparse.Namespace) -> int:
    """0 when every form is there, 1 when some could not be had; each is named with its reason."""
    from offline_cache.feed.mirror import Mirror, told, wanted_of_archive, wanted_of_store  # noqa: PLC0415 - as above
    from offline_cache.feed.pack import pack  # noqa: PLC0415 - as above
    from offline_cache.importer.forms import ApartCounter  # noqa: PLC0415 - as above

    if arguments.zip and not arguments.sources:
        arguments.usage("--zip va avec --sources")
    if arguments.sources:
        wanted = wanted_of_archive(arguments.sources)
    else:
        try:
            wanted = wanted_of_store(arguments.store)
        except sqlite3.Error as error:
            raise UserFacingError("content.store-missing", f"{arguments.store} : {error}") from None
    show = _as_json if arguments.json else _as_bar
    with ApartCounter() as count:
        pace = paced(show, time.monotonic)
        mirror = Mirror(arguments.to, count, SystemClock(), pace, pause_s=float(arguments.pause))
        report = mirror.run(wanted, arguments.minutes * 60.0)
    if arguments.zip:
        pack(arguments.sources, arguments.to, report, arguments.zip)
    if arguments.json:
        sys.stdout.write(json.dumps(asdict(report), ensure_ascii=False) + "\n")
    else:
        sys.stdout.write("\n".join(told(report)) + "\n")
    return int(bool(report.missing))


def _comma(value: float) -> str:
    return f"{value:.1f}".replace(".", ",")


def paced(show: Callable[[int, int], None], monotonic: Callable[[], float]) -> Callable[[int, int], None]:
    """At most four times a second; the last of a count always."""
    last = -1.0

    def progress(done: int, total: int) -> None:
        nonlocal last
        now = monotonic()
        if done >= total or now - last >= _EVERY_S:
            last = now
            show(done, total)

    return progress


def _as_json(done: int, total: int) -> None:
    sys.stderr.write(f'{{"done":{done},"total":{total}}}\n')
    sys.stderr.flush()


def _as_bar(done: int, total: int) -> None:
    filled = 30 * done // max(total, 1)
    end = "\n" if done >= total else ""
    sys.stderr.write(f"\r[{'#' * filled}{'.' * (30 - filled)}] {100 * done // max(total, 1)} %{end}")
