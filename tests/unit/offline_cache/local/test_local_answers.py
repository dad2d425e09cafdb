"""Answers are kept in one form, said back in another, and never blamed."""

import re
from datetime import date

import pytest

from offline_cache.local.answers import Again, Good, asked_fields, complete, judge, said_back, typed_again
from offline_cache.local.request_model import Field, FieldKind
from offline_cache.local.requests import model

TODAY = date(2026, 11, 26)


def field(kind: FieldKind, **more: object) -> Field:
    known: dict[str, object] = {"key": "k", "question": "Quoi ?", "kind": kind, "label": "Quoi"}
    if kind in ("choice", "yesno"):
        known["choices"] = ("Oui", "Non")
    return Field(**{**known, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "typed", "value", "shown"),
    [
        ("text", "  Jeanne   Petit ", "Jeanne Petit", "Jeanne Petit"),
        ("date", "3/5/1950", "1950-05-03", "3 mai 1950"),
        ("date", "03051950", "1950-05-03", "3 mai 1950"),
        ("date", "1er août 1999", "1999-08-01", "1er août 1999"),
        ("date", "29-02-2024", "2024-02-29", "29 février 2024"),
        ("phone", "06.12.34.56.78", "0612345678", "06 12 34 56 78"),
        ("phone", "+33 6 12 34 56 78", "0612345678", "06 12 34 56 78"),
        ("mail", "marie@exemple.fr", "marie@exemple.fr", "marie@exemple.fr"),
        ("choice", "Oui", "Oui", "Oui"),
        ("address", "12 rue du Moulin, 60480 Saint-Aubin", "12 rue du Moulin, 60480 Saint-Aubin", "12 rue du Moulin, 60480 Saint-Aubin"),
    ],
)  # fmt: skip
def test_an_answer_is_kept_and_said_back(kind: FieldKind, typed: str, value: str, shown: str) -> None:
    asked = field(kind)
    assert judge(asked, typed, TODAY) == Good(value)
    assert said_back(asked, value) == shown
    assert judge(asked, typed_again(asked, value), TODAY) == Good(value)


@pytest.mark.parametrize(
    ("kind", "typed", "said"),
    [
        ("text", "", "clavier"),
        ("text", "...", "clavier"),
        ("text", "a" * 121, "120 lettres"),
        ("date", "30/02/2024", "calendrier"),
        ("date", "5/1950", "calendrier"),
        ("date", "03/05/50", "calendrier"),
        ("date", "03/05/1850", "quatre chiffres"),
        ("date", "03/05/2090", "quatre chiffres"),
        ("phone", "06 12", "Il y en a 4"),
        ("phone", "36 39", "dix chiffres"),
        ("phone", "9612345678", "commence par 0"),
        ("mail", "marie", "marie@exemple.fr"),
        ("choice", "Peut-être", "Touchez"),
        ("address", "12 rue du Moulin", "code postal"),
        ("address", "60480", "nom de la rue"),
    ],
)
def test_what_is_missing_is_said_without_blame(kind: FieldKind, typed: str, said: str) -> None:
    verdict = judge(field(kind), typed, TODAY)
    assert isinstance(verdict, Again)
    assert said in verdict.said
    assert not re.search(
        r"erreur|erroné|invalide|incorrect|mauvais|vous avez|faux", verdict.said, re.IGNORECASE
    )


def test_a_date_is_judged_by_the_day_it_is() -> None:
    assert judge(field("date", past=True), "26/11/2026", TODAY) == Good("2026-11-26")
    assert isinstance(judge(field("date", past=True), "27/11/2026", TODAY), Again)
    assert judge(field("date", coming=True), "26/11/2026", TODAY) == Good("2026-11-26")
    assert isinstance(judge(field("date", coming=True), "25/11/2026", TODAY), Again)


def test_an_optional_question_may_stay_without_answer() -> None:
    assert judge(field("phone", required=False), " ", TODAY) == Good("")
    assert said_back(field("phone", required=False), "") == "Non précisé"


def asked(**answers: str) -> list[str]:
    form, _ = model("acte-etat-civil")
    return [one.key for one in asked_fields(form, answers)]


def test_a_death_asks_neither_parents_nor_who_asks() -> None:
    assert asked(acte="Décès") == ["acte", "nom", "prenoms", "date"]


def test_an_extract_without_parents_asks_for_no_parent() -> None:
    assert "parent1" not in asked(acte="Naissance", forme="Extrait sans les parents")
    assert "parent1" in asked(acte="Naissance", forme="Copie intégrale")


def test_a_marriage_asks_for_both_spouses_and_their_parents_only_where_the_act_names_them() -> None:
    plain = asked(acte="Mariage", forme="Extrait sans les parents")
    whole = asked(acte="Mariage", forme="Copie intégrale")
    assert "epoux" in plain
    assert not {"parent1", "parent2", "parents-epoux", "qualite"} & set(plain)
    assert {"parent1", "parent2", "parents-epoux", "qualite"} <= set(whole)
    assert "parents-epoux" not in asked(acte="Naissance", forme="Copie intégrale")


def test_who_asks_for_themselves_is_not_asked_their_name_again() -> None:
    whole = {"acte": "Naissance", "forme": "Copie intégrale"}
    assert "demandeur" not in asked(**whole, qualite="Moi-même")
    assert "demandeur" in asked(**whole, qualite="Représentant légal")


def test_an_answer_to_a_question_no_longer_asked_counts_for_nothing() -> None:
    form, _ = model("acte-etat-civil")
    stale = {"acte": "Décès", "forme": "Copie intégrale", "nom": "Petit", "prenoms": "Jean"}
    assert "parent1" not in [one.key for one in asked_fields(form, stale)]
    assert not complete(form, stale)
    assert complete(form, {**stale, "date": "1999-01-01"})
