"""Marks on a page, a form filled together, a signature on paper."""

from dataclasses import replace

from kiosk.journey import screens as at
from kiosk.journey.conversation import CallState
from kiosk.journey.state import Paperwork
from kiosk.journey.table import Table
from ui.pages import Action, Card, Fill, FormField, MarkDrawn, Note, PaperSign, Pointer
from ui.presenters.call import call_note, request
from ui.presenters.link_words import expert_seen
from ui.presenters.paper import field_lines, job_remedy, job_words, pager, picture_of
from ui.presenters.scene import Scene


def state_of(scene: Scene) -> CallState:
    """The call, or an empty one."""
    return scene.journey.call or CallState("", "", "")


def marks(table: Table, document: str, page: int) -> list[MarkDrawn]:
    """What is highlighted on a page."""
    return [
        MarkDrawn(mark.kind, [list(point) for point in mark.points], mark.mine)
        for mark in table.marks_on(document, page)
    ]


def marked_words(table: Table, document: str, page: int, expert: str) -> str:
    """Who highlighted, in words: colours alone are not seen by everyone."""
    whose = {mark.mine for mark in table.marks_on(document, page)}
    if whose == {True, False}:
        return f"En jaune : surligné par {expert}. En bleu : par vous."
    if whose == {False}:
        return f"En jaune : surligné par {expert}."
    return "En bleu : surligné par vous." if whose else ""


def marking_tools(table: Table, document: str) -> list[Action]:
    """The highlighter, and what takes its marks away."""
    if not table.marking:
        return [Action("mark.begin", "Surligner", "pen-nib")]
    here = [mark for mark in table.marks if mark.document == document]
    return [
        Action("mark.undo", "Effacer mon dernier trait", "arrow-counter-clockwise", enabled=any(m.mine for m in here)),
        Action("mark.clear", "Tout effacer", "trash", enabled=bool(here)),
        Action("mark.end", "J’ai fini de surligner", "check", kind="main"),
    ]  # fmt: skip


# ---- filling


def fill(scene: Scene, screen: at.Fill) -> Fill:
    """The form, who wrote what, and one question at a time."""
    state = state_of(scene)
    table, expert = state.table, state.expert
    work = scene.journey.documents.get(screen.document)
    pointer = state.pointer
    here = pointer is not None and (pointer.document, pointer.page) == (screen.document, screen.page)
    asked = request(scene, state)
    return Fill(
        title=f"Remplir avec {expert}",
        words=f"« {scene.journey.title_of(screen.document)} »",
        note=_note(scene, screen, state),
        picture=picture_of(work, screen.page, screen.zoom) if work else None,
        pointer=Pointer(pointer.x, pointer.y, expert) if pointer is not None and here else None,
        marks=marks(table, screen.document, screen.page),
        remote=expert_seen(state),
        fields=_fields(screen, work, table, expert) if work else [],
        focused=screen.focused,
        asked=_asked(screen, table, work, expert),
        watched=_watched(table, expert),
        pager=pager(work, screen.page) if work else [],
        actions=asked.answers if asked else _actions(screen, table, expert),
    )


def _note(scene: Scene, screen: at.Fill, state: CallState) -> Note | None:
    asked = request(scene, state)
    if asked:
        return Note(asked.text, asked.detail, "warn", asked.icon)
    table, expert = state.table, state.expert
    if table.finishing:
        return Note("Un instant", "La page remplie se prépare.", "calm", "hourglass")
    if table.watched is None:
        return Note(
            f"Montrer à {expert} ce que vous écrivez ?",
            f"Si oui, {expert} verra ce que vous écrivez. Vous pourrez changer d’avis à tout moment.",
            "warn",
            "eye",
        )
    if table.pointed is not None and table.pointed[0] == screen.document:
        label = _label(scene.journey.documents.get(screen.document), table.pointed[1])
        return Note(f"{expert} vous montre une case", label, "calm", "hand-pointing")
    return call_note(scene, state)


def _label(work: Paperwork | None, name: str) -> str:
    fields = work.pages.fields if work is not None else []
    found = next((one for one in fields if one.get("name") == name), None)
    return str(found.get("label") or name) if found is not None else ""


def _asked(screen: at.Fill, table: Table, work: Paperwork | None, expert: str) -> str:
    """Above the line being written."""
    if screen.waiting:
        label = _label(work, screen.waiting)
        return f"Ensuite, {expert} vous montre : {label}"
    if table.pointed == (screen.document, screen.focused):
        return f"{expert} vous montre cette case :"
    return ""


