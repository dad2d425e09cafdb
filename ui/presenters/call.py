"""The call, reading together, signing."""

from dataclasses import replace

from kiosk.journey import screens as at
from kiosk.journey.conversation import (
    CallState,
    CameOut,
    FillRequest,
    KeepCode,
    KeepCopy,
    PrintRequest,
    ShowDocument,
    SignRequest,
    SlotOffer,
)
from kiosk.journey.conversation import Request as Asked
from kiosk.journey.sign import PEN
from kiosk.journey.state import Journey
from ui import texts
from ui.pages import Action, Call, InkBox, Note, Request, Sign
from ui.presenters.appointments import day_words, hour_words
from ui.presenters.asked import GONE, moving, present
from ui.presenters.link_words import expert_seen, expert_unseen, is_weak, link_words, path_note, unseen_words
from ui.presenters.paper import job_remedy, job_title, job_words, other_ways, pager, picture_of
from ui.presenters.scene import Scene
from ui.presenters.showing import asked_to_show, table_note
from ui.presenters.showing import two as _two
from ui.presenters.unseen import muted_note, picture_action, unseen_note
from ui.presenters.writing import lost_microphone, write_action

LEGAL = (
    "Signature électronique simple : votre dessin, l’heure et le cachet de la borne, qui montre si le document "
    "change ensuite. Votre geste n’est pas enregistré."
)
MENDED_S = 8.0
"""How long it is said that the picture is back."""


def call(scene: Scene) -> Call:
    """The face, what is asked of me, and how to stop."""
    state = scene.journey.call or CallState("", "", "")
    media, hidden = scene.journey.media, scene.journey.hidden
    return Call(
        expert=state.expert,
        administration=state.administration,
        privacy=present(scene, state),
        link="weak" if is_weak(state) else state.link,
        link_words=link_words(state),
        remote=expert_seen(state),
        self_view=media is not None and media.camera and not (hidden or state.paused or state.expert_paused),
        picture_words=_picture_words(state),
        paused=state.paused,
        request=request(scene, state),
        buttons=[
            *_voice(scene, state),
            picture_action(scene, state),
            Action("call.pause", "Reprendre", "eye", kind="main")
            if state.paused
            else Action("call.pause", "Pause privée", "eye-slash"),
            *_papers(scene.journey),
            *_scan(scene),
            *([GONE] if scene.journey.agent == "present" else []),
            Action("call.end", "Terminer", "phone-disconnect", kind="danger"),
        ],
        note=call_note(scene, state),
        hidden=hidden,
        code=f"{state.code[:3]} {state.code[3:]}" if state.code else "",
    )


def _voice(scene: Scene, state: CallState) -> list[Action]:
    """The microphone; while it is lost, writing stands in its place. Whoever was written to can answer."""
    if scene.journey.microphone != "live":
        return [write_action("main")]
    return [_mute(state), *([write_action()] if state.said or state.by_text else [])]


def _mute(state: CallState) -> Action:
    """The visitor's own microphone; in a pause it is silent already."""
    if state.muted:
        return Action("call.mute", "Remettre mon micro", "microphone", kind="main", enabled=not state.paused)
    return Action("call.mute", "Couper mon micro", "microphone-slash", enabled=not state.paused)


def _picture_words(state: CallState) -> str:
    if state.link == "unreached":
        return f"{state.expert} est là, mais le réseau ne laisse pas passer la vidéo pour le moment."
    if state.link == "lost":
        return f"L’image de {state.expert} revient dans un instant."
    if state.expert_paused:
        return f"{state.expert} a mis l’appel en pause. Personne ne vous voit ni ne vous entend."
    if state.paused:
        return f"Pause privée : {state.expert} est en pause aussi."
    if state.link == "connecting":
        return f"{state.expert} arrive…"
    return unseen_words(state) if expert_unseen(state) else ""


def _papers(journey: Journey) -> list[Action]:
    """The document of the call that is still on the table, unless a question about it stands there."""
    asked = (
        {r.document for r in journey.call.requests if isinstance(r, ShowDocument)} if journey.call else set()
    )
    last = [
        document
        for document, work in journey.documents.items()
        if work.origin in {"expert", "stamped", "filled"} and work.kept is not False and document not in asked
    ]
    if not last:
        return []
    return [Action("reading.open", "Lire le document", "file-text", last[-1])]


