"""What the expert asks for in the very moment the connection dies, in a real browser."""

import os
import signal

from playwright.async_api import expect

from session.protocol.call import Notice
from session.protocol.peer import DocumentAnswer, PageShow, PrintAsk, PrintNews
from tests.integration.expert.desk import Desk
from tests.integration.expert.kiosk_stand import KioskStand
from tests.integration.expert.test_expert_call import send_form, talk


def _asked(kiosk: KioskStand) -> int:
    return sum(isinstance(message.body, PrintAsk) for message in kiosk.heard)


async def test_a_print_proposed_as_the_kiosk_falls_silent_is_heard_once_when_it_is_back(
    desk: Desk, kiosk: KioskStand
) -> None:
    await talk(desk, kiosk)
    document = await send_form(desk, kiosk)
    kiosk.in_call(DocumentAnswer(document=document, accepted=True))
    await expect(desk.page.get_by_text("La personne garde ce document")).to_be_visible()
    assert kiosk.child is not None
    # Frozen, then killed: what the browser sends now, a dead process has received.
    os.kill(kiosk.child.pid, signal.SIGSTOP)
    await desk.page.get_by_role("button", name="Proposer d’imprimer").click()
    await expect(desk.page.locator("[data-print=asked]")).to_be_visible()
    assert _asked(kiosk) == 0
    await kiosk.die_and_resume()
    await kiosk.until(PrintAsk, gen=2)
    kiosk.in_call(PrintNews(document=document, state="printing"))
    await expect(desk.page.locator("[data-print=printing]")).to_be_visible()
    # Another generation, and a message after which nothing older can come.
    await _next_generation(kiosk)
    await desk.page.keyboard.press("PageDown")
    await kiosk.until(PageShow, lambda show: show.page == 1)
    assert _asked(kiosk) == 0


async def _next_generation(kiosk: KioskStand) -> None:
    """Another media process: `heard` begins anew with it."""
    await kiosk.die_and_resume()
    await kiosk.until(Notice, lambda notice: notice.state == "connected", gen=3)
