"""A wizard asks one question at a time, and narrows sheet, papers and forms to the person's case."""

from collections.abc import Iterator

import pytest

from offline_cache.checklist import build_checklist
from offline_cache.conditions import Condition, Facts, holds
from offline_cache.model import (
    CaseGroup,
    Chapter,
    Choice,
    Fragment,
    ListBlock,
    Note,
    Sheet,
    Wizard,
    WizardQuestion,
)
from offline_cache.narrow import narrow
from offline_cache.store import ContentStore
from offline_cache.walk import outline, walk
from offline_cache.wizard import UNSURE, merged, progress

STREET, PAVEMENT, ARRIVAL = "F90021", "F90020", "F90022"


@pytest.fixture(scope="session")
def street(store: ContentStore) -> Wizard:
    return wizard_of(store, STREET)


@pytest.fixture(scope="session")
def pavement(store: ContentStore) -> Sheet:
    return opened(store, PAVEMENT)


@pytest.fixture(scope="session")
def arrival(store: ContentStore) -> Sheet:
    return opened(store, ARRIVAL)


def opened(store: ContentStore, key: str) -> Sheet:
    found = store.sheet(key)
    assert found is not None
    return found


def wizard_of(store: ContentStore, key: str) -> Wizard:
    found = opened(store, key).wizard
    assert found is not None
    return found


def texts(sheet: Sheet) -> str:
    titles, lines = outline((*sheet.introduction, *sheet.blocks))
    return "\n".join((*titles, *lines))


def ways(wizard: Wizard, answers: tuple[int, ...] = ()) -> Iterator[tuple[int, ...]]:
    """Every way through a wizard, ends and halts."""
    yield answers
    question = progress(wizard, answers).question
    if question is not None:
        for number in (*range(len(question.choices)), UNSURE):
            yield from ways(wizard, (*answers, number))


def test_a_tree_asks_one_question_at_a_time_until_it_leads_to_a_sheet(street: Wizard) -> None:
    first = progress(street)
    assert first.question is not None
    assert [choice.title for choice in first.question.choices] == [
        "Vous faites des travaux chez vous",
        "Vous sortez des tables",
    ]
    second = progress(street, (0,)).question
    assert second is not None
    assert second.choices[0].title == "Vous posez une benne"
    third = progress(street, (0, 0)).question
    assert third is not None
    assert third.choices[0].help
    end = progress(street, (0, 0, 1))
    assert end.question is None
    assert end.leads == (PAVEMENT,)
    assert [step.choice.title for step in end.answered if step.choice] == [
        "Vous faites des travaux chez vous",
        "Vous posez une benne",
        "Ailleurs dans la commune",
    ]


def test_answers_set_variables_and_rule_out_those_of_the_other_answers(street: Wizard) -> None:
    end = progress(street, (0, 0, 1))
    assert end.facts == Facts(
        frozenset({"TSA01"}), frozenset({"TSA10"}), frozenset({"TSA02", "TSA03", "TSA11"})
    )


def test_nothing_is_ruled_out_that_a_question_to_come_may_set(street: Wizard) -> None:
    assert "TSA10" not in progress(street, (0, 0)).facts.ruled_out
    assert progress(street, (0,)).facts == Facts(ruled_out=frozenset({"TSA03", "TSA11"}))


def test_someone_unsure_is_told_everything(street: Wizard, pavement: Sheet) -> None:
    known = progress(street, (UNSURE,))
    assert known.question is None
    assert known.facts == Facts()
    assert narrow(pavement, known.facts) is pavement


def test_going_back_is_one_answer_less(street: Wizard) -> None:
    assert progress(street, (0, 0)) == progress(street, (0, 0, 1)[:-1])


def test_an_answer_that_is_no_choice_is_a_bug(street: Wizard) -> None:
    with pytest.raises(IndexError):
        progress(street, (2,))


