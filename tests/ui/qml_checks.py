"""What must hold on every screen, whoever fills it: sizes, words in one piece, nothing over anything."""

from PySide6.QtCore import QRectF
from PySide6.QtQuick import QQuickItem

from kiosk.core.typography import typeset
from tests.ui.qml_touch import Touched
from ui.gallery_states.state import State
from ui.pages import Search

TARGET_MM, CAPITAL_MM, BIG_CAPITAL_MM = 20, 4.8, 7.3


def check_controls(stage: Touched) -> None:
    """Every control is large enough, has a name, and lies over no other."""
    least = TARGET_MM * stage.px_per_mm - 0.5
    for button in stage.buttons():
        name = stage.name(button)
        assert name, f"a control without a name at {stage.rect(button)}"
        assert button.width() >= least, f"{name!r} is {button.width() / stage.px_per_mm:.1f} mm wide"
        assert button.height() >= least, f"{name!r} is {button.height() / stage.px_per_mm:.1f} mm high"
    live = [(stage.name(b), stage.rect(b)) for b in stage.buttons(enabled=True)]
    live = [(name, rect) for name, rect in live if rect.width() > 1 and rect.height() > 1]
    for index, (name, rect) in enumerate(live):
        for other, place in live[index + 1 :]:
            both = rect.intersected(place)
            assert both.width() < 2 or both.height() < 2, f"{name!r} lies over {other!r}"


def check_words(stage: Touched) -> None:
    """No word is cut, outside the glass, or outside its button."""
    for text in stage.items("QQuickText"):
        words = text.property("text")
        if not words or text.property("kind") is None:
            continue
        assert not text.property("truncated"), words
        assert text.property("contentWidth") <= text.width() + 1.5, f"{words!r} is cut on the right"
        assert text.property("contentHeight") <= text.height() + 1.5, f"{words!r} is cut below"
        place = stage.rect(text)
        assert place.left() >= -1, words
        assert place.right() <= 1081, words
    for button in stage.buttons():
        frame = QRectF(0, 0, button.width(), button.height()).adjusted(-2, -2, 2, 2)
        for text in stage.items("QQuickText", button):
            box = text.mapRectToItem(
                button, QRectF(0, 0, text.property("contentWidth"), text.property("contentHeight"))
            )
            assert frame.contains(box) or not text.property("text"), (
                f"{text.property('text')!r} leaves its button"
            )


def check_letters(stage: Touched, *, big: bool) -> None:
    """Capitals are as tall as promised."""
    least = stage.theme("small")
    sizes = [
        t.property("font").pixelSize() for t in stage.items("QQuickText") if t.property("kind") is not None
    ]
    assert sizes == [] or min(sizes) >= least
    assert least * stage.theme("capitalOfEm") / stage.px_per_mm >= (BIG_CAPITAL_MM if big else CAPITAL_MM)


def check_nothing_covers_words(stage: Touched) -> None:
    """What is said on a page is not written over, nor hidden below a button of the page."""
    page = stage.page()
    said = [(text, _written(stage, text)) for text in stage.items("QQuickText", page) if _is_said(text)]
    said = [(text, place) for text, place in said if place.width() > 2 and place.height() > 2]
    for index, (text, place) in enumerate(said):
        for other, there in said[index + 1 :]:
            both = place.intersected(there)
            assert both.width() < 4 or both.height() < 4, (
                f"{other.property('text')!r} is written over {text.property('text')!r}"
            )
    for button in stage.buttons():
        frame = stage.rect(button)
        for text, place in said:
            if page.isAncestorOf(button) and not button.isAncestorOf(text):
                both = place.intersected(frame)
                assert both.width() < 4 or both.height() < 4, (
                    f"{stage.name(button)!r} hides {text.property('text')!r}"
                )


def check_reach(stage: Touched) -> None:
    """Everything that can be touched is between 900 and 1100 mm from the floor."""
    for button in stage.buttons(enabled=True):
        rect = stage.rect(button)
        if rect.height() < 1:
            continue
        low = stage.panel.bottom_mm + (1920 - rect.bottom()) / stage.px_per_mm
        high = stage.panel.bottom_mm + (1920 - rect.top()) / stage.px_per_mm
        assert low >= 899, stage.name(button)
        assert high <= 1101, stage.name(button)


def check_first_action_in_sight(stage: Touched, state: State) -> None:
    """The first action of the page is whole on the glass, without scrolling."""
    actions = getattr(state.page, "actions", [])
    # While one types, the keyboard stands where they are.
    typing = isinstance(state.page, Search) or bool(getattr(state.page, "focused", ""))
    if not actions or typing or state.overlay.kind:
        return
    label = typeset(actions[0].label)
    found = [b for b in stage.items("QQuickAbstractButton", stage.page()) if b.property("text") == label]
    assert any(stage.rect(b).height() > b.height() - 2 for b in found), label


def _is_said(text: QQuickItem) -> bool:
    return bool(text.property("text")) and text.property("kind") is not None and text.opacity() > 0


def _written(stage: Touched, text: QQuickItem) -> QRectF:
    """Where the letters are, which may be less than the item: a line of its own has air around it."""
    whole = stage.rect(text)
    tall = min(text.height(), text.property("contentHeight"))
    around = (text.height() - tall) / 2
    return whole.intersected(whole.adjusted(0, around, 0, -around))
