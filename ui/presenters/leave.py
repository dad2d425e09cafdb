"""Goodbye: what was done, what comes next, one question."""

from kiosk.journey import screens as at
from kiosk.journey.browse import tick_key
from kiosk.journey.cases import papers_of
from kiosk.journey.leave import unprinted
from kiosk.journey.state import Done
from ui.pages import Action, Choice, Goodbye, Note, Question
from ui.presenters.appointments import booked_words, day_words, hour_words, take_action
from ui.presenters.paper import job_title, job_words
from ui.presenters.scene import Scene

BELONGINGS = "Reprenez vos papiers, sur la vitre et dans l’imprimante aussi."
_ANSWERS = (("yes", "Oui"), ("partly", "En partie"), ("no", "Non"))


def goodbye(scene: Scene, screen: at.Goodbye) -> Goodbye:
    """The last page of a visit."""
    return Goodbye(
        title=_title(screen),
        done=done_words(scene),
        reference=scene.journey.reference,
        next_step=next_step(scene),
        belongings=BELONGINGS,
        question=Question(
            "Avez-vous obtenu ce que vous vouliez ?",
            [
                Choice(label, screen.answer == answer, Action("goodbye.answer", label, argument=answer))
                for answer, label in _ANSWERS
            ],
        ),
        note=_note(scene, screen),
        actions=_actions(scene, screen),
    )


def _title(screen: at.Goodbye) -> str:
    match screen.after_call:
        case "expert":
            return "Le conseiller a terminé l’appel"
        case "citizen":
            return "L’appel est terminé"
        case _:
            return "Au revoir et merci"


def done_words(scene: Scene) -> list[str]:
    """What was done, one line each."""
    lines = [_done(done) for done in scene.journey.done]
    lines += [f"{booked_words(one)}, code {one.booked.code}" for one in scene.journey.booking.receipts]
    if not lines and scene.journey.sheet:
        sheet = scene.rules.library.sheet(scene.journey.sheet)
        lines = [f"Vous avez lu « {sheet.title} »"] if sheet else []
    return lines


def _done(done: Done) -> str:
    match done.kind:
        case "printed":
            return f"Imprimé : {done.title}" if done.title else "Imprimé : cette page"
        case "talked":
            return f"Vous avez parlé à un conseiller {done.title}"
        case "kept":
            return f"Accepté : {done.title}"
        case "signed":
            return f"Signé : {done.title}"
        case "asked":
            return f"Demande préparée : {done.title}"
        case "scanned":
            return f"Numérisé : {done.title}"
        case "sent":
            return f"Montré au conseiller : {done.title}"
        case "callback":
            return f"Rappel demandé : {done.title}"


def next_step(scene: Scene) -> str:
    """The one next thing, from what is known."""
    journey = scene.journey
    if journey.callback_number:
        return f"Restez près de la borne : le numéro {journey.callback_number} sera appelé."
    if (last := journey.booking.last) is not None:
        start = last.booked.start
        return f"Revenez ici {day_words(start)} à {hour_words(start)}, avec votre code et vos papiers."
    if journey.prepared:
        return "Signez votre demande et remettez-la à la mairie : rien n’a été envoyé."
    sheet = scene.rules.library.sheet(journey.sheet) if journey.sheet else None
    if sheet is None:
        return ""
    papers = papers_of(scene.rules.library, sheet.id, journey)
    missing = [p.label for p in papers if journey.ticks.get(tick_key(sheet.id, p.label)) is False]
    if missing:
        named = ", ".join(missing[:3]) + ("…" if len(missing) > 3 else "")
        return f"À trouver avant de revenir : {named}."
    return f"La suite est expliquée dans « {sheet.title} »."


def _note(scene: Scene, screen: at.Goodbye) -> Note | None:
    running = [job for job in scene.journey.jobs.values() if job.active]
    if not running:
        return None
    title = "Une feuille sort encore" if screen.leaving_at is not None else job_title(running[-1])
    return Note(title, job_words(running[-1]) + " Attendez-la avant de partir.", "warn", "printer")


def _actions(scene: Scene, screen: at.Goodbye) -> list[Action]:
    waiting = screen.leaving_at is not None
    finish = "Nous attendons la feuille…" if waiting else "Terminer et tout effacer"
    actions = [Action("goodbye.finish", finish, "sign-out", kind="main", enabled=not waiting)]
    if scene.can_print and done_words(scene):
        actions.append(Action("goodbye.print", "Imprimer ce résumé", "printer"))
    if scene.can_print:
        actions += [
            Action("goodbye.copy", f"Imprimer : {scene.journey.title_of(document)}", "printer", document)
            for document in unprinted(scene.journey)
        ]
    if screen.after_call and scene.journey.booking.last is None:
        actions += take_action(scene, scene.journey.booking.desk)
    actions.append(Action("goodbye.back", "Faire autre chose", "house", kind="quiet"))
    return actions
