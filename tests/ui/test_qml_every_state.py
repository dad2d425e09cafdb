"""What must hold on every screen, in every state of the gallery."""

from collections.abc import Callable

import pytest

from tests.ui.qml_checks import (
    check_controls,
    check_first_action_in_sight,
    check_letters,
    check_nothing_covers_words,
    check_reach,
    check_words,
)
from tests.ui.qml_touch import Touched
from ui.gallery import all_states
from ui.gallery_states.state import State

STATES = {state.name: state for state in all_states()}
Show = Callable[..., Touched]


@pytest.fixture(params=list(STATES))
def state(request: pytest.FixtureRequest) -> State:
    return STATES[str(request.param)]


def test_every_control_is_large_named_and_apart(show: Show, state: State) -> None:
    check_controls(show(state))


def test_no_word_is_cut_outside_or_covered(show: Show, state: State) -> None:
    stage = show(state)
    check_words(stage)
    check_nothing_covers_words(stage)


def test_no_text_is_smaller_than_promised(show: Show, state: State) -> None:
    check_letters(show(state), big=state.display.big)


@pytest.mark.parametrize("name", [name for name, state in STATES.items() if state.display.reach])
def test_in_reach_mode_everything_touched_is_between_900_and_1100_mm(show: Show, name: str) -> None:
    state = STATES[name]
    stage = show(state)
    check_reach(stage)
    check_first_action_in_sight(stage, state)
