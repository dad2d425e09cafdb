"""How a document goes on paper: what the visitor chose, what the printer can, what the town hall allows. Pure."""

from dataclasses import dataclass, replace

from kiosk.core.settings import Maintenance
from session.protocol.local import Printer
from session.protocol.printing import PrintChoice

MOST_COPIES = 9


@dataclass(frozen=True)
class PrintRules:
    """What the town hall wants: `copies` of one document and `sheets` in one visit, at the most."""

    two_sided: bool = True
    colour: bool = False
    copies: int = 5
    sheets: int = 60

    @classmethod
    def of(cls, said: Maintenance) -> "PrintRules":
        """From the settings."""
        return cls(
            said.print_duplex, said.print_colour, min(said.print_copies, MOST_COPIES), said.print_sheets
        )


@dataclass(frozen=True)
class Choice:
    """What a visitor changed for one document; None leaves what is usual here. Pages count from 0."""

    two_sided: bool | None = None
    colour: bool | None = None
    copies: int = 1
    left_out: frozenset[int] = frozenset()

    @property
    def usual(self) -> bool:
        """Nothing was changed."""
        return self == Choice()

    def turned(self, page: int) -> "Choice":
        """With a page taken out, or put back."""
        return replace(self, left_out=self.left_out ^ {page})


USUAL = Choice()


def settle(choice: Choice, pages: int, printer: Printer, rules: PrintRules) -> PrintChoice:
    """What is asked of the printer: never what it cannot, nor both sides of a single page."""
    chosen = [page for page in range(pages) if page not in choice.left_out]
    two_sided = rules.two_sided if choice.two_sided is None else choice.two_sided
    colour = rules.colour if choice.colour is None else choice.colour
    return PrintChoice(
        two_sided=two_sided and printer.duplex and len(chosen) > 1,
        colour=colour and rules.colour and printer.colour,
        copies=min(choice.copies, rules.copies),
        pages=chosen if len(chosen) < pages else [],
    )


def sides_printed(choice: PrintChoice, pages: int) -> int:
    """How many sides of paper get ink."""
    return choice.copies * (len(choice.pages) or pages)


def sheets_used(choice: PrintChoice, pages: int) -> int:
    """How many sheets come out; no two copies share one."""
    sides = len(choice.pages) or pages
    return choice.copies * ((sides + 1) // 2 if choice.two_sided else sides)
