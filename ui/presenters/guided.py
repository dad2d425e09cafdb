"""The questions of a wizard, and « Pour votre cas » on the pages that its answers narrow."""

from kiosk.journey import screens as at
from kiosk.journey.cases import EVENT, answered_for, wizards_of
from kiosk.journey.plan import find_event
from offline_cache.model import Blocks, Paragraph, Sheet, Wizard
from offline_cache.narrow import asked_about
from offline_cache.walk import walk
from offline_cache.wizard import Progress, most_left, progress, said, settable, sheets_meant
from ui import texts
from ui.pages import Action, Line, Note, YourCase
from ui.pages import Wizard as Page
from ui.presenters.lines import Lines
from ui.presenters.scene import Scene, talk_action

WHAT = "Quelle est votre situation ?"
MORE = "Et plus précisément ?"
UNSURE_WORDS = "Je ne sais pas"
ASK = "Répondre à quelques questions"
WHOSE = "Pour votre cas"
_SHORT = 170
"""Longer help stands under the answers, not on one of them."""


# ---- on the pages that answers narrow


def your_case(scene: Scene, sheet: Sheet) -> YourCase | None:
    """What the visitor said of their case, or an offer to ask; `sheet` is the whole one."""
    library = scene.rules.library
    answered = answered_for(library, scene.journey.answers, sheet.id)
    if answered is not None:
        key, done = answered
        return YourCase(
            WHOSE, _elsewhere(scene, sheet, done), _sentences(done), _changing(scene, sheet, key, done)
        )
    key = _offered(scene, sheet)
    if not key:
        return None
    text = "La borne ne gardera que ce qui vous concerne."
    return YourCase(WHAT, text, [], [Action("wizard.open", ASK, "list-checks", f"{key}|{sheet.id}")])


def case_words(scene: Scene, sheet: str) -> list[str]:
    """What the visitor said of their case, for paper."""
    answered = answered_for(scene.rules.library, scene.journey.answers, sheet)
    return _sentences(answered[1]) if answered else []


def _sentences(done: Progress) -> list[str]:
    return [words for step in done.answered if (words := said(step))]


def _elsewhere(scene: Scene, sheet: Sheet, done: Progress) -> str:
    """Said where the answers lead away from this sheet."""
    leads = [key for key in sheets_meant(done) if scene.rules.library.has(key)]
    return (
        "D’après vos réponses, c’est une autre fiche qui vous concerne."
        if leads and sheet.id not in leads
        else ""
    )


def _changing(scene: Scene, sheet: Sheet, key: str, done: Progress) -> list[Action]:
    change = Action("wizard.review", "Changer", "arrow-clockwise", f"{key}|{sheet.id}", "quiet")
    if not _elsewhere(scene, sheet, done):
        return [change]
    return [*_leading(scene, done)[:2], change]


def _leading(scene: Scene, done: Progress) -> list[Action]:
    """The sheets that the answers lead to, as buttons."""
    found = ((key, scene.rules.library.sheet(key)) for key in sheets_meant(done))
    return [Action("sheet.open", sheet.title, "caret-right", key) for key, sheet in found if sheet]


def _offered(scene: Scene, sheet: Sheet) -> str:
    """The first wizard whose answers would leave something of the sheet out."""
    library = scene.rules.library
    if sheet.kind == "wizard":
        return ""
    about = asked_about(sheet) if sheet.wizard or library.wizards(sheet.id) else frozenset()
    for key in wizards_of(library, sheet):
        wizard = library.wizard(key)
        if wizard and settable(wizard) & about:
            return key
    return ""


def ways_in(scene: Scene, sheet: Sheet) -> list[Action]:
    """Wizards that lead to this sheet without narrowing it: the way to the right one for whoever is wrong here."""
    library = scene.rules.library
    if scene.journey.answers or _offered(scene, sheet) or sheet.kind == "wizard":
        return []
    found = [crumb.id for crumb in library.wizards(sheet.id) if library.wizard(crumb.id)]
    return [
        Action("wizard.open", "Trouver la fiche de mon cas", "list-checks", f"{key}|{sheet.id}")
        for key in found[:1]
    ]


# ---- the questions themselves


