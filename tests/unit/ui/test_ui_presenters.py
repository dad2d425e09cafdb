"""Every page of a visit is drawn from a story, and every button on it does something."""

import dataclasses
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from kiosk.core.settings import Settings
from kiosk.journey.conversation import SETTLE_S
from kiosk.journey.events import Tick, Touch
from kiosk.journey.print_choice import PrintRules
from kiosk.journey.transition import transition
from session.protocol import call, local, peer
from session.protocol import kiosk_relay as relay
from session.protocol.content import ContentState
from session.protocol.printing import PrintState
from session.protocol.shared import Box
from session.protocol.showing import IdentityResult, ShowingAsk, ShowingNews
from session.protocol.texting import MicrophoneNews
from tests.unit.journey.appointment_story import before_days, booked, came, confirmed, offered
from tests.unit.journey.guided import GuidedLibrary
from tests.unit.journey.scan_story import READ, photographing, scanning, unplugged
from tests.unit.journey.showing_story import showing
from tests.unit.journey.story import DOCUMENT, Story, WithoutForms, pages, world
from tests.unit.journey.town import saint_aubin
from tests.unit.journey.upkeep_story import MAINTENANCE, staff, technician
from tests.unit.ui.table_places import TABLE, on_paper, signing, then
from ui import pages as page_types
from ui.gallery_states import commune
from ui.gallery_states.commune import WALL
from ui.local_states import Stagehand
from ui.pages import Action
from ui.presenters import surround
from ui.presenters.present import name_of, present
from ui.presenters.scene import Scene
from ui.voice.words import words_of

BOX = Box(page=0, x=0.1, y=0.7, w=0.4, h=0.1)


def scene(story: Story) -> Scene:
    return Scene(story.journey, story.rules, Settings(), datetime(2026, 11, 23, 9, 5, tzinfo=UTC))


def actions(thing: Any) -> Iterator[Action]:
    match thing:
        case Action():
            yield thing
        case list() | tuple():
            for item in thing:
                yield from actions(item)
        case _ if dataclasses.is_dataclass(thing):
            for field in dataclasses.fields(thing):
                yield from actions(getattr(thing, field.name))


def form(story: Story) -> None:
    story.begin()
    story.touch("sheet.open", "F1")
    story.touch("form.open", "R1")
    box = {"left": 0.1, "top": 0.1, "width": 0.3, "height": 0.02}
    fields = [
        {"name": "nom", "kind": "text", "page": 0, "box": box, "label": "Votre nom", "choices": []},
        {"name": "oui", "kind": "checkbox", "page": 0, "box": box, "label": "Oui", "choices": ["On"]},
        {"name": "sig", "kind": "signature", "page": 0, "box": box, "label": "", "choices": []},
    ]
    shown = pages(story.last(local.FormOpen).document, "Demande")
    story.hear(shown.model_copy(update={"fields": fields}))


def able(story: Story) -> None:
    story.hear(world(printer=local.Printer(usable=True, duplex=True, colour=True)))
    story.rules = replace(story.rules, printing=PrintRules(colour=True))


def printing(state: Any, key: str | None = None) -> Callable[[Story], None]:
    def follow(story: Story) -> None:
        story.begin()
        story.touch("checklist.print", "F1")
        story.hear(PrintState(job=story.printed()[-1].job, state=state, key=key, pages=2, page=1))

    return follow


def touches(*steps: tuple[str, object]) -> Callable[[Story], None]:
    def walk(story: Story) -> None:
        story.begin()
        for name, argument in steps:
            story.touch(name, argument)

    return walk


def guided(*steps: tuple[str, object]) -> Callable[[Story], None]:
    def walk(story: Story) -> None:
        story.rules = replace(story.rules, library=GuidedLibrary())
        touches(*steps)(story)

    return walk


def near(*steps: tuple[str, object]) -> Callable[[Story], None]:
    """In Saint-Aubin, whose offices are known."""

    def walk(story: Story) -> None:
        story.rules = replace(story.rules, offices=saint_aubin())
        touches(*steps)(story)

    return walk


def several(*steps: Callable[[Story], object]) -> Callable[[Story], None]:
    def walk(story: Story) -> None:
        for step in steps:
            step(story)

    return walk


def seen(story: Story) -> None:
    """Until a request that appeared may be answered."""
    story.wait(1)


