"""Forms and printing, and pages of documents as pictures."""

from typing import Any, Literal

from kiosk.journey import screens as at
from kiosk.journey.paper import CHOICE
from kiosk.journey.print_options import settled
from kiosk.journey.state import Job, Journey, Paperwork
from offline_cache.local.model import part_of
from ui import texts
from ui.pages import Action, Form, FormField, Note, Picture, Printing
from ui.presenters.print_words import print_words
from ui.presenters.scene import Scene, paper_or_help, print_note


def picture_of(work: Paperwork, page: int, zoom: float = 1.0) -> Picture:
    """One page of a document of the vault."""
    pages = work.pages
    return Picture(
        picture=f"image://vault/{pages.document}/page-{page + 1:03d}",
        page=page,
        pages=pages.pages,
        width=_at(pages.widths, page, 1191),
        height=_at(pages.heights, page, 1684),
        zoom=zoom,
        words=f"Page {page + 1} sur {pages.pages}",
    )


def _at(sizes: list[int], page: int, default: int) -> int:
    return sizes[page] if page < len(sizes) else default


def pager(work: Paperwork, page: int, zoom: float | None = None) -> list[Action]:
    """Previous, next, and nearer or farther."""
    actions: list[Action] = []
    if work.pages.pages > 1:
        actions += [
            Action("document.page", "Page précédente", "caret-left", page - 1, enabled=page > 0),
            Action(
                "document.page", "Page suivante", "caret-right", page + 1, enabled=page + 1 < work.pages.pages
            ),
        ]
    if zoom is not None:
        nearer = zoom < 2
        label = "Agrandir la page" if nearer else "Voir toute la page"
        actions.append(Action("document.zoom", label, "magnifying-glass", 2 if nearer else 1))
    return actions


def form(scene: Scene, screen: at.Form) -> Form:
    """A form, its simple fields, and printing it."""
    journey = scene.journey
    stored = next((f for f in scene.rules.library.forms(screen.sheet) if f.id == screen.form), None)
    work = journey.documents.get(screen.document)
    failed = journey.failed.get(screen.document)
    note = _form_failed(scene, failed) if failed else None
    fields = [] if work is None else _fields(journey, screen, work)
    actions = [Action("bar.help", "Demander de l’aide", "hand-waving")] if failed else []
    if work is not None and scene.can_print:
        filled = any(journey.filled.get(screen.form, {}).values())
        label = "Imprimer le formulaire rempli" if filled else "Imprimer le formulaire"
        if part_of(screen.sheet) == "avis":
            label = "Imprimer ce document"
        actions.append(Action("form.print", label, "printer", kind="main"))
        actions.append(other_ways())
    number = f"N° {stored.number} · " if stored and stored.number else ""
    touch = " · touchez une case pour l’écrire" if work and work.pages.fields else ""
    return Form(
        title=stored.title if stored else journey.title_of(screen.document),
        words=f"{number}{_to_know(scene, screen, stored.pages if stored else 0)}{touch}",
        note=note or print_note(scene),
        picture=picture_of(work, screen.page, screen.zoom) if work else None,
        fields=fields,
        focused=screen.focused,
        pager=pager(work, screen.page, screen.zoom) if work else [],
        actions=actions,
    )


def _to_know(scene: Scene, screen: at.Form, pages: int) -> str:
    """Of the form as it would be printed now, once it is here; until then of any with so many pages."""
    work = scene.journey.documents.get(screen.document)
    if work is None:
        return print_words(scene, pages)
    return print_words(scene, work.pages.pages, settled(scene.journey, screen.document, scene.rules))


def other_ways(document: str = "") -> Action:
    """The way to « Autres choix »; `document` where it is not the one that is shown."""
    return Action("print.options", "Autres choix", "gear", document)


def _form_failed(scene: Scene, key: str) -> Note:
    text = f"{texts.trouble(key)} Demandez ce formulaire {scene.settings.maintenance.help_place}."
    return Note("Ce formulaire ne s’ouvre pas ici", text, "warn", "warning")


MOST_OPTIONS = 8
"""A longer list is written by hand: nobody looks for a country among two hundred buttons."""


def _fields(journey: Journey, screen: at.Form, work: Paperwork) -> list[FormField]:
    values = journey.filled.get(screen.form, {})
    here = (field for field in work.pages.fields if field.get("page") == screen.page)
    return [shown for field in here for shown in field_lines(field, screen.focused, values)]


