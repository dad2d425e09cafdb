"""The same promises, kept with the words a visitor really meets: every page as its presenter fills it."""

import dataclasses
from collections.abc import Callable
from typing import Any

import pytest

from session.protocol import kiosk_relay as relay
from session.protocol import local, peer
from tests.ui.qml_checks import (
    check_controls,
    check_first_action_in_sight,
    check_letters,
    check_nothing_covers_words,
    check_reach,
    check_words,
)
from tests.ui.qml_touch import Touched
from tests.unit.journey.story import DOCUMENT, Story, pages, world
from tests.unit.ui.table_places import signing
from tests.unit.ui.test_ui_presenters import PLACES, form, printing, scene, several, touches
from ui.frame import Display
from ui.gallery_states.state import State
from ui.presenters import surround
from ui.presenters.present import present

Show = Callable[..., Touched]
LONG = "Attestation de paiement et de quotient familial, novembre 2026.pdf"


def hear(*bodies: Any) -> Callable[[Story], None]:
    def listen(story: Story) -> None:
        for body in bodies:
            story.hear(body)

    return listen


def kept(story: Story) -> None:
    ticket = story.journey.ticket
    assert ticket is not None
    story.hear(relay.CallbackKept(ticket=ticket.id, number="C-12"))


def do(*names: str) -> Callable[[Story], None]:
    def touch(story: Story) -> None:
        for name in names:
            story.touch(name)

    return touch


OFFLINE = world(link="offline", printer=local.Printer(usable=False, key="printer.paper-empty"), camera=False)
FAILED = local.DocumentFailed(document=DOCUMENT, key="document.password-protected")
WALKS: dict[str, Callable[[Story], Any]] = {
    **{place: walk for place, walk in PLACES.items() if not place.startswith("site ") and place != "site"},
    "welcome offline": hear(OFFLINE),
    "home offline": several(touches(), hear(OFFLINE)),
    "counters offline": several(touches(("counters.open", "")), hear(OFFLINE)),
    "search empty": touches(("search.open", "")),
    "form writing": several(form, lambda story: story.touch("form.focus", "nom")),
    "printing unsure": printing("unsure"),
    "nobody asked": several(Story.queue, lambda story: story.wait(600), do("counter.callback")),
    "nobody kept": several(Story.queue, lambda story: story.wait(600), do("counter.callback"), kept),
    "call paused": several(Story.talk, do("call.pause")),
    "call muted": several(Story.talk, do("call.mute")),
    "call failed": several(Story.talk, hear(FAILED)),
    "call long": several(Story.talk, hear(pages(name=LONG), peer.PrintAsk(document=DOCUMENT))),
    "sign empty": several(signing, do("sign.redo")),
    "sign enlarged": several(signing, lambda story: story.touch("document.zoom", 2)),
    "overlay help": several(touches(), do("bar.help")),
    "overlay display": several(touches(), do("bar.display")),
    "overlay hang up": several(Story.talk, do("bar.home")),
    "overlay still there": several(touches(), lambda story: story.wait(181)),
}
MODES = {"usual": Display(), "big": Display(big=True), "reach": Display(reach=True)}


def presented(walk: Callable[[Story], Any], display: Display) -> State:
    """What the screen shows at the end of a walk."""
    story = Story()
    walk(story)
    looking = scene(story)
    return State(
        "presented",
        "",
        present(looking),
        surround.overlay(looking),
        dataclasses.replace(display, calm=True),
        surround.header(looking),
        surround.bar(looking),
    )


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("place", WALKS)
def test_a_presented_page_is_large_readable_and_whole(show: Show, place: str, mode: str) -> None:
    state = presented(WALKS[place], MODES[mode])
    stage = show(state)
    check_controls(stage)
    check_words(stage)
    check_letters(stage, big=state.display.big)
    check_nothing_covers_words(stage)
    if mode != "reach":
        return
    check_reach(stage)
    check_first_action_in_sight(stage, state)
