"""What a printer says, as one thing to tell a person."""

import pytest

from devices.printer.ports import Trouble
from devices.printer.reasons import trouble_of


@pytest.mark.parametrize(
    ("reasons", "trouble"),
    [
        ([], None),
        (["none"], None),
        (["media-low-warning", "toner-low-report", "cups-waiting-for-job-completed"], None),
        (["media-empty-error"], "printer.paper-empty"),
        (["media-empty-warning"], "printer.paper-empty"),
        (["media-needed"], "printer.paper-empty"),
        (["media-jam-warning"], "printer.paper-jammed"),
        (["door-open"], "printer.cover-open"),
        (["marker-supply-empty-warning"], "printer.toner-empty"),
        (["connecting-to-device"], "printer.device-offline"),
        (["toner-empty", "media-empty", "cover-open-error"], "printer.cover-open"),
        (["media-empty", "offline-report"], "printer.device-offline"),
    ],
)
def test_a_reason_is_known_by_its_beginning_and_the_first_to_mend_is_said(
    reasons: list[str], trouble: Trouble | None
) -> None:
    assert trouble_of(reasons) == trouble
