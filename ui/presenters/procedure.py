"""The procedure page and the checklist."""

from kiosk.journey import screens as at
from kiosk.journey.browse import tick_key
from kiosk.journey.cases import Asked, chosen, deciding, find, papers_of, questions
from offline_cache.checklist import ChecklistItem
from offline_cache.model import Block, Blocks, CaseGroup, Fact, Form, ServiceLink, Sheet
from offline_cache.model import Chapter as Part
from ui import texts
from ui.pages import Action, Card, Chapter, Checklist, Line, Note, Paper, Procedure
from ui.presenters.lines import Lines, question_of
from ui.presenters.offices import link_cards
from ui.presenters.paper import print_words
from ui.presenters.scene import Scene, talk_action

CITED = "Documents cités dans la fiche"
ASK = " Demandez confirmation à une personne avant de vous déplacer."
MISSING = "Cette page n’est pas disponible sur la borne."


def source_words(scene: Scene, sheet: Sheet) -> tuple[str, bool]:
    """Where it comes from and when it was checked; whether it is old."""
    edition = scene.rules.library.edition
    publisher = sheet.publisher or (edition.source if edition else "")
    when = sheet.verified or (edition.date if edition else "")
    words = f"{publisher}, vérifié le {texts.iso_day(when)}" if when else publisher
    if edition is None or not edition.is_old:
        return words, False
    age = (
        f" Les fiches de cette borne ont été publiées {texts.age(edition.age_days)}." if edition.date else ""
    )
    return f"{words}.{age}{ASK if edition.ask else ''}", True


def crumbs_of(sheet: Sheet) -> str:
    """« Papiers d'identité › Carte d'identité »."""
    return " › ".join(crumb.title for crumb in sheet.breadcrumb)


def procedure(scene: Scene, screen: at.Procedure) -> Procedure:
    """Everything about one sheet."""
    sheet = scene.rules.library.sheet(screen.sheet)
    if sheet is None:
        return _missing(scene)
    asked = questions(sheet, scene.rules.library.checklist(sheet.id))
    lines = Lines(scene, asked)
    source, old = source_words(scene, sheet)
    body = _body(scene, sheet, asked)
    loose = tuple(block for block in body if not isinstance(block, Part))
    return Procedure(
        crumbs=crumbs_of(sheet),
        title=sheet.title,
        summary=sheet.summary,
        source=source,
        old=old,
        questions=[question_of(scene, question) for question in _whole_sheet(sheet, asked)],
        facts=_facts(sheet),
        lines=_new_words(lines.of(sheet.introduction), sheet.summary) + lines.of(loose),
        chapters=[_chapter(screen, lines, part) for part in body if isinstance(part, Part)],
        forms=[_form(scene, form) for form in scene.rules.library.forms(sheet.id)],
        services=[_service(scene, service) for service in sheet.services],
        offices=link_cards(scene, sheet.offices),
        related=[
            Action("sheet.open", crumb.title, "caret-right", crumb.id)
            for crumb in sheet.related
            if scene.rules.library.sheet(crumb.id)
        ],
        actions=_actions(scene, sheet),
    )


def _new_words(lines: list[Line], summary: str) -> list[Line]:
    """An introduction without what the summary above it already says."""
    return [line for line in lines if line.kind != "text" or line.text.strip() not in summary]


def _missing(scene: Scene) -> Procedure:
    then = texts.next_step("content.sheet-missing")
    return Procedure("", MISSING, then, "", False, [], [], [], [], [], [], [], [], talk_action(scene))


def _whole_sheet(sheet: Sheet, asked: tuple[Asked, ...]) -> list[Asked]:
    """The questions on which the whole sheet depends come first on the page."""
    groups = [block for block in sheet.blocks if isinstance(block, CaseGroup) and block.scope == "sheet"]
    found = (find(asked, g.question, tuple(case.title for case in g.cases)) for g in groups)
    return [question for question in found if question is not None]


def _body(scene: Scene, sheet: Sheet, asked: tuple[Asked, ...]) -> Blocks:
    """The sheet's blocks, with a whole-sheet question replaced by what its chosen case says."""
    body: list[Block] = []
    for block in sheet.blocks:
        if not (isinstance(block, CaseGroup) and block.scope == "sheet"):
            body.append(block)
            continue
        question = find(asked, block.question, tuple(case.title for case in block.cases))
        given = scene.journey.cases.get(question.key) if question else None
        if given is not None and given < len(block.cases):
            body += block.cases[given].blocks
    return tuple(body)


def _chapter(screen: at.Procedure, lines: Lines, part: Part) -> Chapter:
    opened = part.title in screen.opened
    return Chapter(
        part.title,
        opened,
        Action("procedure.chapter", part.title, "caret-up" if opened else "caret-down", part.title),
        lines.of(part.blocks) if opened else [],
    )


def _facts(sheet: Sheet) -> list[Note]:
    found = []
    if sheet.costs:
        found.append(Note("Prix", _said(sheet.costs), "calm", "coins"))
    if sheet.delays:
        found.append(Note("Délai", _said(sheet.delays), "calm", "hourglass"))
    return found


