"""Floods are held back, and what cannot be said now is kept."""

from kiosk.core.clock import ManualClock
from session.engine.channels import BURST, KEPT_CAP, PER_SECOND, Allowance, Outbox
from session.protocol.peer import PagePointer, PageShow

DOCUMENT = "0" * 32


def test_a_flood_is_held_to_a_steady_rate() -> None:
    clock = ManualClock()
    allowance = Allowance(clock.monotonic)
    assert sum(allowance.take() for _ in range(10_000)) == BURST
    clock.advance(1.0)
    assert sum(allowance.take() for _ in range(10_000)) == PER_SECOND


def test_messages_wait_for_a_connection_in_order_but_never_a_pointer() -> None:
    outbox = Outbox()
    for page in range(KEPT_CAP + 5):
        outbox.keep(PageShow(document=DOCUMENT, page=page))
        outbox.keep(PagePointer(document=DOCUMENT, page=page, x=0, y=0))
    kept = outbox.take()
    assert kept == [PageShow(document=DOCUMENT, page=page) for page in range(5, KEPT_CAP + 5)]
    assert outbox.take() == []