BULKY = (("ask.open", "local:demarche:encombrants"), ("ask.choose", "Un meuble"))
ASKED = (
    *BULKY, ("ask.type", "1 rue Haute, 60480 Ici"), ("ask.next", ""), ("ask.choose", "Oui"), ("ask.type", "Jeanne Petit"),
    ("ask.next", ""), ("ask.skip", ""),
)  # fmt: skip


def town(*steps: tuple[str, object]) -> Callable[[Story], None]:
    def walk(story: Story) -> None:
        rules = Stagehand(commune.saint_aubin(), WALL, Settings()).rules()
        story.rules = replace(story.rules, library=rules.library, local=rules.local, today=rules.today)
        touches(*steps)(story)

    return walk


def without_form(story: Story) -> None:
    story.rules = replace(story.rules, library=WithoutForms())
    touches(("sheet.open", "F1"), ("form.open", "R1"))(story)


PLACES: dict[str, Callable[[Story], Any]] = {
    "welcome": lambda _story: None,
    "welcome called back": lambda story: story.hear(
        relay.CallbackRing(ticket="c" * 32, number="C-12", desk="caf", expert="Nadia")
    ),
    "rest": lambda story: story.hear(world(resting=True)),
    "closed": lambda story: story.hear(world(closed="content.store-missing")),
    "home": touches(),
    "topic": touches(("topic.open", "papiers")),
    "topic unfolded": touches(
        ("topic.open", "papiers"), ("procedure.chapter", "@R8"), ("procedure.chapter", "+questions")
    ),
    "search": touches(("search.open", ""), ("search.type", "carte")),
    "search nothing": touches(("search.open", ""), ("search.type", "zzz")),
    "procedure": touches(("sheet.open", "F1"), ("procedure.chapter", "Selon le cas")),
    "checklist": touches(("sheet.open", "F1"), ("checklist.open", "F1"), ("case.choose", "F1#0:1")),
    "wizard": guided(("sheet.open", "W1")),
    "wizard further": guided(("sheet.open", "F10"), ("wizard.open", "W1|F10"), ("wizard.answer", 1)),
    "wizard unsure": guided(("sheet.open", "W1"), ("wizard.unsure", "")),
    "wizard review": guided(("sheet.open", "W1"), ("wizard.answer", 0), ("wizard.review", "W1|F10")),
    "home with events": guided(),
    "events": guided(("events.open", "")),
    "wizard of an event": guided(("event.open", "move")),
    "plan": guided(("event.open", "move"), ("wizard.answer", 1), ("plan.tick", "move|1")),
    "plan unsure": guided(("event.open", "move"), ("wizard.unsure", "")),
    "procedure guided": guided(("sheet.open", "F10")),
    "procedure narrowed": guided(("sheet.open", "W1"), ("wizard.answer", 0)),
    "checklist narrowed": guided(("sheet.open", "W1"), ("wizard.answer", 0), ("checklist.open", "F10")),
    "form": form,
    "print_options": several(able, form, lambda story: story.touch("print.options")),
    "print_pages": several(
        able, form, lambda story: story.touch("print.options"), lambda story: story.touch("print.pages")
    ),
    "printing": printing("printing"),
    "printing held": printing("held", "printer.paper-empty"),
    "printing done": printing("done"),
    "printing failed": printing("failed", "printer.job-failed"),
    "counters": touches(("counters.open", "")),
    "counter": touches(("sheet.open", "F1"), ("counter.open", "caf")),
    "counter closed": touches(("counter.open", "ml")),
    "before_call": touches(("counter.open", "caf"), ("counter.prepare", "")),
    "waiting": lambda story: story.queue(),
    "nobody": several(Story.queue, lambda story: story.wait(600)),
    "call": lambda story: story.talk(),
    "call asked": several(Story.talk, lambda story: story.hear(pages()), seen),
    "call unheard": several(Story.talk, lambda story: story.hear(MicrophoneNews(state="missing"))),
    "call asked live": showing("live", live=False),
    "call asked identity": showing("identity-paper", live=False),
    "call asked questions": showing("identity-questions", live=False),
    "call identity known": showing("identity-paper", IdentityResult(identity="paper")),
    "call paper lost": showing("live", ShowingNews(live=False, ended="lost", key="camera.device-missing")),
    "showing": showing("live"),
    "showing identity": showing("identity-paper"),
    "showing asked": showing("live", ShowingAsk(what="still")),
    "writing": several(Story.talk, lambda story: story.touch("text.open")),
    "reading": lambda story: story.document(),
    "reading asked": several(
        Story.document, lambda story: story.hear(peer.PrintAsk(document=DOCUMENT)), seen
    ),
    "sign": signing,
    **TABLE,
    "form_ways": without_form,
    "goodbye": several(Story.talk, lambda story: story.hear(call.CallEnd(reason="expert"))),
    "scan_place": scanning(),
    "scan_place lost": several(scanning(), unplugged),
    "scan_place preview": scanning("scan.preview glass", "page", "end"),
    "scan_place again": scanning(*READ, "scan.again"),
    "scan_camera": photographing(),
    "scan_camera dark": photographing("aim dark"),
    "scan_camera lost": photographing("lost camera.device-missing"),
    "scan_camera failed": photographing("end camera.photo-failed"),
    "scan_camera call": several(Story.talk, photographing("aim hold")),
    "scan_pages photo": photographing("page"),
    "scan_pages reading": scanning("scan.start feeder", "page"),
    "scan_pages": scanning(*READ),
    "scan_pages none": scanning("scan.start glass", "end", key="scanner.page-blank"),
    "scan_pages jam": scanning(*READ, key="scanner.paper-jammed"),
    "scan_pages double": scanning(*READ, key="scanner.page-doubled"),
    "scan_pages lost": several(scanning(*READ, key="scanner.device-silent"), unplugged),
    "scan_pages copy": scanning(*READ, "scan.finish", "bound"),
    "scan_pages call": several(Story.talk, scanning(*READ, "scan.finish", "bound")),
    "scan_pages signed": several(on_paper, scanning(*READ, "scan.finish", "bound")),
    "scan_pages other": several(
        then(on_paper, ("paper-sign.leave", "")), scanning(*READ, "scan.finish", "bound")
    ),
    "sites": touches(("sites.open", "")),
    "site": touches(("site.open", "https://mairie.exemple/")),
    "offices": near(("offices.open", "")),
    "offices unknown": touches(("offices.open", "")),
    "office": near(("office.open", "saint-aubin-mairie")),
    "office stop": near(("office.open", "bus-france-services")),
    "orient": touches(("orient.open", "")),
    "orient need": near(("orient.open", ""), ("orient.theme", "travail")),
    "orient age": near(("orient.open", ""), ("orient.theme", "travail"), ("orient.need", "emploi")),
    "orient case": near(("orient.open", ""), ("orient.theme", "argent"), ("orient.need", "allocations")),
    "advice": near(
        ("orient.open", ""), ("orient.theme", "travail"), ("orient.need", "emploi"), ("orient.age", 16)
    ),
    "pin": touches(("staff.open", "")),
    "agent": staff("agent"),
    "maintenance": technician,
    **MAINTENANCE,
    "topic town": town(("topic.open", "local:commune")),
    "topic notices": town(("topic.open", "local:affichage")),
    "topic events": town(("topic.open", "local:agenda")),
    "topic associations": town(("topic.open", "local:associations")),
    "procedure notice": town(("notice.open", "local:avis:enquete-plu")),
    "procedure local": town(("sheet.open", "local:demarche:place-creche")),
    "procedure event": town(("sheet.open", "local:evenement:marche")),
    "checklist local": town(("checklist.open", "local:demarche:carte-dechetterie")),
    "ask": town(*BULKY),
    "ask choice": town(*BULKY[:1]),
    "ask again": town(*BULKY, ("ask.next", "")),
    "ask_review": town(*ASKED),
    "ask_review left": town(*ASKED, ("bar.home", "")),
    "ask_done": town(*ASKED, ("ask.print", ""), ("print.leave", "")),
    "slots": before_days,
    "slots hours": lambda story: before_days(story).touch("slots.day", "2026-12-03"),
    "appointment": lambda story: confirmed(before_days(story)),
    "appointment booked": lambda story: booked(before_days(story)).touch("print.leave"),
    "appointment now": lambda story: came(story, "now"),
    "appointment cancelled": lambda story: came(story, "cancelled"),
    "call slot": offered,
    "ask code": touches(("appointment.open", "")),
    "neutral": touches(("leave.open", ""), ("goodbye.finish", "")),
}


