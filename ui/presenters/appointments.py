"""Appointments, from state to page."""

from datetime import datetime

from kiosk.journey import screens as at
from kiosk.journey.booking import Receipt
from kiosk.journey.cases import papers_of
from session.protocol.appointments import FreeSlot, SlotBook
from ui import texts
from ui.pages import Action, Appointment, Ask, Choice, Note, Page, Question, Slots
from ui.pages.offices import Fact
from ui.presenters.scene import Scene

CRUMBS = "Prendre rendez-vous"
MINE = "Mon rendez-vous"
MOST_DAYS = 20
LONGEST = 12
"""Of a code as it is typed, its dash and a space too many included."""
MOST_PAPERS = 12


def appointment(scene: Scene) -> Page:
    """The page of whichever screen of an appointment this is."""
    screen = scene.journey.screen
    match screen:
        case at.SlotDays():
            return _days(scene, screen)
        case at.SlotHours():
            return _hours(scene, screen)
        case at.SlotConfirm():
            return _confirm(scene, screen)
        case at.SlotBooked():
            return _booked(scene)
        case at.AppointmentCode():
            return _code(scene, screen)
        case at.AppointmentHere():
            return _here(scene, screen)
        case _:
            raise AssertionError(f"no appointment is on {screen}")


def take_action(scene: Scene, desk: str, kind: str = "secondary") -> list[Action]:
    """« Prendre rendez-vous », where a slot can be had now."""
    found = scene.desk(desk)
    if found is None or not found.appointments or not scene.online:
        return []
    label = "Prendre rendez-vous"
    return [Action("slots.open", label, "calendar-check", desk, "main" if kind == "main" else "secondary")]


def day_of(instant: str) -> datetime:
    """An instant on the kiosk's wall clock."""
    return datetime.fromisoformat(instant).astimezone()


def day_words(instant: str) -> str:
    """« jeudi 3 décembre 2026 »."""
    return texts.long_day(day_of(instant))


def hour_words(instant: str) -> str:
    """« 10 h 30 », « 9 h »."""
    local = day_of(instant)
    return f"{local.hour} h {local.minute:02d}" if local.minute else f"{local.hour} h"


def booked_words(receipt: Receipt) -> str:
    """« Rendez-vous pris : jeudi 3 décembre 2026 à 10 h 30, CAF »."""
    booked = receipt.booked
    return f"Rendez-vous pris : {day_words(booked.start)} à {hour_words(booked.start)}, {booked.name}"


def papers_for(scene: Scene, receipt: Receipt) -> list[str]:
    """What to bring: the procedure's list where the appointment is for one, else the counter's own."""
    if receipt.sheet:
        listed = papers_of(scene.rules.library, receipt.sheet, scene.journey)
        if listed:
            return [paper.label for paper in listed]
    return list(receipt.booked.papers)


def _name(scene: Scene, desk: str) -> str:
    found = scene.desk(desk)
    return found.name if found else ""


# ---- taking one


def _slots(scene: Scene, desk: str) -> tuple[FreeSlot, ...]:
    return scene.journey.booking.free.get(desk, ())


def _days(scene: Scene, screen: at.SlotDays) -> Slots:
    days: dict[str, list[FreeSlot]] = {}
    for slot in _slots(scene, screen.desk):
        days.setdefault(day_of(slot.start).date().isoformat(), []).append(slot)
    choices = [
        Action("slots.day", _capital(day_words(slots[0].start)), "calendar-check", day, hint=_how_many(slots))
        for day, slots in list(days.items())[:MOST_DAYS]
    ]
    return Slots(
        crumbs=_name(scene, screen.desk),
        title="Quel jour vous convient ?",
        step="Question 1 sur 3",
        note=_waiting(scene) or (None if choices else _none(scene)),
        choices=choices,
        columns=1,
        actions=_again(scene),
    )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _how_many(slots: list[FreeSlot]) -> str:
    free = texts.count(len(slots), "rendez-vous possible", "rendez-vous possibles")
    return f"{free}, à partir de {hour_words(slots[0].start)}"


def _waiting(scene: Scene) -> Note | None:
    """While the relay is asked, and when it does not answer."""
    booking = scene.journey.booking
    if booking.pending is None:
        return None
    if booking.silent or not scene.online:
        text = f"Les rendez-vous ne répondent pas. Réessayez, ou adressez-vous à {scene.settings.place.fallback}."
        return Note("Pas de réponse", text, "warn", "wifi-slash")
    if isinstance(booking.pending.body, SlotBook):
        return Note("Nous réservons…", "Cela prend quelques secondes.", "calm", "hourglass")
    return Note("Un instant…", "Nous demandons au guichet.", "calm", "hourglass")


def _again(scene: Scene) -> list[Action]:
    booking = scene.journey.booking
    if booking.pending is None or not booking.silent:
        return []
    return [Action("slots.retry", "Réessayer", "arrow-clockwise", kind="main", enabled=scene.online)]


