"""« Ma commune »: the hub, notices, agenda, associations, and what local sheets add to a procedure's page."""

from datetime import date

from kiosk.journey import screens as at
from kiosk.journey.asking import request_of
from offline_cache.local.calendar import (
    Coming,
    again,
    agenda,
    coming,
    ended,
    long_day,
    near_day,
    shown,
)
from offline_cache.local.content import LocalContent
from offline_cache.local.model import PREFIX, Notice
from offline_cache.local.tiles import AREAS, OFFICIAL_TOWN, TITLE
from offline_cache.model import Sheet
from ui import texts
from ui.pages import Action, Card, Group, Line, Note, Picture, Procedure, Topic
from ui.presenters.scene import Scene

SOON = 3
WELCOME_NOTES = 8
_ICONS = {"legal": "file-text", "information": "info", "alerte": "warning"}


def _content(scene: Scene) -> LocalContent:
    if scene.rules.local is None:
        raise KeyError("local")
    return scene.rules.local


def today_of(scene: Scene) -> date:
    """The day on the wall."""
    return scene.wall.astimezone().date()


# ---- the hub


def town(scene: Scene) -> Topic:
    """Everything local, by what people come for."""
    local = _content(scene)
    today = today_of(scene)
    notices = shown(local.town.notices, today)
    groups = [
        Group("Bientôt", _soon(local, today)),
        Group("Affichage", _notices_line(notices, ended(local.town.notices, today))),
        Group("Vos démarches à la mairie", [_procedure(local, one.id) for one in local.town.procedures]),
        Group("En pratique", [_sheet(local, page, "map-pin") for page in local.town.pages]),
        Group("Associations", _associations_line(local)),
        Group("Fiches officielles", _official(scene)),
    ]
    filled = [group for group in groups if group.entries]
    alerts = [_alert(notice) for notice in notices if notice.kind == "alerte"][:2]
    empty = [] if filled else [Note("Rien ici pour le moment", "La mairie n’a encore rien écrit.", "calm")]
    return Topic("Accueil", TITLE, filled, [*alerts, *empty], [])


def _alert(notice: Notice) -> Note:
    return Note(notice.title, notice.text, "warn", "warning")


def _soon(local: LocalContent, today: date) -> list[Action]:
    found = coming(local.town.events, today)
    actions = [_event(one, today) for one in found[:SOON]]
    if len(found) > SOON:
        name, title = AREAS["events"]
        hint = texts.count(len(found), "rendez-vous", "rendez-vous")
        actions.append(
            Action("topic.open", f"Tout l’{title.lower()}", "calendar-check", f"{PREFIX}{name}", hint=hint)
        )
    return actions


def _event(one: Coming, today: date, *, dated: bool = True) -> Action:
    when = near_day(one.day, today) if dated else ""
    told = ", ".join(part for part in (when, one.event.hours) if part)
    hint = " · ".join(part for part in (told[:1].upper() + told[1:], one.event.place) if part)
    return Action("sheet.open", one.event.title, "calendar-check", one.event.id, hint=hint)


def _notices_line(now: list[Notice], over: list[Notice]) -> list[Action]:
    if not now and not over:
        return []
    name, title = AREAS["notices"]
    hint = texts.count(len(now), "avis", "avis") + " en ce moment" if now else "Avis terminés"
    return [Action("topic.open", title, "file-text", f"{PREFIX}{name}", hint=hint)]


def _procedure(local: LocalContent, ident: str) -> Action:
    found = local.procedure(ident)
    hint = "Demande à remplir ici" if found and found.request else ""
    return Action("sheet.open", local.title(ident), "list-checks", ident, hint=hint)


def _sheet(local: LocalContent, ident: str, icon: str) -> Action:
    return Action("sheet.open", local.title(ident), icon, ident)


def _associations_line(local: LocalContent) -> list[Action]:
    count = len(local.town.associations)
    if not count:
        return []
    name, title = AREAS["associations"]
    themes = ", ".join(dict.fromkeys(one.theme.lower() for one in local.town.associations))
    hint = f"{texts.count(count, 'association')} : {themes}"
    return [Action("topic.open", title, "users-three", f"{PREFIX}{name}", hint=hint)]


def _official(scene: Scene) -> list[Action]:
    found = scene.rules.library.topic(OFFICIAL_TOWN)
    if found is None or not found.sheets:
        return []
    hint = texts.count(found.sheets, "fiche")
    return [Action("topic.open", found.title, found.icon, OFFICIAL_TOWN, hint=hint)]


# ---- its parts


def area(scene: Scene, screen: at.Area) -> Topic:
    """One part, whole."""
    match screen.kind:
        case "notices":
            return _notices(scene)
        case "events":
            return _events(scene)
        case "associations":
            return _associations(scene)


def _notices(scene: Scene) -> Topic:
    local, today = _content(scene), today_of(scene)
    now, over = shown(local.town.notices, today), ended(local.town.notices, today)
    groups = [
        Group("Affiché en ce moment" if over else "", [_notice_line(notice, today) for notice in now]),
        Group("Vient de se terminer", [_notice_line(notice, today) for notice in over]),
    ]
    legal = any(notice.kind == "legal" for notice in now)
    actions = []
    if legal and scene.can_print:
        actions.append(Action("notices.print", "Imprimer la liste de l’affichage légal", "printer"))
    notes = [] if now else [Note("Rien n’est affiché aujourd’hui", "", "calm")]
    filled = [group for group in groups if group.entries]
    return Topic(TITLE, AREAS["notices"][1], filled, notes, actions)