@pytest.mark.parametrize("place", PLACES)
def test_page_is_drawn_and_every_button_does_something(story: Story, place: str) -> None:
    PLACES[place](story)
    story.wait(1)
    looking = scene(story)
    page = present(looking)
    assert name_of(page) == place.split(maxsplit=1)[0]
    for action in actions([page, surround.overlay(looking), surround.bar(looking)]):
        # The web view prints by itself; a disabled button promises nothing.
        if not action.enabled or action.name == "site.print":
            continue
        after, effects = transition(story.journey, Touch(action.name, action.argument), story.rules)
        assert after != story.journey or effects, action
        assert action.label, action


@pytest.mark.parametrize(
    ("place", "first"), [("scan_pages signed", "scan.give"), ("scan_pages other", "scan.send")]
)
def test_a_scan_is_given_as_the_signed_page_only_by_who_says_so(story: Story, place: str, first: str) -> None:
    PLACES[place](story)
    offered = {action.name: action.kind for action in actions(present(scene(story)))}
    assert {"scan.give", "scan.send"} < offered.keys()
    assert [name for name, kind in offered.items() if kind == "main"] == [first]


@pytest.mark.parametrize("place", PLACES)
def test_page_can_be_read_aloud_and_says_no_code_word(story: Story, place: str) -> None:
    PLACES[place](story)
    looking = scene(story)
    words = words_of(present(looking), surround.overlay(looking))
    assert len(words) > 10
    for leak in ("caret-", "image://", "printer.", "queue.", "None", "_"):
        assert leak not in words


