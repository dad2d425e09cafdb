"""A visit told as a story: touches, messages, minutes; and a small content to walk through."""

from collections.abc import Iterator
from typing import TypeVar

from kiosk.core.ids import is_id
from kiosk.core.settings import Silence
from kiosk.journey.effects import Effect, Note, PrintOwn, Send
from kiosk.journey.events import Event, Tick, Touch
from kiosk.journey.ports import NOTHING, AllowedSite, Rules
from kiosk.journey.state import Journey
from kiosk.journey.transition import transition
from offline_cache.checklist import Checklist, build_checklist
from offline_cache.conditions import Facts
from offline_cache.events import LifeEvent
from offline_cache.form_ways import FormWays
from offline_cache.model import (
    Case,
    CaseGroup,
    Chapter,
    Crumb,
    Edition,
    Entry,
    Form,
    FormLink,
    ListBlock,
    ListItem,
    OfficeLink,
    Paragraph,
    ServiceLink,
    Sheet,
    Topic,
    WebLink,
    Wizard,
)
from offline_cache.narrow import narrow
from offline_cache.search.answer import Hit, SearchAnswer
from session.protocol import local
from session.protocol.call import Notice
from session.protocol.envelope import Body
from session.protocol.kiosk_relay import SeatGranted
from session.protocol.shared import Desk

B = TypeVar("B", bound=Body)
FORM_HASH = "ab" * 32
DOCUMENT = "d0" * 16


def bullets(*texts: str) -> ListBlock:
    return ListBlock(tuple(ListItem((Paragraph(text),)) for text in texts), pieces=True)


CARD = Sheet(
    "F1",
    "sheet",
    "Refaire une carte d’identité",
    summary="Pour un adulte",
    breadcrumb=(Crumb("N1", "Papiers"),),
    verified="2026-11-02",
    publisher="Service-Public.fr",
    introduction=(Paragraph("La carte sert à prouver qui vous êtes."),),
    blocks=(
        Chapter(
            "Pièces à fournir",
            (bullets("Photo d'identité récente", "Justificatif de domicile"),),
            pieces=True,
        ),
        Chapter(
            "Selon le cas",
            (
                CaseGroup(
                    "Avez-vous l’ancienne carte ?",
                    (
                        Case(
                            "Oui", (Chapter("Pièces", (bullets("Ancienne carte d'identité"),), pieces=True),)
                        ),
                        Case("Non, perdue", (bullets("Déclaration de perte"),)),
                    ),
                ),
            ),
            pieces=True,
        ),
    ),
    forms=(FormLink("R1", "Demande de carte", "12100", "https://exemple.fr/f.pdf"),),
)


FOLDER = Sheet(
    "papiers",
    "folder",
    "Papiers",
    introduction=(Paragraph("Une carte se refait en mairie."),),
    services=(ServiceLink("R9", "Pré-demande", "https://exemple.fr/", "Téléservice"),),
    offices=(OfficeLink("R8", "Mairie", "mairie", "", blocks=(Paragraph("Ouverte le matin."),)),),
    questions=(Crumb("F1", "Combien de temps ?"), Crumb("F404", "Absente")),
)


class SmallLibrary:
    """One sheet with two papers, one question and one form."""

    edition: Edition | None = Edition("2026-11-02", "Service-Public.fr", "2026-11-20", 20, False, True, 1)

    def topic(self, topic: str) -> Topic | None:
        return next((t for t in self.topics() if t.id == topic), None)

    def topics(self) -> list[Topic]:
        return [Topic("papiers", "Papiers d’identité", "identification-card", 1)]

    def children(self, topic: str) -> list[Entry]:
        return [Entry("F1", CARD.title, "sheet")] if topic == "papiers" else []

    def sheet(self, sheet: str, known: Facts = NOTHING) -> Sheet | None:
        return narrow(CARD, known) if sheet == "F1" else None

    def folder(self, topic: str) -> Sheet | None:
        return FOLDER if topic == "papiers" else None

    def has(self, key: str) -> bool:
        return self.sheet(key) is not None or self.topic(key) is not None

    def wizards(self, sheet: str) -> list[Crumb]:
        return []

    def events(self) -> tuple[LifeEvent, ...]:
        return ()

    def wizard(self, key: str) -> Wizard | None:
        found = self.sheet(key)
        return found.wizard if found else None

    def search(self, text: str) -> SearchAnswer:
        if "carte" in text:
            return SearchAnswer((Hit("F1", CARD.title, "La carte sert à…"),), 1.0)
        return SearchAnswer((), 1.0, topics=tuple(self.topics()))

    def suggest(self, prefix: str) -> list[str]:
        return ["carte d’identité"] if "carte d’identité".startswith(prefix) else []

    def checklist(self, sheet: str, known: Facts = NOTHING) -> Checklist:
        return build_checklist(narrow(CARD, known)) if sheet == "F1" else Checklist(sheet, ())

    def forms(self, sheet: str, known: Facts = NOTHING) -> list[Form]:
        return [Form("R1", "Demande de carte", "12100", "", FORM_HASH, 9000, 2)] if sheet == "F1" else []

    def form_ways(self, sheet: str, form: Form) -> FormWays:
        return FormWays()


