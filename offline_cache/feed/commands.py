"""`kiosk content fetch`: the official feed into the store, for a person or for the steward."""

import argparse
import json
import sys
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

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
