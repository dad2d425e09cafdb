"""Counters, before the call, the queue, nobody."""

from kiosk.journey import screens as at
from kiosk.journey.cases import papers_of
from kiosk.journey.counter import reachable
from kiosk.journey.state import Ticket
from session.protocol.shared import Desk
from ui import texts
from ui.pages import (
    Action,
    BeforeCall,
    Choice,
    Counter,
    CounterCard,
    Counters,
    Loudness,
    Nobody,
    Note,
    Paper,
    Question,
    Waiting,
)
from ui.presenters.appointments import hour_words, take_action
from ui.presenters.checklist import paper_row
from ui.presenters.queue_notes import notice, place_note, wait_line, widen_action
from ui.presenters.scene import Scene, desk_words
from ui.presenters.ways import seen_or_not, way_note, ways


def counters(scene: Scene) -> Counters:
    """All counters with their state."""
    return Counters(
        title="Parler à un conseiller",
        text="En vidéo, ici même. C’est gratuit et rien n’est enregistré.",
        counters=[
            CounterCard(
                desk.name,
                desk.administration if desk.administration != desk.name else "",
                _capital(desk_words(desk, online=scene.online)),
                desk.open and scene.online,
                Action("counter.open", desk.name, "caret-right", desk.desk),
            )
            for desk in scene.desks
        ],
        note=_unreachable(scene),
        actions=[_have_one()] if scene.online and scene.desks else [],
    )


def _have_one() -> Action:
    return Action("appointment.open", "J’ai un rendez-vous", "calendar-check")


def _unreachable(scene: Scene) -> Note | None:
    place = scene.settings.place.fallback
    if not scene.online:
        text = f"Les conseillers sont injoignables pour le moment. Adressez-vous à {place}."
        return Note("Hors ligne", text, "warn", "wifi-slash")
    if not scene.journey.world.camera:
        text = f"{texts.trouble('camera.device-missing')} Adressez-vous à {place}."
        return Note("Vidéo impossible pour le moment", text, "warn", "video-camera")
    if not scene.desks:
        return Note("Aucun guichet", f"Aucun guichet n’est relié à cette borne. Voyez {place}.", "warn")
    return None


def counter(scene: Scene, screen: at.Counter) -> Counter:
    """What it can do, who is before me, what to have ready."""
    desk = scene.desk(screen.desk)
    if desk is None:
        gone = Note(texts.trouble("queue.desk-unknown"), texts.next_step("queue.desk-unknown"), "warn")
        return Counter("", "", open=False, words="", estimate="", can=[], cannot=[], papers=[],
                       consent=None, note=gone, actions=[])  # fmt: skip
    return Counter(
        title=desk.name,
        administration=desk.administration if desk.administration != desk.name else "",
        open=desk.open and scene.online,
        words=_capital(desk_words(desk, online=scene.online)) if desk.open else "Ce guichet est fermé",
        estimate=_until(scene, desk),
        can=list(desk.can),
        cannot=list(desk.cannot),
        papers=list(desk.papers),
        consent=_consent(scene, screen),
        note=_unreachable(scene) or notice(desk),
        actions=_counter_actions(scene, desk, screen),
    )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _until(scene: Scene, desk: Desk) -> str:
    """Until when; closed, what to do instead."""
    if desk.open:
        return f"Ouvert jusqu’à {desk.until}" if desk.until else ""
    when = f"Il ouvre {desk.opens}." if desk.opens else "Revenez aux heures d’ouverture."
    other = desk.contact or f"adressez-vous à {scene.settings.place.fallback}."
    return f"{when} En attendant : {other}"


def _consent(scene: Scene, screen: at.Counter) -> Question | None:
    """Asked only when there is a procedure to tell about; silence means no."""
    sheet = scene.rules.library.sheet(scene.journey.sheet) if scene.journey.sheet else None
    if sheet is None or not reachable(scene.journey, scene.desk(screen.desk)):
        return None
    title = f"Dire au conseiller que vous venez pour « {sheet.title} » ?"
    answers = ((True, "Oui, il le saura d’avance"), (False, "Non, je lui dirai"))
    return Question(
        title,
        [
            Choice(label, screen.share is value, Action("counter.share", label, argument=value))
            for value, label in answers
        ],
    )


def _counter_actions(scene: Scene, desk: Desk, screen: at.Counter) -> list[Action]:
    actions = []
    if reachable(scene.journey, desk):
        label = f"Voir un conseiller {desk.administration}".strip()
        actions.append(Action("counter.prepare", label, "video-camera", kind="main"))
    actions += take_action(scene, screen.desk, "secondary" if actions else "main")
    if scene.can_print and desk.contact:
        kind = "secondary" if actions else "main"
        label = "Imprimer comment le joindre"
        actions.append(
            Action(
                "counter.contact", label, "printer", screen.desk, "main" if kind == "main" else "secondary"
            )
        )
    return actions


