"""An instant that is none is refused at the door: whoever shows it would fall over it."""

import json

import pytest

from kiosk.core.errors import UserFacingError
from kiosk.core.ids import new_id
from session.protocol.appointments import AppointmentOffer, AppointmentSaid
from session.protocol.envelope import envelope
from session.protocol.kiosk_relay import RELAY_TO_KIOSK
from session.protocol.peer import EXPERT_TO_KIOSK

GOOD = "2026-12-03T09:30:00Z"
NONE = [
    "2026-02-30T09:30:00Z",
    "2026-99-99T99:99:99Z",
    "0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59Z",
    "demain",
]


@pytest.mark.parametrize("start", NONE)
def test_a_slot_on_no_day_is_not_proposed_to_anybody(start: str) -> None:
    raw = envelope(AppointmentOffer(slot=new_id(), desk="caf", start=GOOD, end=GOOD)).pack()
    assert EXPERT_TO_KIOSK.unpack(raw).type == "appointment.offer"
    data = json.loads(raw)
    data["body"]["start"] = start
    with pytest.raises(UserFacingError, match="start"):
        EXPERT_TO_KIOSK.unpack(json.dumps(data))


@pytest.mark.parametrize("opens", NONE)
def test_an_hour_that_is_not_known_may_be_empty_and_nothing_else(opens: str) -> None:
    raw = envelope(AppointmentSaid(request=new_id(), when="early", start=GOOD, end=GOOD)).pack()
    assert RELAY_TO_KIOSK.unpack(raw).type == "appointment.said"
    data = json.loads(raw)
    data["body"]["opens"] = opens
    with pytest.raises(UserFacingError, match="opens"):
        RELAY_TO_KIOSK.unpack(json.dumps(data))
