"""The procedure page: most important first; what is of the second rank is folded at its end."""

from kiosk.journey import screens as at
from kiosk.journey.cases import Asked, Mine, find, mine
from offline_cache.local.model import PREFIX
from offline_cache.model import Block, CaseGroup, Fact, Form, Sheet
from offline_cache.model import Chapter as Part
from ui import texts
from ui.pages import Action, Card, Chapter, Line, Note, Procedure
from ui.pages.parts import ActionKind
from ui.presenters.aside import about, office_card, related, service_card, unfolding
from ui.presenters.guided import ways_in, your_case
from ui.presenters.lines import Lines, question_of
from ui.presenters.offices import link_cards
from ui.presenters.print_words import print_words
from ui.presenters.scene import Scene, talk_action
from ui.presenters.town import facts_of, pictures_of, request_action

CITED = "Documents cités dans la fiche"
ASK = " Demandez confirmation à une personne avant de vous déplacer."
MISSING = "Cette page n’est pas disponible sur la borne."


def source_words(scene: Scene, sheet: Sheet) -> tuple[str, bool]:
    """Where it comes from and when it was checked; whether it is old."""
    edition = scene.rules.library.edition
    publisher = sheet.publisher or (edition.source if edition else "")
    when = sheet.verified or (edition.date if edition else "")
    words = f"{publisher}, vérifié le {texts.iso_day(when)}" if when else publisher
    if edition is None or not is_old(scene, sheet):
        return words, False
    age = (
        f" Les fiches de cette borne ont été publiées {texts.age(edition.age_days)}." if edition.date else ""
    )
    return f"{words}.{age}{ASK if edition.ask else ''}", True


def is_old(scene: Scene, sheet: Sheet) -> bool:
    """The town's own sheets are as old as their own date, not as the official edition."""
    edition = scene.rules.library.edition
    return bool(edition and edition.is_old) and not sheet.id.startswith(PREFIX)


def crumbs_of(sheet: Sheet) -> str:
    """« Papiers d'identité › Carte d'identité »."""
    return " › ".join(crumb.title for crumb in sheet.breadcrumb)


def procedure(scene: Scene, screen: at.Procedure) -> Procedure:
    """Everything about one sheet, as far as it concerns this visitor."""
    whole, reading = (
        scene.rules.library.sheet(screen.sheet),
        mine(scene.rules.library, scene.journey, screen.sheet),
    )
    if whole is None or reading is None:
        return _missing(scene)
    sheet, asked = reading.sheet, reading.asked
    lines = Lines(scene, asked, sheet.definitions, screen.opened)
    source, old = source_words(scene, sheet)
    body = _body(scene, sheet, asked)
    return Procedure(
        crumbs=crumbs_of(sheet),
        title=sheet.title,
        summary=sheet.summary,
        source=source,
        old=old,
        questions=[question_of(scene, question) for question in _whole_sheet(sheet, asked)],
        facts=[*_facts(sheet), *facts_of(scene, sheet)],
        lines=[
            *_new_words(lines.of(sheet.introduction), sheet.summary),
            *(
                line
                for block, within in body
                if not isinstance(block, Part)
                for line in lines.one(block, within)
            ),
        ],
        chapters=[_chapter(screen, lines, part, within) for part, within in body if isinstance(part, Part)],
        forms=[_form(scene, form) for form in _forms(scene, reading)],
        services=[service_card(scene, service) for service in sheet.services],
        offices=_offices(scene, screen, lines, sheet),
        related=[*ways_in(scene, whole), *related(scene, sheet)],
        actions=_actions(scene, reading),
        case=your_case(scene, whole),
        about=about(scene, screen.opened, lines, sheet),
        pictures=pictures_of(scene, sheet.id),
    )


def _forms(scene: Scene, reading: Mine) -> list[Form]:
    known = {link.id for link in reading.sheet.forms}
    return [form for form in scene.rules.library.forms(reading.sheet.id) if form.id in known]


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


def _body(scene: Scene, sheet: Sheet, asked: tuple[Asked, ...]) -> list[tuple[Block, str]]:
    """The sheet's blocks, each with the answer it follows from: a whole-sheet question gives way to its case."""
    body: list[tuple[Block, str]] = []
    for block in sheet.blocks:
        if not (isinstance(block, CaseGroup) and block.scope == "sheet"):
            body.append((block, ""))
            continue
        question = find(asked, block.question, tuple(case.title for case in block.cases))
        given = scene.journey.cases.get(question.key) if question else None
        if given is not None and given < len(block.cases):
            body += [(inner, block.cases[given].title) for inner in block.cases[given].blocks]
    return body


def _chapter(screen: at.Procedure, lines: Lines, part: Part, within: str) -> Chapter:
    opened = part.title in screen.opened
    toggle = unfolding(part.title, part.title, opened=opened)
    return Chapter(part.title, opened, toggle, lines.inside(part, within) if opened else [])


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


def _offices(scene: Scene, screen: at.Procedure, lines: Lines, sheet: Sheet) -> list[Card]:
    """The real offices; of a call centre that no directory knows, what the sheet says of it, folded."""
    told = tuple(one for one in sheet.offices if not one.blocks or scene.rules.offices.for_link(one))
    rest = (one for one in sheet.offices if one not in told)
    return [*link_cards(scene, told), *(office_card(screen.opened, lines, office) for office in rest)]


def _actions(scene: Scene, reading: Mine) -> list[Action]:
    actions = request_action(scene, reading.sheet.id)
    if reading.checklist.items:
        label = "Quels papiers apporter ?" if reading.checklist.sure else CITED
        kind: ActionKind = "secondary" if actions else "main"
        actions.append(Action("checklist.open", label, "list-checks", reading.sheet.id, kind))
    return actions + talk_action(scene, "secondary" if actions else "main")
