"""A finger and a keyboard on the real QML."""

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtQuick import QQuickItem

from tests.ui.qml_touch import Touched
from ui.frame import Overlay
from ui.gallery import all_states
from ui.gallery import main as gallery
from ui.gallery_states import person, procedure
from ui.gallery_states.state import State
from ui.pages import Action, Checklist, Search, Sign

Show = Callable[..., Touched]
STATES = {state.name: state for state in all_states()}


def key_of(item: QQuickItem) -> int:
    """What stays the same of an item: Python's wrapper of it does not."""
    return int(shiboken6.getCppPointer(item)[0])


def said(stage: Touched, name: str) -> list[object]:
    return [argument for what, argument in stage.kiosk.acts if what == name]


def test_the_keyboard_writes_accents_capitals_and_spaces(show: Show) -> None:
    stage = show(STATES["search-empty"])
    for key in ("Majuscules", "É", "t", "é", "Espace", "à", "ç", "ù", "ê", "î", "ô", "'", "-", "7"):
        stage.touch(key)
    assert said(stage, "search.type")[-1] == "Été àçùêîô'-7"
    stage.touch("Corriger")
    assert said(stage, "search.type")[-1] == "Été àçùêîô'-"
    stage.touch("Effacer")
    assert said(stage, "search.type")[-1] == ""
    stage.touch("Chercher")
    assert said(stage, "search.submit")


def test_touching_keys_leaves_the_caret_in_the_field(show: Show) -> None:
    stage = show(STATES["search-empty"])
    stage.touch("a")
    assert stage.window.activeFocusItem().inherits("QQuickTextInput")


def test_results_arriving_while_writing_keep_the_text_and_the_caret(show: Show) -> None:
    stage = show(STATES["search-empty"])
    page = STATES["search-found"].page
    assert isinstance(page, Search)
    stage.touch("c")
    stage.kiosk.show(dataclasses.replace(STATES["search-found"], page=dataclasses.replace(page, text="c")))
    stage.settle()
    stage.touch("a")
    assert said(stage, "search.type")[-1] == "ca"


def papers(have: Literal["yes", "no", ""]) -> State:
    sheet = procedure.CHECKLIST
    first = dataclasses.replace(
        sheet.papers[0],
        have=have,
        yes=Action("tick.yes", "Je l’ai", argument=1),
        no=Action("tick.no", "Non", argument=1),
    )
    page = dataclasses.replace(sheet, papers=[first, *sheet.papers[1:]])
    assert isinstance(page, Checklist)
    return dataclasses.replace(STATES["checklist"], page=page)


def test_have_and_have_not_are_said_and_shown(show: Show) -> None:
    stage = show(papers(""))
    stage.touch("Non")
    stage.touch("Je l’ai")
    assert [act for act in stage.kiosk.acts if act[0].startswith("tick")] == [("tick.no", 1), ("tick.yes", 1)]
    before = stage.find("Je l’ai")
    assert not before.property("chosen")
    stage.kiosk.show(papers("yes"))
    stage.settle()
    assert stage.find("Je l’ai") is before, "an update must not replace what a finger is on"
    assert before.property("chosen")


def test_a_touch_shows_at_once(show: Show) -> None:
    stage = show(STATES["checklist"])
    button = stage.find("Imprimer la liste")
    stage.press(button)
    assert button.property("down")
    stage.release(button)
    assert not button.property("down")
    assert stage.kiosk.touches >= 1


def test_a_disabled_place_says_nothing(show: Show) -> None:
    stage = show(STATES["home"])
    stage.touch("Retour")
    assert said(stage, "bar.back") == []
    stage.touch("Aide")
    assert said(stage, "bar.help") == [""]