MISSING = Form("R1", "Demande de carte", "12100*02", "https://exemple.fr/cerfa-12100.do")
COPY = Form("R9", "Demande de carte, ancienne", "12100*01", "", "c" * 64, 9000, 2)
WAYS = FormWays(
    online=(ServiceLink("R5", "Pré-demande", "https://mairie.exemple/pre", "Téléservice", "ANTS"),),
    notices=(WebLink("R6", "Notice de la demande", "https://exemple.fr/notice"),),
    copies=(COPY,),
    offices=(OfficeLink("R7", "Tribunal", "tgi", "https://exemple.fr/tribunaux"),),
)


class WithoutForms(SmallLibrary):
    """Its one form is named and not held."""

    found = WAYS

    def forms(self, sheet: str, known: Facts = NOTHING) -> list[Form]:
        return [MISSING] if sheet == "F1" else []

    def form_ways(self, sheet: str, form: Form) -> FormWays:
        return self.found


CAF = Desk(
    desk="caf", administration="CAF", name="CAF de l’Oise", open=True, experts=1, promise_s=600, contact="3230",
    can=["RSA"], cannot=["Impôts"], papers=["Numéro d’allocataire"],
)  # fmt: skip


def world(**changes: object) -> local.World:
    facts: dict[str, object] = {
        "link": "online",
        "desks": [CAF, Desk(desk="ml", administration="Mission locale", name="Mission locale", open=False)],
        "printer": local.Printer(usable=True),
        "camera": True,
    }
    return local.World.model_validate(facts | changes)


def pages(document: str = DOCUMENT, name: str = "attestation.pdf", count: int = 2) -> local.DocumentPages:
    return local.DocumentPages(
        document=document, name=name, pages=count, widths=[1191] * count, heights=[1684] * count
    )


def _ids() -> Iterator[str]:
    number = 0
    while True:
        number += 1
        yield f"{number:032x}"


class Story:
    """Feeds a journey and keeps what it asked for."""

    def __init__(self) -> None:
        ids = _ids()
        self.rules = Rules(
            SmallLibrary(), lambda: next(ids), Silence(), (AllowedSite("Mairie", "https://mairie.exemple/"),)
        )
        self.journey = Journey()
        self.effects: list[Effect] = []
        self.hear(world())

    # ---- telling

    def happen(self, event: Event) -> None:
        self.journey, effects = transition(self.journey, event, self.rules)
        self.effects += effects

    def touch(self, name: str, argument: object = "", *, after: float = 0.5) -> None:
        """Touch once the eye has seen what is there."""
        self.happen(Tick(self.journey.now + after))
        self.happen(Touch(name, argument))

    def hear(self, body: Body) -> None:
        self.happen(body)

    def wait(self, seconds: float) -> None:
        """Time passes second by second, as the clock of the screen tells it."""
        for _ in range(int(seconds)):
            self.happen(Tick(self.journey.now + 1))

    # ---- looking

    @property
    def at(self) -> str:
        return type(self.journey.screen).__name__

    @property
    def over(self) -> str:
        return type(self.journey.overlay).__name__ if self.journey.overlay else ""

    def sent(self, kind: type[B]) -> list[B]:
        return [e.body for e in self.effects if isinstance(e, Send) and isinstance(e.body, kind)]

    def last(self, kind: type[B]) -> B:
        return self.sent(kind)[-1]

    def noted(self, event: str) -> int:
        return sum(1 for e in self.effects if isinstance(e, Note) and e.event == event)

    def printed(self) -> list[PrintOwn]:
        return [e for e in self.effects if isinstance(e, PrintOwn)]

    # ---- places one often starts from

    def begin(self) -> "Story":
        self.touch("touch")
        self.hear(local.VisitOpened(vault="/run/vault"))
        return self

    def queue(self) -> "Story":
        self.begin()
        self.touch("counter.open", "caf")
        self.touch("counter.prepare")
        self.touch("counter.join")
        return self

    def talk(self) -> "Story":
        self.queue()
        ticket = self.journey.ticket
        assert ticket is not None
        assert is_id(ticket.id)
        self.hear(SeatGranted(ticket=ticket.id, desk="caf", administration="CAF", expert="Nadia", fence=1))
        self.hear(Notice(state="connected"))
        return self

    def document(self) -> "Story":
        """In a call, with a document of the expert read together."""
        self.talk()
        self.hear(pages())
        self.touch("request.yes")
        return self
