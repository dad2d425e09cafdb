"""Through the whole kiosk: passed on with a note that was read, and the agent who comes only with a yes."""

import contextlib

from playwright.sync_api import Page, expect

from kiosk.compose.demo.stand import PASSWORD
from tests.faults.theatre import DEADLINE_S, PlainExpert, Theatre, until

NOTE = "Vient pour son inscription, papiers complets."


def test_passed_on_with_a_note_first_there_and_the_agent_only_with_a_yes(theatre: Theatre) -> None:
    theatre.reach("call")
    theatre.events.mark()
    sender = theatre.expert.page
    propose(sender)
    theatre.citizen.find("Non, rester avec", DEADLINE_S)
    said = " ".join(target.name for target in theatre.citizen.see())
    assert NOTE in said
    assert "Vous serez la première personne de la file." in said or "Personne n’y reçoit" in said
    answer(theatre, "Non, rester avec")
    expect(sender.locator("[data-transfer=refused]")).to_be_visible()
    assert not theatre.events.all("transfer.complete")

    receiver = PlainExpert(theatre.browser("sasha"), theatre.stand.relay_url)
    receiver.log_in("sasha", PASSWORD)
    receiver.open_counter()
    propose(sender)
    answer(theatre, "Oui, je suis d’accord")
    theatre.events.wait("transfer.complete", DEADLINE_S, desk="france-travail")
    theatre.citizen.find("Être rappelé ici plus tard", DEADLINE_S)
    expect(sender.locator("[data-ended=moved]")).to_be_visible()
    receiver.wait_for_someone()
    receiver.take()
    theatre.events.wait("call.first-picture", DEADLINE_S)
    expect(receiver.page.locator(".handover")).to_contain_text(NOTE)

    agent = theatre.browser("accueil").new_page()
    agent.goto(f"{theatre.stand.relay_url}/agent/")
    agent.get_by_label("Identifiant").fill("accueil")
    agent.get_by_label("Mot de passe", exact=True).fill(PASSWORD)
    agent.get_by_role("button", name="Se connecter").click()
    offer = agent.get_by_role("button", name="Proposer de venir aider")
    offer.click()
    theatre.citizen.find("Non merci", DEADLINE_S)
    expect(receiver.page.locator("[data-agent=false]")).to_be_visible()
    answer(theatre, "Oui, je veux bien")
    expect(receiver.page.locator("[data-agent=true]")).to_be_visible()
    expect(agent.locator(".joining[data-agent=present]")).to_be_visible()
    theatre.citizen.touch("L’agent est reparti", DEADLINE_S)
    expect(receiver.page.locator("[data-agent=false]")).to_be_visible()
    expect(offer).to_be_visible()

    theatre.start_over()
    database = theatre.stand.folder / "relay" / "relay.db"
    until(lambda: NOTE.encode() not in database.read_bytes(), "the note is gone with its ticket")


def answer(theatre: Theatre, name: str) -> None:
    """Touch until the question is gone: in its first moment, before it can have been read, no touch answers it."""

    def gone() -> bool:
        return not theatre.citizen.sees(name)

    def answered() -> bool:
        with contextlib.suppress(AssertionError):  # a slow machine hears the touch before only now
            theatre.citizen.touch(name, 3.0)
            until(gone, name, 3.0)
        return gone()

    theatre.citizen.find(name, DEADLINE_S)
    until(answered, f"the question is gone by « {name} »")


def propose(page: Page) -> None:
    """The expert chooses France Travail and writes the note."""
    page.click("#transfer")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("France Travail").check()
    dialog.locator("#transfer-note").fill(NOTE)
    dialog.locator("#transfer-send").click()