def field_lines(field: dict[str, Any], writing: str, values: Any) -> list[FormField]:
    """As `kiosk.documents.model.FormField` lists it: a line to write, or one to tick for each choice."""
    name, kind, box = str(field.get("name", "")), field.get("kind"), field.get("box", {})
    label = str(field.get("label") or field.get("name", ""))
    choices = [str(choice) for choice in field.get("choices", [])]
    value = values.get(name, "")
    left, top, width, height = (float(box.get(side, 0)) for side in ("left", "top", "width", "height"))

    def line(type_: Literal["text", "check"], name: str, label: str, value: str, shown: str) -> FormField:
        focused, hint = name == writing, _hint(field)
        return FormField(name, label, type_, value, left, top, width, height, focused, shown, hint)

    if kind == "choice" and 0 < len(choices) <= MOST_OPTIONS:
        return [
            line(
                "check",
                f"{name}{CHOICE}{c}",
                f"{label} : {c}",
                "1" if value == c else "",
                c if value == c else "",
            )
            for c in choices
        ]
    if kind in {"checkbox", "radio"} and choices:
        ticked, option = value == choices[0], f" : {choices[0]}" if kind == "radio" else ""
        ticks = ("1", "X") if ticked else ("", "")
        return [line("check", f"{name}{CHOICE}{choices[0]}", f"{label}{option}", *ticks)]
    return [line("text", name, label, value, value)] if kind in {"text", "choice"} else []


def _hint(field: dict[str, Any]) -> str:
    most = int(field.get("most") or 0)
    said = (
        "obligatoire" if field.get("required") else "",
        "à calculer vous-même" if field.get("computed") else "",
        f"{texts.count(most, 'caractère')} au plus" if most else "",
    )
    return ", ".join(filter(None, said))


# ---- printing

_TITLES = {
    "preparing": "Votre page se prépare",
    "queued": "Votre page attend l’imprimante",
    "printing": "Votre page s’imprime",
    "held": "L’impression attend",
    "done": "Votre page est imprimée",
    "failed": "La page n’a pas pu être imprimée",
    "canceled": "L’impression est annulée",
    "unsure": "Nous ne savons pas si la page est sortie",
}


def printing(scene: Scene, screen: at.Printing) -> Printing:
    """Follows one job by what the printer says; asks whether it came out."""
    job = scene.journey.jobs.get(screen.job) or Job(screen.job, "page", "", "canceled")
    return Printing(
        title=_TITLES[job.state],
        what=job_title(job),
        state=job.state,
        words=job_words(job),
        remedy=job_remedy(scene, job),
        code=texts.code_of(job.key) if job.key else "",
        progress=_progress(job),
        actions=_job_actions(job, scene),
    )


def job_title(job: Job) -> str:
    """What is printed, in words."""
    match job.kind:
        case "checklist":
            return f"La liste des papiers : {job.title}"
        case "form":
            return f"Le formulaire : {job.title}"
        case "slip":
            return "Ce que vous avez fait aujourd’hui"
        case "appointment":
            return "Votre rendez-vous"
        case "request":
            return f"Votre demande : {job.title}"
        case "contact":
            return f"Comment joindre : {job.title}"
        case _:
            return job.title


def job_words(job: Job) -> str:
    """How it goes, in one sentence."""
    match job.state:
        case "preparing":
            return "Encore quelques secondes."
        case "queued":
            return "L’imprimante est prévenue."
        case "printing":
            where = f"Page {min(job.page + 1, job.pages)} sur {job.pages}. " if job.pages > 1 else ""
            return f"{where}La feuille sort dans quelques secondes."
        case "held":
            return texts.trouble(job.key or "printer.queue-paused")
        case "done" | "unsure":
            return "Est-ce bien sorti ?"
        case "failed":
            return texts.trouble(job.key or "printer.job-failed")
        case "canceled":
            return "Rien ne sera imprimé."


def job_remedy(scene: Scene, job: Job) -> str:
    """What to do about a held or failed job."""
    if job.state == "held":
        return f"{paper_or_help(scene, job.key or '')} L’impression reprendra toute seule."
    if job.state == "failed":
        return f"Vous pouvez recommencer, ou demander de l’aide {scene.settings.maintenance.help_place}."
    return ""


def _progress(job: Job) -> float:
    match job.state:
        case "done":
            return 1.0
        case "printing" if job.pages > 0:
            return min(job.page / job.pages, 0.95)
        case _:
            return -1.0


def _job_actions(job: Job, scene: Scene) -> list[Action]:
    match job.state:
        case "done" | "unsure":
            return [
                Action("print.yes", "Oui, c’est sorti", "check", kind="main"),
                Action("print.again", "Non, imprimer encore", "arrow-clockwise"),
                Action("print.help", "Demander de l’aide", "hand-waving", kind="quiet"),
            ]
        case "failed":
            again = Action(
                "print.again", "Recommencer", "arrow-clockwise", kind="main", enabled=scene.can_print
            )
            return [again, Action("print.leave", "Continuer sans imprimer", "caret-right")]
        case "canceled":
            return [Action("print.leave", "Continuer", "caret-right", kind="main")]
        case "held":
            return [
                Action("print.help", "Demander de l’aide", "hand-waving", kind="main"),
                Action("print.leave", "Continuer pendant ce temps", "caret-right"),
                Action("print.cancel", "Ne plus imprimer", "x", kind="quiet"),
            ]
        case _:
            return [
                Action("print.leave", "Continuer pendant ce temps", "caret-right"),
                Action("print.cancel", "Ne plus imprimer", "x", kind="quiet"),
            ]