def _watched(table: Table, expert: str) -> str:
    return (
        f"{expert} voit ce que vous écrivez."
        if table.watched
        else f"{expert} ne voit pas ce que vous écrivez."
    )


def _fields(screen: at.Fill, work: Paperwork, table: Table, expert: str) -> list[FormField]:
    values = {name: one.text for name, one in table.values(screen.document).items()}
    here = (field for field in work.pages.fields if field.get("page") == screen.page)
    lines = [line for field in here for line in field_lines(field, screen.focused, values)]
    return [_with_writer(line, screen, table, expert) for line in lines]


def _with_writer(line: FormField, screen: at.Fill, table: Table, expert: str) -> FormField:
    name = line.name.partition("\x1f")[0]
    written = table.values(screen.document).get(name)
    theirs = written is not None and written.by == "expert" and bool(line.value)
    return replace(
        line,
        by=f"Rempli par {expert}, à vérifier" if theirs else "",
        pointed=table.pointed == (screen.document, name),
    )


def _actions(screen: at.Fill, table: Table, expert: str) -> list[Action]:
    if table.watched is None:
        return [
            Action("fill.watch", f"Oui, {expert} peut voir", "eye", argument=True, kind="main"),
            Action("fill.watch", "Non, je ne montre pas", "eye-slash", argument=False),
        ]
    watch = (
        Action("fill.watch", "Ne plus montrer", "eye-slash", argument=False)
        if table.watched
        else Action("fill.watch", f"Montrer à {expert}", "eye", argument=True)
    )
    ready = table.filled_in(screen.document) and not table.finishing
    agree = Action(
        "fill.agree", "C’est juste : faire la page", "check", kind="main", enabled=ready,
        hint=f"{expert} la verra ; vous pourrez l’imprimer ou la signer.",
    )  # fmt: skip
    return [agree, watch, Action("fill.leave", f"Revenir à {expert}", "video-camera")]


# ---- on paper


def paper_sign(scene: Scene, screen: at.PaperSign) -> PaperSign:
    """Print, sign by hand, scan: the page signed on paper is worth the same."""
    state = state_of(scene)
    job = scene.journey.jobs.get(screen.job)
    out = job is not None and job.state in {"done", "unsure"}
    scanner = scene.journey.world.scanner
    scan = scanner.usable or scanner.camera
    printed = "La page est imprimée." if out else job_words(job) if job is not None else ""
    last = (
        f"Posez-la sur le scanner ou sous la caméra. {state.expert} la recevra, et vous gardez le papier."
        if scan
        else f"Gardez-la : cette borne ne peut pas la lire. Demandez à {state.expert} où la remettre."
    )
    asked = request(scene, state)
    return PaperSign(
        title="Signer sur papier",
        words=f"« {scene.journey.title_of(screen.document)} »",
        note=Note(asked.text, asked.detail, "warn", asked.icon) if asked else _held(scene, screen),
        steps=[
            Card("1. La page sort de l’imprimante", printed, "check-circle" if out else "printer"),
            Card("2. Signez-la au stylo", "Relisez-la d’abord. Rien ne presse.", "signature"),
            Card("3. Numérisez la page signée", last, "scan"),
        ],
        actions=asked.answers if asked else _paper_actions(scene, state, scan=scan),
    )


def _held(scene: Scene, screen: at.PaperSign) -> Note | None:
    job = scene.journey.jobs.get(screen.job)
    if job is None or job.state not in {"held", "failed"}:
        return None
    return Note("L’impression attend", " ".join((job_words(job), job_remedy(scene, job))), "warn", "printer")


def _paper_actions(scene: Scene, state: CallState, *, scan: bool) -> list[Action]:
    done = (
        Action("scan.open", "J’ai signé : numériser la page", "scan", kind="main")
        if scan
        else Action("paper-sign.leave", f"J’ai signé : revenir à {state.expert}", "check", kind="main")
    )
    again = [Action("paper-sign.again", "Imprimer encore", "printer")] if scene.can_print else []
    return [
        done,
        *again,
        Action("paper-sign.screen", "Signer ici plutôt", "pen-nib"),
        Action("paper-sign.refuse", "Je ne signe pas", "x"),
    ]
