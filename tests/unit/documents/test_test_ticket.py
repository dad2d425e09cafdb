"""The ticket of a guided test: its number is read at a glance, on the narrow roll too."""

from itertools import groupby

import numpy as np
import pytest

from kiosk.core.places import ROOT
from kiosk.documents.sheets import TestSheet
from kiosk.documents.ticket import draw

TALL = 60
"""Dots: figures of 110 dots are taller, and so is a QR code; no other line is."""


@pytest.mark.parametrize("dots", [384, 576])
def test_the_number_stands_on_one_line(dots: int) -> None:
    sheet = TestSheet(town="Saint-Aubin", title="Ticket de test", number="4827", code="ESSAI:4827")
    picture = draw(sheet, dots, ROOT / "kiosk" / "assets" / "fonts")
    inked = np.any(np.asarray(picture.convert("L"), dtype=np.uint8) == 0, axis=1).tolist()
    bands = [sum(1 for _ in rows) for ink, rows in groupby(inked) if ink]
    assert len([band for band in bands if band > TALL]) == 2
