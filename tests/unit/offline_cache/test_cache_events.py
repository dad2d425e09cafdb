"""Life events: a plain table, resolved against the edition in use, which may have moved things away."""

import argparse
import json
from pathlib import Path

import pytest

from kiosk.core.errors import UserFacingError
from offline_cache.commands import open_store
from offline_cache.conditions import Facts, holds, variables
from offline_cache.event_commands import run_check
from offline_cache.events import LifeEvent, in_edition, load_events, merged, missing
from offline_cache.model import Choice, Sheet, Wizard, WizardQuestion

TABLE = """
[[evenement]]
id = "demo"
titre = "Je change de vie"
fiche = "G1"
variables = { loue = "T1" }
[[evenement.question]]
texte = "Louez-vous ?"
reponses = [
    { texte = "Oui", dit = "Vous louez", vrai = ["loue"] },
    { texte = "Non", faux = ["loue"] },
]
[[evenement.etape]]
titre = "Prévenir le propriétaire"
delai = "Avant"
fiche = ["F404", "F1"]
si = "loue"
[[evenement.etape]]
titre = "Garder la maison"
delai = "Avant"
fiche = "F2"
si = ["!loue"]
[[evenement.etape]]
titre = "Téléphoner"
delai = "Après"
fiche = "F404"
lieu = "La mairie"
telephone = "01 02 03 04 05"
[[evenement.etape]]
titre = "Rien de cela ici"
delai = "Après"
fiche = "F404"
"""
GUIDE = Sheet(
    "G1", "guide", "Guide", wizard=Wizard((WizardQuestion("Logement", (Choice("Locataire", true=("T1",)),)),))
)


def read(tmp_path: Path, text: str) -> tuple[LifeEvent, ...]:
    path = tmp_path / "evenements.toml"
    path.write_text(text, encoding="utf-8")
    return load_events(path)


def has(key: str) -> bool:
    return key in {"F1", "F2", "G1"}


def with_guide(key: str) -> Sheet | None:
    return GUIDE if key == "G1" else None


def no_guide(_key: str) -> Sheet | None:
    return None


def test_at_least_ten_events_are_told_with_a_deadline_and_a_reason_for_each_step() -> None:
    events = load_events()
    assert len(events) >= 10
    assert len({event.id for event in events}) == len(events)
    for event in events:
        assert len(event.steps) >= 8, event.id
        assert all(step.title and step.deadline for step in event.steps)
        assert all(step.why or step.place for step in event.steps), event.id
        assert len(event.wizard.questions if event.wizard else ()) <= 4


def test_every_answer_of_an_event_leaves_a_plan_that_leads_somewhere() -> None:
    for event in load_events():
        for question in event.wizard.questions if event.wizard else ():
            for choice in question.choices:
                known = Facts(frozenset(choice.true), frozenset(choice.false))
                left = [step for step in event.steps if holds(step.condition, known) is not False]
                assert len(left) >= 4, (event.id, choice.title)


def test_the_first_sheet_present_is_taken_and_a_step_that_says_nothing_is_left_out(tmp_path: Path) -> None:
    (event,) = read(tmp_path, TABLE)
    told = in_edition(event, has, no_guide)
    assert told is not None
    assert [(step.title, step.sheet) for step in told.steps] == [
        ("Prévenir le propriétaire", "F1"), ("Garder la maison", "F2"), ("Téléphoner", ""),
    ]  # fmt: skip
    assert told.wizard == event.wizard


def test_the_editions_own_questions_are_asked_where_it_has_them(tmp_path: Path) -> None:
    (event,) = read(tmp_path, TABLE)
    told = in_edition(event, has, with_guide)
    assert told is not None
    assert told.wizard == GUIDE.wizard
    assert [variables(step.condition) for step in told.steps[:2]] == [{"T1"}, {"T1"}]


def test_an_event_this_edition_hardly_tells_is_not_offered(tmp_path: Path) -> None:
    (event,) = read(tmp_path, TABLE)
    assert in_edition(event, lambda _key: False, no_guide) is None
    alone = read(
        tmp_path, TABLE.replace('lieu = "La mairie"', "").replace('telephone = "01 02 03 04 05"', "")
    )
    assert in_edition(alone[0], lambda key: key == "F1", no_guide) is None


def test_a_towns_event_may_do_without_any_official_sheet(tmp_path: Path) -> None:
    own = "[[evenement]]\nid = 'fete'\ntitre = 'Fête'\n" + "[[evenement.etape]]\ntitre='a'\ndelai='b'\n" * 2
    told = in_edition(read(tmp_path, own)[0], lambda _key: False, no_guide)
    assert told is not None
    assert len(told.steps) == 2


def test_what_a_newer_edition_moved_away_is_named(tmp_path: Path) -> None:
    (event,) = read(tmp_path, TABLE)
    assert missing(event, has, with_guide)[0] == ["Téléphoner (F404)", "Rien de cela ici (F404)"]
    assert missing(event, has, with_guide)[1] == []
    other = Wizard((WizardQuestion("Logement", (Choice("Locataire", true=("T9",)),)),))
    moved = Sheet("G1", "guide", "Guide", wizard=other)
    assert missing(event, has, lambda _key: moved)[1] == ["loue (T1)"]
    assert missing(event, has, no_guide)[1] == ["fiche G1"]


def test_a_towns_event_takes_the_place_of_ours(tmp_path: Path) -> None:
    added = read(tmp_path, TABLE.replace('id = "demo"', 'id = "deces"'))
    whole = merged(load_events(), added)
    assert len(whole) == len(load_events())
    assert next(event for event in whole if event.id == "deces").title == "Je change de vie"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[evenement]", "evenements.toml"),
        ("[[evenement]]\nid = 'x'\ntitre = 'X'\n", "etape"),
        (
            "[[evenement]]\nid = 'x'\ntitre = 4\n[[evenement.etape]]\ntitre='a'\ndelai='b'\n",
            "on attend un texte",
        ),
        (TABLE.replace('si = "loue"', 'si = "lou"'), "lou"),
    ],
)
def test_a_table_that_cannot_be_used_says_why(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(UserFacingError) as caught:
        read(tmp_path, text)
    assert caught.value.key == "settings.value-wrong"
    assert told in str(caught.value)


def test_the_check_names_what_is_missing_and_says_so_to_programs(
    sample_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = argparse.Namespace(store=sample_folder, file=None, json=True)
    assert run_check(asked, open_store) == 1
    rows = {row["id"]: row for row in json.loads(capsys.readouterr().out)}
    # The town of the sample tells these; what only the real edition has is named.
    assert [key for key in ("deces", "demenagement", "papiers-perdus") if rows[key]["shown"]] == [
        "deces", "demenagement", "papiers-perdus",
    ]  # fmt: skip
    assert any("F1444" in step for step in rows["deces"]["missing"])
    assert rows["retraite"]["shown"] == 0