def test_every_kind_of_page_is_told_by_some_story() -> None:
    kinds = {name_of_class(kind) for kind in page_types.Page.__args__}
    assert kinds == {place.split()[0] for place in PLACES}


def name_of_class(kind: type) -> str:
    return "".join(f"_{c.lower()}" if c.isupper() else c for c in kind.__name__).lstrip("_")


def test_no_action_that_is_not_available_is_shown(story: Story) -> None:
    story.hear(world(link="offline", printer=local.Printer(usable=False, key="printer.paper-empty")))
    story.begin()
    story.touch("sheet.open", "F1")
    story.touch("checklist.open", "F1")
    names = {action.name for action in actions(present(scene(story))) if action.enabled}
    assert "checklist.print" not in names
    assert "counters.open" not in names
    story.touch("counter.open", "caf")
    assert {action.name for action in actions(present(scene(story)))} == set()


def test_a_request_that_just_appeared_is_seen_before_it_can_be_answered(story: Story) -> None:
    story.document()
    story.hear(peer.PrintAsk(document=DOCUMENT))
    asked = [a for a in actions(present(scene(story))) if a.name.startswith("request.")]
    assert [a.enabled for a in asked] == [False, False]
    story.happen(Tick(story.journey.now + SETTLE_S + 0.01))
    asked = [a for a in actions(present(scene(story))) if a.name.startswith("request.")]
    assert [a.enabled for a in asked] == [True, True]


def test_checklist_follows_the_case_and_says_what_is_missing(story: Story) -> None:
    PLACES["checklist"](story)
    page = present(scene(story))
    assert isinstance(page, page_types.Checklist)
    labels = [paper.label for paper in page.papers]
    assert any("Déclaration" in label for label in labels)
    assert not any("Ancienne" in label for label in labels)
    for label in labels[:-1]:
        story.touch("checklist.yes", label)
    story.touch("checklist.no", labels[-1])
    page = present(scene(story))
    assert isinstance(page, page_types.Checklist)
    assert "manque 1 papier" in page.outcome.title


def test_still_there_counts_down(story: Story) -> None:
    story.begin()
    story.wait(190)
    overlay = surround.overlay(scene(story))
    assert (overlay.kind, overlay.seconds) == ("still_there", 35)


def test_bar_has_its_five_places_on_every_page(story: Story) -> None:
    for place in ("home", "call", "waiting"):
        PLACES[place](story)
        names = [item.label for item in surround.bar(scene(story)).items]
        assert names == ["Retour", "Accueil", "Aide", "Écouter", "Affichage"]


def test_a_refused_edition_is_counted_among_what_is_to_repair() -> None:
    story = Story()
    technician(story)
    story.hear(
        local.DevicesState(
            devices=[local.Device(device="relay", label="Relais", uri="", ok=True, status="relié")]
        )
    )
    page = present(scene(story))
    assert isinstance(page, page_types.Maintenance)
    assert page.summary.title == "Tout fonctionne"
    story.hear(
        ContentState(source="feed", installed=True, outcome="refused", key="content.edition-rolled-back")
    )
    page = present(scene(story))
    assert isinstance(page, page_types.Maintenance)
    assert (page.summary.title, page.summary.text) == ("1 élément à réparer", "Fiches officielles")
