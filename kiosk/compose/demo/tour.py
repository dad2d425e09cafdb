"""The tour: one citizen, one expert, one agent, from the welcome screen to the wipe. Nothing is faked.

The citizen opens the town's site, asks for help, finds a sheet, ticks papers, prints the list while
the printer runs out of paper, meets Camille of the CAF, reads and prints her document, signs it on the pad, leaves
with a ticket. Each step ends on an event or on words on a screen, never on a delay.
"""

import json
import shutil
import subprocess
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext

from kiosk.compose.demo.album import Album
from kiosk.compose.demo.citizen import Citizen, NotOnScreenError, Target
from kiosk.compose.demo.expert import Expert, TownAgent
from kiosk.compose.demo.letter import write_letter
from kiosk.compose.demo.stand import AGENT, AGENT_PIN, EXPERT, Stand

SIGNATURE = [
    [(0.12, 0.70), (0.18, 0.25), (0.24, 0.72), (0.30, 0.30), (0.36, 0.68), (0.44, 0.45), (0.52, 0.62)],
    [(0.50, 0.60), (0.60, 0.35), (0.68, 0.66), (0.78, 0.40), (0.88, 0.55)],
    [(0.15, 0.82), (0.85, 0.80)],
]

HAVE = "Je l’ai"
STEPS = 12
"""Reports of a pad between two stops of a stroke."""
CASES = 4
"""Questions that may stand before a sheet's papers."""
SEARCH_S = 5.0


