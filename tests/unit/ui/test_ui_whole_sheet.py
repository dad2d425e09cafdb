"""All that a sheet holds can be reached from its page, what is secondary folded at its end."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QCoreApplication, QTimer

from kiosk.journey.ports import NOTHING
from offline_cache.conditions import Facts
from offline_cache.model import (
    Chapter,
    Crumb,
    Definition,
    Note,
    OfficeLink,
    Paragraph,
    Sheet,
    Span,
    WebLink,
)
from tests.unit.journey.story import CARD, SmallLibrary, Story
from tests.unit.ui.test_ui_presenters import scene
from ui.adapters.warming import MOST, Warming
from ui.frame import Overlay
from ui.pages import Action, Group, Plan, PlanGroup, PlanStep, Procedure, Topic, Wizard
from ui.presenters.present import present
from ui.voice.words import words_of

TERM = Paragraph(
    "Un créancier peut agir ; le créancier attend.", (Span(3, 9, "term", "R1"), Span(27, 9, "term", "R1"))
)
FULL = replace(
    CARD,
    blocks=(
        TERM,
        Note("warning", "Attention", (Paragraph("Fermé."),), "2026-11-03"),
        Chapter("Aller plus loin", (Paragraph("Voir la rubrique.", (Span(5, 11, "sheet", "papiers"),)),)),
    ),
    definitions=(Definition("R1", "Créancier", (Paragraph("À qui l’on doit."),)),),
    references=(WebLink("L1", "Code civil", "https://loi.exemple/", complement="Article 1"),),
    more=(WebLink("W1", "Le guide", "https://mairie.exemple/guide", provider="La mairie"),),
    questions=(Crumb("F1", "Combien de temps ?"), Crumb("F404", "Absente")),
    related=(Crumb("papiers", "La rubrique"), Crumb("F404", "Absente")),
    offices=(OfficeLink("R2", "Mairie", "mairie", "", blocks=(Paragraph("Téléphone : 02 99 00 00 00"),)),),
    changed="2026-10-01",
    target="Adultes",
)


class Full(SmallLibrary):
    """The same sheet, with everything a sheet can hold."""

    def sheet(self, sheet: str, _known: Facts = NOTHING) -> Sheet | None:
        return FULL if sheet == "F1" else None


def opened(story: Story, *parts: str) -> Procedure:
    story.rules = replace(story.rules, library=Full())
    story.begin()
    story.touch("sheet.open", "F1")
    for part in parts:
        story.touch("procedure.chapter", part)
    page = present(scene(story))
    assert isinstance(page, Procedure)
    return page


def test_second_rank_is_folded_and_unfolds(story: Story) -> None:
    page = opened(story)
    assert [part.title for part in page.about] == [
        "Questions fréquentes", "Les mots de cette fiche", "Pour en savoir plus", "Textes de loi", "D’où vient cette fiche",
    ]  # fmt: skip
    assert not any(part.open or part.lines for part in page.about)
    page = opened(story, "+lois", "+plus", "+source", "+questions")
    told = "\n".join(line.text for part in page.about for line in part.lines)
    assert "Code civil · Article 1" in told
    assert "Le guide · La mairie" in told
    assert "Changée en profondeur le : 1er octobre 2026" in told
    assert "Pour : Adultes" in told
    acts = [line.action.name for part in page.about for line in part.lines if line.action]
    assert acts == ["sheet.open", "site.open"]


def test_what_the_edition_lacks_is_not_offered_and_topics_are(story: Story) -> None:
    page = opened(story, "Aller plus loin")
    assert [(a.name, a.argument) for a in page.related] == [("sheet.open", "papiers")]
    (chapter,) = page.chapters
    assert [line.action.argument for line in chapter.lines if line.action] == ["papiers"]


def test_a_word_is_explained_once_on_touch(story: Story) -> None:
    page = opened(story)
    words = [line.actions for line in page.lines if line.kind == "terms"]
    assert [[a.label for a in w or []] for w in words] == [["Créancier"]]
    page = opened(story, "=R1")
    assert [line.text for line in page.lines if line.title == "Créancier"] == ["À qui l’on doit."]


def test_a_dated_warning_says_its_day(story: Story) -> None:
    titles = [line.title for line in opened(story).lines if line.kind == "note"]
    assert titles == ["Attention, le 3 novembre 2026"]


def test_telephone_and_hours_of_an_office_unfold(story: Story) -> None:
    (office,) = opened(story).offices
    assert office.detail == ""
    assert office.action is not None
    (office,) = opened(story, str(office.action.argument)).offices
    assert office.detail == "Téléphone : 02 99 00 00 00"


def test_a_topic_says_what_its_own_page_says(story: Story) -> None:
    story.begin()
    story.touch("topic.open", "papiers")
    story.touch("procedure.chapter", "+questions")
    page = present(scene(story))
    assert isinstance(page, Topic)
    assert [line.text for line in page.lines] == ["Une carte se refait en mairie."]
    assert [card.title for card in (*page.services, *page.offices)] == ["Pré-demande", "Mairie"]
    assert [line.action.argument for part in page.about for line in part.lines if line.action] == ["F1"]


def test_what_a_page_leads_to_is_made_ready_between_two_touches(qapp: QCoreApplication) -> None:
    asked: list[str] = []

    class Noting(SmallLibrary):
        def checklist(self, sheet: str, known: Facts = NOTHING) -> Any:
            asked.append(sheet)
            if len(asked) == MOST:
                QTimer.singleShot(100, qapp.quit)
            return super().checklist(sheet, known)

    warming = Warming(Noting())
    entries = [Action("sheet.open", "x", argument=f"F{n}") for n in range(20)]
    warming.look_at(Topic("", "", [Group("", entries)], [], []))
    qapp.exec()
    assert asked == [f"F{n}" for n in range(MOST)]


def test_help_on_an_answer_and_ticks_of_a_plan_are_read_aloud() -> None:
    asked = Wizard("", "Où ?", "", 1, 0.5, "", [Action("wizard.answer", "Ici", hint="Près de vous")], [])
    assert "Ici. Près de vous." in words_of(asked, Overlay(""))
    tick = Action("plan.tick", "Fait")
    step = PlanStep("Déclarer", "Vite.", True, tick, Action("sheet.open", "Voir comment faire"))
    plan = Plan("Votre plan", "", None, "", [PlanGroup("Demain", [step])], "", [], "", [], [], None, [])
    assert words_of(plan, Overlay("")).endswith("Demain. Déclarer. Vite. fait.")
