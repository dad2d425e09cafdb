"""Offices near by and one office: open or not, how far, how to reach it."""

from datetime import datetime

from kiosk.journey import screens as at
from offline_cache.directory import words
from offline_cache.directory.hours import Closed, Holiday, Open
from offline_cache.directory.model import Found
from offline_cache.directory.model import Office as Place
from offline_cache.directory.stops import Stop, is_here, missed, next_words, visits
from offline_cache.directory.stops import visit_words as visit_said
from offline_cache.model import OfficeLink
from ui import texts
from ui.pages import Action, Card, DayRow, Fact, Note, Office, OfficeGroup, OfficeRow, Offices, Tone
from ui.presenters.scene import Scene, talk_action

NEXT_VISITS = 4
MISSED_DAYS = 35


def here(scene: Scene) -> datetime:
    """The wall clock where the kiosk is."""
    return scene.wall.astimezone()


def offices(scene: Scene) -> Offices:
    """Permanences first, soonest first; then each kind of office, the best one of its kind."""
    guide = scene.rules.offices
    groups = []
    stops = [stop_row(scene, stop) for stop in guide.due(here(scene))]
    if stops:
        groups.append(OfficeGroup("Ils viennent près de vous", stops))
    rows = [office_row(scene, near.found, near.group.name, near.group.icon) for near in guide.nearby()]
    if rows:
        groups.append(OfficeGroup("Les bureaux" if stops else "", rows))
    orient = Action("orient.open", "Vers qui me tourner ?", "compass", kind="main")
    nobody = Note(
        "Cette borne ne connaît pas encore les bureaux d’ici",
        f"Vous pouvez vous adresser à {scene.settings.place.fallback}.",
        "warn",
        "map-pin",
    )
    return Offices(
        title="Bureaux et services près d’ici",
        text="",
        source=source_words(scene),
        groups=groups,
        note=None if groups else nobody,
        actions=[orient, *talk_action(scene)],
    )


def source_words(scene: Scene) -> str:
    """Where the offices come from, and of when."""
    edition = scene.rules.offices.edition
    if edition is None:
        return ""
    when = f", à jour du {texts.iso_day(edition.date)}" if edition.date else ""
    return f"{edition.source}{when}"


def office_row(scene: Scene, found: Found, kind: str = "", icon: str = "map-pin") -> OfficeRow:
    """An office in a list."""
    office = found.office
    place = " · ".join(part for part in (office.town, words.distance(found.distance)) if part)
    return OfficeRow(
        name=office.name,
        kind=kind if not office.name.casefold().startswith(kind.casefold()[:6]) else "",
        words=capital(scene.rules.offices.opening(office, here(scene))),
        place=place,
        icon=icon,
        open=isinstance(scene.rules.offices.now(office, here(scene)), Open),
        choose=Action("office.open", office.name, "caret-right", office.id),
    )


def stop_row(scene: Scene, stop: Stop) -> OfficeRow:
    """A permanence in a list."""
    guide = scene.rules.offices
    return OfficeRow(
        name=stop.name,
        kind=stop.services[0] if stop.services else "",
        words=next_words(stop, here(scene), guide.holiday),
        place="Sur rendez-vous" if stop.appointment else "",
        icon=_stop_icon(stop),
        open=is_here(stop, here(scene), guide.holiday),
        choose=Action("office.open", stop.name, "caret-right", stop.id),
    )


def office(scene: Scene, screen: at.Office) -> Office:
    """One office, or one permanence."""
    stop = scene.rules.offices.stop(screen.office)
    if stop is not None:
        return _stop(scene, stop)
    found = scene.rules.offices.office(screen.office)
    if found is None:
        then = texts.next_step("content.sheet-missing")
        return Office("", "Ce bureau n’est plus connu", then, "warn", None, [], "", [], "", [], "", [])
    place, moment = found.office, here(scene)
    now = scene.rules.offices.now(place, moment)
    said = capital(words.opening(now, moment)) or "Horaires non communiqués"
    group = scene.rules.offices.group_of(place)
    remark = _remark(place, moment)
    week = words.week(place.hours)
    return Office(
        crumbs=group.name if group else "",
        title=place.name,
        now=said,
        tone=_tone(now),
        remark=Note("Remarque", remark, "warn", "info") if remark else None,
        week_title="Horaires" if week else "",
        week=[DayRow(day, hours, n == moment.weekday()) for n, (day, hours) in enumerate(week)],
        facts=_facts(found),
        services_title="",
        services=[],
        source=_changed(scene, place),
        actions=_actions(scene, place.id, desk_names(scene, place.types)),
    )


def _stop(scene: Scene, stop: Stop) -> Office:
    moment, guide = here(scene), scene.rules.offices
    coming = [
        visit for visit, _ in zip(visits(stop, moment, guide.holiday), range(NEXT_VISITS), strict=False)
    ]
    rows = [(v.day, DayRow(*_visit(visit_said(v, moment)), v.day == moment.date())) for v in coming]
    rows += [
        (day, DayRow(capital(words.day(day)), f"Pas de passage ({why})", today=day == moment.date()))
        for day, why in missed(stop, moment.date(), guide.holiday, MISSED_DAYS)
    ]
    days = [row for _, row in sorted(rows, key=lambda pair: pair[0])]
    facts = [Fact("phone", stop.phone)] if stop.phone else []
    if stop.appointment:
        facts.append(Fact("calendar-check", "Sur rendez-vous"))
    if access := words.ACCESS.get(stop.access, ""):
        facts.append(Fact("wheelchair", access, stop.access_note))
    return Office(
        crumbs=stop.operator,
        title=stop.name,
        now=next_words(stop, moment, guide.holiday),
        tone="good" if is_here(stop, moment, guide.holiday) else "calm",
        remark=Note("Remarque", stop.remark, "warn", "info") if stop.remark else None,
        week_title="Prochains passages" if days else "",
        week=days,
        facts=facts,
        services_title="Ce que l’on peut y faire" if stop.services else "",
        services=list(stop.services),
        source="Calendrier de la commune",
        actions=_actions(scene, stop.id, desk_names(scene, stop.types)),
    )


