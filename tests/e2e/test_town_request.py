"""A request to the town hall on the real kiosk: from the tile to the sheet, and nothing left afterwards."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.compose.demo.citizen import Citizen
from kiosk.compose.demo.stand import Plan, Stand
from offline_cache.local.answers import is_reference
from session.protocol.requests import TownRequest

NAME = "jeanne petit"
PLACE = "1 rue haute 60480 ici"


@pytest.fixture(scope="module")
def stand(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stand]:
    with Stand(Plan(tmp_path_factory.mktemp("town"))) as running:
        yield running


@pytest.fixture(scope="module")
def citizen(stand: Stand) -> Citizen:
    """Somebody who asked for their bulky waste to be taken, and holds the sheet."""
    hand = Citizen(stand.display, stand.targets)
    hand.touch("Commencer")
    hand.touch("Déchets, encombrants")
    hand.touch("Faire enlever ses encombrants")
    hand.touch("Remplir ma demande")
    hand.touch("Un meuble")
    hand.write(PLACE[:12])
    hand.touch("Suivant")
    hand.find("Encore un détail")
    hand.write(PLACE[12:])
    hand.touch("Suivant")
    hand.touch("Oui")
    hand.write(NAME)
    hand.touch("Suivant")
    hand.touch("Passer")
    return hand


@pytest.mark.timeout(400)
def test_a_notice_of_the_town_hall_is_read_and_printed(stand: Stand) -> None:
    hand = Citizen(stand.display, stand.targets)
    hand.touch("Commencer")
    hand.touch("Ma commune")
    hand.touch("Affichage de la mairie")
    hand.touch("Enquête publique sur le plan local d’urbanisme")
    hand.touch("Voir et imprimer")
    hand.touch("Imprimer ce document")
    stand.events.wait("print.complete", 60, state="done")
    hand.touch("Oui, c’est sorti")
    (sheet,) = sorted(stand.printed.glob("*.pdf"))
    told = subprocess.run(["pdftotext", str(sheet), "-"], capture_output=True, text=True, check=True).stdout
    # Pictures of its pages: nothing of the office's own file went to the print server.
    assert told.strip() == ""
    assert sheet.stat().st_size > 10_000
    hand.touch("Accueil")
    hand.touch("J’ai terminé")
    hand.touch("Terminer et tout effacer")
    stand.events.wait("visit.wipe-complete", left=0)
    sheet.unlink()


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.timeout(400)
def test_a_request_is_printed_kept_in_the_vault_and_gone_with_the_visit(
    stand: Stand, citizen: Citizen
) -> None:
    citizen.find("Rien n’est envoyé")
    citizen.touch("C’est bon")
    stand.events.wait("request.keep-complete")
    stand.events.wait("print.complete", 60, state="done")
    citizen.touch("Oui, c’est sorti")
    citizen.find("Rien n’a encore été envoyé")
    (kept,) = [path for path in files(stand.run) if path.name == "request.json"]
    request = TownRequest.model_validate_json(kept.read_text(encoding="utf-8"))
    assert is_reference(request.reference)
    assert {answer.key: answer.value for answer in request.answers} == {
        "quoi": "Un meuble", "adresse": PLACE, "depot": "Oui", "nom": NAME, "telephone": "",
    }  # fmt: skip
    citizen.find(request.reference)
    (sheet,) = sorted(stand.printed.glob("*.pdf"))
    told = subprocess.run(
        ["pdftotext", "-layout", str(sheet), "-"], capture_output=True, text=True, check=True
    ).stdout
    for words in (request.reference, NAME, PLACE, "Signature", "Rien n’a été envoyé"):
        assert words in " ".join(told.split())

    citizen.touch("Accueil")
    citizen.touch("J’ai terminé")
    citizen.touch("Terminer et tout effacer")
    stand.events.wait("visit.wipe-complete", left=0)
    assert [path for path in files(stand.run) if path.name.startswith("request.json")] == []
    secrets = (NAME, PLACE, request.reference)
    for path in (stand.state / "events.jsonl", *files(stand.logs)):
        text = path.read_text(encoding="utf-8", errors="replace")
        assert [secret for secret in secrets if secret in text] == [], path
    opened = [json.loads(line) for line in (stand.state / "events.jsonl").read_text("utf-8").splitlines()]
    assert "local:demarche:encombrants" in [event.get("sheet") for event in opened]
