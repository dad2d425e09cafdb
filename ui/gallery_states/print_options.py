"""« Autres choix » before printing, as its presenters say it."""

from datetime import datetime

from kiosk.core.settings import Maintenance, Settings
from kiosk.journey import screens as at
from kiosk.journey.ports import Rules
from kiosk.journey.print_choice import USUAL, Choice, PrintRules
from kiosk.journey.state import Job, Journey, Paperwork
from session.protocol.local import DocumentPages, Printer, World
from ui.adapters.library import EmptyLibrary
from ui.gallery_states.pictures import HEIGHT, WIDTH
from ui.gallery_states.state import BIG, CONTRAST, REACH, State
from ui.pages import PrintOptions, PrintPages
from ui.presenters.print_options import print_options, print_pages
from ui.presenters.scene import Scene

DOCUMENT = "0" * 32
OFFICE = Printer(usable=True, duplex=True, colour=True)
BARE = Printer(usable=True)
RULES = PrintRules(colour=True)
PRICED = Settings(
    maintenance=Maintenance(
        print_colour=True, print_price="0,20 € la page", print_price_colour="0,50 € la page"
    )
)


def scene(
    choice: Choice, printer: Printer = OFFICE, pages: int = 4, settings: Settings = PRICED, taken: int = 0
) -> Scene:
    """A visit with a form of so many pages, `taken` sheets printed already."""
    shown = DocumentPages(
        document=DOCUMENT,
        name="Demande de carte d’identité",
        pages=pages,
        widths=[WIDTH] * pages,
        heights=[HEIGHT] * pages,
    )
    journey = Journey(
        world=World(printer=printer),
        visiting=True,
        documents={DOCUMENT: Paperwork(shown, "form")},
        choices={DOCUMENT: choice},
        jobs={"1": Job("1", "form", "", "done", sheets=taken)} if taken else {},
    )
    rules = Rules(EmptyLibrary(), lambda: DOCUMENT, printing=RULES)
    return Scene(journey, rules, settings, datetime(2026, 11, 9, 10, 42))  # noqa: DTZ001 - a wall clock


def _options(shown: Scene) -> PrintOptions:
    return print_options(shown, at.PrintOptions(DOCUMENT, 1))


def _pages(shown: Scene) -> PrintPages:
    return print_pages(shown, at.PrintPages(DOCUMENT))


def states() -> list[State]:
    """The usual way, a changed one, a simple printer, too much paper; and the pages."""
    usual = State("print-options", "Comment imprimer : la façon habituelle", _options(scene(USUAL)))
    changed = Choice(two_sided=False, colour=False, copies=2, left_out=frozenset({1, 3}))
    some = State("print-pages", "Quelles pages : deux enlevées", _pages(scene(changed)))
    return [
        usual,
        usual.seen("big", "Comment imprimer, grand texte", BIG),
        usual.seen("reach", "Comment imprimer, commandes basses", REACH),
        usual.seen("contrast", "Comment imprimer, contraste", CONTRAST),
        State("print-options-changed", "Des choix changés, et de quoi les défaire", _options(scene(changed))),
        State(
            "print-options-bare", "Une imprimante simple", _options(scene(USUAL, BARE, settings=Settings()))
        ),
        State(
            "print-options-much",
            "Trop de papier pour une visite",
            _options(scene(Choice(copies=5), pages=30, taken=20)),
        ),
        some,
        some.seen("big", "Quelles pages, grand texte", BIG),
        some.seen("reach", "Quelles pages, commandes basses", REACH),
        State("print-pages-many", "Beaucoup de pages", _pages(scene(USUAL, pages=24))),
    ]