def test_a_questionnaire_asks_its_questions_in_order(arrival: Sheet) -> None:
    assert arrival.wizard is not None
    first = progress(arrival.wizard).question
    second = progress(arrival.wizard, (0,)).question
    assert first is not None
    assert second is not None
    assert (first.title, second.title) == ("Vous serez", "Avez-vous des enfants à l'école ?")
    assert second.help
    end = progress(arrival.wizard, (1, 0))
    assert end.question is None
    assert end.facts.true == {"TSA21", "TSA22"}
    assert [step.choice.said for step in end.answered if step.choice] == [
        "Vous êtes propriétaire",
        "Vous avez des enfants à l'école",
    ]


def test_the_sheet_keeps_only_the_case_chosen(street: Wizard, pavement: Sheet) -> None:
    skip = narrow(pavement, progress(street, (0, 0, 1)).facts)
    assert "Un appel au service voirie suffit." in texts(skip)
    assert "échafaudage porte" not in texts(skip)
    assert "près de l'école" not in texts(skip)
    assert "terrasse s'arrête" not in texts(skip)
    asked = [block.question for block, _ in walk(skip.blocks) if isinstance(block, CaseGroup)]
    assert asked == ["Combien de temps reste-t-elle ?"]


def test_what_is_known_to_apply_is_read_as_before(pavement: Sheet, street: Wizard) -> None:
    before = {item.label: (item.rule, item.confidence) for item in build_checklist(pavement).items}
    for answers in ways(street):
        after = build_checklist(narrow(pavement, progress(street, answers).facts))
        assert {i.label: (i.rule, i.confidence) for i in after.items}.items() <= before.items()


def test_papers_follow_the_case(street: Wizard, pavement: Sheet) -> None:
    all_papers = [item.label for item in build_checklist(pavement).items]
    skip = build_checklist(narrow(pavement, progress(street, (0, 0, 1)).facts))
    scaffold = build_checklist(narrow(pavement, progress(street, (0, 1)).facts))
    assert "Note de calcul de l'échafaudage" in all_papers
    assert [item.label for item in skip.items] == [
        "Plan du trottoir avec les mesures",
        "Attestation d'assurance du chantier",
    ]
    assert "Note de calcul de l'échafaudage" in [item.label for item in scaffold.items]
    assert all(item.paths == ((),) for item in skip.items)


def test_forms_and_services_of_parts_left_out_go_with_them(arrival: Sheet) -> None:
    assert arrival.wizard is not None
    tenant = narrow(arrival, progress(arrival.wizard, (0, 1)).facts)
    owner = narrow(arrival, progress(arrival.wizard, (1, 0)).facts)
    assert [form.id for form in arrival.forms] == ["R90001"]
    assert (tenant.forms, tenant.services) == ((), ())
    assert [form.id for form in owner.forms] == ["R90001"]
    assert [service.id for service in owner.services] == ["R90017"]


def test_a_part_known_to_apply_takes_its_sure_title(arrival: Sheet) -> None:
    assert arrival.wizard is not None
    assert "Si vous avez des enfants" in texts(arrival)
    parent = narrow(arrival, progress(arrival.wizard, (0, 0)).facts)
    chapter = next(b for b, _ in walk(parent.blocks) if isinstance(b, Chapter) and b.title == "Enfants")
    assert chapter.condition is None
    assert "Enfants" not in texts(narrow(arrival, progress(arrival.wizard, (0, 1)).facts))


def test_the_foots_own_form_stays_and_a_legal_text_of_another_case_goes(
    street: Wizard, pavement: Sheet
) -> None:
    skip = narrow(pavement, progress(street, (0, 0, 1)).facts)
    assert [form.id for form in skip.forms] == ["R90019"]
    assert [link.id for link in skip.references] == ["R90720"]
    tables = narrow(pavement, progress(street, (1,)).facts)
    assert [link.id for link in tables.references] == ["R90720", "R90721"]


def test_what_nobody_was_asked_about_stays(pavement: Sheet) -> None:
    other = narrow(pavement, Facts(true=frozenset({"TSX99"})))
    assert texts(other) == texts(pavement)
    assert build_checklist(other) == build_checklist(pavement)


