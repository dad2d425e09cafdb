"""A small content with questions: a passport narrowed by a tree, and a guide with two questions of its own."""

from kiosk.journey.cases import EVENT
from kiosk.journey.ports import NOTHING
from offline_cache.checklist import Checklist, build_checklist
from offline_cache.conditions import Condition, Facts
from offline_cache.events import EventStep, LifeEvent
from offline_cache.model import Case, CaseGroup, Choice, Crumb, Paragraph, Sheet, Wizard, WizardQuestion
from offline_cache.narrow import narrow
from tests.unit.journey.story import SmallLibrary, bullets

FRANCE = Choice("En France", true=("FR",), leads=("F10",))
ABROAD = Choice(
    "À l’étranger",
    true=("ET",),
    question="Dans quel pays ?",
    choices=(Choice("En Europe", true=("EU",), leads=("F10",)), Choice("Ailleurs", leads=("F11",))),
)
TREE = Sheet(
    "W1", "wizard", "**Passeport", wizard=Wizard((WizardQuestion("Où le demandez-vous ?", (FRANCE, ABROAD)),))
)
PASSPORT = Sheet(
    "F10",
    "sheet",
    "Passeport",
    blocks=(
        CaseGroup(
            "Où ?",
            (
                Case(
                    "Ici", (bullets("Photo d'identité", "Justificatif de domicile"),), Condition("true", "FR")
                ),
                Case("Là-bas", (bullets("Photo d'identité", "Copie du visa"),), Condition("true", "ET")),
            ),
        ),
        CaseGroup("Vous êtes", (Case("Majeur", (Paragraph("x"),)), Case("Mineur", (Paragraph("y"),)))),
    ),
)
ASKED = WizardQuestion(
    "Enfants ?", (Choice("Oui", "Vous avez des enfants", true=("K",)), Choice("Non", false=("K",)))
)
GUIDE = Sheet(
    "G1",
    "guide",
    "Je déménage",
    wizard=Wizard((ASKED, WizardQuestion("Statut", (Choice("Locataire"), Choice("Autre"))))),
)
MOVE = LifeEvent(
    "move",
    "Je déménage",
    "house-line",
    "Avant, puis après.",
    (
        EventStep("Donner congé", "Avant", "Par lettre.", "F10", Condition("true", "L")),
        EventStep(
            "Vendre",
            "Avant",
            "Chez le notaire.",
            "F11",
            Condition("false", "L"),
            "Notaire",
            "",
            "01 02 03 04 05",
        ),
        EventStep("Prévenir la mairie", "Après", "Pour voter.", "F10", papers=("Rien",)),
        EventStep("Refaire un papier", "Après", "", "F10"),
        EventStep("Refaire un papier", "Après", "", "F11"),
    ),
    Wizard(
        (
            WizardQuestion(
                "Louez-vous ?", (Choice("Oui", "Vous louez", true=("L",)), Choice("Non", false=("L",)))
            ),
        )
    ),
    "G1",
)
SHEETS = {s.id: s for s in (TREE, PASSPORT, GUIDE, Sheet("F11", "sheet", "Visa"))}


class GuidedLibrary(SmallLibrary):
    """A passport, narrowed by a tree; a guide with two questions of its own."""

    def sheet(self, sheet: str, known: Facts = NOTHING) -> Sheet | None:
        return narrow(SHEETS[sheet], known) if sheet in SHEETS else None

    def wizards(self, sheet: str) -> list[Crumb]:
        return [Crumb("W1", TREE.title)] if sheet == "F10" else []

    def events(self) -> tuple[LifeEvent, ...]:
        return (MOVE,)

    def wizard(self, key: str) -> Wizard | None:
        return MOVE.wizard if key == EVENT + "move" else super().wizard(key)

    def checklist(self, sheet: str, known: Facts = NOTHING) -> Checklist:
        found = self.sheet(sheet, known)
        return build_checklist(found) if found else Checklist(sheet, ())
