"""`kiosk content keys, publish, sync, back`: editions made, signed, and brought to a kiosk."""

import argparse
import getpass
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from kiosk.core.arguments import number
from kiosk.core.clock import SystemClock, french_date, rfc3339
from kiosk.core.errors import ERRORS, UserFacingError
from kiosk.core.events import EventLog, sink
from kiosk.core.system import refusal

_DAYS = 30
_BAR = 30


def add_arguments(verbs: Any) -> None:
    """Declare the verbs of editions among those of `content`."""
    keys = verbs.add_parser("keys", help="fabriquer ou changer les clés qui signent les éditions")
    keys.add_argument("--out", type=Path, required=True, metavar="DOSSIER")
    keys.add_argument("--passphrase", type=Path, metavar="FICHIER", help="où lire la phrase secrète")
    keys.add_argument("--rotate", action="store_true", help="remplacer les clés de tous les jours")
    keys.add_argument("--new-root", action="store_true", help="avec --rotate : aussi celles des coffres")
    keys.add_argument(
        "--root", type=Path, metavar="FICHIER.pem", help="avec --rotate : une clé racine en cours"
    )
    keys.set_defaults(run=run_keys)

    publish = verbs.add_parser("publish", help="publier une édition signée dans un dossier")
    publish.add_argument("--sources", type=Path, metavar="FICHIER.zip", help="l'édition officielle")
    publish.add_argument(
        "--forms", type=Path, metavar="DOSSIER", help="PDF nommés par leur numéro (R1234.pdf)"
    )
    publish.add_argument(
        "--attach", type=_attachment, action="append", default=[], metavar="NOM=FICHIER", help="fichier joint"
    )
    publish.add_argument("--keys", type=Path, required=True, metavar="DOSSIER")
    publish.add_argument("--to", type=Path, required=True, metavar="DOSSIER", help="ce que le serveur sert")
    publish.add_argument(
        "--expires", type=number(1, 3650), default=_DAYS, metavar="JOURS", help=f"validité ({_DAYS} jours)"
    )
    publish.add_argument(
        "--renew", action="store_true", help="prolonger ce qui est publié, sans rien changer"
    )
    publish.add_argument("--json", action="store_true", help="répondre en JSON")
    publish.set_defaults(run=run_publish, usage=publish.error)

    sync = verbs.add_parser("sync", help="prendre la dernière édition publiée")
    sync.add_argument("url", metavar="ADRESSE")
    sync.add_argument("--trust", type=Path, required=True, metavar="root.json")
    sync.add_argument(
        "--patience",
        type=number(1, 3600),
        default=20,
        metavar="SECONDES",
        help="silence toléré du serveur (20)",
    )
    _kiosk_side(sync)
    sync.set_defaults(run=run_sync)

    back = verbs.add_parser("back", help="revenir à l'édition précédente")
    _kiosk_side(back)
    back.set_defaults(run=run_back)