def _none(scene: Scene) -> Note:
    text = (
        f"D’autres s’ouvriront peut-être : revenez voir, ou adressez-vous à {scene.settings.place.fallback}."
    )
    return Note("Plus de rendez-vous libre", text, "warn", "calendar-check")


def _hours(scene: Scene, screen: at.SlotHours) -> Slots:
    that_day = [s for s in _slots(scene, screen.desk) if day_of(s.start).date().isoformat() == screen.day]
    return Slots(
        crumbs=_name(scene, screen.desk),
        title="À quelle heure ?",
        step=f"Question 2 sur 3 · {day_words(that_day[0].start)}" if that_day else "Question 2 sur 3",
        note=None if that_day else _none(scene),
        choices=[
            Action("slots.hour", hour_words(slot.start), "clock", slot.slot, hint=slot.note)
            for slot in that_day
        ],
        columns=2 if all(len(slot.note) < 40 for slot in that_day) else 1,
        actions=[],
    )


def _confirm(scene: Scene, screen: at.SlotConfirm) -> Appointment:
    slot = scene.journey.booking.slot(screen.desk, screen.slot)
    pending = scene.journey.booking.pending is not None
    book = Action("slots.book", "Prendre ce rendez-vous", "check", kind="main", enabled=slot is not None)
    return Appointment(
        crumbs=_name(scene, screen.desk),
        title="Est-ce bien cela ?",
        step="Question 3 sur 3",
        note=_waiting(scene)
        or Note("Rien à donner", "Ni nom, ni téléphone, ni adresse : vous recevez un code.", "calm", "shield-check"),
        code="",
        spelled="",
        code_words="",
        facts=_facts(scene, slot.start, slot.end, _name(scene, screen.desk), slot.note) if slot else [],
        papers=[],
        consent=None if pending else _consent(scene, screen),
        actions=_again(scene) if pending else [book],
    )  # fmt: skip


def _consent(scene: Scene, screen: at.SlotConfirm) -> Question | None:
    """Silence means no."""
    sheet = scene.rules.library.sheet(scene.journey.sheet) if scene.journey.sheet else None
    if sheet is None:
        return None
    answers = ((True, "Oui, et imprimer les papiers à apporter"), (False, "Non"))
    return Question(
        f"Dire au conseiller que vous viendrez pour « {sheet.title} » ?",
        [
            Choice(label, screen.share is value, Action("slots.share", label, argument=value))
            for value, label in answers
        ],
    )


def _facts(
    scene: Scene,
    start: str,
    end: str,
    desk: str,
    note: str = "",
    come: str = "Vous pouvez arriver 15 minutes avant.",
) -> list[Fact]:
    place = scene.settings.place
    facts = [
        Fact("calendar-check", _capital(day_words(start)), ""),
        Fact("clock", f"De {hour_words(start)} à {hour_words(end)}", come),
        Fact("map-pin", f"{place.town_hall}, à cette borne", place.room),
        Fact("video-camera", desk, note),
    ]
    return [fact for fact in facts if fact.text]


def _booked(scene: Scene) -> Appointment:
    receipt = scene.journey.booking.last
    if receipt is None:
        raise KeyError("booked")
    booked = receipt.booked
    kept = Note("Gardez ce code", "C’est votre code, et lui seul, qui vous fera recevoir.", "calm", "info")
    if not scene.can_print:
        text = "Rien ne s’imprime pour le moment. Prenez le temps de le recopier."
        kept = Note("Recopiez ce code", text, "warn", "pen-nib")
    actions = [Action("leave.open", "C’est noté, terminer", "check", kind="main")]
    if scene.can_print:
        actions.append(Action("appointment.print", "Imprimer encore", "printer"))
    actions.append(Action("bar.home", "Faire autre chose", "house", kind="quiet"))
    return Appointment(
        crumbs=booked.name,
        title="Votre rendez-vous est pris",
        step="",
        note=kept,
        code=booked.code,
        spelled="Votre code : " + ", ".join(booked.code.replace("-", "")),
        code_words="À taper ici le jour venu, ou pour annuler : « Parler à un conseiller », « J’ai un rendez-vous ».",
        facts=_facts(scene, booked.start, booked.end, booked.name, booked.note),
        papers=papers_for(scene, receipt)[:MOST_PAPERS],
        consent=None,
        actions=actions,
    )


# ---- coming with one


def _code(scene: Scene, screen: at.AppointmentCode) -> Ask:
    """On the kiosk's own keyboard; a code reader may write it there too."""
    waiting = scene.journey.booking.pending is not None
    note = _waiting(scene) if waiting else _said(scene, screen)
    silent = waiting and (scene.journey.booking.silent or not scene.online)
    check = Action("appointment.check", "Suivant", "caret-right", kind="main")
    return Ask(
        crumbs=MINE,
        title="Quel est votre code ?",
        step="",
        keys="letters",
        text_typed=screen.text,
        hint="K7FM-2Q9D",
        help="Huit lettres et chiffres, sur votre papier. O et zéro, I et un comptent pour le même signe.",
        note=note,
        choices=[],
        longest=LONGEST,
        enter=Action("slots.retry", "Réessayer", "arrow-clockwise", kind="main") if silent else check,
        actions=[],
    )