def before_call(scene: Scene, screen: at.BeforeCall) -> BeforeCall:
    """Privacy in three lines, and oneself."""
    desk = scene.desk(screen.desk)
    who = desk.administration if desk else "l’administration"
    media = scene.journey.media
    return BeforeCall(
        title="Avant de commencer",
        lines=[
            Note("Privé", "Rien n’est enregistré, ni l’image ni le son.", "calm", "shield-check"),
            Note("Qui", f"Vous parlerez à un conseiller ({who}), à personne d’autre.", "calm", "user-circle"),
            Note(
                "Vous décidez",
                "Aucun papier ne part sans votre accord. Vous pouvez arrêter à tout moment.",
                "calm",
                "hand-palm",
            ),
            # Good news comes last, so that nothing moves under the eyes of who reads.
            *([_LINES["good"]] if scene.journey.line == "good" else []),
        ],
        camera=media is not None and media.camera and not scene.journey.hidden,
        camera_words=_camera_words(scene),
        actions=[
            Action("counter.join", "J’ai compris, j’attends un conseiller", "video-camera", kind="main")
            if not screen.callback
            else Action("counter.join", "Je suis prêt, commencer", "video-camera", kind="main"),
            Action("bar.back", "Non, revenir", "arrow-left"),
        ],
        voice=_voice(scene),
        note=_unheard(scene),
        line=_line(scene),
        ways=ways(scene),
        way=way_note(scene),
        shown=seen_or_not(scene),
        hidden=scene.journey.hidden,
    )


_LINES = {
    "good": Note("Votre liaison est bonne", "L’image et la voix passeront bien.", "good", "wifi-high"),
    "small": Note(
        "Votre liaison est faible", "L’image sera petite. La voix passera bien.", "warn", "wifi-high"
    ),
    "voice": Note(
        "Pas d’image avec cette liaison",
        "La voix et l’écrit restent possibles : vous pouvez continuer.",
        "warn",
        "wifi-slash",
    ),
}


def _line(scene: Scene) -> Note | None:
    """What a short measure found; nobody waits for it."""
    line = scene.journey.line
    return _LINES[line] if line is not None and line != "good" else None


HEARD = 0.35
"""Of the bar: about -40 dB, a voice at arm's length."""


def _unheard(scene: Scene) -> Note | None:
    """Said before anyone relies on the microphone, with what can be done."""
    if scene.journey.microphone == "live" or scene.journey.voice == "text":
        return None
    way = f"Vous pourrez écrire au conseiller. Ou demandez de l’aide {scene.settings.maintenance.help_place}."
    return Note(texts.MICROPHONE[scene.journey.microphone], way, "warn", "microphone-slash")


def _voice(scene: Scene) -> Loudness | None:
    """Oneself heard before the call; nothing where the microphone is lost, which is said in its place."""
    loudness = scene.journey.loudness
    if loudness is None or scene.journey.microphone != "live" or scene.journey.voice == "text":
        return None
    level, held = loudness
    words = "On vous entend." if held >= HEARD else "Dites « bonjour » : la barre bouge quand on vous entend."
    return Loudness(level, held, words)


def _camera_words(scene: Scene) -> str:
    media = scene.journey.media
    if scene.journey.hidden:
        does = "lira" if scene.journey.voice == "text" else "entendra"
        return f"Le conseiller ne vous verra pas. Il vous {does}."
    if media is None:
        return "La caméra s’allume…"
    if not media.camera:
        trouble = texts.trouble(media.trouble or "camera.device-missing")
        does = "lira" if scene.journey.voice == "text" else "entendra"
        return f"{trouble} Le conseiller vous {does} seulement."
    return "Voici votre image. Vous êtes la seule personne à la voir pour le moment."


# ---- queue


STEPS = (
    "Le conseiller apparaît ici, en vidéo. Vous n’avez rien à toucher.",
    "Il se présente, puis vous demande qui vous êtes et ce qui vous amène.",
    "Il peut vous montrer un document. Vous le lisez ensemble, puis vous décidez.",
    "Vous pouvez vous asseoir : la borne vous garde la place.",
)
"""What happens next, in the order it happens; read while waiting."""


def waiting(scene: Scene, screen: at.Waiting) -> Waiting:
    """Position, estimate, something useful to do."""
    ticket = scene.journey.ticket
    desk = scene.desk(screen.desk)
    ahead = ticket.ahead if ticket else -1
    note = place_note(scene, ticket) or _appointment_note(ticket)
    papers = _useful(scene)
    ready = [] if papers or desk is None else list(desk.papers)
    advice = "Pendant ce temps, rassemblez vos papiers." if papers or ready else ""
    return Waiting(
        title=f"Vous attendez un conseiller {desk.administration if desk else ''}".strip(),
        ahead=ahead,
        position=_position(ahead) if ticket is None or ticket.served else "Votre place est gardée.",
        estimate=wait_line(ticket),
        advice=advice,
        papers=papers,
        note=note,
        actions=[
            *widen_action(ticket),
            Action("counter.callback", "Être rappelé ici plus tard", "phone"),
            Action("bar.home", "Quitter la file", "x", kind="quiet"),
        ],
        ready=ready,
        steps=list(STEPS),
        notice=notice(desk),
    )


