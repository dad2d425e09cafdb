"""What becomes of a page once it is taken: its proportions, white paper, inks in their colours, a judgement of its sharpness."""

from dataclasses import replace

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.peers.document_table import Laid, Lamp, Lens, Scene, seen
from kiosk.compose.bench.page_papers import Paper, bill_page, blank_page, card, form_page, text_page
from kiosk.documents.page.card import dots_per_inch, on_a4
from kiosk.documents.page.flatten import MAX_PIXELS, flatten
from kiosk.documents.page.formats import A4, CARD, format_of, ratio_of
from kiosk.documents.page.judge import LEGIBLE, Why, judge
from kiosk.documents.page.quad import Quad, Rgb, quad_of

LENS = Lens(frame=(1296, 972), noise=2.0)
WHOLE = Quad(((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)))


def flat(paper: Paper, lamp: Lamp | None = None, lens: Lens = LENS, view_mm: float = 520.0) -> Rgb:
    scene = Scene(
        (Laid(paper.picture, paper.size_mm, turn=3.0),),
        lamp=lamp or Lamp(),
        lens=replace(lens, view_mm=view_mm),
    )
    shown = seen(scene)
    return flatten(shown.rgb, quad_of(shown.corners[0], *lens.frame, whole=True))


@given(st.floats(-25, 25), st.floats(-20, 20), st.floats(-60, 60), st.sampled_from([A4, CARD]))
@settings(max_examples=30, deadline=None, derandomize=True)
def test_proportions_are_told_from_perspective(
    along: float, across: float, turn: float, known: object
) -> None:
    size = (A4.width, A4.height) if known is A4 else (CARD.width, CARD.height)
    frame = (320, 240)
    scene = Scene(
        (Laid(np.full((8, 8, 3), 255, np.uint8), size, turn=turn),),
        lens=replace(LENS, frame=frame, lean=(along, across), view_mm=3.0 * max(size)),
    )
    ratio = ratio_of(seen(scene).corners[0], frame)
    assert abs(ratio / (size[0] / size[1]) - 1) < 0.03
    assert format_of(ratio) is known


def test_taking_sides_for_proportions_is_not_enough_when_the_camera_leans() -> None:
    """A control: what the last test asks cannot be had from the lengths of the sides alone."""
    scene = Scene(
        (Laid(np.full((8, 8, 3), 255, np.uint8)),),
        lens=replace(LENS, frame=(320, 240), lean=(25.0, 0.0), view_mm=700.0),
    )
    corners = seen(scene).corners[0]
    wide, high = float(np.hypot(*(corners[1] - corners[0]))), float(np.hypot(*(corners[3] - corners[0])))
    assert abs(wide / high / (210 / 297) - 1) > 0.06


@pytest.mark.parametrize(
    "lamp",
    [Lamp(), Lamp(shadow=0.5), Lamp(slope=0.4, tint=(1.0, 0.9, 0.7)), Lamp(level=0.45)],
    ids=["even", "shadow", "warm and uneven", "dim"],
)
def test_paper_becomes_white_in_any_light(lamp: Lamp) -> None:
    page = flat(form_page(), lamp)
    empty = page[
        int(page.shape[0] * 0.72) : int(page.shape[0] * 0.97),
        int(page.shape[1] * 0.05) : int(page.shape[1] * 0.95),
    ]
    assert float(np.percentile(empty, 2)) >= 245


@pytest.mark.parametrize("lamp", [Lamp(), Lamp(tint=(1.0, 0.9, 0.72))], ids=["white", "warm"])
def test_ink_keeps_its_colour(lamp: Lamp) -> None:
    paper = bill_page()
    page = flat(paper, lamp)
    due = cv2.resize(paper.picture, (page.shape[1], page.shape[0]), interpolation=cv2.INTER_AREA)
    band = (slice(int(page.shape[0] * 0.02), int(page.shape[0] * 0.07)), slice(20, -20))
    hue_got, hue_due = (
        cv2.cvtColor(each[band].mean(axis=(0, 1)).astype(np.uint8)[None, None], cv2.COLOR_RGB2HSV)[0, 0]
        for each in (page, due)
    )
    assert abs(int(hue_got[0]) - int(hue_due[0])) <= 6
    assert int(hue_got[1]) > 120


def test_a_card_keeps_its_tinted_ground_and_lies_on_a4_at_its_true_size() -> None:
    page = flat(card(), view_mm=170.0)
    assert format_of(page.shape[1] / page.shape[0]) is CARD
    ground = page[-int(0.1 * page.shape[0]) :].mean(axis=(0, 1))
    assert ground[2] - ground[0] > 12
    sheet = on_a4(page)
    assert sheet is not None
    assert sheet.shape[0] / sheet.shape[1] == pytest.approx(297 / 210, rel=0.002)
    dpi = dots_per_inch(sheet)
    assert dpi is not None
    assert page.shape[1] / dpi * 25.4 == pytest.approx(85.6, rel=0.01)


def test_a_sheet_is_not_taken_for_a_card() -> None:
    assert on_a4(np.full((297, 210, 3), 255, np.uint8)) is None


def test_a_blurred_page_is_refused_and_a_sharp_one_taken() -> None:
    paper = text_page(22, 14)
    verdicts = [judge(flat(paper, lens=replace(LENS, blur=blur))) for blur in (0.6, 5.0)]
    assert [verdict.ok for verdict in verdicts] == [True, False]
    assert verdicts[1].why is Why.BLURRED
    assert verdicts[0].sharpness > LEGIBLE > verdicts[1].sharpness


def test_letters_too_small_to_read_are_refused_as_such() -> None:
    assert judge(flat(text_page(9, 40), view_mm=620.0)).why in {Why.TOO_SMALL, Why.BLURRED}


def test_sharpness_does_not_depend_on_how_much_is_written_nor_on_how_large() -> None:
    def printed(points: float, lines: int, blur: float) -> float:
        picture = cv2.GaussianBlur(text_page(points, lines).picture, (0, 0), blur)
        return judge(np.asarray(picture, dtype=np.uint8)).sharpness

    few, many = printed(12, 3, 1.5), printed(12, 40, 1.5)
    large = printed(24, 12, 3.0)
    assert few == pytest.approx(many, rel=0.15)
    assert large == pytest.approx(many, rel=0.2)
    assert printed(12, 40, 3.0) < 0.8 * many


def test_a_blank_page_is_not_called_blurred() -> None:
    assert judge(flat(blank_page(), Lamp(shadow=0.4))).ok


@pytest.mark.parametrize("shape", [(1, 1, 3), (2, 9000, 3), (300, 200, 3)])
def test_any_picture_is_flattened_and_judged_within_bounds(shape: tuple[int, int, int]) -> None:
    noise = np.random.default_rng(3).integers(0, 255, shape, dtype=np.uint8)
    page = flatten(noise, WHOLE)
    assert page.shape[0] * page.shape[1] <= MAX_PIXELS * 1.01
    judge(page)


def test_a_quad_without_area_is_flattened_to_something() -> None:
    point = (0.5, 0.5)
    assert flatten(np.zeros((90, 120, 3), np.uint8), Quad((point, point, point, point))).size