def _said(scene: Scene, screen: at.AppointmentCode) -> Note | None:
    if screen.said == "appointment.attempts-exceeded":
        left = max(1.0, scene.journey.booking.wait_until - scene.journey.now)
        wait = texts.count(texts.minutes(left), "minute")
        text = f"Cette borne attend {wait} avant d’en essayer un autre. Touchez « Aide » si besoin."
        return Note("Trop de codes inconnus", text, "warn", "clock")
    if screen.said:
        text = "Relisez le papier signe par signe. S’il est perdu, un conseiller du guichet peut vous en donner un autre."
        return Note("Ce code n’est pas bon", text, "warn", "pen-nib")
    return None


def _here(scene: Scene, screen: at.AppointmentHere) -> Appointment:
    said = scene.journey.booking.said
    if said is None:
        return _bare(_waiting(scene), _again(scene))
    facts = _facts(scene, said.start, said.end, said.name, come="")
    if scene.journey.booking.pending is not None:
        return _bare(_waiting(scene), _again(scene), facts)
    if screen.giving_up:
        sure = Note(
            "Annuler ce rendez-vous ?", "L’heure sera libre pour quelqu’un d’autre.", "warn", "question"
        )
        actions = [
            Action("appointment.keep", "Non, le garder", "arrow-left", kind="main"),
            Action("appointment.cancel", "Oui, annuler", "x", kind="danger"),
        ]
        return _bare(sure, actions, facts)
    cancel = Action("appointment.give-up", "Annuler ce rendez-vous", "x")
    home = Action("bar.home", "Retourner à l’accueil", "house", kind="main")
    match said.when:
        case "now":
            return _bare(_can_come(scene), [*_come(scene), cancel], facts)
        case "early":
            at_time = hour_words(said.opens)
            text = f"Il est {texts.hour(scene.wall)}. Revenez taper votre code à partir de {at_time}."
            return _bare(Note("Vous êtes en avance", text, "calm", "clock"), [home, cancel], facts)
        case "other-day":
            text = f"Revenez {day_words(said.start)}, à partir de {hour_words(said.opens)}."
            return _bare(
                Note("Ce n’est pas aujourd’hui", text, "warn", "calendar-check"), [home, cancel], facts
            )
        case "late":
            text = "Vous pouvez attendre un conseiller sans rendez-vous, ou en prendre un autre."
            return _bare(Note("L’heure est passée", text, "warn", "clock"), _instead(scene, said.desk), facts)
        case _:
            actions = _instead(scene, said.desk)
            return _bare(_cancelled(scene, said.called_off, actions), actions, facts)


def _cancelled(scene: Scene, called_off: bool, actions: list[Action]) -> Note:
    """By whom it was, and what can be done: nothing is named that this page cannot do now."""
    title = "Le guichet a dû annuler ce rendez-vous" if called_off else "Ce rendez-vous est annulé"
    steps = {
        "slots.open": "en prendre un autre",
        "counter.open": "voir un conseiller sans rendez-vous",
    }
    can = [words for name, words in steps.items() if any(action.name == name for action in actions)]
    then = f"Vous pouvez {' ou '.join(can)}." if can else f"Adressez-vous à {scene.settings.place.fallback}."
    sorry = "Nous en sommes désolés. " if called_off else ""
    return Note(title, sorry + then, "warn", "x")


def _bare(note: Note | None, actions: list[Action], facts: list[Fact] | None = None) -> Appointment:
    return Appointment(
        crumbs=MINE, title="Votre rendez-vous", step="", note=note, code="", spelled="", code_words="", facts=facts or [],
        papers=[], consent=None, actions=actions,
    )  # fmt: skip


def _can_come(scene: Scene) -> Note:
    if not scene.online or not scene.journey.world.camera:
        text = f"La vidéo ne marche pas pour le moment. Adressez-vous à {scene.settings.place.fallback}."
        return Note("On vous attend", text, "warn", "video-camera-slash")
    return Note("On vous attend", "Vous passez avant les personnes sans rendez-vous.", "good", "check-circle")


def _come(scene: Scene) -> list[Action]:
    if not scene.online or not scene.journey.world.camera:
        return []
    return [Action("appointment.come", "Je suis là, commencer", "video-camera", kind="main")]


def _instead(scene: Scene, desk: str) -> list[Action]:
    """What else can be done, an open counter first."""
    found = scene.desk(desk)
    walk_in = []
    if found is not None and found.open and scene.can_talk:
        walk_in = [Action("counter.open", "Attendre un conseiller", "video-camera", desk, kind="main")]
    another = take_action(scene, desk, "secondary" if walk_in else "main")
    return [*walk_in, *another] or [Action("bar.home", "Retourner à l’accueil", "house", kind="main")]
