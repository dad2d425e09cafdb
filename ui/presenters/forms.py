"""A form that is not on this kiosk, or that it cannot show: what is there instead, and who can help."""

from kiosk.journey import screens as at
from offline_cache.form_ways import FormWays
from offline_cache.model import Form
from ui import pages, texts
from ui.pages import Action, Card, Note
from ui.presenters.print_words import print_words
from ui.presenters.scene import Scene, talk_action

MOST_OFFICES = 3


def ways(scene: Scene, screen: at.Form) -> pages.FormWays | None:
    """The page that stands in for a form; None when the form itself can be shown."""
    form = form_of(scene, screen.sheet, screen.form)
    failed = scene.journey.failed.get(screen.document)
    if form is None or (form.local and not failed):
        return None
    found = scene.rules.library.form_ways(screen.sheet, form)
    paper = Action("form.address", "Imprimer ces adresses", "printer", form.id, "main")
    actions = [paper] if scene.can_print else []
    return pages.FormWays(
        title=form.title,
        words=f"Formulaire n° {form.number}" if form.number else "Formulaire",
        note=_why(failed),
        ways=[
            *_copies(scene, found),
            *_online(scene, found),
            *_address(form),
            *_notices(found),
            *_people(scene, found),
        ],
        actions=[*actions, *talk_action(scene, "secondary" if actions else "main")],
    )


def form_of(scene: Scene, sheet: str, ident: str) -> Form | None:
    """One of a sheet's forms."""
    return next((f for f in scene.rules.library.forms(sheet) if f.id == ident), None)


def _why(failed: str | None) -> Note:
    if failed:
        return Note("Ce formulaire ne s’ouvre pas ici", texts.trouble(failed), "warn", "warning")
    return Note("La borne n’a pas ce formulaire", "Voici comment l’obtenir, ou faire sans.", "calm", "info")


def _copies(scene: Scene, found: FormWays) -> list[Card]:
    label = "Voir et imprimer" if scene.can_print else "Voir"
    return [
        Card(
            copy.title,
            f"Le même numéro ({copy.number}), sur cette borne · {print_words(scene, copy.pages)}",
            "file-text",
            Action("form.open", label, "file-text", copy.id, "main"),
        )
        for copy in found.copies
    ]


def _online(scene: Scene, found: FormWays) -> list[Card]:
    cards = []
    for service in found.online:
        site = next((s for s in scene.rules.sites if service.url.startswith(s.url)), None)
        action = Action("site.open", "Ouvrir ici", "globe", site.url) if site else None
        words = "\n".join(filter(None, ("À faire sur Internet, sans papier.", service.provider, service.url)))
        cards.append(Card(service.title, words, "globe", action))
    return cards


def _address(form: Form) -> list[Card]:
    if not form.url:
        return []
    return [
        Card(
            "À télécharger, chez vous ou avec un proche",
            f"À noter ou à imprimer :\n{form.url}",
            "download-simple",
        )
    ]


def _notices(found: FormWays) -> list[Card]:
    return [
        Card(notice.title, f"Pour le remplir{f' : {notice.url}' if notice.url else ''}", "info")
        for notice in found.notices
    ]


def _people(scene: Scene, found: FormWays) -> list[Card]:
    """Whom the publisher names, and the town hall, which prints one for who asks."""
    where = scene.settings.place.town_hall
    offices = [
        Card(office.title, "\n".join(filter(None, (office.complement, office.url))), "map-pin")
        for office in found.offices[:MOST_OFFICES]
    ]
    help_place = scene.settings.maintenance.help_place
    return [*offices, Card(where, f"Demandez ce formulaire {help_place}.", "buildings")]
