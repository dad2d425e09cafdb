"""The counters as the kiosk lives them: out of reach, closed, late, and calling back."""

from tests.faults.theatre import DEADLINE_S, Theatre, freeze, thaw, until


def test_a_kiosk_that_loses_the_relay_says_so_and_is_back_by_itself(theatre: Theatre) -> None:
    theatre.start_over()
    theatre.reach("idle")
    theatre.citizen.find("Connecté", DEADLINE_S)
    theatre.cable.pull()
    try:
        theatre.citizen.find("Hors ligne", DEADLINE_S)
        theatre.citizen.touch("Accueil")
        theatre.citizen.find("Que voulez-vous faire ?")
        assert not theatre.citizen.sees("Parler à un conseiller"), "a call is offered that cannot be"
        theatre.citizen.touch("Papiers d’identité")  # what needs no network still works
    finally:
        theatre.cable.plug()
    theatre.citizen.find("Connecté", DEADLINE_S)
    theatre.citizen.find("Parler à un conseiller")


def test_a_closed_counter_says_so_and_offers_no_call(theatre: Theatre) -> None:
    theatre.start_over()
    theatre.begin()
    theatre.citizen.touch("Parler à un conseiller")
    theatre.citizen.touch("France Travail")
    theatre.citizen.find("Ce guichet est fermé")
    assert not theatre.citizen.sees("Voir un conseiller")
    theatre.citizen.find("Imprimer comment le joindre", DEADLINE_S)


def test_a_broken_promise_offers_three_ways_and_the_call_back_leads_to_a_call(theatre: Theatre) -> None:
    theatre.start_over()
    theatre.reach("waiting")
    # The promise may be broken while the cameras still start: what is on the screen tells, and the log.
    theatre.citizen.find("Personne n’a pu vous répondre", DEADLINE_S)
    theatre.events.wait("queue.promise-broken", DEADLINE_S, desk="caf")
    theatre.citizen.find("Demander à l’agent")
    theatre.citizen.find("Imprimer")
    _called_back(theatre)
    theatre.events.wait("media.start-complete", DEADLINE_S)
    theatre.citizen.touch("Je suis prêt, commencer", DEADLINE_S)
    theatre.events.wait("call.first-picture", DEADLINE_S)
    theatre.citizen.find("Pause privée")
    theatre.start_over()


def test_a_pause_touched_before_the_camera_process_listens_holds(theatre: Theatre) -> None:
    theatre.start_over()
    theatre.reach("waiting")
    theatre.citizen.find("Personne n’a pu vous répondre", DEADLINE_S)
    _called_back(theatre)
    until(lambda: theatre.media() is not None, "a media process is started")
    media = theatre.media()
    assert media is not None
    freeze(media)  # it loads for as long as a slow kiosk would
    theatre.citizen.touch("Je suis prêt, commencer", DEADLINE_S)
    theatre.citizen.touch("Pause privée", DEADLINE_S)
    theatre.citizen.find("Reprendre", DEADLINE_S)
    thaw(media)
    theatre.events.wait("call.connect-complete", DEADLINE_S)
    theatre.expert.reads("La personne a mis l’appel en pause")
    theatre.start_over()


def _called_back(theatre: Theatre) -> None:
    """Asked to be called back, gone, and there again as the counter calls."""
    theatre.citizen.touch("Être rappelé ici")
    theatre.events.wait("queue.callback-complete", DEADLINE_S)
    number = theatre.citizen.find("Votre numéro est le", DEADLINE_S).name.rsplit(" ", 1)[1]
    theatre.citizen.touch("Terminer")
    theatre.citizen.touch("Terminer et tout effacer", DEADLINE_S)
    theatre.events.wait("visit.wipe-complete", DEADLINE_S)
    theatre.welcomed()
    theatre.expert.wait_for_someone(f"À rappeler · {number}")
    theatre.events.mark()
    theatre.expert.button("Rappeler").first.click()
    theatre.citizen.find(f"On rappelle le numéro {number}", DEADLINE_S)
    theatre.citizen.touch(f"C’est moi, le {number}")
    theatre.situation = "call"
