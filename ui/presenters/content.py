"""The official sheets on the maintenance page: their age, where they come from, the last check."""

from datetime import datetime

from kiosk.core.errors import ERRORS
from session.protocol.content import ContentState
from ui import texts
from ui.pages import Action, ContentCard

_SOURCES = {
    "feed": "Elles viennent de service-public.fr, vérifiées chaque jour.",
    "editions": "Elles viennent d’un éditeur qui les signe, vérifiées chaque jour.",
    "none": "Personne ne les met à jour seul : régler « source » sous [content].",
}
_OUTCOMES = {"current": "rien de nouveau", "updated": "nouvelle édition installée"}


def content_card(content: ContentState, wall: datetime) -> ContentCard:
    """Everything a technician needs to tell whether the sheets can be trusted, and what to do."""
    troubles = _troubles(content, wall)
    return ContentCard(
        title="Fiches officielles",
        good=content.installed and not troubles and not content.old,
        lines=[_edition(content), *troubles, *_checked(content, wall), _SOURCES[content.source]],
        working=_working(content) if content.checking else "",
        progress=content.done / content.total if content.total else -1.0,
        actions=_actions(content),
    )


def _edition(content: ContentState) -> str:
    if not content.installed:
        return "Aucune fiche ne peut être lue sur cette borne."
    sheets = texts.count(content.sheets, "fiche")
    if content.sample:
        return f"Fiches d’exemple, pour un essai : {sheets}."
    if not content.edition:
        return f"Édition sans date : {sheets}."
    age = texts.age(content.age_days) if content.age_days else "aujourd’hui"
    old = " Elles sont anciennes." if content.old else ""
    return f"Édition du {texts.iso_day(content.edition)}, {age} : {sheets}.{old}"


def _troubles(content: ContentState, wall: datetime) -> list[str]:
    found = []
    if content.mended:
        found.append(
            f"L’édition d’avant a pris la place d’une édition abîmée ({content.mended})."
            f" {texts.remedy_of('content.edition-mended')}"
        )
    if content.lost_forms:
        lost = texts.count(content.lost_forms, "formulaire perdu", "formulaires perdus")
        found.append(f"{lost}. {texts.remedy_of('content.forms-lost')}")
    if content.key in ERRORS and content.outcome in ("refused", "unreachable"):
        entry = ERRORS[content.key]
        when = f"{_when(content.checked_at, wall)}, " if content.checked_at else ""
        detail = f" ({content.detail})" if content.detail else ""
        found.append(
            f"Dernière vérification : {when}{entry.cause}{detail}."
            f" {texts.remedy_of(content.key)} Code {entry.code}."
        )
    return found


def _checked(content: ContentState, wall: datetime) -> list[str]:
    if content.outcome in _OUTCOMES:
        return [f"Dernière vérification : {_when(content.checked_at, wall)}, {_OUTCOMES[content.outcome]}."]
    return [] if content.outcome or content.source == "none" else ["Pas encore de vérification."]


def _when(text: str, wall: datetime) -> str:
    """« aujourd’hui à 3 h 12 », « le 3 novembre 2026 à 3 h 12 »."""
    try:
        moment = datetime.fromisoformat(text).astimezone()
    except ValueError:
        return text
    if moment.date() == wall.astimezone().date():
        return f"aujourd’hui à {texts.hour(moment)}"
    return f"le {texts.day_words(moment.date())} à {texts.hour(moment)}"


def _working(content: ContentState) -> str:
    if not content.total:
        return "Vérification en cours…"
    if content.total > 1_000_000:
        done, total = (f"{n / 1e6:.1f}".replace(".", ",") for n in (content.done, content.total))
        return f"Téléchargement : {done} sur {total} Mo"
    return f"Installation : {content.done} sur {content.total}"


def _actions(content: ContentState) -> list[Action]:
    found = []
    if content.source != "none":
        label = "Vérification…" if content.checking else "Vérifier maintenant"
        found.append(Action("content.check", label, "arrow-clockwise", enabled=not content.checking))
    if content.previous is not None:
        day = texts.iso_day(content.previous)
        label = f"Revenir à l’édition du {day}" if day else "Revenir à l’édition précédente"
        found.append(Action("content.back", label, "arrow-counter-clockwise", enabled=not content.checking))
    return found
