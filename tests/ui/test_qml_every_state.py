"""What must hold on every screen, in every state of the gallery."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QRectF

from tests.ui.qml_touch import Touched
from ui.gallery import all_states
from ui.gallery_states.state import State

STATES = {state.name: state for state in all_states()}
Show = Callable[..., Touched]


@pytest.fixture(params=list(STATES))
def state(request: pytest.FixtureRequest) -> State:
    return STATES[str(request.param)]


def test_every_control_is_large_named_and_apart(show: Show, state: State) -> None:
    stage = show(state)
    least = 20 * stage.px_per_mm - 0.5
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


def test_no_word_is_cut_or_outside(show: Show, state: State) -> None:
    stage = show(state)
    for text in stage.items("QQuickText"):
        words = text.property("text")
        if not words or text.property("kind") is None:
            continue
        # An address elided in its middle is for the technician, who knows both its ends.
        assert not text.property("truncated") or text.objectName() == "address", words
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


def test_no_text_is_smaller_than_promised(show: Show, state: State) -> None:
    stage = show(state)
    least = stage.theme("small")
    sizes = [
        t.property("font").pixelSize() for t in stage.items("QQuickText") if t.property("kind") is not None
    ]
    assert sizes == [] or min(sizes) >= least
    promised = 7.3 if state.display.big else 4.8
    assert least * stage.theme("capitalOfEm") / stage.px_per_mm >= promised


@pytest.mark.parametrize("name", [name for name, state in STATES.items() if state.display.reach])
def test_in_reach_mode_everything_touched_is_between_900_and_1100_mm(show: Show, name: str) -> None:
    stage = show(STATES[name])
    for button in stage.buttons(enabled=True):
        rect = stage.rect(button)
        if rect.height() < 1:
            continue
        low = stage.panel.bottom_mm + (1920 - rect.bottom()) / stage.px_per_mm
        high = stage.panel.bottom_mm + (1920 - rect.top()) / stage.px_per_mm
        assert low >= 899, stage.name(button)
        assert high <= 1101, stage.name(button)
