"""Log in, see who waits, take them first come first."""

from playwright.async_api import Browser, expect

from tests.integration.expert.desk import Desk, open_desk, picture, troubles
from tests.integration.expert.kiosk_stand import KioskStand
from tests.integration.expert.relay_stand import RelayStand


async def test_wrong_password_says_so_then_how_long_to_wait(desk: Desk) -> None:
    await expect(desk.page.get_by_role("heading", name="Bonjour.")).to_be_visible()
    await desk.login("nadia", "faux")
    await expect(desk.page.get_by_role("alert")).to_contain_text("ne vont pas ensemble")
    await expect(desk.page.get_by_role("alert")).to_contain_text("code E03")
    for _ in range(2):
        await desk.page.click("button[type=submit]")
        await desk.page.wait_for_function(
            "() => !document.querySelector('.button--wide').textContent.includes('…')"
        )
    await expect(desk.page.locator(".notice__wait")).to_contain_text("Nouvel essai possible dans")
    await expect(desk.page.locator("button[type=submit]")).to_be_disabled()


async def test_an_agent_is_told_that_the_expert_page_is_not_theirs(desk: Desk) -> None:
    await desk.login("claire")
    await expect(desk.page.get_by_role("alert")).to_contain_text("n’a pas accès à cette page")


async def test_people_are_listed_as_they_arrive_and_only_agreed_procedures_show(
    desk: Desk, kiosk: KioskStand
) -> None:
    await desk.login("nadia")
    await expect(desk.page.get_by_text("Personne n’attend.")).to_be_visible()
    kiosk.join("Demander le RSA")
    await expect(desk.page.locator(".person--first")).to_contain_text("Demander le RSA")
    await expect(desk.page.locator(".person--first")).to_contain_text("Mairie de Saint-Aubin")
    await expect(desk.page.locator(".person--first button")).to_be_disabled()
    await desk.page.click("#available")
    await expect(desk.page.locator(".person--first button")).to_be_enabled()
    await expect(desk.page).to_have_title("(1) Quelqu’un attend")
    await expect(desk.page.locator("#preview")).to_be_visible()


async def test_login_and_queue_are_clean_for_axe_in_light_and_dark(desk: Desk, kiosk: KioskStand) -> None:
    assert await troubles(desk) == []
    await picture(desk, "1-login")
    await desk.login("nadia")
    await expect(desk.page.get_by_text("Personne n’attend.")).to_be_visible()
    assert await troubles(desk) == []
    await picture(desk, "2-counter-empty")
    await desk.page.click("#available")
    kiosk.join("Demander le RSA")
    await expect(desk.page.locator(".person--first")).to_be_visible()
    assert await troubles(desk) == []
    await picture(desk, "3-counter")


async def test_agent_sees_a_call_for_help_and_answers_it(
    browser: Browser, relay: RelayStand, kiosk: KioskStand
) -> None:
    desk = await open_desk(browser, relay.url, "/agent/")
    await desk.login("claire")
    tile = desk.page.locator(".tile")
    kiosk.status("free")
    await expect(tile).to_have_attribute("data-state", "free")
    kiosk.status("help", "printer.paper-empty")
    await expect(tile).to_have_attribute("data-state", "help")
    await expect(tile).to_contain_text("code P01")
    assert await troubles(desk) == []
    await picture(desk, "9-agent")
    await tile.get_by_role("button", name="J’arrive").click()
    await kiosk.commanded("help-answered")
    await tile.get_by_role("button", name="Fermer la borne").click()
    await kiosk.commanded("close")
    assert desk.complaints == []
    await desk.context.close()
