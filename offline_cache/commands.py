"""`kiosk content …`: import an edition, write the sample, search, show a sheet."""

import argparse
import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.core.arguments import number
from kiosk.core.errors import UserFacingError
from kiosk.core.system import refusal
from offline_cache import edition_commands, event_commands
from offline_cache.directory import commands as directory
from offline_cache.feed import commands as feed
from offline_cache.local import commands as local
from offline_cache.papers_told import told
from offline_cache.search.answer import Hit
from offline_cache.store import ContentStore, StoreDamaged, StoreMissing

if TYPE_CHECKING:
    from offline_cache.importer import ImportReport

_BAR = 30
_REPORT = "rapport-import.json"


def add_arguments(
    subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]",
    preview: Callable[[Any], None] | None = None,
) -> None:
    """Declare the verb `content` and its own verbs; each sets `run` to its handler.

    `preview` declares `content local preview`, which needs screens.
    """
    content = subparsers.add_parser("content", help="importer et interroger les fiches officielles")
    verbs = content.add_subparsers(dest="content_verb", metavar="ACTION", required=True)

    add = verbs.add_parser("import", help="lire une édition de service-public.fr")
    add.add_argument("file", type=Path, metavar="FICHIER.zip")
    add.add_argument("--store", type=Path, required=True, metavar="DOSSIER")
    add.add_argument("--json", action="store_true", help="répondre en JSON")
    add.add_argument(
        "--report",
        type=Path,
        nargs="?",
        const=Path(),
        metavar="RAPPORT.json",
        help="écrire ce que l'édition a d'anormal (sans nom : rapport-import.json dans le dossier)",
    )
    add.set_defaults(run=run_import)

    feed.declare(verbs)

    sample = verbs.add_parser("sample", help="écrire l'édition d'exemple de Saint-Aubin")
    sample.add_argument("file", type=Path, metavar="FICHIER.zip")
    sample.set_defaults(run=run_sample)

    search = verbs.add_parser("search", help="chercher des fiches")
    search.add_argument("--store", type=Path, required=True, metavar="DOSSIER")
    search.add_argument("--json", action="store_true", help="répondre en JSON")
    search.add_argument(
        "--queries", type=Path, metavar="FICHIER", help='une liste JSON de {"q": …} ou de textes'
    )
    search.add_argument("--limit", type=number(1, 1000), default=20, help="nombre de résultats (20)")
    search.add_argument("words", nargs="*", metavar="MOT")
    search.set_defaults(run=run_search, usage=search.error)

    show = verbs.add_parser("show", help="écrire une fiche, ses papiers et ses formulaires en JSON")
    show.add_argument("id", metavar="FICHE")
    show.add_argument("--store", type=Path, required=True, metavar="DOSSIER")
    show.add_argument(
        "--papers", action="store_true", help="dire seulement les papiers reconnus, et pourquoi"
    )
    show.set_defaults(run=run_show)
    directory.add_arguments(verbs)
    local.add_arguments(verbs, preview=preview)

    event_commands.add_arguments(verbs, open_store)

    edition_commands.add_arguments(verbs)


def run_import(arguments: argparse.Namespace) -> int:
    """Import an edition; what was read goes to stdout, progress and what is amiss to stderr."""
    from offline_cache.importer import import_edition  # noqa: PLC0415 - the screen never loads lxml

    report = import_edition(arguments.file, arguments.store, progress=_progress(sys.stderr.write))
    if arguments.report is not None:
        _write_report(report, arguments.file, arguments.store, arguments.report)
    if arguments.json:
        _print(json.dumps(_brief(report), ensure_ascii=False))
        return 0
    kind = "édition d'exemple" if report.sample else "édition"
    _print(
        f"{kind} du {report.date or 'date inconnue'} : {report.sheets} fiches, {report.resources} ressources,"
        f" {report.topics} rubriques, {report.forms} formulaires dont {report.local_forms} imprimables hors ligne"
    )
    _print(f"{report.ms / 1000:.1f} s, {report.bytes / 1e6:.1f} Mo")
    for refused in report.refused_forms:
        sys.stderr.write(f"formulaire laissé de côté : {refused}\n")
    return 0


def _brief(report: "ImportReport") -> dict[str, Any]:
    """The report with how many of each thing were found amiss, in place of the things."""
    whole = asdict(report)
    return {**whole, "findings": {name: len(found) for name, found in whole["findings"].items()}}