def _notice_line(notice: Notice, today: date) -> Action:
    last = texts.day_words(notice.last)
    until = f"jusqu’au {last}" if notice.last >= today else f"terminé le {last}"
    return Action(
        "notice.open", notice.title, _ICONS[notice.kind], notice.id, hint=f"{notice.label} · {until}"
    )


def _events(scene: Scene) -> Topic:
    local, today = _content(scene), today_of(scene)
    groups: dict[str, list[Action]] = {}
    for one in agenda(local.town.events, today):
        day = near_day(one.day, today) if (one.day - today).days < 2 else long_day(one.day, today)
        groups.setdefault(day[:1].upper() + day[1:], []).append(_event(one, today, dated=False))
    notes = [] if groups else [Note("Rien n’est annoncé pour le moment", "", "calm")]
    made = [Group(title, actions) for title, actions in groups.items()]
    return Topic(TITLE, AREAS["events"][1], made, notes, [])


def _associations(scene: Scene) -> Topic:
    local = _content(scene)
    groups: dict[str, list[Action]] = {}
    for one in local.town.associations:
        sheet = local.sheet(one.id)
        hint = sheet.summary if sheet else ""
        groups.setdefault(one.theme, []).append(
            Action("sheet.open", one.name, "users-three", one.id, hint=hint)
        )
    return Topic(
        TITLE, AREAS["associations"][1], [Group(title, found) for title, found in groups.items()], [], []
    )


def notice(scene: Scene, screen: at.Notice) -> Procedure:
    """One notice: from when to when, who signed it, its text and its paper."""
    local, today = _content(scene), today_of(scene)
    found = local.notice(screen.notice)
    if found is None:
        raise KeyError(screen.notice)
    over = found.last < today
    days = f"du {texts.day_words(found.first)} au {texts.day_words(found.last)}"
    facts = [
        Note("Affichage terminé" if over else "Affiché", days, "warn" if over else "calm", "calendar-check")
    ]
    if found.signed_by:
        when = f", le {texts.day_words(found.signed_on)}" if found.signed_on else ""
        facts.append(Note("Signé", f"{found.signed_by}{when}", "calm", "signature"))
    paragraphs = [" ".join(part.split()) for part in found.text.split("\n\n") if part.strip()]
    papers = [
        Card(
            "Document signé" if found.signed_by else "Document",
            texts.count(form.pages, "page"),
            "file-text",
            Action("notice.paper", "Voir et imprimer" if scene.can_print else "Voir", "file-text", found.id),
        )
        for form in local.forms(found.id)
    ]
    return Procedure(
        crumbs=f"{TITLE} › {AREAS['notices'][1]}",
        title=found.title,
        summary=found.label,
        source=local.town.source,
        old=False,
        questions=[],
        facts=facts,
        lines=[Line("text", paragraph) for paragraph in paragraphs],
        chapters=[],
        forms=papers,
        services=[],
        offices=[],
        related=[],
        actions=[],
        forms_title="Le document",
    )


# ---- what local sheets add to a procedure's page


def pictures_of(scene: Scene, ident: str) -> list[Picture]:
    """The pictures of a local sheet."""
    found = scene.rules.local.pictures(ident) if scene.rules.local else ()
    return [
        Picture(f"image://commune/{one.sha256}", 0, 1, one.width, one.height, 1.0, one.words) for one in found
    ]


def facts_of(scene: Scene, sheet: Sheet) -> list[Note]:
    """An event's next day."""
    event = scene.rules.local.event(sheet.id) if scene.rules.local else None
    if event is None:
        return []
    today = today_of(scene)
    found = next(iter(coming([event], today)), None)
    if found is None:
        return [Note("C’est passé", "Cette date est derrière nous.", "warn", "clock")]
    near = near_day(found.day, today)
    full = long_day(found.day, today)
    day = full if near in full else f"{near}, {full}"
    if found.until > found.day:
        day += f", jusqu’au {long_day(found.until, today)}"
    words = "Prochaine fois" if event.repeat and again(event.repeat) else "Quand"
    told = ", ".join(part for part in (day, event.hours) if part)
    return [Note(words, told[:1].upper() + told[1:], "calm", "calendar-check")]


def request_action(scene: Scene, ident: str) -> list[Action]:
    """« Remplir ma demande », where a procedure ends in one."""
    form = request_of(scene.rules, ident)
    return [Action("ask.open", "Remplir ma demande", "pen-nib", ident, "main")] if form else []


def steps_of(scene: Scene, ident: str) -> tuple[str, ...]:
    """The steps of a local procedure, for its printed list."""
    found = scene.rules.local.procedure(ident) if scene.rules.local else None
    return found.steps if found else ()


# ---- the welcome page


def welcome_notes(scene: Scene) -> list[Note]:
    """The notices of today and what happens today, to be shown in turn."""
    local = scene.rules.local
    if local is None:
        return []
    today = today_of(scene)
    notes = [
        Note(
            found.title,
            _first_sentence(found.text),
            "warn" if found.kind == "alerte" else "calm",
            _ICONS[found.kind],
        )
        for found in shown(local.town.notices, today)
        if found.welcome
    ]
    for one in coming(local.town.events, today, days=0):
        if one.event.welcome:
            told = " · ".join(part for part in (one.event.hours, one.event.place) if part)
            notes.append(
                Note(
                    f"Aujourd’hui : {one.event.title}", told[:1].upper() + told[1:], "calm", "calendar-check"
                )
            )
    return notes[:WELCOME_NOTES]


def _first_sentence(text: str) -> str:
    flat = " ".join(text.split())
    first, dot, _ = flat.partition(". ")
    return first + ("." if dot else "")
