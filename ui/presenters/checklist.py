"""The papers to bring, narrowed to the person's case, apart from documents that are only spoken of."""

from kiosk.journey import screens as at
from kiosk.journey.browse import tick_key
from kiosk.journey.cases import Mine, deciding, mine
from offline_cache.checklist import ChecklistItem
from ui import texts
from ui.pages import Action, Checklist, Cited, Note, Paper
from ui.presenters.guided import your_case
from ui.presenters.lines import question_of
from ui.presenters.procedure import CITED, MISSING, crumbs_of, source_words
from ui.presenters.scene import Scene, talk_action

CITED_TEXT = (
    "La fiche parle de ces documents, sans dire que tout le monde doit les apporter. "
    "Demandez au guichet s’il vous les faut."
)


def checklist(scene: Scene, screen: at.Checklist) -> Checklist:
    """Have / do not have, and what follows."""
    library = scene.rules.library
    whole, reading = library.sheet(screen.sheet), mine(library, scene.journey, screen.sheet)
    if whole is None or reading is None:
        then = Note("", texts.next_step("content.sheet-missing"))
        return Checklist("", MISSING, "", "", False, [], [], then, talk_action(scene))
    sheet = reading.sheet
    open_questions = deciding(reading)
    papers = reading.papers
    sure, unsure = [p for p in papers if p.sure], [p for p in papers if not p.sure]
    source, old = source_words(scene, sheet)
    given = reading.given
    unanswered = [q for q in open_questions if not any(q.step(i) in given for i in range(len(q.answers)))]
    return Checklist(
        crumbs=crumbs_of(sheet),
        title=sheet.title,
        question="Papiers à apporter : les avez-vous ?" if sure else "",
        source=source,
        old=old,
        questions=[question_of(scene, question) for question in open_questions],
        papers=[paper_row(scene, sheet.id, item) for item in sure],
        outcome=_outcome(scene, reading, bool(unanswered)),
        actions=_actions(scene, reading),
        cited=Cited(CITED, CITED_TEXT, [_cited(item) for item in unsure]) if unsure else None,
        case=your_case(scene, whole),
    )


def _cited(item: ChecklistItem) -> str:
    options = f"l’un de : {' ; '.join(item.options)}" if item.options else ""
    details = " ; ".join(filter(None, [item.detail, options]))
    return f"{item.label} ({details})" if details else item.label


def paper_row(scene: Scene, sheet: str, item: ChecklistItem) -> Paper:
    """One paper with the answer given."""
    have = scene.journey.ticks.get(tick_key(sheet, item.label))
    hint = item.detail
    if item.options:
        hint = "\n".join(filter(None, [hint, "L’un de ces papiers : " + " ; ".join(item.options)]))
    return Paper(
        item.label,
        hint,
        "" if have is None else "yes" if have else "no",
        Action("checklist.yes", "Je l’ai", "check", item.label),
        Action("checklist.no", "Non", "x", item.label),
    )


def _outcome(scene: Scene, reading: Mine, unanswered: bool) -> Note:
    papers = [item for item in reading.papers if item.sure]
    answers = [scene.journey.ticks.get(tick_key(reading.sheet.id, item.label)) for item in papers]
    missing = sum(1 for have in answers if have is False)
    if unanswered:
        text = "Dites-nous d’abord quel est votre cas : la liste changera."
        return Note("Votre situation", text, "calm", "question")
    if not reading.papers:
        text = "La fiche ne demande aucun papier dans votre cas."
        return Note("Aucun papier", text, "good", "check-circle")
    if not papers:
        text = "Demandez au guichet lesquels apporter, avant de vous déplacer."
        return Note("Pas de liste sûre de papiers", text, "warn", "question")
    if missing:
        words = texts.count(missing, "papier")
        then = "Imprimez la liste pour vous en souvenir." if scene.can_print else "Notez-le avant de partir."
        return Note(f"Il vous manque {words}", then, "warn", "calendar-check")
    if None in answers:
        left = sum(1 for have in answers if have is None)
        return Note("Répondez pour chaque papier", f"Il en reste {left}.", "calm", "list-checks")
    if len(papers) < len(reading.papers):
        text = "Demandez au guichet s’il faut aussi les documents cités."
        return Note("Vous avez les papiers à apporter", text, "good", "check-circle")
    return Note("Vous avez tout", "Vous pouvez faire votre démarche.", "good", "check-circle")


def _actions(scene: Scene, reading: Mine) -> list[Action]:
    actions = []
    if scene.can_print and reading.papers:
        actions.append(Action("checklist.print", "Imprimer la liste", "printer", reading.sheet.id, "main"))
    known = {link.id for link in reading.sheet.forms}
    forms = [f for f in scene.rules.library.forms(reading.sheet.id) if f.local and f.id in known]
    actions += [Action("form.open", f"Formulaire : {form.title}", "file-text", form.id) for form in forms[:2]]
    return actions + talk_action(scene, "secondary" if actions else "main")
