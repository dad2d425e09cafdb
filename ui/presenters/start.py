"""Welcome, closed, neutral, home."""

from dataclasses import replace

from kiosk.journey.ports import Rules
from ui import texts
from ui.pages import Action, CallbackNote, Closed, Greeting, Home, Neutral, Note, Rest, Welcome
from ui.presenters.plan import entry
from ui.presenters.scan import scan_action
from ui.presenters.scene import Scene, counter_lines, home_lines, print_note
from ui.presenters.town import welcome_notes

GREETINGS = (
    ("fr", "Touchez l’écran", False),
    ("en", "Touch the screen", False),
    ("es", "Toque la pantalla", False),
    ("pt", "Toque no ecrã", False),
    ("ar", "المس الشاشة", True),
    ("uk", "Торкніться екрана", False),
)
OLD = "Informations anciennes"
OFFLINE = "Hors ligne"
_HOME_WORDS = {OFFLINE: "Les fiches marchent toujours.", "Fiches de démonstration": ""}
WELCOME_LINES = 5
STAFF = Action("staff.open", "Accès agent", "lock-key", kind="quiet")


def neutral(scene: Scene) -> Neutral:
    """Nothing of the visit."""
    return Neutral(scene.settings.place.town_hall)


def waiting(scene: Scene) -> Welcome | Closed | Rest:
    """Before the visit: closed, at rest, or welcoming."""
    if scene.journey.world.closed:
        return closed(scene)
    return rest(scene) if rests(scene) else welcome(scene)


def rests(scene: Scene) -> bool:
    """Nobody is there, and nobody is called."""
    return scene.journey.world.resting and scene.journey.callback is None


def rest(scene: Scene) -> Rest:
    """The least that says the machine is alive."""
    return Rest(
        town=scene.settings.place.town_hall,
        time=texts.hour(scene.wall),
        words="Approchez, ou touchez l’écran.",
        start=Action("touch", "Commencer", kind="main"),
    )


def closed(scene: Scene) -> Closed:
    """Why, and where to go instead."""
    why = scene.journey.world.closed or ""
    by_agent = why == "agent"
    text = "La borne est fermée pour le moment." if by_agent else texts.trouble(why)
    return Closed(
        title="Cette borne est fermée",
        text=text,
        fallback=f"Adressez-vous à {scene.settings.place.fallback}.",
        code="" if by_agent else texts.code_of(why),
        staff=STAFF,
    )


def welcome(scene: Scene) -> Welcome:
    """The time, what is open, what does not work."""
    return Welcome(
        title="Bienvenue",
        greetings=[Greeting(*greeting) for greeting in GREETINGS],
        time=texts.hour(scene.wall),
        date=texts.long_day(scene.wall).capitalize(),
        counters_title="Nos conseillers en vidéo" if scene.desks else "",
        counters=counter_lines(scene) if len(scene.desks) <= WELCOME_LINES else home_lines(scene),
        notices=[*_notices(scene), *welcome_notes(scene)],
        start=Action("touch", "Commencer", "hand-pointing", kind="main"),
        staff=STAFF,
        callback=_callback(scene),
    )


def _callback(scene: Scene) -> CallbackNote | None:
    ring = scene.journey.callback
    if ring is None:
        return None
    desk = scene.desk(ring.desk)
    return CallbackNote(
        number=ring.number,
        title=f"On rappelle le numéro {ring.number}",
        text=f"{ring.expert}, {desk.name if desk else 'un conseiller'}, attend cette personne.",
        answer=Action("callback.answer", f"C’est moi, le {ring.number}", "phone", kind="main"),
    )


def _notices(scene: Scene) -> list[Note]:
    notes = [print_note(scene), _content_note(scene.rules)]
    if scene.journey.world.link == "offline":
        text = texts.trouble("link.relay-unreachable")
        notes.append(Note(OFFLINE, text, "warn", "wifi-slash"))
    return [note for note in notes if note is not None]


def _home_notes(scene: Scene) -> list[Note]:
    """The same in one short line each: the welcome page and the sheets say the rest."""
    edition = scene.rules.library.edition
    old = f"Fiches du {texts.iso_day(edition.date)}, à vérifier" if edition and edition.is_old else ""
    return [
        Note(old, "", note.tone, note.icon)
        if old and note.title == OLD
        else replace(note, text=_HOME_WORDS.get(note.title, note.text))
        for note in _notices(scene)
    ]


def _content_note(rules: Rules) -> Note | None:
    """Old content is shown with its age, never hidden."""
    edition = rules.library.edition
    if edition is None:
        return Note(
            texts.trouble("content.store-missing"), texts.next_step("content.store-missing"), "warn", "files"
        )
    if edition.sample:
        text = "Ces fiches sont des exemples, écrits pour une commune imaginaire."
        return Note("Fiches de démonstration", text, "calm", "info")
    if edition.is_old:
        when, age = texts.iso_day(edition.date), texts.age(edition.age_days)
        told = (
            f"Les fiches de cette borne datent du {when}, {age}."
            if edition.date
            else "Les fiches n’ont pas de date."
        )
        return Note(OLD, f"{told} Vérifiez avant de vous y fier.", "warn", "clock")
    return None


def home(scene: Scene) -> Home:
    """The page of « Que voulez-vous faire ? »."""
    more = [*scan_action(scene), Action("orient.open", "Qui peut m’aider ?", "compass")]
    if scene.rules.offices.knows:
        more.append(Action("offices.open", "Bureaux près d’ici", "map-pin"))
    if scene.rules.sites:
        more.append(Action("sites.open", "Sites internet", "globe"))
    more.append(Action("leave.open", "J’ai terminé", "sign-out", kind="quiet"))
    return Home(
        title="Bonjour.",
        question="Que voulez-vous faire ?",
        search_hint="Écrire avec vos mots…" if scene.rules.library.edition or scene.rules.local else "",
        tiles=[
            Action("topic.open", topic.title, topic.icon, topic.id) for topic in scene.rules.library.topics()
        ],
        counter=Action(
            "counters.open",
            "Parler à un conseiller",
            "video-camera",
            kind="main",
            enabled=scene.can_talk,
            hint=_talk_hint(scene),
        ),
        counters=home_lines(scene),
        more=more,
        notes=_home_notes(scene),
        events=entry(scene),
    )


def _talk_hint(scene: Scene) -> str:
    match scene.journey.world.link:
        case "none":
            return "Pas de conseiller en vidéo sur cette borne."
        case "offline":
            return (
                f"Pas de liaison pour le moment. Vous pouvez vous adresser à {scene.settings.place.fallback}."
            )
        case _ if not scene.journey.world.camera:
            return f"La caméra ne répond pas. Vous pouvez vous adresser à {scene.settings.place.fallback}."
        case _ if not scene.desks:
            return "Aucun guichet n’est relié à cette borne."
        case _:
            return ""
