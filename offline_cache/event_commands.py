"""`kiosk content events …`: are the life events still told by this edition?"""

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from offline_cache.events import LifeEvent, in_edition, load_events, merged, missing
from offline_cache.store import ContentStore

ADDED = "evenements.toml"
"""A town's own table, beside its editions."""


def add_arguments(verbs: Any, open_store: Callable[[Path], ContentStore]) -> None:
    """Declare `events check` under `content`."""
    events = verbs.add_parser("events", help="les événements de la vie (« Il m'arrive quelque chose »)")
    inner = events.add_subparsers(dest="events_verb", metavar="ACTION", required=True)
    check = inner.add_parser("check", help="dire ce que l'édition ne raconte plus")
    check.add_argument("--store", type=Path, required=True, metavar="DOSSIER")
    check.add_argument(
        "--file",
        type=Path,
        metavar="FICHIER.toml",
        help=f"des événements à ajouter (sans cela : {ADDED} du dossier)",
    )
    check.add_argument("--json", action="store_true", help="pour un programme")
    check.set_defaults(run=lambda arguments: run_check(arguments, open_store))


def run_check(arguments: argparse.Namespace, open_store: Callable[[Path], ContentStore]) -> int:
    """Print each event with what it lacks; 1 when anything is missing.

    Raises:
        UserFacingError: a table cannot be read, or there is no content.
    """
    added = arguments.file or arguments.store / ADDED
    events = load_events()
    if arguments.file or added.exists():
        events = merged(events, load_events(added))
    store = open_store(arguments.store)
    rows = [_row(event, store) for event in events]
    store.close()
    if arguments.json:
        sys.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1) + "\n")
    else:
        sys.stdout.writelines(line + "\n" for row in rows for line in _told(row))
    return 1 if any(row["missing"] or row["variables"] for row in rows) else 0


def _row(event: LifeEvent, store: ContentStore) -> dict[str, Any]:
    steps, unknown = missing(event, store.has, store.sheet)
    shown = in_edition(event, store.has, store.sheet)
    return {
        "id": event.id,
        "title": event.title,
        "steps": len(event.steps),
        "shown": len(shown.steps) if shown else 0,
        "missing": steps,
        "variables": unknown,
    }


def _told(row: dict[str, Any]) -> list[str]:
    state = f"{row['shown']} étapes sur {row['steps']}" if row["shown"] else "pas montré dans cette édition"
    lines = [f"{row['id']:16} {row['title']} : {state}"]
    lines += [f"    fiche absente : {step}" for step in row["missing"]]
    lines += [f"    réponse que la fiche ne connaît plus : {name}" for name in row["variables"]]
    return lines