class Tour:
    """Goes through the whole thread and fills an album."""

    def __init__(self, stand: Stand, context: BrowserContext, album: Album) -> None:
        self.stand = stand
        self.album = album
        self.citizen = Citizen(stand.display, stand.targets)
        self.expert = Expert(context, stand.relay_url)
        self.agent = TownAgent(context, stand.relay_url)
        self.events = stand.events
        self.markers_seen: dict[str, Any] = {}
        self.letter = write_letter(stand.folder / "courrier-caf.pdf")

    def run(self) -> None:
        """All of it, in order."""
        self.arrive()
        self.visit_site()
        self.ask_for_help()
        self.search()
        self.tick_papers()
        self.print_list()
        self.join_queue()
        self.meet()
        self.read_together()
        self.print_together()
        self.sign()
        self.end_call()
        self.leave()
        self.staff()
        self.measure()

    # ---- alone at the kiosk

    def arrive(self) -> None:
        """Welcome, then home."""
        self.citizen.find("Commencer")
        self.album.step("L'écran d'accueil attend")
        self.citizen.touch("Commencer")
        self.events.wait("visit.begin-complete")
        self.citizen.find("Papiers")
        self.album.step("Que voulez-vous faire ?")
        self.citizen.touch("Affichage")
        self.citizen.touch("Texte plus grand")
        self.album.step("Plus grand, tout de suite")
        self.citizen.touch("Tout remettre comme avant")
        self.citizen.touch("C’est bien ainsi")

    def search(self) -> None:
        """With everyday words and the kiosk's own keyboard."""
        self.citizen.touch("Écrire avec vos mots")
        self.citizen.write("aide loyer")
        self.citizen.find_any(is_result)
        self.album.step("Chercher avec ses mots : « aide loyer »")
        self.citizen.touch("Voir tout")
        found = self.events.wait("content.search-complete")
        self.album.figure("recherche", f"{found['results']} fiches en {found['ms']} ms")
        self.citizen.press(self.citizen.find_any(is_result))
        self.events.wait("content.sheet-opened")
        self.citizen.find("Écouter")
        self.album.step("La fiche : pour qui, combien, quels papiers")
        self.citizen.touch("Écouter")
        heard = self.events.wait("speech.render-complete")
        self.album.figure("parole prête (espeak-ng)", f"{heard['ms']} ms")
        self.citizen.touch("Arrêter")

    def tick_papers(self) -> None:
        """Have, do not have."""
        self.citizen.touch("Quels papiers apporter")
        told: set[str] = set()
        for _ in range(CASES):
            # A sheet shows its papers at once, or only once a case, or a case within it, is told.
            seen = self.citizen.find_any(lambda t: t.name == HAVE or (is_case(t) and t.name not in told))
            told.update(target.name for target in self.citizen.see() if is_case(target))
            if seen.name != HAVE:
                self.citizen.press(seen)
            if self._finds(HAVE):
                break
        self.citizen.touch(HAVE)
        self.citizen.touch("Non", role="")
        self.album.step("Les papiers : j'ai, je n'ai pas")

    def print_list(self) -> None:
        """The printer runs out of paper, says so, and goes on."""
        self.events.mark()
        self.citizen.touch("Imprimer la liste")
        self.events.wait("print.submit-init")
        self.stand.printer.say("paper empty")
        self.events.wait("print.state-changed", state="held", reason="printer.paper-empty")
        self.album.step("Plus de papier : c'est dit, avec quoi faire")
        self.stand.printer.say("paper full")
        self.events.wait("print.complete", state="done")
        self.citizen.find("Oui, c’est sorti")
        self.album.step("Est-ce bien sorti ?")
        self.citizen.touch("Oui, c’est sorti")

    def visit_site(self) -> None:
        """A public site from the allowed list, and nothing else."""
        self.citizen.touch("Sites internet")
        self.citizen.touch("Ouvrir Les services de Saint-Aubin")
        self.events.wait("site.open-complete")
        self.album.step("Un site public, dans le même cadre")
        self.citizen.touch("Accueil")

    def ask_for_help(self) -> None:
        """Aide rings at the desk; the agent answers from their own PC."""
        self.agent.log_in(AGENT[0], AGENT[1])
        self.citizen.touch("Aide")
        self.events.wait("help.ring-complete")
        self.agent.reads("Demande de l’aide")
        self.album.step("Aide : l'agent est prévenu", self.agent.photo, "agent")
        self.agent.press("J’arrive")
        self.events.wait("help.answer-complete")
        self.album.step("L'agent arrive, l'écran le dit", self.agent.photo, "agent")
        self.citizen.touch("Je n’ai plus besoin d’aide")

    # ---- with the expert

    def join_queue(self) -> None:
        """Counters, one counter, privacy and oneself, then the queue."""
        self.expert.log_in(EXPERT[0], EXPERT[1])
        self.citizen.touch("Parler à un conseiller")
        self.citizen.find("CAF")
        self.album.step("Quels guichets sont ouverts ?")
        self.citizen.touch("CAF")
        self.citizen.find("Voir un conseiller CAF")
        self.citizen.touch("Oui, il le saura d’avance")
        self.album.step(
            "Le guichet de la CAF : ce qu'il peut faire, et ce que je dis de moi", self.expert.photo
        )
        self.citizen.touch("Voir un conseiller CAF")
        started = self.events.wait("media.start-complete")
        self.album.figure("caméra prête", f"{started['ms']} ms")
        self.citizen.find("J’ai compris")
        self.album.step("Se voir avant d'être vu, trois lignes sur la vie privée")
        self.citizen.touch("J’ai compris")
        self.events.wait("queue.join-complete")
        self.expert.wait_for_someone()
        self.album.step("Dans la file", self.expert.photo)

    def meet(self) -> None:
        """Picture and sound both ways."""
        self.expert.open_counter()
        self.expert.take()
        connected = self.events.wait("call.connect-complete")
        picture = self.events.wait("call.first-picture")
        self.expert.sees_the_person()
        self.expert.reads("l’a")
        self.album.figure("offre → liaison", f"{connected['ms']} ms")
        self.album.figure("offre → première image à la borne", f"{picture['ms']} ms")
        self.events.wait("call.marker-decoded", kind="picture")
        self.events.wait("call.marker-decoded", kind="sound")
        self.album.step("Face à face", self.expert.photo)

    def read_together(self) -> None:
        """The expert sends a letter; both look at the same page."""
        self.events.mark()
        self.expert.send(self.letter)
        cleaned = self.events.wait("document.clean-complete")
        self.album.figure("document reconstruit", f"{cleaned['pages']} page(s) en {cleaned['ms']} ms")
        self.citizen.touch("Regarder")
        self.events.wait("document.show-complete")
        self.album.step("Lire ensemble la même page", self.expert.photo)
        self.citizen.touch("Accepter ce document")
        self.events.wait("document.accept-complete")
        self.expert.reads("La personne garde ce document")

    def print_together(self) -> None:
        """The expert proposes, the citizen agrees."""
        self.citizen.touch("Revenir à Camille")
        self.expert.propose_print()
        self.citizen.touch("Imprimer")
        self.events.wait("print.complete", state="done")
        self.expert.reads("Imprimé")
        self.album.step("Imprimé avec l'accord de la personne", self.expert.photo)
        self._if_asked("Oui, c’est sorti")

    def sign(self) -> None:
        """The pen on the pad."""
        self.expert.ask_signature()
        self.citizen.touch("Lire la page à signer")
        self.citizen.find("Lisez la page. Signez sur la tablette")
        pad = self.stand.hands["signature"]
        for stroke in SIGNATURE:
            pad.write(along(stroke))
            pad.lift()
        self.album.step("Signer exactement ce qui est montré", self.expert.photo)
        self.citizen.touch("Je signe")
        done = self.events.wait("sign.complete")
        self.album.figure("document signé", f"{done['ms']} ms")
        signed = self.album.folder / "document-signe.pdf"
        self.expert.save_signed(signed)
        self.album.files.append(("Le document signé, reçu par le conseiller", signed))
        verdict = subprocess.run(
            ["pdfsig", "-nocert", str(signed)], capture_output=True, text=True, check=False
        )
        self.album.figure("pdfsig", _line(verdict.stdout, "Signature Validation"))
        self.citizen.touch("Imprimer")
        self.events.wait("print.complete", state="done")
        self.album.step("Signé : chacun a sa copie", self.expert.photo)
        self._if_asked("Oui, c’est sorti")

    def keep_ticket(self, path: Path) -> None:
        """The picture of the ticket that came out last."""
        shutil.copyfile(self.stand.tickets()[-1], path)

    def end_call(self) -> None:
        """The expert ends; the citizen is told."""
        self.markers_seen = self.expert.markers()
        self.expert.end()
        self.events.wait("call.end-complete")
        self.album.step("L'appel est terminé, des deux côtés", self.expert.photo)
        self.expert.conclude()

    # ---- the end

    def leave(self) -> None:
        """Goodbye, on paper, and the wipe."""
        self.citizen.find("Avez-vous obtenu")
        self.album.step("Au revoir : ce qui a été fait, la suite")
        self.citizen.touch("Oui")
        self.citizen.touch("Imprimer ce résumé")
        self.events.wait("print.complete", state="done")
        self.album.step("Le ticket : ce qui a été fait, la référence", self.keep_ticket, "ticket")
        self.citizen.touch("Oui, c’est sorti")
        self.events.mark()
        self.citizen.touch("Terminer et tout effacer")
        handover = self.events.wait("screen.handover-complete")
        wipe = self.events.wait("visit.wipe-complete")
        self.album.figure("passage à l'écran suivant", f"{handover['ms']} ms")
        self.album.figure("effacement", f"{wipe['ms']} ms, {wipe['left']} trace")
        self.citizen.find("Commencer")
        self.album.step("Plus rien de la visite")

    def staff(self) -> None:
        """The agent's panel behind its PIN."""
        self.citizen.touch("Accès agent")
        for digit in AGENT_PIN:
            self.citizen.touch(digit)
        self.citizen.touch("Valider")
        self.events.wait("pin.check-complete", ok=True)
        self.citizen.find("Tout effacer maintenant")
        self.agent.reads("Aujourd’hui : visites 1, appels 1.")
        self.album.step("Le panneau de l'agent", self.agent.photo, "agent")
        self.citizen.touch("Quitter ce panneau")

    def measure(self) -> None:
        """What both ends decoded of the marked pictures and sounds."""
        for kind in ("picture", "sound"):
            marks = self.events.all("call.marker-decoded", kind=kind)
            self.album.figure(f"marques décodées à la borne, {kind}", _marks(marks))
        self.album.figure("marques décodées au navigateur", json.dumps(self.markers_seen, ensure_ascii=False))
        for number, ticket in enumerate(self.stand.tickets(), 1):
            kept = self.album.folder / f"ticket-{number}.png"
            shutil.copyfile(ticket, kept)
            self.album.files.append((f"Ticket n° {number}", kept))
        for number, paper in enumerate(sorted(self.stand.printed.glob("*.pdf")), 1):
            copy = self.album.folder / f"imprime-{number}.pdf"
            copy.write_bytes(paper.read_bytes())
            self.album.files.append((f"Feuille imprimée n° {number}", copy))

    # ---- inside

    def _finds(self, name: str) -> bool:
        """Look for it, further down the page too."""
        try:
            self.citizen.find(name, SEARCH_S)
        except NotOnScreenError:
            return False
        return True

    def _if_asked(self, name: str) -> None:
        """Answer a question that is only sometimes asked."""
        if self.citizen.sees(name):
            self.citizen.touch(name)


def along(stops: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """The way of a pen from stop to stop, in the small steps that a pad reports."""
    return [
        (start[0] + (end[0] - start[0]) * part / STEPS, start[1] + (end[1] - start[1]) * part / STEPS)
        for start, end in pairwise(stops)
        for part in range(STEPS)
    ] + [stops[-1]]


def is_result(target: Target) -> bool:
    """A result of a search says where it stands: « Logement › Aides »."""
    return target.role == "Button" and "›" in target.name


def is_case(target: Target) -> bool:
    """An answer to « Est-ce votre cas ? », not to « Avez-vous ce papier ? »."""
    return target.role == "RadioButton" and target.name not in {HAVE, "Non"}


def _line(text: str, start: str) -> str:
    return next((line.strip(" -") for line in text.splitlines() if start in line), text.strip()[:80])


def _marks(events: list[dict[str, Any]]) -> str:
    if not events:
        return "aucune"
    last = events[-1]
    return f"n° {events[0]['first']} à {last['last']}, {last['missing']} manquantes"


def photograph(citizen: Citizen, path: Path) -> None:
    """Write the kiosk's picture."""
    citizen.still_photo().save(path)