def _scan(scene: Scene) -> list[Action]:
    """Show the expert a paper of one's own, where there is a scanner that works."""
    scanner = scene.journey.world.scanner
    if not scanner.usable and not scanner.camera:
        return []
    return [Action("scan.open", "Montrer un papier" if not scanner.usable else "Numériser un papier", "scan")]


def call_note(scene: Scene, state: CallState) -> Note | None:
    """Sheets on their way, and documents coming."""
    if (passing := moving(state, scene)) is not None:
        return passing
    running = [job for job in scene.journey.jobs.values() if job.active or job.state in {"held", "failed"}]
    if running:
        job = running[-1]
        tone = "warn" if job.state in {"held", "failed"} else "calm"
        words = " ".join(filter(None, [job_words(job), job_remedy(scene, job)]))
        return Note(job_title(job), words, "warn" if tone == "warn" else "calm", "printer")
    if state.link == "unreached":
        place = scene.settings.maintenance.help_place
        text = f"Vous pouvez patienter ici, ou toucher « Terminer » et demander de l’aide {place}."
        return Note("La vidéo ne passe pas", text, "warn", "wifi-slash")
    if state.paused:
        text = "Votre image et votre voix ne partent plus. Touchez « Reprendre » quand vous voulez."
        return Note("Pause privée", text, "warn", "eye-slash")
    if state.muted:
        return muted_note(scene, state)
    if (shown := table_note(scene.journey, state)) is not None:
        return shown
    if not scene.journey.hidden and (camera := _camera_note(scene.journey, state.expert)) is not None:
        return camera
    if state.unread:
        return Note(f"{state.expert} vous écrit", state.said[-1].text, "calm", "chat-circle-text")
    if scene.journey.microphone != "live":
        return lost_microphone(scene)
    if state.coming:
        return Note(
            "Un document arrive", f"{state.expert} vous envoie « {state.coming} ».", "calm", "file-text"
        )
    return unseen_note(state) if scene.journey.hidden else path_note(state)


def _camera_note(journey: Journey, expert: str) -> Note | None:
    """The picture does not leave any more, the voice does; and that it is back, for those who saw neither go."""
    media = journey.media
    if media is None:
        return None
    if media.trouble == "camera.picture-frozen":
        text = f"{expert} vous entend toujours. Nous relançons la caméra : vous n’avez rien à faire."
        return Note("Votre image est figée", text, "warn", "video-camera-slash")
    if media.trouble:
        text = f"{expert} vous entend toujours : continuez à parler. L’image reviendra avec la caméra."
        return Note("Votre image ne part plus", text, "warn", "video-camera-slash")
    if media.mended and journey.now - media.mended_at < MENDED_S:
        was = "s’était figée" if media.mended == "camera.picture-frozen" else "ne partait plus"
        return Note(
            "Votre image est revenue", f"Elle {was}. {expert} vous voit de nouveau.", "good", "video-camera"
        )
    return None


def request(scene: Scene, state: CallState) -> Request | None:
    """The oldest thing asked, as one sentence and two buttons, which wait until they have been seen."""
    if not state.requests:
        return None
    shown = _request(scene, state.expert, state.requests[0])
    if state.may_answer(scene.journey.now):
        return shown
    yes, no, more = (replace(a, enabled=False) if a else None for a in (shown.yes, shown.no, shown.more))
    return replace(shown, yes=yes or shown.yes, no=no or shown.no, more=more)