def _appointment_note(ticket: Ticket | None) -> Note | None:
    """They are expected, and it is said."""
    if ticket is None or not ticket.appointment:
        return None
    text = "Votre conseiller voit que vous êtes là. Un collègue peut le remplacer."
    return Note(f"Rendez-vous de {hour_words(ticket.appointment)}", text, "good", "calendar-check")


def _position(ahead: int) -> str:
    match ahead:
        case -1:
            return "Nous prévenons le guichet…"
        case 0:
            return "C’est bientôt à vous : personne n’est avant vous."
        case 1:
            return "Une personne est avant vous."
        case _:
            return f"{ahead} personnes sont avant vous."


def _useful(scene: Scene) -> list[Paper]:
    library = scene.rules.library
    sheet = library.sheet(scene.journey.sheet) if scene.journey.sheet else None
    if sheet is None:
        return []
    return [paper_row(scene, sheet.id, item) for item in papers_of(library, sheet.id, scene.journey)[:6]]


_BROKEN = (
    "Personne n’a pu vous répondre",
    "Nous vous avions promis moins d’attente. Nous sommes désolés. Que préférez-vous ?",
)
_ABSENT = (
    "Personne ne reçoit à ce guichet en ce moment",
    "Vous y avez la première place, avec le message que vous avez lu. Que préférez-vous ?",
)


def nobody(scene: Scene, screen: at.Nobody) -> Nobody:
    """The promise is broken, and said; or the call-back is kept."""
    desk = scene.desk(screen.desk)
    contact = desk.contact if desk else ""
    told = f"{desk.name} : {contact}" if desk and contact else ""
    if screen.number:
        return Nobody(
            title=f"Votre numéro est le {screen.number}",
            text="Un conseiller appellera ce numéro sur cette borne. Restez à proximité : "
            "quand il s’affiche, touchez « C’est moi ».",
            number=screen.number,
            contact=told,
            actions=[
                Action("leave.open", "Terminer", "check", kind="main"),
                *_contact_action(scene, screen, contact),
            ],
        )
    if screen.cut:
        return _cut_off(scene, screen, told)
    title, text = _ABSENT if screen.absent else _BROKEN
    return Nobody(
        title=title,
        text=text,
        number="",
        contact=told,
        actions=[
            Action(
                "counter.callback",
                "Être rappelé ici",
                "phone",
                kind="main",
                enabled=scene.online and not screen.asked,
                hint="Un numéro vous sera donné." if not screen.asked else "Nous demandons un numéro…",
            ),
            Action("bar.help", f"Demander à l’agent {scene.settings.maintenance.help_place}", "hand-waving"),
            *take_action(scene, screen.desk),
            *_contact_action(scene, screen, contact),
            Action("counter.wait", "Continuer d’attendre", "clock"),
        ],
    )


def _cut_off(scene: Scene, screen: at.Nobody, told: str) -> Nobody:
    """A call that did not come back: nothing of it is lost, and there are other ways."""
    desk = scene.desk(screen.desk)
    online = scene.online and not screen.asked
    wait = "" if scene.online else "Dès que la liaison sera revenue."
    documents = any(work.origin != "form" for work in scene.journey.documents.values())
    kept = " Les documents de l’appel sont toujours là." if documents else ""
    actions = [
        Action(
            "counter.prepare",
            "Reprendre une place dans la file",
            "users-three",
            kind="main",
            enabled=online and reachable(scene.journey, desk),
            hint=wait,
        ),
        Action(
            "counter.callback",
            "Être rappelé ici",
            "phone",
            enabled=online,
            hint="Nous demandons un numéro…" if screen.asked else wait or "Un numéro vous sera donné.",
        ),
        Action("bar.help", f"Demander à l’agent {scene.settings.maintenance.help_place}", "hand-waving"),
        *_contact_action(scene, screen, desk.contact if desk else ""),
        Action("leave.open", "J’ai terminé", "check"),
    ]
    return Nobody(
        title="L’appel s’est coupé",
        text=f"La conversation n’a pas pu reprendre. Nous sommes désolés.{kept} Que préférez-vous ?",
        number="",
        contact=told,
        actions=actions,
    )


def _contact_action(scene: Scene, screen: at.Nobody, contact: str) -> list[Action]:
    if not (scene.can_print and contact):
        return []
    return [Action("counter.contact", "Imprimer comment le joindre", "printer", screen.desk)]
