"""Qt objects without a display."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest

from tests.unit.journey.story import Story


@pytest.fixture
def story() -> Story:
    """A kiosk on its welcome screen, online, with a counter and a printer."""
    return Story()
