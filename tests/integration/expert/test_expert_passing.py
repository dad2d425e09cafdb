"""Passing a person on and receiving them, words to those who wait, who is beside the person."""

from pathlib import Path

from playwright.async_api import Browser, expect

from session.protocol.call import Notice
from session.protocol.company import CompanyNews
from session.protocol.kiosk_relay import DesksState, KioskStatus, QueueLeave
from session.protocol.transfer import TransferAgree, TransferAsk, TransferDone, TransferNews
from tests.integration.expert.desk import SCREENS, Desk, open_desk, picture, troubles
from tests.integration.expert.kiosk_stand import KioskStand
from tests.integration.expert.relay_stand import RelayStand

NOTE = "Vient pour s’inscrire. Ses papiers sont complets."


async def test_a_person_is_passed_on_with_a_note_and_received_with_it(
    browser: Browser, desk: Desk, kiosk: KioskStand, relay: RelayStand, tmp_path: Path
) -> None:
    SCREENS.mkdir(parents=True, exist_ok=True)
    await kiosk.start()
    await desk.login("nadia")
    await desk.page.click("#available")
    kiosk.join("Demander le RSA")
    await desk.page.get_by_role("button", name="Prendre").click()
    await kiosk.until(Notice, lambda notice: notice.state == "connected")
    await _someone_waits_and_is_told(desk, relay, tmp_path)
    colleague = await open_desk(browser, relay.url, "/expert/")
    await colleague.login("sasha")
    await colleague.page.click("#available")

    kiosk.in_call(CompanyNews(agent=True))
    await expect(desk.page.locator("[data-agent=true]")).to_contain_text("L’agent de la mairie est avec")
    await desk.page.click("#transfer")
    dialog = desk.page.get_by_role("dialog")
    await expect(dialog.get_by_label("Impôts")).to_be_disabled()
    await expect(dialog.get_by_label("France Travail")).to_be_enabled()
    await expect(dialog.locator("#transfer-send")).to_be_disabled()
    await dialog.get_by_label("France Travail").check()
    await dialog.locator("#transfer-note").fill(NOTE)
    await desk.page.screenshot(path=SCREENS / "transferer-clair.png")
    await dialog.locator("#transfer-send").click()
    asked = await kiosk.until(TransferAsk)
    assert asked == TransferAsk(desk="emploi", note=NOTE)
    kiosk.in_call(TransferNews(state="reading"))
    await expect(desk.page.locator("[data-transfer=reading]")).to_be_visible()
    await expect(desk.page.locator("#transfer")).to_be_disabled()
    assert await troubles(desk) == []
    await picture(desk, "transfert-lu")

    # A no is told, and another try is possible.
    kiosk.in_call(TransferNews(state="refused"))
    await expect(desk.page.locator("[data-transfer=refused]")).to_contain_text("préfère rester avec vous")
    await expect(desk.page.locator("#transfer")).to_be_enabled()
    await desk.page.locator("[data-transfer=refused] button").click()

    # The person's yes reaches the relay from the kiosk, with what they read.
    kiosk.say(TransferAgree(ticket=kiosk.ticket, desk="emploi", note=NOTE))
    assert (await kiosk.told(TransferDone)).key is None
    await expect(desk.page.locator("[data-ended=moved]")).to_contain_text("en tête de la file")
    first = colleague.page.locator(".person--first")
    await expect(first).to_contain_text("Transmise par CAF")
    await first.get_by_role("button", name="Prendre").click()
    await expect(colleague.page.locator(".handover")).to_contain_text(NOTE)
    await expect(colleague.page.locator(".handover")).to_contain_text("Nadia Benali")
    await expect(colleague.page.locator("[data-agent=false]")).to_be_visible()
    assert await troubles(colleague) == []
    await picture(colleague, "transmise")
    assert colleague.complaints == []
    await colleague.context.close()


async def test_a_colleague_of_the_same_counter_is_proposed_while_one_receives_there(
    browser: Browser, desk: Desk, kiosk: KioskStand, relay: RelayStand
) -> None:
    await kiosk.start()
    await desk.login("nadia")
    await desk.page.click("#available")
    kiosk.join()
    await desk.page.get_by_role("button", name="Prendre").click()
    await kiosk.until(Notice, lambda notice: notice.state == "connected")
    await desk.page.click("#transfer")
    dialog = desk.page.get_by_role("dialog")
    await expect(dialog.get_by_label("France Travail")).to_be_visible()
    await expect(dialog.get_by_label("Un collègue")).to_have_count(0)
    colleague = await open_desk(browser, relay.url, "/expert/")
    await colleague.login("paul")
    await colleague.page.click("#available")
    await dialog.get_by_label("Un collègue").check()
    await dialog.locator("#transfer-note").fill(NOTE)
    await desk.page.screenshot(path=SCREENS / "transferer-a-un-collegue.png")
    assert await troubles(desk) == []
    await dialog.locator("#transfer-send").click()
    assert await kiosk.until(TransferAsk) == TransferAsk(desk="caf", note=NOTE)
    kiosk.in_call(TransferNews(state="reading"))
    await expect(desk.page.locator("[data-transfer=reading]")).to_contain_text("Un collègue")
    kiosk.say(TransferAgree(ticket=kiosk.ticket, desk="caf", note=NOTE))
    assert (await kiosk.told(TransferDone)).key is None
    await desk.page.click("[data-outcome=continued]")
    # Whoever sent them on sees them wait, and does not take them by a key.
    await expect(desk.page.locator(".person--first")).to_contain_text("Transmise par CAF")
    await desk.page.keyboard.press("t")
    await colleague.page.locator(".person--first").get_by_role("button", name="Prendre").click()
    await expect(colleague.page.locator(".handover")).to_contain_text("Nadia Benali")
    assert colleague.complaints == []
    await colleague.context.close()


