import pytest

from kiosk.core.errors import ERRORS
from kiosk.maintenance.remedies import REMEDIES, SPOTS, remedy_for
from kiosk.maintenance.table import KINDS

DEVICE_AREAS = {kind.areas[0] for kind in KINDS if kind.physical} | {"sound"}


@pytest.mark.parametrize("key", sorted(key for key in ERRORS if key.partition(".")[0] in DEVICE_AREAS))
def test_every_error_of_a_device_has_its_own_steps(key: str) -> None:
    remedy = REMEDIES[key]
    assert remedy.steps
    assert remedy.spot in SPOTS[remedy.drawing]
    assert all(step.endswith(".") and len(step) < 120 for step in remedy.steps)


def test_every_device_can_be_drawn() -> None:
    assert {kind.drawing for kind in KINDS} <= SPOTS.keys()


def test_any_other_error_has_the_words_of_the_list() -> None:
    remedy = remedy_for("link.relay-unreachable", "network")
    assert remedy.steps == ("Vérifier le réseau.",)
    assert remedy.spot == "screen"
    assert remedy_for("nobody.knows-it", "camera").spot == "lens"
