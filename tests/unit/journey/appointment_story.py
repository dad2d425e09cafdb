"""Appointments of a small counter, as stories tell them."""

from datetime import datetime, timedelta

from kiosk.core.clock import rfc3339
from kiosk.core.settings import Settings
from session.protocol import appointments as wire
from session.protocol import local
from session.protocol.appointment_code import code_of, spoken
from session.protocol.shared import Desk
from tests.unit.journey.story import CAF, Story, world
from ui.gallery_states.commune import WALL
from ui.presenters.present import present
from ui.presenters.scene import Scene

NINE = datetime(2026, 12, 3, 9, 0).astimezone()
CODE = code_of("5eed" * 8)


def slot(number: int) -> wire.FreeSlot:
    """Half hours from nine on, kiosk's time; the fourth is of the next day."""
    start = NINE + timedelta(minutes=30 * number, days=number // 3)
    return wire.FreeSlot(
        slot=f"{number:032x}", start=rfc3339(start), end=rfc3339(start + timedelta(minutes=30))
    )


SLOTS = [slot(n) for n in range(4)]


def open_world(**changes: object) -> local.World:
    shut = Desk(
        desk="ml", administration="Mission locale", name="Mission locale", open=False, appointments=True
    )
    return world(desks=[CAF.model_copy(update={"appointments": True}), shut], **changes)


def before_days(story: Story) -> Story:
    """Before the days of a counter."""
    story.hear(open_world())
    story.begin()
    story.touch("counter.open", "caf")
    story.touch("slots.open", "caf")
    story.hear(wire.SlotsFree(desk="caf", slots=SLOTS))
    return story


def scene(story: Story) -> Scene:
    return Scene(story.journey, story.rules, Settings(), WALL)


def names(story: Story) -> list[str]:
    return [action.name for action in present(scene(story)).actions]  # type: ignore[union-attr]


def receipt(story: Story) -> wire.AppointmentBooked:
    book = story.last(wire.SlotBook)
    chosen = next(s for s in SLOTS if s.slot == book.slot)
    return wire.AppointmentBooked(
        request=book.request, code=spoken(code_of(book.request)), desk="caf", name="CAF de l’Oise",
        start=chosen.start, end=chosen.end, papers=["Numéro d’allocataire"],
    )  # fmt: skip


def confirmed(story: Story) -> Story:
    story.touch("slots.day", "2026-12-03")
    story.touch("slots.hour", SLOTS[1].slot)
    return story


def booked(story: Story) -> Story:
    confirmed(story).touch("slots.book")
    story.hear(receipt(story))
    return story


def came(story: Story, when: wire.When, **more: str) -> Story:
    """A visitor types a good code, and the relay says what it is worth."""
    story.hear(open_world())
    story.begin()
    story.touch("appointment.open")
    story.touch("ask.type", CODE.lower())
    story.touch("appointment.check")
    asked = story.last(wire.AppointmentCheck)
    said = {
        "start": SLOTS[0].start,
        "end": SLOTS[0].end,
        "opens": SLOTS[0].start,
        "desk": "caf",
        "name": "CAF",
    }
    known = wire.AppointmentSaid(request=asked.request, when=when)
    story.hear(known.model_copy(update={**said, **more}))
    return story


def offered(story: Story, **changes: object) -> Story:
    story.hear(open_world(**changes))
    story.talk()
    story.hear(wire.AppointmentOffer(slot=SLOTS[0].slot, desk="caf", start=SLOTS[0].start, end=SLOTS[0].end))
    return story