async def _someone_waits_and_is_told(desk: Desk, relay: RelayStand, folder: Path) -> None:
    """A second caller, visible during the call, gets a word without the call being left."""
    (folder / "second").mkdir()
    second = KioskStand(folder / "second", relay, "Mairie de Valmont")
    await second.enrol()
    await second.link_up()
    second.join()
    await desk.page.click("#notice-in-call")
    dialog = desk.page.get_by_role("dialog")
    await dialog.get_by_role("button", name="Je reprends dans 5 minutes.").click()
    told = await second.told(DesksState, lambda state: bool(state.desks[0].notice))
    assert told.desks[0].notice == "Je reprends dans 5 minutes."
    await expect(dialog.locator(".notice-card__now")).to_be_visible()
    await desk.page.screenshot(path=SCREENS / "message-en-appel.png")
    await dialog.get_by_role("button", name="Fermer").click()
    second.say(QueueLeave(ticket=second.ticket))
    await expect(desk.page.locator("#notice-in-call")).to_have_count(0)
    await second.link_down()


async def test_a_word_to_those_who_wait_and_what_one_takes(desk: Desk, kiosk: KioskStand) -> None:
    await desk.login("sasha")
    await desk.page.get_by_text("Ce que je reçois").click()
    await expect(desk.page.get_by_label("France Travail", exact=True)).to_be_checked()
    await desk.page.get_by_label("France Travail · Création").uncheck()
    await expect(desk.page.get_by_label("France Travail", exact=True)).to_be_disabled()
    here = desk.page.url
    await desk.page.goto("about:blank")
    await desk.page.goto(here)
    await expect(desk.page.locator(".skills summary")).to_contain_text("1 sur 2")
    await desk.page.get_by_text("Ce que je reçois").click()
    await expect(desk.page.get_by_label("France Travail · Création")).not_to_be_checked()
    await desk.page.get_by_text("Message à ceux").click()
    await desk.page.click("#available")
    await desk.page.get_by_role("button", name="Je reprends dans 10 minutes.").click()
    await expect(desk.page.locator(".notice-card__now")).to_contain_text("Je reprends dans 10 minutes.")
    told = await kiosk.told(DesksState, lambda state: bool(state.desks[1].notice))
    assert told.desks[1].notice == "Je reprends dans 10 minutes."
    assert await troubles(desk) == []
    await picture(desk, "message-aux-personnes")
    await desk.page.get_by_role("button", name="Retirer").click()
    await expect(desk.page.locator("#notice")).to_be_hidden()
    await desk.page.get_by_text("Message à ceux").click()
    await desk.page.fill("#notice", "Revenez demain matin.")
    await desk.page.press("#notice", "Enter")
    await kiosk.told(DesksState, lambda state: state.desks[1].notice == "Revenez demain matin.")


async def test_an_agent_offers_to_come_and_sees_the_answer(
    browser: Browser, relay: RelayStand, kiosk: KioskStand
) -> None:
    agent = await open_desk(browser, relay.url, "/agent/")
    await agent.login("claire")
    kiosk.status("free")
    await expect(agent.page.locator("[data-state=free]")).to_be_visible()
    await expect(agent.page.get_by_role("button", name="Proposer de venir aider")).to_have_count(0)
    kiosk.status("in-use")
    await agent.page.get_by_role("button", name="Proposer de venir aider").click()
    await kiosk.commanded("join-ask")
    kiosk.say(KioskStatus(state="in-use", agent="asked"))
    await expect(agent.page.locator(".joining[data-agent=asked]")).to_contain_text("pas encore répondu")
    kiosk.say(KioskStatus(state="in-use", agent="refused"))
    await expect(agent.page.locator(".joining[data-agent=refused]")).to_contain_text("seule pour le moment")
    kiosk.say(KioskStatus(state="in-use", agent="present"))
    await expect(agent.page.locator(".joining[data-agent=present]")).to_contain_text("vous pouvez venir")
    assert await troubles(agent) == []
    await picture(agent, "agent-peut-venir")
    assert agent.complaints == []
    await agent.context.close()
