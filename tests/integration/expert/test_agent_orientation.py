"""The agent looks for whom to send someone to, in a real browser, while the relay reads Saint-Aubin's offices."""

from playwright.async_api import Browser, expect

from offline_cache.sample.offices import INSEE, install_sample
from tests.integration.expert.desk import open_desk, picture, troubles
from tests.integration.expert.relay_stand import TOWN, RelayStand


async def test_an_agent_finds_the_right_service_while_typing(browser: Browser, relay: RelayStand) -> None:
    await relay.stop()
    install_sample(relay.folder / "content")
    relay.more = {"content": "content", "communes": [f"{TOWN} | {INSEE}"]}
    await relay.start()
    desk = await open_desk(browser, relay.url, "/agent/")
    await desk.login("claire")
    await desk.page.get_by_role("button", name="Vers qui orienter ?").click()
    page = desk.page
    await expect(page.get_by_role("status").filter(has_text="besoins trouvés")).to_be_visible()
    await expect(page.locator(".orientation__near")).to_contain_text("Bus France Services")
    await page.fill("#guide-need", "chomage")
    await page.fill("#guide-age", "19")
    need = page.locator(".need")
    await expect(need).to_have_count(1)
    await expect(need.locator("h3").first).to_have_text("Mission locale")
    await expect(need.locator(".place").first).to_contain_text("Mission locale du Val")
    assert await troubles(desk) == []
    await picture(desk, "10-agent-orientation")
    await page.fill("#guide-age", "45")
    await expect(need.locator("h3").first).to_have_text("France Travail")
    await need.locator("summary").first.click()
    await expect(need.locator(".place").first).to_contain_text("Lundi à jeudi : 8 h 30 à 12 h 30")
    assert desk.complaints == []
    await desk.context.close()


async def test_without_a_directory_the_table_still_answers_and_says_what_lacks(
    browser: Browser, relay: RelayStand
) -> None:
    desk = await open_desk(browser, relay.url, "/agent/")
    await desk.login("claire")
    await desk.page.get_by_role("button", name="Vers qui orienter ?").click()
    await expect(desk.page.locator(".notice")).to_contain_text("n’a pas d’annuaire")
    await desk.page.fill("#guide-need", "violences")
    await expect(desk.page.locator(".need").first).to_contain_text("39 19")
    assert desk.complaints == []
    await desk.context.close()