def _stop_icon(stop: Stop) -> str:
    """A van, or someone who comes to an office."""
    return "bus" if "bus" in stop.name.casefold() or "itinérant" in stop.name.casefold() else "calendar-check"


def _remark(place: Place, moment: datetime) -> str:
    """What overrides the hours today, what holds all week, and what else the office says."""
    today = [rule.remark for rule in place.hours.on(moment.weekday()) if rule.remark]
    return "\n".join(dict.fromkeys(part for part in (*today, place.hours.remark, place.remark) if part))


def _visit(said: str) -> tuple[str, str]:
    """The day, and the rest."""
    day, _, rest = said.partition(", ")
    return capital(day), rest


def _facts(found: Found) -> list[Fact]:
    place = found.office
    far = words.distance(found.distance)
    facts = []
    if address := words.address(place):
        facts.append(
            Fact(
                "map-pin",
                address,
                f"{capital(far)} à vol d’oiseau" if far and far != "ici même" else capital(far),
            )
        )
    for phone in place.phones[:4]:
        note = " · ".join(
            n
            for n in (phone.note, "pour les personnes sourdes ou malentendantes" if phone.adapted else "")
            if n
        )
        facts.append(Fact("phone", phone.number, note))
    if place.emails:
        facts.append(Fact("chat-circle-text", place.emails[0], "Courriel"))
    if place.sites:
        facts.append(
            Fact(
                "globe",
                place.sites[0].url.removeprefix("https://").removeprefix("http://").rstrip("/"),
                place.sites[0].label,
            )
        )
    if access := words.access(place):
        facts.append(Fact("wheelchair", access))
    if place.mail:
        facts.append(Fact("file-text", ", ".join(place.mail), "Pour écrire"))
    return facts


def _tone(now: object) -> Tone:
    match now:
        case Open(soon=False, unsure=False):
            return "good"
        case Closed() | Holiday():
            return "calm"
        case _:
            return "warn"


def _changed(scene: Scene, place: Place) -> str:
    source = scene.rules.offices.edition
    when = f", vérifié le {texts.iso_day(place.changed)}" if place.changed else ""
    return f"{source.source}{when}" if source else ""


def _actions(scene: Scene, key: str, desks: list[Action]) -> list[Action]:
    actions = (
        [Action("office.print", "Imprimer ce bureau", "printer", key, "main")] if scene.can_print else []
    )
    return actions + desks


def desk_names(scene: Scene, types: tuple[str, ...], names: tuple[str, ...] = ()) -> list[Action]:
    """« Parler à un conseiller », when a counter of that administration can be reached."""
    if not scene.can_talk:
        return []
    wanted = {_plain(name) for name in (*types, *names)}
    for desk in scene.desks:
        if any(name and name in wanted for name in (_plain(desk.administration), _plain(desk.name))):
            hint = desk.administration or desk.name
            return [Action("counter.open", "Parler à un conseiller", "video-camera", desk.desk, hint=hint)]
    return []


def _plain(name: str) -> str:
    """« France Travail » and `france_travail` alike."""
    return "".join(letter for letter in name.casefold() if letter.isalnum())


def capital(text: str) -> str:
    """The same with a capital letter."""
    return text[:1].upper() + text[1:]


# ---- on a procedure's page


def link_cards(scene: Scene, links: tuple[OfficeLink, ...]) -> list[Card]:
    """« Où s’adresser »: the real offices, each once; a line of the sheet as it is when none is known."""
    cards: dict[str, Card] = {}
    for link in links:
        found = scene.rules.offices.for_link(link)
        for one in found:
            cards.setdefault(one.office.id, _card(scene, one, link))
        if not found:
            cards.setdefault(link.title, Card(link.title, link.complement or link.provider, "map-pin"))
        for stop in scene.rules.offices.stops_for([link.pivot], here(scene)) if link.pivot else []:
            cards.setdefault(stop.id, _stop_card(scene, stop))
    return list(cards.values())


def _card(scene: Scene, found: Found, link: OfficeLink) -> Card:
    office = found.office
    now = capital(scene.rules.offices.opening(office, here(scene)))
    where_ = " · ".join(part for part in (words.distance(found.distance), words.address(office)) if part)
    phone = next((f"Tél. {phone.number}" for phone in office.phones if not phone.adapted), "")
    text = "\n".join(part for part in (now, capital(where_), phone, link.complement) if part)
    return Card(office.name, text, "map-pin", Action("office.open", "Horaires et accès", "clock", office.id))


def _stop_card(scene: Scene, stop: Stop) -> Card:
    text = next_words(stop, here(scene), scene.rules.offices.holiday)
    return Card(
        stop.name,
        text,
        _stop_icon(stop),
        Action("office.open", "Prochains passages", "calendar-check", stop.id),
    )
