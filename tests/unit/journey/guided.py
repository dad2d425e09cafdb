"""A small content with questions: a passport narrowed by a tree, and a guide with two questions of its own."""

from kiosk.journey.ports import NOTHING
from offline_cache.checklist import Checklist, build_checklist
from offline_cache.conditions import Condition, Facts
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
SHEETS = {s.id: s for s in (TREE, PASSPORT, GUIDE, Sheet("F11", "sheet", "Visa"))}


class GuidedLibrary(SmallLibrary):
    """A passport, narrowed by a tree; a guide with two questions of its own."""

    def sheet(self, sheet: str, known: Facts = NOTHING) -> Sheet | None:
        return narrow(SHEETS[sheet], known) if sheet in SHEETS else None

    def wizards(self, sheet: str) -> list[Crumb]:
        return [Crumb("W1", TREE.title)] if sheet == "F10" else []

    def checklist(self, sheet: str, known: Facts = NOTHING) -> Checklist:
        found = self.sheet(sheet, known)
        return build_checklist(found) if found else Checklist(sheet, ())
