"""What a procedure page says last, folded: words explained, questions, laws, further reading, its source."""

from offline_cache.model import Crumb, OfficeLink, ServiceLink, Sheet, WebLink
from ui import texts
from ui.pages import Action, Card, Chapter, Line
from ui.presenters.lines import Lines, text_of
from ui.presenters.scene import Scene


def unfolding(key: str, label: str, *, opened: bool) -> Action:
    """What opens and closes a part of the page."""
    return Action("procedure.chapter", label, "caret-up" if opened else "caret-down", key, "quiet")


def related(scene: Scene, sheet: Sheet) -> list[Action]:
    """Sheets and topics to look at too; what this edition lacks is not offered."""
    return [action for crumb in sheet.related if (action := _way_to(scene, crumb))]


def _way_to(scene: Scene, crumb: Crumb) -> Action | None:
    if not scene.rules.library.has(crumb.id):
        return None
    name = "topic.open" if crumb.id.startswith("N") else "sheet.open"
    return Action(name, crumb.title, "caret-right", crumb.id)


def service_card(scene: Scene, service: ServiceLink) -> Card:
    """Something done on line, opened here where the town allows its site."""
    site = next((s for s in scene.rules.sites if service.url.startswith(s.url)), None)
    words = " · ".join(word for word in (service.kind, service.provider) if word)
    action = Action("site.open", "Ouvrir ici", "globe", site.url) if site else None
    return Card(service.title, "\n".join(filter(None, [words, text_of(service.blocks)])), "globe", action)


def office_card(opened: frozenset[str], lines: Lines, office: OfficeLink) -> Card:
    """Where to go or whom to call; telephone and hours unfold."""
    words = office.complement or office.provider
    if not office.blocks:
        return Card(office.title, words, "map-pin")
    key = f"@{office.id or office.title}"
    shown = key in opened
    toggle = unfolding(key, "Refermer" if shown else "Téléphone et horaires", opened=shown)
    detail = "\n".join(line.text for line in lines.of(office.blocks) if line.text) if shown else ""
    return Card(office.title, words, "map-pin", toggle, detail)


def about(scene: Scene, opened: frozenset[str], lines: Lines, sheet: Sheet) -> list[Chapter]:
    """The parts of the second rank that this sheet has."""
    parts: list[tuple[str, str, list[Line]]] = [
        ("+questions", "Questions fréquentes", _questions(scene, sheet)),
        ("+mots", "Les mots de cette fiche", lines.of(sheet.definitions)),
        ("+plus", "Pour en savoir plus", _links(scene, sheet.more)),
        ("+lois", "Textes de loi", _links(scene, sheet.references)),
        ("+source", "D’où vient cette fiche", _source(scene, sheet)),
    ]
    return [
        Chapter(title, key in opened, unfolding(key, title, opened=key in opened), inside)
        if key in opened
        else Chapter(title, False, unfolding(key, title, opened=False), [])
        for key, title, inside in parts
        if inside
    ]


def _questions(scene: Scene, sheet: Sheet) -> list[Line]:
    found = (_way_to(scene, crumb) for crumb in sheet.questions)
    return [Line("link", action=action) for action in found if action]


def _links(scene: Scene, links: tuple[WebLink, ...]) -> list[Line]:
    """Each page's title, who publishes it and what it settles; opened here where the town allows its site."""
    lines: list[Line] = []
    for link in links:
        words = " · ".join(filter(None, [link.title, link.complement, link.provider]))
        lines.append(Line("bullet", words))
        site = next((s for s in scene.rules.sites if link.url.startswith(s.url)), None)
        if site:
            lines.append(Line("link", action=Action("site.open", f"Ouvrir {site.name}", "globe", site.url)))
    return lines


def _source(scene: Scene, sheet: Sheet) -> list[Line]:
    edition = scene.rules.library.edition
    told = [
        ("Rédigée par", sheet.publisher),
        ("Vérifiée le", texts.iso_day(sheet.verified)),
        ("Changée en profondeur le", texts.iso_day(sheet.changed)),
        ("Édition du", texts.iso_day(edition.date) if edition else ""),
        ("Pour", sheet.target or sheet.audience),
        ("Thème", sheet.theme.title if sheet.theme else ""),
        ("Sur internet", sheet.url),
    ]
    return [Line("bullet", f"{name} : {words}") for name, words in told if words]