def wizard(scene: Scene, screen: at.Wizard) -> Page:
    """The next question; the answers given, to look at again; or where they lead."""
    asked = scene.rules.library.wizard(screen.wizard)
    if asked is None:
        then = Note("", texts.next_step("content.sheet-missing"))
        return Page(
            "", texts.trouble("content.sheet-missing"), "", 0, -1, "", [], talk_action(scene), note=then
        )
    at_now = progress(asked, screen.answers)
    if screen.review:
        return _review(scene, screen, at_now)
    if at_now.question is None:
        return _end(scene, screen, at_now)
    return _question(scene, screen, asked, at_now)


def _crumbs(scene: Scene, screen: at.Wizard) -> str:
    if screen.wizard.startswith(EVENT):
        event = find_event(scene.rules.library, screen.wizard.removeprefix(EVENT))
        return event.title if event else ""
    sheet = scene.rules.library.sheet(screen.sheet or screen.wizard)
    return clean_title(sheet.title) if sheet else ""


def clean_title(title: str) -> str:
    """Some wizards bear an editor's working title (« **CNI -Perte majeur »)."""
    return title.lstrip("*# ").strip()


def _question(scene: Scene, screen: at.Wizard, asked: Wizard, now: Progress) -> Page:
    question = now.waiting[0]
    number, left = len(now.answered) + 1, most_left(now.waiting)
    lines = Lines(scene, ())
    long = [(c.title, c.help) for c in question.choices if len(_plain(c.help)) > _SHORT]
    about = [Line("heading", "Pour vous aider"), *lines.of(question.help)] if question.help else []
    for title, help_ in long:
        about += [Line("heading", f"« {title} »"), *lines.of(help_)]
    first = now.answered[-1:] if now.answered else ()
    intro = _plain(asked.introduction) if not now.answered else ""
    return Page(
        crumbs=_crumbs(scene, screen),
        title=question.title or (MORE if now.answered else WHAT),
        lead=" ".join(f"Vous avez répondu : {said(step) or UNSURE_WORDS.lower()}." for step in first) or intro,
        step=number,
        progress=(number - 1) / (number - 1 + left),
        words=_counted(number, left),
        answers=[
            Action(
                "wizard.answer", choice.title, "caret-right", index,
                hint="" if any(choice.title == title for title, _ in long) else _plain(choice.help),
            )
            for index, choice in enumerate(question.choices)
        ],
        actions=[Action("wizard.unsure", UNSURE_WORDS, "question")],
        help=about,
    )  # fmt: skip


def _counted(number: int, left: int) -> str:
    if left <= 1:
        return f"Question {number}, la dernière"
    return f"Question {number}, encore {left - 1} au plus"


def _plain(blocks: Blocks) -> str:
    return " ".join(block.text for block, _ in walk(blocks) if isinstance(block, Paragraph))


def _review(scene: Scene, screen: at.Wizard, now: Progress) -> Page:
    rows = [
        Action(
            "wizard.redo",
            said(step) or f"{step.question.title or WHAT} {UNSURE_WORDS}",
            "caret-right",
            index,
            hint="Toucher pour changer",
        )
        for index, step in enumerate(now.answered)
    ]
    return Page(
        crumbs=_crumbs(scene, screen),
        title="Vos réponses",
        lead="Touchez celle que vous voulez changer.",
        step=-1,
        progress=-1,
        words="",
        answers=rows,
        actions=[
            Action("bar.back", "Tout est juste", "check", kind="main"),
            Action("wizard.restart", "Tout recommencer", "arrow-clockwise"),
        ],
    )


def _end(scene: Scene, screen: at.Wizard, now: Progress) -> Page:
    """Several sheets, or none: where one is enough, it was opened."""
    leads = _leading(scene, now)
    unsure = any(step.choice is None for step in now.answered)
    if leads:
        text = "Comme vous n’étiez pas sûr, regardez celle qui vous ressemble." if unsure else ""
        note = Note(
            "Ces fiches vous concernent" if not unsure else "Une de ces fiches vous concerne",
            text,
            "good",
            "check-circle",
        )
    else:
        note = Note("Aucune fiche ne correspond", texts.next_step("content.sheet-missing"), "calm", "info")
    return Page(
        crumbs=_crumbs(scene, screen),
        title=WHOSE,
        lead=" · ".join(_sentences(now)),
        step=len(now.answered) + 1,
        progress=1,
        words="",
        answers=leads,
        actions=[Action("wizard.restart", "Tout recommencer", "arrow-clockwise"), *talk_action(scene)],
        note=note,
    )
