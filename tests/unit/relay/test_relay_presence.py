"""Who is there, and for how long the others have been gone."""

import pytest

from kiosk.core.clock import SystemClock
from session.relay.config import Waits
from session.relay.local import LocalPresence


async def test_whom_a_restarted_relay_has_not_seen_is_waited_for_like_a_lost_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock, waits, now = SystemClock(), Waits(), 1000.0
    monkeypatch.setattr(SystemClock, "monotonic", lambda _: now)
    presence = LocalPresence(clock, waits.link_grace_s)
    now += waits.expert_link_s - 1
    assert await presence.absent_s("page") < waits.expert_return_s
    now += 1
    assert await presence.absent_s("page") >= waits.expert_return_s