def _write_report(report: "ImportReport", archive: Path, store: Path, target: Path) -> None:
    """Write all that was found amiss as JSON, and tell it in short on stderr.

    Raises:
        UserFacingError: `host.permission-missing`; the edition is imported all the same.
    """
    from offline_cache.importer.findings import told as findings_told  # noqa: PLC0415 - the screen never loads lxml

    path = store / _REPORT if target == Path() else target
    whole = {"archive": archive.name, **asdict(report)}
    try:
        path.write_text(json.dumps(whole, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise UserFacingError("host.permission-missing", f"{path} : {error.strerror}") from None
    for line in findings_told(report.findings):
        sys.stderr.write(f"{line}\n")
    sys.stderr.write(f"rapport complet : {path}\n")


def run_sample(arguments: argparse.Namespace) -> int:
    """Write the sample edition's ZIP."""
    from offline_cache.sample.build import build_sample  # noqa: PLC0415 - draws PDFs, needed here only

    build_sample(arguments.file)
    _print(str(arguments.file))
    return 0


def run_search(arguments: argparse.Namespace) -> int:
    """Search words, or every query of a file; JSON is `[{"q","results":[ids],"ms"}]`."""
    if bool(arguments.words) == bool(arguments.queries):
        arguments.usage("donner des mots, ou --queries FICHIER")
    queries = _queries(arguments.queries) if arguments.queries else [" ".join(arguments.words)]
    store = open_store(arguments.store)
    answers = [(text, store.search(text, arguments.limit)) for text in queries]
    store.close()
    if arguments.json:
        rows = [{"q": text, "results": [hit.id for hit in a.hits], "ms": a.ms} for text, a in answers]
        _print(json.dumps(rows, ensure_ascii=False))
        return 0
    for text, answer in answers:
        _print(f"« {text} » : {len(answer.hits)} fiches en {answer.ms:.1f} ms")
        for hit in answer.hits:
            _print(_line(hit))
        if answer.topics:
            _print("  rubriques proches : " + ", ".join(topic.title for topic in answer.topics))
    return 0


def run_show(arguments: argparse.Namespace) -> int:
    """Print one sheet with its checklist and forms, or in plain text its papers with what made each one."""
    store = open_store(arguments.store)
    sheet = store.sheet(arguments.id)
    if sheet is None:
        raise UserFacingError("content.sheet-missing", arguments.id)
    if arguments.papers:
        _print("\n".join(told(sheet, store.checklist(sheet))))
        store.close()
        return 0
    whole = {
        "edition": asdict(store.edition),
        "sheet": asdict(sheet),
        "checklist": asdict(store.checklist(sheet)),
        "forms": [asdict(form) for form in store.forms(sheet)],
    }
    store.close()
    _print(json.dumps(whole, ensure_ascii=False, indent=1))
    return 0


def open_store(folder: Path) -> ContentStore:
    """Open a store for a command.

    Raises:
        UserFacingError: `content.store-missing` or `content.store-damaged`.
    """
    match ContentStore.open(folder):
        case StoreMissing():
            raise UserFacingError("content.store-missing", str(folder))
        case StoreDamaged(detail=detail):
            raise UserFacingError("content.store-damaged", f"{folder} : {detail}")
        case store:
            return store


def _queries(path: Path) -> list[str]:
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
        return [row if isinstance(row, str) else row["q"] for row in rows]
    except OSError as error:
        raise refusal(error, path) from None
    except (ValueError, KeyError, TypeError, RecursionError):
        detail = f'{path} : on attend une liste JSON de {{"q": "…"}} ou de textes'
        raise UserFacingError("settings.value-wrong", detail) from None


def _line(hit: Hit) -> str:
    where = " › ".join(hit.breadcrumb)
    return f"  {hit.id:8} {hit.title}\n           {where}\n           {hit.why}"


def _progress(write: Callable[[str], object]) -> Callable[[int, int], None]:
    def show(done: int, total: int) -> None:
        filled = _BAR * done // max(total, 1)
        end = "\n" if done == total else ""
        write(f"\r[{'#' * filled}{'.' * (_BAR - filled)}] {done}/{total} fichiers{end}")

    return show


def _print(text: str) -> None:
    sys.stdout.write(text + "\n")
