"""The ticket printer, put together: the steward's object, and what its child does."""

import asyncio
from typing import TYPE_CHECKING, Any

from devices.receipt.escpos import EscposPrinter
from kiosk.confine.child import Box, Talk
from kiosk.confine.confinement import Confinement
from kiosk.core.errors import UserFacingError
from kiosk.core.places import Places
from kiosk.steward.tickets import Tickets

if TYPE_CHECKING:
    from kiosk.compose.steward import House


def open_tickets(uri: str, confinement: Confinement, places: Places) -> Tickets | None:
    """The ticket printer of the settings, or None when there is none.

    Raises:
        UserFacingError: `settings.value-wrong`.
    """
    if not uri:
        return None
    try:
        printer = EscposPrinter(uri)
    except ValueError as error:
        raise UserFacingError("settings.value-wrong", f"devices.receipt : {error}") from None
    return Tickets(printer, printer.dots, confinement, places.assets / "fonts")


async def follow_tickets(house: "House") -> None:
    """Tell the house what the ticket printer says."""
    if house.tickets is None:
        await asyncio.Event().wait()  # never: there is none to hear from
        return
    async for status in house.tickets.watch():
        house.world.tickets(status)
        house.staff.refresh()


def ticket(request: dict[str, Any], box: Box, _talk: Talk) -> dict[str, Any]:
    """Draw `request["sheet"]` `request["dots"]` wide, as commands for the printer, in the box."""
    from devices.receipt.encode import encode
    from kiosk.documents import ticket as drawing
    from kiosk.documents.sheets import SHEET

    sheet = SHEET.validate_python(request["sheet"])
    if not isinstance(sheet, drawing.TicketSheet):
        raise UserFacingError("document.type-unknown", sheet.kind)
    picture = drawing.draw(sheet, int(request["dots"]), box.given("fonts"))
    if picture.height > drawing.MAX_ROWS:
        raise UserFacingError("document.pages-exceeded", "ticket")
    commands = encode(picture)
    (box.folder / drawing.COMMANDS).write_bytes(b"".join(commands))
    return {"sizes": [len(command) for command in commands]}
