"""« Autres choix » before printing: the questions, what each answer changes, and which pages."""

from kiosk.journey import screens as at
from kiosk.journey.print_choice import sheets_used
from kiosk.journey.print_options import chosen, fits, is_asked, settled, sheets_left, some_left
from session.protocol.printing import PrintChoice
from ui import texts
from ui.pages import Action, Choice, Note, PageTick, PrintOptions, PrintPages, Question
from ui.presenters.paper import picture_of
from ui.presenters.print_words import print_words
from ui.presenters.scene import Scene, print_note

_OFFERED_COPIES = 5
"""As many as stand side by side."""


def choosing(scene: Scene, screen: at.PrintOptions | at.PrintPages) -> PrintOptions | PrintPages:
    """Either of the two pages."""
    return print_pages(scene, screen) if isinstance(screen, at.PrintPages) else print_options(scene, screen)


def print_options(scene: Scene, screen: at.PrintOptions) -> PrintOptions:
    """One page of large answers, each with what it changes; the usual way stands ready."""
    journey = scene.journey
    work = journey.documents.get(screen.document)
    pages = work.pages.pages if work else 0
    choice = settled(journey, screen.document, scene.rules)
    ready = fits(journey, screen.document, scene.rules) and scene.can_print
    actions = [Action("print.go", "Imprimer", "printer", kind="main", enabled=ready)]
    if not chosen(journey, screen.document).usual:
        actions.append(Action("print.usual", "Remettre comme avant", "arrow-counter-clockwise", kind="quiet"))
    asked = [
        _pages(scene, screen, pages),
        _sides(scene, choice, pages),
        _colour(scene, choice),
        _copies(scene, choice),
    ]
    return PrintOptions(
        title="Comment voulez-vous imprimer ?",
        what=journey.title_of(screen.document),
        words=print_words(scene, pages, choice),
        note=print_note(scene) or _too_much(scene, screen.document) or _waited_for(scene, screen.document),
        questions=[question for question in asked if question is not None],
        actions=actions,
    )


def _pages(scene: Scene, screen: at.PrintOptions, pages: int) -> Question | None:
    if pages < 2:
        return None
    left_out = chosen(scene.journey, screen.document).left_out
    here = frozenset(range(pages)) - {screen.page}
    some = bool(left_out) and left_out != here
    kept = pages - len(left_out)
    label = f"Choisies : {texts.count(kept, 'page')}" if some else "Choisir des pages"
    return Question(
        "Quelles pages ?",
        [
            Choice(f"Toutes : {pages} pages", not left_out, Action("print.all-pages", "Toutes")),
            Choice(
                f"La page {screen.page + 1} seulement",
                left_out == here,
                Action("print.this-page", "Celle-ci", argument=screen.page),
            ),
            Choice(label, some, Action("print.pages", label)),
        ],
    )


def _sides(scene: Scene, choice: PrintChoice, pages: int) -> Question | None:
    if not scene.journey.world.printer.duplex or (len(choice.pages) or pages) < 2:
        return None
    both, one = (choice.model_copy(update={"two_sided": two}) for two in (True, False))
    return Question(
        "Sur les deux côtés de la feuille ?",
        [
            _sided("Recto verso", both, choice, pages),
            _sided("Un seul côté", one, choice, pages),
        ],
    )


def _sided(label: str, way: PrintChoice, now: PrintChoice, pages: int) -> Choice:
    words = f"{label} : {texts.count(sheets_used(way, pages), 'feuille')}"
    return Choice(
        words, way.two_sided == now.two_sided, Action("print.two-sided", label, argument=way.two_sided)
    )


def _colour(scene: Scene, choice: PrintChoice) -> Question | None:
    if not (scene.journey.world.printer.colour and scene.rules.printing.colour):
        return None
    rules = scene.settings.maintenance
    dear = rules.print_price_colour

    def way(label: str, colour: bool, price: str) -> Choice:
        said = f"{label} · {price}" if dear else label
        return Choice(said, choice.colour == colour, Action("print.colour", label, argument=colour))

    return Question(
        "En couleurs ?", [way("Couleurs", True, dear), way("Noir et blanc", False, rules.print_price)]
    )


def _copies(scene: Scene, choice: PrintChoice) -> Question | None:
    most = min(scene.rules.printing.copies, _OFFERED_COPIES)
    if most < 2:
        return None
    return Question(
        "Combien d’exemplaires ?",
        [
            Choice(str(count), choice.copies == count, Action("print.copies", str(count), argument=count))
            for count in range(1, most + 1)
        ],
    )


def _waited_for(scene: Scene, document: str) -> Note | None:
    """In a call, what else the expert asks meanwhile."""
    call = scene.journey.call
    others = len(call.requests) - int(is_asked(scene.journey, document)) if call else 0
    if call is None or others <= 0:
        return None
    return Note(
        f"{call.expert} vous demande quelque chose",
        "Imprimez d’abord, ou touchez « Retour » pour répondre.",
        "calm",
        "hand-waving",
    )


def _too_much(scene: Scene, document: str) -> Note | None:
    if not some_left(scene.journey, document):
        return Note("Aucune page n’est choisie", "Choisissez au moins une page à imprimer.", "warn", "info")
    if fits(scene.journey, document, scene.rules):
        return None
    left = sheets_left(scene.journey, scene.rules)
    place = scene.settings.maintenance.help_place
    rest = (
        f"Il vous reste {texts.count(left, 'feuille')} pour cette visite."
        if left
        else "Cette visite a déjà imprimé beaucoup de feuilles."
    )
    return Note(
        "C’est trop de papier pour une visite",
        f"{rest} Choisissez moins de pages, ou demandez {place}.",
        "warn",
        "info",
    )


def print_pages(scene: Scene, screen: at.PrintPages) -> PrintPages:
    """The pages as small pictures; touching one takes it out or puts it back."""
    journey = scene.journey
    work = journey.documents.get(screen.document)
    pages = work.pages.pages if work else 0
    left_out = chosen(journey, screen.document).left_out
    kept = pages - len(left_out)
    ticks = [
        PageTick(
            picture_of(work, number),
            f"Page {number + 1}",
            number not in left_out,
            Action("print.page", f"Page {number + 1}", argument=number),
        )
        for number in range(pages)
        if work is not None
    ]
    return PrintPages(
        title="Quelles pages voulez-vous ?",
        words="Touchez une page pour l’enlever ou la remettre.",
        counted=f"{texts.count(kept, 'page')} sur {pages}" if kept else "Aucune page n’est choisie",
        pages=ticks,
        actions=[
            Action("print.pages-chosen", "C’est bon", "check", kind="main", enabled=kept > 0),
            Action("print.all-pages", "Toutes les pages", "files", enabled=bool(left_out)),
            Action("print.no-page", "Aucune page", "x", enabled=kept > 0),
        ],
    )
