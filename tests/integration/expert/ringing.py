"""A call-back, rung for by an expert's page."""

from session.protocol.kiosk_relay import CallbackAsk, CallbackRing
from tests.integration.expert.desk import Desk
from tests.integration.expert.kiosk_stand import KioskStand

AGAIN = "Rappeler"


async def rings(desk: Desk, kiosk: KioskStand) -> None:
    """Logged in, and the kiosk rings for the one call-back there is."""
    await desk.login("nadia")
    await desk.page.click("#available")
    kiosk.say(CallbackAsk(ticket=kiosk.ticket, desk="caf"))
    await desk.page.get_by_role("button", name=AGAIN).click()
    await kiosk.told(CallbackRing, lambda ring: ring.expert != "")