def _request(scene: Scene, expert: str, asked: Asked) -> Request:
    title = scene.journey.title_of(getattr(asked, "document", ""))
    match asked:
        case ShowDocument():
            detail = f"« {title} ». Vous le lirez ensemble, puis vous déciderez."
            words = (f"{expert} vous montre un document.", detail, "file-text")
            return _two(words, "Regarder", "Ne pas regarder", "eye")
        case PrintRequest():
            words = (f"{expert} vous propose d’imprimer ce document.", f"« {title} »", "printer")
            return _to_print(scene, _two(words, "Imprimer", "Ne pas imprimer", "printer"), asked.document)
        case SignRequest():
            detail = f"« {title} ». Vous lirez d’abord la page, sans engagement."
            words = (f"{expert} vous demande de signer.", detail, "signature")
            return _two(words, "Lire la page à signer", "Refuser", "pen-nib")
        case FillRequest():
            detail = f"« {title} ». Rien n’est imprimé ni signé sans votre accord."
            words = (f"{expert} vous propose de remplir ce document ensemble.", detail, "pen-nib")
            return _two(words, "Remplir ensemble", "Pas maintenant", "pen-nib")
        case KeepCopy():
            words = ("C’est signé. Voulez-vous votre exemplaire sur papier ?", f"« {title} »", "printer")
            return _to_print(scene, _two(words, "Imprimer", "Non merci", "printer"), asked.document)
        case SlotOffer():
            day, hours = day_words(asked.start), f"de {hour_words(asked.start)} à {hour_words(asked.end)}"
            detail = f"Le {day}, {hours}. Vous recevrez un code, sans donner votre nom."
            words = (f"{expert} vous propose un rendez-vous.", detail, "calendar-check")
            return _two(words, "Oui, je le prends", "Non merci", "check")
        case KeepCode():
            last = scene.journey.booking.last
            code = last.booked.code if last else ""
            words = (f"Recopiez votre code : {code}", "Il est redit à la fin de la visite.", "pen-nib")
            return _two(words, "C’est noté", "Plus tard", "check")
        case CameOut(job=job):
            printed = scene.journey.jobs.get(job)
            words = ("Est-ce bien sorti de l’imprimante ?", job_title(printed) if printed else "", "printer")
            return _two(words, "Oui, c’est sorti", "Non, imprimer encore", "check")
        case _:
            return asked_to_show(scene, expert, asked)


def _to_print(scene: Scene, asked: Request, document: str) -> Request:
    """Both sides, copies, pages: where a printer is there to do it."""
    return replace(asked, more=other_ways(document)) if scene.can_print else asked


_WITH = {True: "sur la tablette ou avec le doigt dans le cadre", False: "avec le doigt dans le cadre"}


def sign(scene: Scene, screen: at.Sign) -> Sign:
    """Exactly what is signed; redo, refuse and confirm are equal."""
    work = scene.journey.documents.get(screen.document)
    asked = scene.journey.call.sign if scene.journey.call else None
    here = asked is not None and asked.box.page == screen.page
    title = scene.journey.title_of(screen.document)
    return Sign(
        title=f"Signer « {title} »",
        text=f"Lisez la page. Signez {_WITH[screen.pad]}, sur papier, ou refusez : c’est vous qui choisissez.",
        legal="" if screen.refusing else LEGAL,
        picture=picture_of(work, screen.page, screen.zoom) if work else None,
        box=InkBox(asked.box.x, asked.box.y, asked.box.w, asked.box.h) if asked and here else None,
        strokes=[[list(point) for point in stroke] for stroke in screen.strokes] if here else [],
        pen=PEN,
        busy=screen.busy,
        where="Signez sur la tablette, ou ici avec le doigt" if screen.pad else "Signez ici avec le doigt",
        note=_sign_note(screen),
        pager=[]
        if screen.refusing
        else [*(pager(work, screen.page, screen.zoom) if work else []), *_redo(screen)],
        actions=_sign_actions(scene, screen),
        refusing=screen.refusing,
    )


def _sign_note(screen: at.Sign) -> Note | None:
    if screen.busy:
        return Note("Un instant", "Le document reçoit votre signature et son sceau.", "calm", "hourglass")
    if screen.refusing:
        return Note(
            "Voulez-vous dire pourquoi ?", "Vous n’êtes pas obligé. Rien n’est signé.", "calm", "question"
        )
    if screen.failed:
        return Note("Pas encore signé", texts.trouble(screen.failed), "warn", "warning")
    return None


def _redo(screen: at.Sign) -> list[Action]:
    ready = bool(screen.strokes) and not screen.busy
    return [Action("sign.redo", "Refaire", "arrow-clockwise", enabled=ready)]


_WHY = {
    "read-again": "Je veux relire chez moi",
    "not-clear": "Je ne comprends pas tout",
    "disagree": "Je ne suis pas d’accord",
}


def _sign_actions(scene: Scene, screen: at.Sign) -> list[Action]:
    """Signing here, on paper, or not at all: three ways side by side."""
    if screen.refusing:
        return [
            *(Action("sign.reason", words, "x", argument=reason) for reason, words in _WHY.items()),
            Action("sign.reason", "Sans dire pourquoi", "x", argument="-"),
        ]
    ready = bool(screen.strokes) and not screen.busy
    return [
        Action("sign.confirm", "Je signe", "pen-nib", kind="main", enabled=ready),
        Action("sign.paper", "Signer sur papier", "printer", enabled=scene.can_print and not screen.busy),
        Action("sign.refuse", "Je ne signe pas", "x", enabled=not screen.busy),
    ]