def _said(facts: tuple[Fact, ...]) -> str:
    """At most three, without those that another one already says."""
    texts_only = list(dict.fromkeys(fact.text for fact in facts))
    longer = [
        text
        for text in texts_only
        if not any(text.rstrip(".") in other for other in texts_only if other != text)
    ]
    return "\n".join(longer[:3])


def _form(scene: Scene, form: Form) -> Card:
    number = f"N° {form.number}" if form.number else "Formulaire"
    if not form.local:
        how = Action("form.open", "Comment l’obtenir", "info", form.id)
        return Card(form.title, f"{number} · pas de copie sur cette borne", "file-text", how)
    words = f"{number} · {print_words(scene, form.pages)}"
    label = "Voir et imprimer" if scene.can_print else "Voir"
    return Card(form.title, words, "file-text", Action("form.open", label, "file-text", form.id))


def _service(scene: Scene, service: ServiceLink) -> Card:
    site = next((s for s in scene.rules.sites if service.url.startswith(s.url)), None)
    words = " · ".join(word for word in (service.kind, service.provider) if word)
    action = Action("site.open", "Ouvrir ici", "globe", site.url) if site else None
    return Card(service.title, words, "globe", action)


def _actions(scene: Scene, sheet: Sheet) -> list[Action]:
    actions = []
    checklist = scene.rules.library.checklist(sheet.id)
    if checklist.items:
        label = "Quels papiers apporter ?" if checklist.sure else CITED
        actions.append(Action("checklist.open", label, "list-checks", sheet.id, "main"))
    return actions + talk_action(scene, "secondary" if actions else "main")


# ---- checklist


def checklist(scene: Scene, screen: at.Checklist) -> Checklist:
    """Have / do not have, narrowed to the person's case, and what follows."""
    sheet = scene.rules.library.sheet(screen.sheet)
    if sheet is None:
        then = Note("", texts.next_step("content.sheet-missing"))
        return Checklist("", MISSING, "", "", False, [], [], then, talk_action(scene))
    whole = scene.rules.library.checklist(sheet.id)
    asked = questions(sheet, whole)
    open_questions = deciding(asked, whole, scene.journey.cases)
    papers = papers_of(scene.rules.library, sheet, scene.journey.cases)
    source, old = source_words(scene, sheet)
    given = chosen(asked, scene.journey.cases)
    unanswered = [q for q in open_questions if not any(q.step(i) in given for i in range(len(q.answers)))]
    return Checklist(
        crumbs=crumbs_of(sheet),
        title=sheet.title,
        question="Papiers à apporter : les avez-vous ?" if any(item.sure for item in papers) else "",
        source=source,
        old=old,
        questions=[question_of(scene, question) for question in open_questions],
        papers=[paper_row(scene, sheet.id, item) for item in papers if item.sure],
        outcome=_outcome(scene, sheet, papers, bool(unanswered)),
        actions=_checklist_actions(scene, sheet, papers),
        cited=[paper_row(scene, sheet.id, item) for item in papers if not item.sure],
        cited_title=CITED if any(not item.sure for item in papers) else "",
    )


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


def _outcome(scene: Scene, sheet: Sheet, papers: tuple[ChecklistItem, ...], unanswered: bool) -> Note:
    answers = [scene.journey.ticks.get(tick_key(sheet.id, item.label)) for item in papers]
    missing = sum(1 for have in answers if have is False)
    if unanswered:
        text = "Dites-nous d’abord quel est votre cas : la liste changera."
        return Note("Votre situation", text, "calm", "question")
    if not papers:
        return Note(
            "Aucun papier", "La fiche ne demande aucun papier dans votre cas.", "good", "check-circle"
        )
    if missing:
        words = texts.count(missing, "papier")
        then = "Imprimez la liste pour vous en souvenir." if scene.can_print else "Notez-le avant de partir."
        return Note(f"Il vous manque {words}", then, "warn", "calendar-check")
    if None in answers:
        left = sum(1 for have in answers if have is None)
        return Note("Répondez pour chaque papier", f"Il en reste {left}.", "calm", "list-checks")
    if not any(item.sure for item in papers):
        return Note(
            "Vous avez ces documents", "Demandez au guichet s’il en faut d’autres.", "good", "check-circle"
        )
    return Note("Vous avez tout", "Vous pouvez faire votre démarche.", "good", "check-circle")


def _checklist_actions(scene: Scene, sheet: Sheet, papers: tuple[ChecklistItem, ...]) -> list[Action]:
    actions = []
    if scene.can_print and papers:
        actions.append(Action("checklist.print", "Imprimer la liste", "printer", sheet.id, "main"))
    forms = [form for form in scene.rules.library.forms(sheet.id) if form.local]
    actions += [Action("form.open", f"Formulaire : {form.title}", "file-text", form.id) for form in forms[:2]]
    return actions + talk_action(scene, "secondary" if actions else "main")
