"""« Vers qui me tourner ? »: a question a screen, then the right office, what to take, whom to call."""

from kiosk.journey import screens as at
from kiosk.journey.offices import answers, asked
from offline_cache.directory.orientation import Orientation, Toward
from ui.pages import Action, Advice, Answer, Fact, OfficeRow, Orient
from ui.presenters.offices import desk_names, here, office_row, stop_row
from ui.presenters.scene import Scene, talk_action

SHOWN = 3
TITLE = "Vers qui me tourner ?"
NEAR_KM = 8.0
"""Farther than that, someone who comes to the village is the better answer."""


def orient(scene: Scene, screen: at.Orient) -> Orient | Advice:
    """The next question, or the answer."""
    table = scene.rules.offices.orientation()
    match asked(table, screen):
        case "theme":
            choices = [Action("orient.theme", t.title, t.icon, t.id) for t in table.themes]
            return _question(scene, screen, TITLE, "De quoi avez-vous besoin ?", choices, 2)
        case "need":
            choices = [
                Action("orient.need", n.title, "caret-right", n.id) for n in table.needs_of(screen.theme)
            ]
            return _question(scene, screen, _theme(table, screen), "Plus précisément ?", choices, 1)
        case "age":
            bands = table.bands(screen.need)
            choices = [Action("orient.age", band.words, "caret-right", band.first) for band in bands]
            return _question(scene, screen, "Quel âge a la personne ?", _need(table, screen), choices, 1)
        case "case":
            need = table.need(screen.need)
            choices = [Action("orient.case", case, "caret-right", case) for case in table.cases(screen.need)]
            return _question(scene, screen, need.question if need else "", _need(table, screen), choices, 1)
        case _:
            return _advice(scene, screen, table)


def _question(
    scene: Scene, screen: at.Orient, title: str, text: str, choices: list[Action], columns: int
) -> Orient:
    number = 1 + bool(screen.theme) + bool(screen.need) * (len(_needs(scene, screen)) > 1)
    return Orient(
        title, f"Question {number}", text, choices, columns, [] if screen.theme else talk_action(scene)
    )


def _needs(scene: Scene, screen: at.Orient) -> tuple[object, ...]:
    return scene.rules.offices.orientation().needs_of(screen.theme)


def _theme(table: Orientation, screen: at.Orient) -> str:
    theme = table.theme(screen.theme)
    return theme.title if theme else TITLE


def _need(table: Orientation, screen: at.Orient) -> str:
    need = table.need(screen.need)
    return need.title if need else ""


def _advice(scene: Scene, screen: at.Orient, table: Orientation) -> Advice:
    found = answers(table, screen)[:SHOWN]
    desks = [action for row in found for action in desk_names(scene, row.codes, row.desks)]
    actions = [Action("orient.print", "Imprimer", "printer", kind="main")] if scene.can_print else []
    return Advice(
        title=_need(table, screen),
        answers=_answers(scene, found),
        actions=[*actions, *(desks[:1] or talk_action(scene))],
    )


def _answers(scene: Scene, found: tuple[Toward, ...]) -> list[Answer]:
    """Each answer; an office shown for one is not shown again for another."""
    shown: list[Answer] = []
    for row in found:
        calls = [Fact("phone", call.number, call.about) for call in row.calls]
        place = where(scene, row)
        if any(place is not None and place == answer.office for answer in shown):
            place = None
        main = not shown
        shown.append(
            Answer(
                lead="Vous pouvez aussi voir" if len(shown) == 1 else "",
                name=row.name,
                why=row.why,
                calls=calls,
                office=place,
                papers_title="À apporter" if main and row.papers else "",
                papers=list(row.papers) if main else [],
                main=main,
            )
        )
    return shown


def where(scene: Scene, row: Toward) -> OfficeRow | None:
    """The office that is meant; someone who comes here, when no office of that very kind is known or near."""
    guide = scene.rules.offices
    exact = guide.for_codes(row.codes[:1], 1)
    stops = guide.stops_for(row.codes[:1], here(scene))
    if stops and not any(one.serves or (one.distance or 0) < NEAR_KM for one in exact):
        return stop_row(scene, stops[0])
    found = guide.for_codes(row.codes, 1)
    if not found:
        return None
    group = guide.group_of(found[0].office)
    return office_row(scene, found[0], "", group.icon if group else "map-pin")