@pytest.mark.parametrize(("wizard", "sheet"), [(STREET, PAVEMENT), (ARRIVAL, ARRIVAL)])
def test_on_every_way_words_are_only_ever_taken_away(store: ContentStore, wizard: str, sheet: str) -> None:
    asked, whole = wizard_of(store, wizard), opened(store, sheet)
    known = texts(whole) + " Enfants"
    found = list(ways(asked))
    assert len(found) > 8
    for answers in found:
        narrowed = narrow(whole, progress(asked, answers).facts)
        assert set(texts(narrowed).split()) <= set(known.split())
        assert narrowed.introduction == whole.introduction
        assert narrow(narrowed, progress(asked, answers).facts) == narrowed
        papers = {item.label for item in build_checklist(narrowed).items}
        assert papers <= {item.label for item in build_checklist(whole).items}


def test_a_sheet_knows_the_wizards_that_lead_to_it(store: ContentStore, pavement: Sheet) -> None:
    assert [crumb.id for crumb in store.wizards(pavement)] == [STREET]
    recycling = store.sheet("F90018")
    assert recycling is not None
    assert [crumb.title for crumb in store.wizards(recycling)] == ["Rue et trottoir : que faut-il demander ?"]


def test_what_one_wizard_sets_another_does_not_rule_out() -> None:
    both = merged(Facts(true=frozenset("a")), Facts(false=frozenset("b"), ruled_out=frozenset("ac")))
    assert both == Facts(frozenset("a"), frozenset("b"), frozenset("c"))


_KNOWN = Facts(frozenset({"yes"}), frozenset({"no"}), frozenset({"out"}))


@pytest.mark.parametrize(
    ("condition", "verdict"),
    [
        (None, True),
        (Condition("true", "yes"), True),
        (Condition("true", "no"), False),
        (Condition("true", "out"), False),
        (Condition("true", "never asked"), None),
        (Condition("false", "no"), True),
        (Condition("false", "never asked"), None),
        (Condition("unset", "yes"), False),
        (Condition("unset", "out"), True),
        (Condition("unset", "never asked"), True),
        (Condition("any", "", (Condition("true", "no"), Condition("true", "yes"))), True),
        (Condition("any", "", (Condition("true", "no"), Condition("true", "x"))), None),
        (Condition("any", "", (Condition("true", "no"), Condition("true", "out"))), False),
        (Condition("all", "", (Condition("true", "yes"), Condition("true", "x"))), None),
        (Condition("all", "", (Condition("true", "no"), Condition("true", "x"))), False),
        (Condition("all", "", (Condition("true", "yes"), Condition("unset", "x"))), True),
    ],
)
def test_a_condition_is_true_false_or_nobody_can_tell(
    condition: Condition | None, verdict: bool | None
) -> None:
    assert holds(condition, _KNOWN) is verdict


def test_a_fragment_shows_when_it_applies_and_goes_when_it_does_not(pavement: Sheet) -> None:
    near_school = Facts(true=frozenset({"TSA02", "TSA10"}))
    far = Facts(false=frozenset({"TSA10"}))
    assert any(isinstance(block, Fragment) for block, _ in walk(pavement.blocks))
    shown = [block for block, _ in walk(narrow(pavement, near_school).blocks)]
    assert not any(isinstance(block, Fragment) for block in shown)
    assert any(isinstance(block, Note) and block.kind == "warning" for block in shown[5:])
    assert "aucune livraison" not in texts(narrow(pavement, far))


def test_a_list_all_of_whose_entries_are_for_others_goes_whole(pavement: Sheet) -> None:
    lists = [block for block, _ in walk(pavement.blocks) if isinstance(block, ListBlock)]
    some = narrow(pavement, Facts(false=frozenset({"TSA01", "TSA02", "TSA03"})))
    assert len([b for b, _ in walk(some.blocks) if isinstance(b, ListBlock)]) < len(lists)


def test_the_same_variable_in_two_branches_is_not_ruled_out_by_the_other() -> None:
    new = Choice("Neuf", true=("new",))
    wizard = Wizard((WizardQuestion("", (Choice("Moto", choices=(new,)), Choice("Auto", choices=(new,)))),))
    assert progress(wizard, (0,)).facts == Facts()
    assert progress(wizard, (0, 0)).facts == Facts(true=frozenset({"new"}))
