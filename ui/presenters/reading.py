"""The same page on both sides: who points, what is highlighted, what can be done with it."""

from kiosk.journey import screens as at
from kiosk.journey.table import fields_of
from ui.pages import Action, Note, Pointer, Reading
from ui.presenters.call import call_note, request
from ui.presenters.link_words import expert_seen
from ui.presenters.paper import other_ways, pager, picture_of
from ui.presenters.scene import Scene
from ui.presenters.together import marked_words, marking_tools, marks, state_of


def reading(scene: Scene, screen: at.Reading) -> Reading:
    """The same page on both sides, and who points."""
    state = state_of(scene)
    work = scene.journey.documents.get(screen.document)
    pointer = state.pointer
    shown = None
    if pointer and (pointer.document, pointer.page) == (screen.document, screen.page):
        shown = Pointer(pointer.x, pointer.y, state.expert)
    asked = request(scene, state)
    title = scene.journey.title_of(screen.document)
    table = state.table
    return Reading(
        title=f"Vous lisez ensemble « {title} »",
        words=_words(scene, screen, pointed=shown is not None),
        note=Note(asked.text, asked.detail, "warn", asked.icon) if asked else call_note(scene, state),
        picture=picture_of(work, screen.page, screen.zoom) if work else None,
        pointer=shown,
        remote=expert_seen(state),
        pager=[*(pager(work, screen.page, screen.zoom) if work else []), *_pen(scene, screen, asked is None)],
        actions=asked.answers if asked else _decisions(scene, screen),
        marks=marks(table, screen.document, screen.page),
        marking=table.marking and not asked,
        mine=Pointer(state.mine.x, state.mine.y, "Vous") if state.mine and not table.marking else None,
    )


def _words(scene: Scene, screen: at.Reading, *, pointed: bool) -> str:
    state = state_of(scene)
    if state.table.marking:
        return f"Passez le doigt sur ce que vous voulez montrer. {state.expert} le voit, rien n’est imprimé."
    if state.mine:
        return "Vous montrez un endroit de la page."
    if pointed:
        return f"{state.expert} montre un endroit de la page."
    marked = marked_words(state.table, screen.document, screen.page, state.expert)
    return marked or f"{state.expert} voit la même page."


def _pen(scene: Scene, screen: at.Reading, free: bool) -> list[Action]:
    """Take the highlighter; while one has it, its tools stand in the place of what else can be done."""
    table = state_of(scene).table
    return marking_tools(table, screen.document) if free and not table.marking else []


def _decisions(scene: Scene, screen: at.Reading) -> list[Action]:
    state = state_of(scene)
    if state.table.marking:
        return marking_tools(state.table, screen.document)
    work = scene.journey.documents.get(screen.document)
    actions = []
    if work and work.kept is None:
        actions += [
            Action("reading.keep", "Accepter ce document", "check", kind="main"),
            Action("reading.decline", "Ne pas l’accepter", "x"),
        ]
    if work and work.origin == "expert" and fields_of(work.pages.fields):
        actions.append(Action("fill.open", "Remplir ensemble", "keyboard", screen.document))
    if scene.can_print:
        actions += [Action("reading.print", "Imprimer", "printer"), other_ways()]
    back = f"Revenir à {state.expert}" if state.expert else "Revenir"
    actions.append(Action("reading.close", back, "video-camera"))
    return actions
