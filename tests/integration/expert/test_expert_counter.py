"""Log in, see who waits, take them first come first."""

from datetime import UTC, datetime, timedelta

from playwright.async_api import Browser, expect

from tests.integration.expert.desk import Desk, open_desk, picture, troubles
from tests.integration.expert.kiosk_stand import KioskStand
from tests.integration.expert.relay_stand import RelayStand


async def test_wrong_password_says_so_then_how_long_to_wait(desk: Desk) -> None:
    await expect(desk.page.get_by_role("heading", name="Bonjour.")).to_be_visible()
    await desk.login("nadia", "faux")
    await expect(desk.page.get_by_role("alert")).to_contain_text("ne vont pas ensemble")
    await expect(desk.page.get_by_role("alert")).to_contain_text("code E03")
    submit = desk.page.locator("button[type=submit]")
    await submit.click()
    await expect(submit).not_to_contain_text("…")
    # The second that the third one costs lasts until all of it is seen.
    await desk.page.clock.install()
    await desk.page.clock.pause_at(datetime.now(UTC) + timedelta(hours=1))
    await submit.click()
    await expect(desk.page.locator(".notice__wait")).to_contain_text("Nouvel essai possible dans 1")
    await expect(submit).to_be_disabled()
    await expect(desk.page.get_by_label("Mot de passe")).to_be_focused()
    await desk.page.clock.run_for(2000)
    await expect(submit).to_be_enabled()


async def test_a_refusal_does_not_move_the_fields_under_the_hand(desk: Desk) -> None:
    await expect(desk.page.locator("#password")).to_be_visible()
    await desk.page.evaluate("() => document.fonts.ready.then(() => null)")  # they move it too
    before = await desk.page.locator("#password").bounding_box()
    await desk.login("nadia", "faux")
    await expect(desk.page.get_by_role("alert")).to_be_visible()
    assert await desk.page.locator("#password").bounding_box() == before


async def test_a_session_that_ended_is_said_and_leads_back_to_the_login(
    desk: Desk, relay: RelayStand
) -> None:
    await desk.login("nadia")
    await expect(desk.page.get_by_text("Personne n’attend.")).to_be_visible()
    await desk.context.clear_cookies()
    await relay.stop()
    await expect(desk.page.get_by_text("La file n’est pas visible")).to_be_visible()
    await relay.start()
    await expect(desk.page.locator(".login .notice")).to_contain_text("Votre session est terminée")
    await expect(desk.page.get_by_label("Identifiant")).to_be_focused()
    assert await troubles(desk) == []


async def test_a_second_tab_asks_before_it_takes_over(desk: Desk) -> None:
    await desk.login("nadia")
    await expect(desk.page.locator("#available")).to_be_visible()
    second = await desk.context.new_page()
    await second.goto(desk.page.url)
    await expect(second.get_by_text("ouvert dans un autre onglet")).to_be_visible()
    await expect(desk.page.locator("#available")).to_be_visible()
    await second.get_by_role("button", name="Continuer ici").click()
    await expect(second.locator("#available")).to_be_visible()
    await expect(desk.page.get_by_text("ouvert dans un autre onglet")).to_be_visible()
    assert await troubles(desk) == []


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
    await expect(desk.page.get_by_role("heading", name="Bonjour.")).to_be_visible()
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
    kiosk.status("in-use")
    await expect(tile).to_have_attribute("data-state", "in-use")
    await tile.get_by_role("button", name="Fermer la borne").click()
    await kiosk.commanded("close")
    await expect(tile).to_contain_text("fermera à la fin de la visite")
    await tile.get_by_role("button", name="Ne pas fermer").click()
    await kiosk.commanded("open")
    await expect(tile).to_contain_text("Quelqu’un se sert de la borne")
    assert desk.complaints == []
    await desk.context.close()
