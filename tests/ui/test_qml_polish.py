"""What an old person would notice: everything in sight, readable, still, and said."""

import dataclasses
from collections.abc import Callable

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtMultimedia import QVideoFrame, QVideoFrameFormat
from PySide6.QtQuick import QQuickItem

from tests.ui.qml_touch import Touched
from ui.frame import Overlay
from ui.gallery import all_states
from ui.gallery_states.state import REACH
from ui.pages import Call

Show = Callable[..., Touched]
STATES = {state.name: state for state in all_states()}


def pad_of(stage: Touched) -> QQuickItem | None:
    """The box to sign in, when it is there."""
    return next(
        (i for i in stage.items() if i.property("pen") is not None and i.property("ready") is not None), None
    )


@pytest.mark.parametrize("state", ["home-full", "home-events-full"])
def test_home_shows_all_subjects_a_person_and_the_way_out_without_scrolling(show: Show, state: str) -> None:
    stage = show(STATES[state])
    names = [stage.name(button) for button in stage.buttons()]
    assert "Plus bas" not in names
    for word in ("Vie de la commune", "Sites internet", "J’ai terminé", "Parler à un conseiller"):
        button = stage.find(word)
        assert stage.rect(button).height() > button.height() - 1, word


def test_a_plan_is_found_again_where_it_was_left(show: Show) -> None:
    stage = show(STATES["plan"])
    stage.touch("Plus bas")
    stage.settle()
    left = stage.page().property("item").property("readTo")
    assert left > 100
    for name in ("procedure", "plan"):
        stage.kiosk.show(STATES[name])
        stage.settle()
    assert stage.page().property("item").property("readTo") == left


def test_what_is_signed_can_be_read_first(show: Show) -> None:
    stage = show(STATES["sign-enlarged"])
    assert pad_of(stage) is None
    page = next(i for i in stage.items("QQuickImage") if stage.name(i) == "Page 1 sur 2")
    assert stage.rect(page).width() > 900
    before = page.mapRectToScene(page.boundingRect()).y()
    stage.touch("Plus bas")
    assert page.mapRectToScene(page.boundingRect()).y() < before - 100
    stage.touch("Plus haut")
    assert abs(page.mapRectToScene(page.boundingRect()).y() - before) < 2


def test_the_box_stays_under_the_finger_when_ink_arrives(show: Show) -> None:
    stage = show(STATES["sign"])
    empty = pad_of(stage)
    assert empty is not None
    before = stage.rect(empty)
    stage.kiosk.show(STATES["sign-inked"])
    stage.settle()
    inked = pad_of(stage)
    assert inked is not None
    assert stage.rect(inked) == before


@pytest.mark.parametrize("name", ["home", "counter-closed", "checklist", "goodbye", "printing-done", "form"])
def test_a_page_is_painted_as_before_once_low_reach_is_put_off_again(show: Show, name: str) -> None:
    stage = show(STATES[name])
    before = stage.window.grabWindow()
    for display in (REACH, STATES[name].display):
        stage.kiosk.show(STATES[name].seen("turned", "", display))
        stage.settle()
    assert stage.window.grabWindow() == before


@pytest.mark.parametrize("name", ["call-note", "call-paused"])
def test_a_call_says_what_happens_beside_it(show: Show, name: str) -> None:
    stage = show(STATES[name])
    wanted = stage.kiosk.property("page")["note"]
    said = {text.property("text") for text in stage.items("QQuickText")}
    assert {wanted["title"], wanted["text"]} <= said


def test_nothing_but_oneself_lies_over_the_face(show: Show) -> None:
    stage = show(STATES["call-request"])
    face = next(i for i in stage.items() if i.property("stream") == "remote")
    assert stage.rect(face).height() > 500
    texts = {t.property("text"): stage.rect(t) for t in stage.items("QQuickText") if t.property("text")}
    for word, place in texts.items():
        if word not in ("Vous", "L’image de Nadia arrive…"):
            assert not place.intersects(stage.rect(face)), word


@pytest.mark.parametrize("size", [(1280, 720), (640, 480), (480, 640), (1920, 800)])
def test_a_face_loses_a_quarter_of_its_picture_on_each_side_at_most(
    show: Show, size: tuple[int, int]
) -> None:
    page = STATES["call"].page
    assert isinstance(page, Call)
    seen = dataclasses.replace(page, remote=True, self_view=True)
    stage = show(dataclasses.replace(STATES["call"], page=seen))
    pictures = [item for item in stage.items() if item.objectName() == "picture"]
    assert len(pictures) == 2
    for picture in pictures:
        frame = QVideoFrame(QVideoFrameFormat(QSize(*size), QVideoFrameFormat.PixelFormat.Format_YUV420P))
        picture.property("videoSink").setVideoFrame(frame)
        stage.settle()
        pane = picture.parentItem()
        assert abs(picture.width() / picture.height() - size[0] / size[1]) < 0.01
        assert picture.width() <= 2 * pane.width() + 1
        assert picture.height() <= 2 * pane.height() + 1
        assert picture.width() >= pane.width() - 1 or picture.height() >= pane.height() - 1
        assert abs(picture.x() + picture.width() / 2 - pane.width() / 2) < 1


def test_the_button_of_a_device_says_its_word_on_one_line(show: Show) -> None:
    stage = show(STATES["maintenance"])
    button = stage.find("Ouvrir : Caméra du visage")
    label = next(t for t in stage.items("QQuickText", button) if t.property("text") == "Ouvrir")
    assert label.property("lineCount") == 1


@pytest.mark.parametrize(
    "name", ["overlay-display", "overlay-help", "overlay-confirm", "overlay-still-there"]
)
def test_the_keyboard_goes_into_the_card_and_back(show: Show, name: str) -> None:
    state = STATES[name]
    stage = show(dataclasses.replace(state, overlay=Overlay("")))
    stage.kiosk.show(state)
    stage.settle()
    options, actions = state.overlay.options, state.overlay.actions
    first = options[0].label if options else actions[0].label
    assert stage.name(stage.window.activeFocusItem()) == first
    stage.kiosk.show(dataclasses.replace(state, overlay=Overlay("")))
    stage.settle()
    stage.key(Qt.Key.Key_Tab)
    assert stage.name(stage.window.activeFocusItem()) not in ("", first)


def test_small_buttons_of_a_row_have_one_height(show: Show) -> None:
    stage = show(STATES["reading"])
    heights = {
        round(stage.find(word).height()) for word in ("Page précédente", "Page suivante", "Agrandir la page")
    }
    assert len(heights) == 1
