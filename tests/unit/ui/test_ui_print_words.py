"""What is said of paper and price before printing."""

import pytest

from kiosk.core.settings import Maintenance, Settings
from kiosk.journey.print_choice import USUAL, Choice
from session.protocol.printing import PrintChoice
from ui.gallery_states.print_options import BARE, PRICED, scene
from ui.presenters.print_words import price_words, print_words

NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("choice", "words"),
    [
        (PrintChoice(), "4 pages · noir et blanc · 0,20 € la page, soit 0,80 €"),
        (
            PrintChoice(two_sided=True),
            "4 pages · 2 feuilles recto verso · noir et blanc · 0,20 € la page, soit 0,80 €",
        ),
        (PrintChoice(pages=[2]), "1 page sur 4 · noir et blanc · 0,20 € la page"),
        (PrintChoice(colour=True), "4 pages · couleurs · 0,50 € la page, soit 2,00 €"),
        (
            PrintChoice(two_sided=True, copies=3, pages=[0, 1, 3]),
            "3 pages sur 4 · 3 exemplaires · 6 feuilles recto verso · noir et blanc · 0,20 € la page, soit 1,80 €",
        ),
    ],
)
def test_paper_and_price_follow_the_choice(choice: PrintChoice, words: str) -> None:
    assert print_words(scene(USUAL), 4, choice).replace(NBSP, " ") == words


@pytest.mark.parametrize(
    ("price", "said"),
    [
        ("gratuit", "gratuit"),
        ("0,10 € la feuille", "0,10 € la feuille, soit 0,20 €"),
        ("1 euro par page", "1 euro par page, soit 4,00 €"),
        ("2.5€ la page", "2.5€ la page, soit 10,00 €"),
        ("10 pages gratuites par jour", "10 pages gratuites par jour"),
    ],
)
def test_a_price_is_summed_only_where_it_says_what_one_is(price: str, said: str) -> None:
    settings = Settings(maintenance=Maintenance(print_price=price))
    told = price_words(scene(USUAL, settings=settings), 4, PrintChoice(two_sided=True))
    assert told.replace(NBSP, " ") == said


def test_without_a_choice_the_usual_way_is_told() -> None:
    assert print_words(scene(USUAL), 4).startswith("4 pages · 2 feuilles recto verso · couleurs")
    assert print_words(scene(USUAL, BARE, settings=PRICED), 4).startswith("4 pages · noir et blanc")
    assert print_words(scene(Choice()), 0).replace(NBSP, " ") == "couleurs · 0,50 € la page"
