"""A ring outlives a reload and a change of tabs: the page goes on showing for whom, and is where they come to."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from session.protocol.kiosk_relay import CallbackAnswer
from tests.integration.expert.desk import Desk
from tests.integration.expert.kiosk_stand import KioskStand
from tests.integration.expert.relay_stand import RelayStand, serving
from tests.integration.expert.ringing import AGAIN, rings


@pytest.fixture
async def relay(tmp_path: Path) -> AsyncIterator[RelayStand]:
    """A relay that leaves a machine under load its time to load a page."""
    async with serving(tmp_path / "relay", {"waits.ring_return_s": 30, "waits.ring_s": 300}) as stand:
        yield stand


async def _shown(page: Page, kiosk: KioskStand) -> None:
    rung = page.locator(f".person--first[data-ticket='{kiosk.ticket}']")
    await expect(rung).to_contain_text("La borne sonne…")


async def test_who_goes_on_in_another_tab_while_a_kiosk_rings_can_take_people_there_and_back(
    desk: Desk, kiosk: KioskStand
) -> None:
    await rings(desk, kiosk)
    second = await desk.context.new_page()
    await second.goto(desk.page.url)
    await second.get_by_role("button", name="Continuer ici").click()
    await second.click("#available")
    await _shown(second, kiosk)
    kiosk.say(CallbackAnswer(ticket=kiosk.ticket, present=False))
    await expect(second.get_by_role("button", name=AGAIN)).to_be_enabled()
    await desk.page.get_by_role("button", name="Continuer ici").click()
    await expect(desk.page.get_by_role("button", name=AGAIN)).to_be_enabled()


async def test_a_page_that_is_reloaded_while_a_kiosk_rings_still_says_so_and_takes_who_comes(
    desk: Desk, kiosk: KioskStand
) -> None:
    await kiosk.start()
    await rings(desk, kiosk)
    await desk.page.reload()
    await _shown(desk.page, kiosk)
    kiosk.say(CallbackAnswer(ticket=kiosk.ticket, present=True))
    await expect(desk.page.locator(".call")).to_be_visible()
