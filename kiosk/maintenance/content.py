"""What the diagnosis says of the official sheets: whole, of which age, and whether anything renews them."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from kiosk.core.clock import Clock
from kiosk.core.errors import ERRORS
from kiosk.core.settings import Content
from offline_cache.mending import DAMAGED, examine, lost_forms
from offline_cache.schema import CURRENT
from offline_cache.store import AgePolicy, ContentStore, StoreMissing

STALE_DAYS = 3


@dataclass(frozen=True)
class Seen:
    """One thing looked at, and its remedy."""

    name: str
    ok: bool
    detail: str
    remedy: str = ""


def content_seen(state: Path, content: Content, clock: Clock) -> Iterator[Seen]:
    """Look at the store under `state`, and at what the steward noted of its last check."""
    store = state / "content"
    opened = ContentStore.open(store, clock, AgePolicy(content.old_after_days, content.ask_after_days))
    if not isinstance(opened, ContentStore):
        key = "content.store-missing" if isinstance(opened, StoreMissing) else "content.store-damaged"
        yield Seen("fiches", ok=False, detail=ERRORS[key].cause, remedy=_remedy(key))
    else:
        edition = opened.edition
        opened.close()
        wrong = examine(store / CURRENT)
        age = (
            f"édition du {edition.date or 'date inconnue'}, {edition.age_days} jours, {edition.sheets} fiches"
        )
        if wrong:
            key = "content.store-damaged"
            yield Seen("fiches", ok=False, detail=f"{ERRORS[key].cause} : {wrong}", remedy=_remedy(key))
        else:
            told = f"{age}, d'exemple" if edition.sample else age
            yield Seen("fiches", not edition.is_old, told, _remedy("content.edition-old"))
        lost = lost_forms(store)
        if lost:
            detail = f"{len(lost)} perdus ou abîmés : {', '.join(lost[:5])}"
            yield Seen("formulaires", ok=False, detail=detail, remedy=_remedy("content.forms-lost"))
    yield from _checks(state, content, clock)
    for path in store.glob(f"{DAMAGED}*"):
        detail = f"{path} garde une édition abîmée"
        remedy = "Contrôler le disque (smartctl, journal du noyau), puis effacer ce dossier."
        yield Seen("fiches mises de côté", ok=False, detail=detail, remedy=remedy)


def _checks(state: Path, content: Content, clock: Clock) -> Iterator[Seen]:
    name = "mise à jour des fiches"
    if content.source == "none":
        remedy = 'Mettre « source = "feed" » sous [content] dans les réglages.'
        yield Seen(name, ok=False, detail="personne ne la fait seul", remedy=remedy)
        return
    kept = _kept(state / "content.json")
    answered = _moment(kept.get("answered"))
    if answered is None:
        yield Seen(name, ok=False, detail="jamais faite", remedy=_remedy("content.feed-unreachable"))
        return
    days = max((clock.now() - answered).days, 0)
    key = str(kept.get("key") or "")
    detail = f"dernière réponse il y a {days} jours" if days else "dernière réponse il y a moins d'un jour"
    if key in ERRORS:
        yield Seen(name, ok=False, detail=f"{detail} : {ERRORS[key].cause}", remedy=_remedy(key))
    else:
        yield Seen(name, days < STALE_DAYS, detail, _remedy("content.feed-unreachable"))


def _kept(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _moment(value: object) -> datetime | None:
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return found if found is not None and found.tzinfo else None


def _remedy(key: str) -> str:
    entry = ERRORS[key]
    return f"{entry.remedy[:1].upper()}{entry.remedy[1:]} (code {entry.code})."
