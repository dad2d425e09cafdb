"""A page under the camera: found to a fraction of a pixel, on any table, and never where there is none."""

import math
from dataclasses import replace

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from devices.peers.document_table import Laid, Lamp, Lens, Scene, seen
from kiosk.compose.bench.page import corner_error, grey
from kiosk.compose.bench.page_papers import blank_page, card, form_page, text_page
from kiosk.compose.bench.page_scenes import bare, cut_off
from kiosk.documents.page import find
from kiosk.documents.page.find import find_page
from kiosk.documents.page.lines import MAX_SEGMENTS, segments
from kiosk.documents.page.quad import quad_of

FRAME = (1296, 972)
SMALL = Lens(frame=FRAME, noise=2.0)
SHEET = text_page(14, 12)
PIXELS = 1.5

degrees = st.floats(-9, 9)


def error_of(scene: Scene) -> float:
    shown = seen(scene)
    return corner_error(find_page(grey(shown.rgb)), shown, scene.lens.frame)


@given(
    st.sampled_from(["wood", "dark wood", "light wood", "felt", "grey", "white", "flowers", "marble"]),
    st.tuples(degrees, degrees),
    st.floats(-14, 14),
    st.sampled_from([0.0, 90.0]),
    st.integers(0, 10_000),
)
@settings(max_examples=5, deadline=None, derandomize=True)
def test_every_corner_is_found_to_a_pixel(
    table: str, lean: tuple[float, float], turn: float, quarter: float, seed: int
) -> None:
    lens = replace(SMALL, lean=lean, view_mm=430.0 if quarter else 520.0)
    assert error_of(Scene((Laid(SHEET.picture, turn=turn + quarter),), table, lens=lens, seed=seed)) < PIXELS


@pytest.mark.parametrize(
    "scene",
    [
        Scene(hand=True, seed=4),
        Scene(things=True, seed=4),
        Scene(lamp=Lamp(shadow=0.55)),
        Scene(lamp=Lamp(glare=0.6)),
        Scene(lamp=Lamp(level=0.3), lens=replace(SMALL, noise=6.0)),
        Scene(lens=replace(SMALL, blur=2.5)),
        Scene(lens=replace(SMALL, lean=(20.0, -12.0), view_mm=480.0)),
        Scene(table="checks"),
    ],
    ids=["hand", "things", "shadow", "glare", "dim and grainy", "blurred", "skewed", "checked cloth"],
)
def test_a_page_is_found_in_spite_of(scene: Scene) -> None:
    lens = SMALL if scene.lens == Lens() else scene.lens
    assert (
        error_of(replace(scene, laid=(Laid(SHEET.picture, turn=86.0),), lens=replace(lens, view_mm=430.0)))
        < 3.0
    )


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("table", ["felt", "white", "grey"])
def test_a_card_is_found_on_light_and_on_dark(dark: bool, table: str) -> None:
    paper = card(dark=dark)
    scene = Scene((Laid(paper.picture, paper.size_mm, turn=5.0),), table, lens=replace(SMALL, view_mm=250.0))
    assert error_of(scene) < 7.0


def test_a_blank_white_sheet_is_found_on_a_white_table() -> None:
    scene = Scene((Laid(blank_page().picture, turn=93.0),), "white", lens=replace(SMALL, view_mm=430.0))
    assert error_of(scene) < 3.0


def test_without_measuring_on_the_full_frame_corners_are_coarser(monkeypatch: pytest.MonkeyPatch) -> None:
    """A control: the bound above is one that the coarse search alone does not keep."""
    scenes = [
        Scene((Laid(SHEET.picture, turn=80.0 + turn),), "wood", lens=Lens(view_mm=430.0), seed=turn)
        for turn in (0, 9)
    ]
    fine = max(error_of(scene) for scene in scenes)
    monkeypatch.setattr(find, "refined", lambda _frame, corners, _real, _coarse: corners)
    coarse = min(error_of(scene) for scene in scenes)
    assert fine < 0.6 < PIXELS < coarse


def test_no_page_is_seen_on_a_bare_table() -> None:
    seen_there = {
        case.scene.table: find_page(grey(seen(replace(case.scene, lens=SMALL)).rgb))
        for case in bare(("wood", "white", "checks"))
        if not case.scene.things
    }
    assert not [table for table, quad in seen_there.items() if quad is not None and quad.whole]


def test_a_page_that_runs_out_of_the_frame_is_never_whole() -> None:
    for case in cut_off(("wood", "felt")):
        quad = find_page(grey(seen(replace(case.scene, lens=replace(case.scene.lens, frame=FRAME))).rgb))
        assert quad is None or not quad.whole


def test_the_same_frame_gives_the_same_corners() -> None:
    luma = grey(seen(Scene((Laid(form_page().picture, turn=88.0),), things=True, lens=SMALL)).rgb)
    assert find_page(luma) == find_page(luma.copy())


@given(arrays(np.uint8, st.tuples(st.integers(1, 90), st.integers(1, 90))))
@settings(max_examples=40, deadline=None, derandomize=True)
def test_any_small_picture_is_borne(luma: np.ndarray) -> None:
    quad = find_page(luma)
    assert quad is None or all(0 <= value <= 1 for corner in quad.corners for value in corner)


@pytest.mark.parametrize(
    "shape", [(1, 1), (1, 20_000), (20_000, 1), (60, 20_000), (7000, 7000), (0, 0), (0, 5)]
)
@pytest.mark.parametrize("level", [0, 255])
def test_an_even_picture_of_any_size_shows_no_page(shape: tuple[int, int], level: int) -> None:
    assert find_page(np.full(shape, level, np.uint8)) is None


def test_noise_shows_no_whole_page() -> None:
    quad = find_page(np.random.default_rng(1).integers(0, 255, (972, 1296), dtype=np.uint8))
    assert quad is None or not quad.whole


def test_of_a_busy_picture_only_so_many_lines_are_looked_at() -> None:
    """Over eight hundred edges, no two in line: the longest."""
    luma = np.full((972, 1296), 240, np.uint8)
    turns = np.random.default_rng(2).uniform(0, math.pi, (18, 24))
    for (row, column), turn in np.ndenumerate(turns):
        at, reach = (
            np.array([27 + 54 * column, 27 + 54 * row]),
            26 * np.array([math.cos(turn), math.sin(turn)]),
        )
        first, last = (at - reach).astype(int).tolist(), (at + reach).astype(int).tolist()
        cv2.line(luma, first, last, 20, 4)
    assert len(segments(luma)) == MAX_SEGMENTS
    quad = find_page(luma)
    assert quad is None or len(quad.corners) == 4


def test_corners_run_clockwise_from_the_top_left_in_view() -> None:
    square = np.array([[10.0, 80.0], [90.0, 82.0], [88.0, 12.0], [12.0, 10.0]])
    for turn in range(4):
        quad = quad_of(np.roll(square, turn, axis=0), 100, 100, whole=True)
        assert max(quad.corners[0]) < 0.2
        assert quad.corners[1][0] > 0.8
        assert quad.corners[2][1] > 0.8
