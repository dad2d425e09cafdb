"""What a person must know before they print: how much paper, colours or not, what it costs."""

import re

from kiosk.journey.print_choice import USUAL, settle, sheets_used, sides_printed
from session.protocol.printing import PrintChoice
from ui import texts
from ui.presenters.scene import Scene

_PRICE = re.compile(
    r"(\d{1,3})(?:[.,](\d{1,2}))?\s*(?:€|euros?)\s+(?:la|par)\s+(page|feuille)", re.IGNORECASE
)


def print_words(scene: Scene, pages: int, choice: PrintChoice | None = None) -> str:
    """« 2 pages · noir et blanc · gratuit »: what a person must know before they print."""
    choice = choice or settle(USUAL, pages, scene.journey.world.printer, scene.rules.printing)
    kept = len(choice.pages)
    counted = texts.count(pages, "page") if pages else ""
    if kept:
        counted = f"{texts.count(kept, 'page')} sur {pages}"
    copies = texts.count(choice.copies, "exemplaire") if choice.copies > 1 else ""
    paper = ""
    if choice.two_sided:
        paper = f"{texts.count(sheets_used(choice, pages), 'feuille')} recto verso"
    elif copies:
        paper = texts.count(sheets_used(choice, pages), "feuille")
    colour = "couleurs" if choice.colour else "noir et blanc"
    return " · ".join(filter(None, (counted, copies, paper, colour, price_words(scene, pages, choice))))


def price_words(scene: Scene, pages: int, choice: PrintChoice) -> str:
    """The price as the town hall says it, and the sum where it says how much one page or sheet is."""
    rules = scene.settings.maintenance
    said = (choice.colour and rules.print_price_colour) or rules.print_price
    found = _PRICE.search(said)
    if found is None or not pages:
        return said
    cents = int(found[1]) * 100 + int((found[2] or "0").ljust(2, "0"))
    by_sheet = found[3].casefold() == "feuille"
    many = sheets_used(choice, pages) if by_sheet else sides_printed(choice, pages)
    if many < 2:
        return said
    euros, rest = divmod(cents * many, 100)
    return f"{said}, soit {euros},{rest:02d}\u00a0€"
