"""Topic, search, public sites."""

from dataclasses import replace
from urllib.parse import urlsplit

from kiosk.journey import screens as at
from offline_cache.model import Entry, Sheet
from ui import texts
from ui.pages import Action, Card, Group, Note, Result, Search, Site, Sites, Topic
from ui.presenters.aside import about, office_card, related, service_card
from ui.presenters.lines import Lines
from ui.presenters.scene import Scene, talk_action

MIN_LETTERS = 2
MAX_SUGGESTIONS = 3
EXAMPLES = "Par exemple : « j’ai perdu ma carte », « aide pour le loyer »."


def topic(scene: Scene, screen: at.Topic) -> Topic:
    """What a tile holds, under its sub-titles."""
    library = scene.rules.library
    found = library.topic(screen.topic)
    entries = library.children(screen.topic)
    groups: dict[str, list[Action]] = {}
    for entry in entries:
        groups.setdefault(entry.group, []).append(_entry(entry))
    notes = (
        [] if entries else [Note("Rien ici pour le moment", texts.next_step("content.sheet-missing"), "warn")]
    )
    own = library.folder(screen.topic)
    page = Topic(
        crumbs="Accueil",
        title=found.title if found else "",
        groups=[Group(title, actions) for title, actions in groups.items()],
        notes=notes,
        actions=talk_action(scene),
    )
    return _with_its_own(scene, screen, page, own) if own else page


def _with_its_own(scene: Scene, screen: at.Topic, page: Topic, own: Sheet) -> Topic:
    """What the edition says of the topic itself: a word before its sheets, the rest after them."""
    lines = Lines(scene, (), own.definitions, screen.opened)
    return replace(
        page,
        lines=lines.of((*own.introduction, *own.blocks)),
        services=[service_card(scene, service) for service in own.services],
        offices=[office_card(screen.opened, lines, office) for office in own.offices],
        related=related(scene, own),
        about=about(scene, screen.opened, lines, own),
    )


def _entry(entry: Entry) -> Action:
    if entry.kind == "topic":
        return Action(
            "topic.open", entry.title, "caret-right", entry.id, hint=texts.count(entry.sheets, "fiche")
        )
    return Action("sheet.open", entry.title, "caret-right", entry.id)


def search(scene: Scene, screen: at.Search) -> Search:
    """Results follow the typing; nothing found offers topics and a person."""
    text = screen.text.strip()
    library = scene.rules.library
    ready = len(text) >= MIN_LETTERS
    answer = library.search(text) if ready else None
    hits = answer.hits if answer else ()
    found = {hit.title.casefold() for hit in hits} | {text.casefold()}
    suggested = library.suggest(text) if ready and not screen.submitted else []
    words = [word for word in suggested if word.casefold() not in found][:MAX_SUGGESTIONS]
    nothing = answer is not None and not hits
    return Search(
        title="Que cherchez-vous ?",
        text=screen.text,
        hint="Écrire avec vos mots…",
        suggestions=[Action("search.pick", word, "magnifying-glass", word, "quiet") for word in words],
        results=[
            Result(
                hit.title, hit.why, " › ".join(hit.breadcrumb), Action("sheet.open", hit.title, "", hit.id)
            )
            for hit in hits
        ],
        words=texts.count(len(hits), "réponse") if hits else "" if ready else EXAMPLES,
        note=_nothing_found(scene) if nothing else None,
        topics=[Action("topic.open", t.title, t.icon, t.id) for t in answer.topics]
        if answer and nothing
        else [],
        actions=talk_action(scene) if nothing or screen.submitted else [],
    )


def _nothing_found(scene: Scene) -> Note:
    if scene.can_talk:
        text = "Essayez avec un autre mot, regardez les rubriques, ou parlez à un conseiller."
    else:
        text = f"Essayez avec un autre mot, ou adressez-vous à {scene.settings.place.fallback}."
    return Note("Nous n’avons rien trouvé avec ces mots", text, "warn", "magnifying-glass")


def sites(scene: Scene) -> Sites:
    """The allowed list."""
    return Sites(
        title="Sites internet publics",
        text="Ce que vous tapez sur ces sites est effacé quand vous partez. "
        "Certains demandent un compte ou votre téléphone portable.",
        sites=[
            Card(
                site.name,
                urlsplit(site.url).hostname or "",
                "globe",
                Action("site.open", f"Ouvrir {site.name}", "globe", site.url),
            )
            for site in scene.rules.sites
        ],
        note=None,
    )


def site(scene: Scene, screen: at.Site) -> Site:
    """One site in the confined view."""
    hosts = [_origin(allowed.url) for allowed in scene.rules.sites]
    return Site(
        name=screen.name,
        url=screen.here or screen.url,
        hosts=sorted(set(hosts)),
        vault=scene.journey.vault,
        note=_site_note(screen),
        actions=[Action("site.print", "Imprimer cette page", "printer", kind="main")]
        if scene.can_print and not screen.failed
        else [],
        steps=screen.steps,
        reached=not screen.failed,
    )


def _origin(url: str) -> str:
    """Host and port: another program on the same machine is another site."""
    parts = urlsplit(url)
    return f"{parts.hostname or ''}:{parts.port or (443 if parts.scheme == 'https' else 80)}"


def _site_note(screen: at.Site) -> Note | None:
    if screen.failed:
        again = "Réessayez dans un moment, ou touchez « Retour »."
        return Note(texts.trouble("site.page-unreachable"), again, "warn", "wifi-slash")
    if screen.refused:
        why = f"« {screen.refused} » n’est pas sur la liste des sites de cette borne."
        return Note(texts.trouble("site.address-refused"), why, "warn", "lock-key")
    return None