def test_ink_comes_in_shares_of_the_page_inside_its_box(show: Show) -> None:
    stage = show(STATES["sign"])
    pad = next(i for i in stage.items() if i.property("pen") is not None and i.property("ready") is not None)
    stage.drag(pad, [(0.2 + 0.05 * i, 0.3 + 0.04 * (i % 5)) for i in range(12)])
    stage.drag(pad, [(0.3, 0.6), (0.5, 0.62), (0.7, 0.6)])
    strokes = said(stage, "sign.stroke")
    assert len(strokes) == 2
    box = person.BOX
    for stroke in strokes:
        assert isinstance(stroke, list)
        assert len(stroke) >= 3
        assert all(box.x <= x <= box.x + box.w and box.y <= y <= box.y + box.h for x, y in stroke)


def test_ink_that_is_kept_is_drawn_on_the_page(show: Show) -> None:
    page = STATES["sign-inked"].page
    assert isinstance(page, Sign)
    stage = show(STATES["sign"])
    before = stage.window.grabWindow()
    stage.kiosk.show(STATES["sign-inked"])
    stage.settle()
    assert stage.window.grabWindow() != before


def test_plus_bas_shows_what_is_below(show: Show) -> None:
    stage = show(STATES["procedure"])
    last = next(b for b in stage.buttons() if stage.name(b) == "Changement d’adresse")
    for _ in range(8):
        if not stage.find("Plus bas").isEnabled():
            break
        stage.touch("Plus bas")
    assert stage.rect(last).height() == last.height()
    assert stage.find("Plus haut").isEnabled()


def test_tab_reaches_every_control_and_enter_does_what_a_touch_does(show: Show) -> None:
    stage = show(papers(""))
    wanted = {key_of(b) for b in stage.buttons(enabled=True)}
    met: set[int] = set()
    for _ in range(3 * len(wanted)):
        stage.key(Qt.Key.Key_Tab)
        focused = stage.window.activeFocusItem()
        ring = next((i for i in stage.items("QQuickRectangle", focused) if i.property("shown")), None)
        assert ring is not None, f"no focus to see on {stage.name(focused)!r}"
        met.add(key_of(focused))
        if stage.name(focused) == "Je l’ai" and not said(stage, "tick.yes"):
            stage.key(Qt.Key.Key_Return)
    assert met == wanted
    assert said(stage, "tick.yes") == [1]


def test_arrows_move_like_tab(show: Show) -> None:
    stage = show(STATES["home"])
    stage.key(Qt.Key.Key_Tab)
    first = stage.window.activeFocusItem()
    stage.key(Qt.Key.Key_Down)
    assert stage.window.activeFocusItem() is not first
    stage.key(Qt.Key.Key_Up)
    assert stage.window.activeFocusItem() is first


def test_a_question_over_the_page_takes_the_page_away_from_fingers_and_readers(show: Show) -> None:
    stage = show(STATES["overlay-confirm"])
    live = {stage.name(b) for b in stage.buttons(enabled=True)}
    assert live == {"Non, rester", "Oui, raccrocher"}
    stage.key(Qt.Key.Key_Escape)
    assert said(stage, "overlay.cancel")


def test_a_gentle_question_leaves_the_page_usable(show: Show) -> None:
    stage = show(STATES["overlay-gentle"])
    stage.touch("Être rappelé ici plus tard")
    stage.touch("Je suis là")
    assert len(said(stage, "gallery")) == 2


def test_only_the_current_page_remains(show: Show) -> None:
    stage = show(STATES["home"])
    stage.kiosk.show(STATES["goodbye"])
    stage.settle()
    names = {stage.name(b) for b in stage.buttons()}
    assert "Terminer et tout effacer" in names
    assert "Logement" not in names
    assert isinstance(stage.page(), QQuickItem)


def test_closing_an_overlay_gives_the_page_back(show: Show) -> None:
    stage = show(STATES["overlay-help"])
    stage.kiosk.show(dataclasses.replace(STATES["overlay-help"], overlay=Overlay("")))
    stage.settle()
    assert stage.find("Logement").isEnabled()


def test_the_gallery_draws_a_state_and_lists_it(qapp: object, tmp_path: Path) -> None:
    assert gallery(tmp_path, only="pin-wait") == 0
    assert (tmp_path / "pin-wait.png").stat().st_size > 5000
    assert "pin-wait.png" in (tmp_path / "index.html").read_text(encoding="utf-8")
