import xml.etree.ElementTree as ET

import pytest

from kiosk.maintenance.remedies import SPOTS
from ui.drawings import CALM, CONTRAST, PARTS, SPOT_WORDS, svg

EVERY = [(drawing, spot) for drawing, spots in SPOTS.items() for spot in spots]


@pytest.mark.parametrize(("drawing", "spot"), EVERY)
def test_the_place_to_look_at_is_lit_and_pointed_at(drawing: str, spot: str) -> None:
    shown = svg(drawing, spot)
    ET.fromstring(shown)
    assert shown.count(f'fill="{CALM.light}"') >= 2
    assert CONTRAST.light in svg(drawing, spot, CONTRAST)


def test_every_drawing_has_parts() -> None:
    assert PARTS.keys() == SPOTS.keys()
    assert {spot for _, spot in EVERY} == SPOT_WORDS.keys()


@pytest.mark.parametrize(("drawing", "spot"), [("printer", "moon"), ("printer", ""), ("toaster", "cable")])
def test_nothing_is_lit_that_is_not_there(drawing: str, spot: str) -> None:
    assert CALM.light not in svg(drawing, spot)
