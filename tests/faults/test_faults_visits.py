"""Faults of people: who leaves without a word, who comes early, who closes a window, who is too late."""

import pytest
from playwright.sync_api import expect

from tests.faults.report import Report
from tests.faults.theatre import CANARY, DEADLINE_S, Theatre, freeze, thaw, until
from tests.faults.traces import nothing_remains, spoken


@pytest.mark.fault(46, "le visiteur s'en va sans rien dire", area="visits")
def test_a_visitor_walks_away_and_after_the_warning_all_is_wiped(theatre: Theatre, report: Report) -> None:
    theatre.start_over()
    theatre.restart_with(silence={"reading_s": 12, "answer_s": 8})
    theatre.reach("idle")
    before = theatre.screens_and_media()
    report.injected()
    warned = theatre.events.wait("visit.silence-warned", DEADLINE_S, state="reading")
    report.noticed(theatre.citizen.find("Êtes-vous toujours là ?").name, warned["mono"])
    theatre.events.wait("visit.end-init", DEADLINE_S, reason="silence")
    wiped = theatre.events.wait("visit.wipe-complete", DEADLINE_S)
    report.recovered(wiped["mono"])
    assert wiped["left"] == 0
    theatre.welcomed()
    nothing_remains(theatre, before - {theatre.front_screen()})
    theatre.restart_with()


@pytest.mark.fault(47, "le visiteur suivant arrive tôt", area="visits")
def test_the_next_visitor_comes_early_and_sees_nothing_of_the_last(theatre: Theatre, report: Report) -> None:
    """Someone who looks over the shoulder of the wipe, and touches as soon as there is a button."""
    theatre.start_over()
    theatre.reach("idle")
    theatre.citizen.touch("Affichage")
    theatre.citizen.touch("Texte plus grand")
    theatre.citizen.touch("C’est bien ainsi")
    theatre.citizen.touch("Accueil")
    theatre.citizen.touch("J’ai terminé", DEADLINE_S)
    wiped = len(theatre.events.all("visit.wipe-complete"))
    theatre.events.mark()
    report.injected()
    theatre.citizen.touch("Terminer et tout effacer")
    names: set[str] = set()

    def welcome() -> bool:
        seen = {target.name for target in theatre.citizen.see()}
        names.update(seen)
        return any(name.startswith("Commencer") for name in seen)

    until(welcome, "welcome")
    report.noticed("Commencer")
    theatre.citizen.touch("Commencer")
    theatre.events.wait("visit.begin-complete", DEADLINE_S)
    report.recovered()
    theatre.situation = "idle"
    theatre.citizen.touch("Écrire avec vos mots")
    names.update(target.name for target in theatre.citizen.see())
    assert not [name for name in names if CANARY in name.lower()]
    # The next screen is in front before the wipe has ended.
    until(lambda: len(theatre.events.all("visit.wipe-complete")) > wiped, "the last visit is wiped")
    vaults = list((theatre.stand.run / "vaults").iterdir())
    assert len(vaults) == 1, "the last visit's vault is still there"
    assert spoken([theatre.stand.run, theatre.stand.state]) == []
    theatre.citizen.touch("Affichage")
    assert not theatre.citizen.sees("Tout remettre comme avant ✓")
    theatre.citizen.touch("C’est bien ainsi")


@pytest.mark.fault(48, "le conseiller ferme son navigateur", area="visits")
def test_the_expert_closes_the_browser_and_the_visitor_is_first_in_the_queue_again(
    theatre: Theatre, report: Report
) -> None:
    theatre.start_over()
    theatre.reach("call")
    theatre.events.mark()
    report.injected()
    theatre.expert_leaves()
    told = theatre.citizen.find("La liaison est coupée", DEADLINE_S).name
    report.noticed(told)
    theatre.citizen.find("Vous gardez votre place", DEADLINE_S)
    # Nobody serves while the only page is closed: that is said too, and no hope is made.
    theatre.citizen.find(
        "La liaison avec le conseiller s’est coupée. Vous êtes de nouveau en tête de la file."
    )
    report.recovered()
    theatre.expert_returns()
    theatre.expert.wait_for_someone()
    theatre.events.mark()
    theatre.expert.take()
    theatre.events.wait("call.ring-complete", DEADLINE_S)
    theatre.events.wait("call.first-picture", DEADLINE_S, call=theatre.call)
    theatre.situation = "call"


@pytest.mark.fault(49, "deux conseillers prennent la même personne", area="visits")
def test_two_experts_take_the_same_person_and_one_is_told_so(theatre: Theatre, report: Report) -> None:
    """The relay stands still while both press: their wishes reach it together."""
    theatre.start_over()
    theatre.reach("waiting")
    colleague = theatre.colleague()
    colleague.wait_for_someone()
    relay = theatre.stand.relay.process.pid
    report.injected()
    freeze(relay)
    theatre.expert.button("Prendre").first.click()
    colleague.button("Prendre").first.click()
    thaw(relay)
    calls = [page.page.locator("main.call") for page in (theatre.expert, colleague)]
    expect(calls[0].or_(theatre.expert.page.get_by_text("Un collègue vient"))).to_be_visible(
        timeout=DEADLINE_S * 1000
    )
    first = calls[0].is_visible()
    winner, loser = (theatre.expert, colleague) if first else (colleague, theatre.expert)
    loser.reads("Un collègue vient de prendre cette personne.")
    report.noticed("Un collègue vient de prendre cette personne.")
    winner.page.locator("main.call").wait_for()
    theatre.events.wait("call.first-picture", DEADLINE_S)
    report.recovered()
    assert len(theatre.events.all("call.ring-complete", call=theatre.call)) == 1
    winner.end()
    theatre.call_ended()
    colleague.page.close()