def _kiosk_side(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--store", type=Path, required=True, metavar="DOSSIER")
    parser.add_argument("--events", type=sink, default=None, metavar="FICHIER", help="journal d'évènements")
    parser.add_argument("--json", action="store_true", help="répondre en JSON, une ligne")


def _attachment(text: str) -> tuple[str, Path]:
    name, equals, path = text.partition("=")
    if not equals or not path:
        raise argparse.ArgumentTypeError(f"« {text} » : on attend NOM=FICHIER")
    return name, Path(path)


def run_keys(arguments: argparse.Namespace) -> int:
    """Make keys, or replace them; what goes into the safes is said."""
    from offline_cache.editions.keys import README, make_keys, rotate  # noqa: PLC0415 - a screen never signs

    now, folder = SystemClock().now(), arguments.out
    passphrase = _passphrase(arguments.passphrase)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not arguments.rotate:
            make_keys(folder, passphrase, now)
            _print((folder / README).read_text(encoding="utf-8"))
            return 0
        root = arguments.root or _one_root_key(folder)
        version = rotate(folder, root, passphrase, now, roots_too=arguments.new_root)
    except OSError as error:
        raise refusal(error, folder) from None
    _print(
        f"{folder}/{version}.root.json : nouvelles clés en place. Publier pour que les bornes les apprennent."
    )
    if arguments.new_root:
        _print(f"coffre-1/racine-{version}.pem et coffre-2/racine-{version}.pem : à porter dans les coffres.")
    return 0


def _one_root_key(folder: Path) -> Path:
    found = sorted(folder.glob("coffre-*/racine-*.pem"), key=lambda path: path.stat().st_mtime)
    if not found:
        raise UserFacingError("content.keys-wrong", "aucune clé racine ici : donner --root FICHIER.pem")
    return found[-1]


def _passphrase(path: Path | None) -> bytes:
    try:
        if path is not None:
            return path.read_bytes().strip()
        if not sys.stdin.isatty():
            raise UserFacingError("settings.value-wrong", "sans terminal, donner --passphrase FICHIER")
        return getpass.getpass("Phrase secrète des clés racines : ").encode()
    except OSError as error:
        raise refusal(error, path) from None


def run_publish(arguments: argparse.Namespace) -> int:
    """Publish, or renew; progress and what was left out go to stderr."""
    from offline_cache.editions.keys import load_publisher  # noqa: PLC0415 - as above
    from offline_cache.editions.publish import publish, renew  # noqa: PLC0415 - as above
    from offline_cache.editions.sources import Sources  # noqa: PLC0415 - as above

    if bool(arguments.sources) == arguments.renew:
        arguments.usage("donner --sources FICHIER.zip, ou --renew")
    publisher = load_publisher(arguments.keys)
    if arguments.renew:
        expires = renew(publisher, arguments.to, arguments.expires)
        _print(json.dumps({"expires": rfc3339(expires)}) if arguments.json else _until(expires))
        return 0
    sources = Sources(arguments.sources, arguments.forms, dict(arguments.attach))
    made = publish(sources, publisher, arguments.to, arguments.expires, _bar)
    for refused in made.refused:
        sys.stderr.write(f"formulaire laissé de côté : {refused}\n")
    if arguments.json:
        _print(json.dumps({**asdict(made), "expires": rfc3339(made.expires)}, ensure_ascii=False))
        return 0
    _print(
        f"édition du {made.date or 'date inconnue'} : {made.sheets} fiches, {made.forms} formulaires,"
        f" {made.attachments} fichiers joints ; {made.new} nouveaux ; {made.deltas} différences signées"
    )
    _print(_until(made.expires))
    return 0


def _until(expires: Any) -> str:
    return f"valable jusqu'au {french_date(expires)} : publier ou prolonger (--renew) avant"


def run_sync(arguments: argparse.Namespace) -> int:
    """Synchronise; the outcome is the last line on stdout, 0 when the kiosk has what is newest."""
    from offline_cache.editions.limits import WebLimits  # noqa: PLC0415 - as below
    from offline_cache.editions.sync import Outcome, Source, sync_edition  # noqa: PLC0415 - a screen never fetches

    try:
        root = arguments.trust.read_bytes()
    except OSError as error:
        detail = refusal(error, arguments.trust).detail
        return _tell(Outcome("refused", error="content.root-invalid", detail=detail), as_json=arguments.json)
    progress = _lines if arguments.json else _bar
    limits = WebLimits(idle_s=float(arguments.patience))
    outcome = sync_edition(Source(arguments.url, root, limits), arguments.store, progress, _log(arguments))
    return _tell(outcome, as_json=arguments.json)


def run_back(arguments: argparse.Namespace) -> int:
    """Go back one edition."""
    from offline_cache.editions.sync import Outcome, go_back  # noqa: PLC0415 - as above

    try:
        outcome = go_back(arguments.store, _log(arguments))
    except UserFacingError as error:
        outcome = Outcome("refused", error=error.key, detail=error.detail)
    return _tell(outcome, as_json=arguments.json)


def _log(arguments: argparse.Namespace) -> EventLog:
    return EventLog(arguments.events, "content")


def _tell(outcome: Any, *, as_json: bool) -> int:
    if as_json:
        _print(json.dumps(asdict(outcome), ensure_ascii=False))
        return 0 if outcome.well else 1
    if outcome.error is not None:
        entry = ERRORS[outcome.error]
        sys.stderr.write(f"kiosk : {entry.cause} ({entry.code})\n  {outcome.detail}\n")
        sys.stderr.write(f"  Que faire : {entry.remedy}.\n")
        if outcome.edition:
            sys.stderr.write(f"  L'édition du {outcome.edition} reste en service.\n")
        return 1
    said = {"current": "rien de nouveau", "updated": "à jour"}[outcome.outcome]
    _print(f"{said} : édition du {outcome.edition or 'date inconnue'}. {outcome.detail}".rstrip())
    _print(f"{outcome.objects} fichiers, {outcome.bytes / 1000:.1f} ko, {outcome.ms / 1000:.1f} s")
    return 0


def _lines(done: int, total: int) -> None:
    sys.stderr.write(json.dumps({"done": done, "total": total}) + "\n")
    sys.stderr.flush()


def _bar(done: int, total: int) -> None:
    if total == 0:
        return
    filled = _BAR * done // total
    end = "\n" if done == total else ""
    sys.stderr.write(f"\r[{'#' * filled}{'.' * (_BAR - filled)}] {done}/{total} fichiers{end}")


def _print(text: str) -> None:
    sys.stdout.write(text + "\n")
