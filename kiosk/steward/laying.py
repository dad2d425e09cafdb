"""From a finished document and what was chosen to what the printer is given: pages, copies, sides, colour."""

from collections.abc import Callable
from dataclasses import dataclass, field

from devices.printer.ports import Abilities, PrintOptions, Sides
from kiosk.confine.limits import Refused
from kiosk.documents.model import Page
from kiosk.documents.vault import StoredDocument, Vault
from kiosk.documents.workshop import Workshop
from kiosk.journey.print_choice import USUAL, PrintRules, settle
from session.protocol.local import Printer
from session.protocol.printing import PrintChoice


def allowed(choice: PrintChoice | None, pages: int, able: Abilities, rules: PrintRules) -> PrintChoice:
    """The choice as the printer can and the town hall allows; the usual one where none was made."""
    if choice is None:
        return settle(USUAL, pages, Printer(usable=True, duplex=able.duplex, colour=able.colour), rules)
    kept = sorted({page for page in choice.pages if page < pages})
    sides = len(kept) or pages
    return PrintChoice(
        two_sided=choice.two_sided and able.duplex and sides > 1,
        colour=choice.colour and able.colour and rules.colour,
        copies=min(choice.copies, rules.copies),
        pages=kept,
    )


def options_of(choice: PrintChoice, pages: list[Page], able: Abilities) -> PrintOptions:
    """What the printer is asked. Pages that all lie on their side turn over like a calendar."""
    sides: Sides = "one-sided"
    if choice.two_sided:
        lying = all(page.width > page.height for page in pages)
        sides = "two-sided-short-edge" if lying else "two-sided-long-edge"
    colour = choice.colour if able.colour else None
    return PrintOptions(sides, colour, choice.copies if able.copies >= choice.copies else 1)


@dataclass(frozen=True)
class Laying:
    """`able` is what the printer last said it can; `rules` are the town hall's."""

    able: Callable[[], Abilities] = Abilities
    rules: PrintRules = field(default_factory=PrintRules)

    async def out(
        self, workshop: Workshop, vault: Vault, made: StoredDocument, chosen: PrintChoice | None
    ) -> tuple[StoredDocument | Refused, PrintOptions]:
        """The document to send and how.

        Pages are chosen by us, exactly; copies too when the printer makes none.
        """
        able, pages = self.able(), made.document.pages
        choice = allowed(chosen, len(pages), able, self.rules)
        options = options_of(choice, [pages[page] for page in choice.pages] or pages, able)
        repeat = choice.copies if options.copies < choice.copies else 1
        if not choice.pages and repeat == 1:
            return made, options
        kept = choice.pages or list(range(len(pages)))
        laid = await workshop.arrange(vault, made.document.id, kept, repeat, choice.two_sided)
        return laid, options


PLAINLY = Laying()
"""Where nothing is known of the printer."""
