"""A form that is not on this kiosk, or that it cannot show: what is there instead, and who can help."""

from kiosk.core.clock import french_date
from kiosk.documents.sheets import ContactSheet, OfficeLines
from kiosk.journey import screens as at
from offline_cache.form_ways import FormWays
from offline_cache.model import Form
from ui import pages, texts
from ui.pages import Action, Card, Note
from ui.presenters.paper import print_words
from ui.presenters.scene import Scene, talk_action

_LINE = 600
_MOST_OFFICES = 3


def ways(scene: Scene, screen: at.Form) -> pages.FormWays | None:
    """The page that stands in for a form; None when the form itself can be shown."""
    form = _form(scene, screen.sheet, screen.form)
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


def _form(scene: Scene, sheet: str, ident: str) -> Form | None:
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
        for office in found.offices[:_MOST_OFFICES]
    ]
    help_place = scene.settings.maintenance.help_place
    return [*offices, Card(where, f"Demandez ce formulaire {help_place}.", "buildings")]


def address_sheet(scene: Scene, ident: str) -> ContactSheet:
    """The same on paper, to take home."""
    sheet = scene.journey.sheet
    form = _form(scene, sheet, ident)
    if form is None:
        raise KeyError(ident)
    found = scene.rules.library.form_ways(sheet, form)
    number = f" (n° {form.number})" if form.number else ""
    lines = (
        [OfficeLines(name=f"Formulaire à télécharger{number}"[:_LINE], note=form.url[:_LINE])]
        if form.url
        else []
    )
    lines += [
        OfficeLines(name=s.title[:_LINE], note=f"Sur Internet : {s.url}"[:_LINE]) for s in found.online[:3]
    ]
    lines += [OfficeLines(name=n.title[:_LINE], note=n.url[:_LINE]) for n in found.notices[:2]]
    lines += [
        OfficeLines(name=o.title[:_LINE], note=(o.complement or o.url)[:_LINE])
        for o in found.offices[:_MOST_OFFICES]
    ]
    town = scene.settings.place.town_hall
    lines.append(OfficeLines(name=town[:_LINE], note="La mairie peut vous imprimer ce formulaire."))
    return ContactSheet(
        town=town,
        title=f"Obtenir le formulaire : {form.title}"[:_LINE],
        printed_on=french_date(scene.wall),
        offices=lines[:10],
    )
