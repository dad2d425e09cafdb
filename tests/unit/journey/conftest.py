import pytest

from tests.unit.journey.story import Story


@pytest.fixture
def story() -> Story:
    """A kiosk on its welcome screen, online, with a counter and a printer."""
    return Story()
