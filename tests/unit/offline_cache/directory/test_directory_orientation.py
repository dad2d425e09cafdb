"""« Vers qui me tourner ? »: the right service in three questions at most."""

from itertools import pairwise, product

import pytest

from kiosk.core.places import ROOT
from offline_cache.directory.guide import Guide
from offline_cache.directory.orientation import MOST_QUESTIONS, OLDEST, Orientation, read_orientation
from offline_cache.directory.tables import DATA, kinds

TEXT = (DATA / "orientation.toml").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def table() -> Orientation:
    found, faults = read_orientation(TEXT)
    assert faults == ()
    return found


@pytest.mark.parametrize(
    ("need", "age", "case", "name"),
    [
        ("emploi", 19, "", "Mission locale"),
        ("emploi", 40, "", "France Travail"),
        ("allocations", None, "Non", "Caisse d'allocations familiales (Caf)"),
        ("allocations", None, "Oui, moi ou mon conjoint", "Mutualité sociale agricole (MSA)"),
        ("retraite", None, "Dans l'agriculture", "Mutualité sociale agricole (MSA)"),
        ("perte-autonomie", 82, "", "Point d'information des personnes âgées (CLIC)"),
        ("perte-autonomie", 57, "", "Point d'information des personnes âgées (CLIC)"),
        ("perte-autonomie", 40, "", "Maison départementale des personnes handicapées (MDPH)"),
        ("handicap", None, "", "Maison départementale des personnes handicapées (MDPH)"),
        ("conflit-loyer", None, "", "Agence d'information sur le logement (ADIL)"),
        ("violences", None, "", "Le 3919, jour et nuit"),
        ("assurance-maladie", None, "Non", "Assurance maladie (CPAM)"),
        ("identite", None, "", "Mairie équipée, sur rendez-vous"),
        ("droit", None, "", "Point-justice"),
        ("apprendre", None, "", "Conseiller numérique"),
    ],
)
def test_the_main_answer_is_the_right_service(
    table: Orientation, need: str, age: int | None, case: str, name: str
) -> None:
    assert table.toward(need, age, case)[0].name == name


def test_every_way_through_the_questions_ends_at_an_answer_in_three_at_most(table: Orientation) -> None:
    ways = 0
    for theme in table.themes:
        needs = table.needs_of(theme.id)
        for need in needs:
            bands, cases = table.bands(need.id), table.cases(need.id)
            assert 1 + (len(needs) > 1) + bool(bands) + bool(cases) <= MOST_QUESTIONS
            for band, case in product(bands or (None,), cases or ("",)):
                assert table.toward(need.id, band.first if band else None, case)
                ways += 1
    assert ways >= 50
    assert 40 <= len(table.rows) <= 80


def test_the_ages_offered_meet_without_a_gap(table: Orientation) -> None:
    for need in table.needs:
        bands = table.bands(need.id)
        for one, after in pairwise(bands):
            assert after.first == one.last + 1
        assert not bands or bands[-1].last == OLDEST


def test_each_reason_is_one_plain_sentence(table: Orientation) -> None:
    for row in table.rows:
        assert row.why.endswith("."), row
        assert row.why.count(". ") == 0, row
        assert len(row.why) <= 125, row


def test_each_answer_leads_to_an_office_or_a_number_and_its_codes_are_words_of_the_directory(
    table: Orientation,
) -> None:
    known = {code for group in kinds().groups for code in group.codes}
    alone = {"cci", "chambre_metier", "cmp", "csapa", "conciliateur_justice", "conseiller_numerique"}
    for row in table.rows:
        assert row.codes or row.calls, row
        assert set(row.codes) <= known | alone, row


def test_each_need_can_be_found_by_an_agent_typing(table: Orientation) -> None:
    for need in table.needs:
        assert need.words, need


def test_icons_of_themes_and_groups_are_in_the_bundle(table: Orientation) -> None:
    icons = {theme.icon for theme in table.themes} | {group.icon for group in kinds().groups}
    built = (ROOT / "deploy" / "build" / "icons.txt").read_text(encoding="utf-8").split()
    missing = icons - set(built)
    assert missing == set()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (('besoin = "bebe"', 'besoin = "bebé"'), "aucun [[besoin]] ne s'appelle « bebé »"),
        (('theme = "famille"', 'theme = "famile"'), "aucun [[theme]] ne s'appelle « famile »"),
        (("age = [16, 25]", "age = [25, 16]"), "du plus petit au plus grand"),
        (('question = "Pour quelle école ?"', ""), "il manque la question"),
        (('nom = "Mission locale"', "nom = 3"), "on attend un texte entre guillemets"),
        (('id = "travail"', 'id = "argent"'), "est pris deux fois"),
    ],
)  # fmt: skip
def test_a_town_is_told_what_its_table_lacks(change: tuple[str, str], told: str) -> None:
    assert change[0] in TEXT
    _, faults = read_orientation(TEXT.replace(*change, 1))
    assert any(told in fault.words for fault in faults)


def test_a_fourth_question_is_refused() -> None:
    more = TEXT.replace(
        'besoin = "emploi"\nage = [16, 25]', 'besoin = "emploi"\ncas = "Ici"\nage = [16, 25]'
    ).replace('besoin = "emploi"\nage = [16, 130]', 'besoin = "emploi"\ncas = "Ailleurs"\nage = [16, 130]')
    _, faults = read_orientation(more)
    assert any("4 questions" in fault.words for fault in faults)


def test_a_kiosk_without_any_content_still_has_the_table() -> None:
    assert Guide().orientation().toward("sans-abri")[0].calls[0].number == "115"
