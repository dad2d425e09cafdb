"""What printing is told of this kiosk: the printer's abilities as last heard, and the town hall's rules."""

from typing import TYPE_CHECKING

from kiosk.journey.print_choice import PrintRules
from kiosk.steward.laying import Laying

if TYPE_CHECKING:
    from kiosk.compose.steward import House


def laying_of(house: "House") -> Laying:
    """How this kiosk's documents go on paper."""
    rules = PrintRules.of(house.settings.maintenance)
    return Laying(lambda: house.world.facts.printer.abilities, rules)
