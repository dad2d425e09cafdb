"""Colours and letters of Theme.qml, measured."""

from collections.abc import Callable

import pytest
from PySide6.QtGui import QColor

from tests.ui.qml_touch import Touched
from ui.frame import Display, Panel
from ui.gallery import all_states

PAIRS = [
    ("ink", "paper"), ("ink", "card"), ("ink", "barBack"), ("ink", "pressed"), ("soft", "paper"), ("soft", "card"),
    ("soft", "barBack"), ("mainText", "paper"), ("mainText", "card"), ("mainText", "tint"), ("mainInk", "main"),
    ("mainInk", "mainPressed"), ("tintInk", "tint"), ("amberInk", "amberSoft"), ("dangerInk", "danger"),
    ("dangerInk", "dangerPressed"), ("dangerSoftInk", "dangerSoft"), ("dangerSoftInk", "card"),
    ("dangerSoftInk", "paper"), ("stageInk", "stage"), ("sheetInk", "sheet"), ("focus", "paper"),
]  # fmt: skip
HOME = next(state for state in all_states() if state.name == "home")
CONTRASTED = next(state for state in all_states() if state.name == "home-contrast")


def luminance(color: QColor) -> float:
    """Relative luminance, WCAG 2.2."""
    weighted = ((0.2126, color.redF()), (0.7152, color.greenF()), (0.0722, color.blueF()))
    return sum(w * (c / 12.92 if c <= 0.04045 else float(((c + 0.055) / 1.055) ** 2.4)) for w, c in weighted)


def ratio(one: QColor, other: QColor) -> float:
    """Contrast ratio, WCAG 2.2."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("pair", PAIRS, ids="-on-".join)
def test_words_stand_out_from_their_ground(show: Callable[..., Touched], pair: tuple[str, str]) -> None:
    assert ratio(*(show(HOME).theme(name) for name in pair)) >= 7


@pytest.mark.parametrize(
    "pair", [p for p in PAIRS if p[0] != "sheetInk" and "ressed" not in p[1]], ids="-on-".join
)
def test_contrast_mode_makes_them_stand_out_twice_as_much(
    show: Callable[..., Touched], pair: tuple[str, str]
) -> None:
    assert ratio(*(show(CONTRASTED).theme(name) for name in pair)) >= 15


@pytest.mark.parametrize("width_mm", [262, 299, 346, 398])
@pytest.mark.parametrize("big", [False, True])
def test_capitals_are_measured_in_millimetres_on_any_panel(
    show: Callable[..., Touched], width_mm: int, big: bool
) -> None:
    panel = Panel(width_mm, width_mm * 16 // 9, 540, 960, windowed=True)
    stage = show(HOME.seen("x", "", Display(big=big)), panel)
    capital_mm = stage.theme("small") * stage.theme("capitalOfEm") / stage.px_per_mm
    assert capital_mm >= (7.3 if big else 4.8) - 0.08  # font sizes are whole pixels


def test_the_typeface_is_the_bundled_one(show: Callable[..., Touched]) -> None:
    assert show(HOME).theme("family").startswith("Atkinson Hyperlegible")


def test_calm_mode_does_not_move(show: Callable[..., Touched]) -> None:
    stage = show(HOME.seen("x", "", Display(calm=True)))
    assert stage.theme("quick") == stage.theme("gentle") == 0
