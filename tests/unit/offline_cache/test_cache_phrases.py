"""Everyday phrases inside a question, words run together or broken apart, and what is proposed while typing."""

import string
import tomllib
from collections.abc import Sequence
from pathlib import Path

import pytest

from kiosk.core.errors import UserFacingError
from offline_cache.search.lexicon import DEFAULT, Keys, Lexicon
from offline_cache.search.quote import Quoting
from offline_cache.search.suggestions import DEFAULT as SUGGESTIONS
from offline_cache.search.suggestions import Suggestions, load_suggestions
from offline_cache.search.words import FrenchStemmer, fold, said, tokens
from offline_cache.store import ContentStore


def understood(lexicon: Lexicon, text: str, weak: Sequence[str] = ()) -> list[str]:
    spoken = said(text)
    keys = [Keys.of([word], FrenchStemmer()) for word in spoken]
    matches = lexicon.matches(keys, [word in weak for word in spoken])
    return [way for match in matches for way in match.official]


def lexicon_of(**phrases: str) -> Lexicon:
    entries = [([phrase.replace("_", " ")], [way]) for phrase, way in phrases.items()]
    return Lexicon.of(entries, [], FrenchStemmer())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("perdu hier mon permis", ["perte"]),
        ("permis rose perdu", ["perte"]),
        ("perdu hier matin mon permis", []),
        ("mon permis", []),
    ],
)
def test_a_phrase_is_known_with_one_stranger_inside(text: str, found: list[str]) -> None:
    assert understood(lexicon_of(perdu_permis="perte"), text) == found


def test_a_word_that_tells_nothing_may_stand_anywhere_inside() -> None:
    lexicon = lexicon_of(perdu_permis="perte")
    assert understood(lexicon, "perdu hier matin mon permis", weak=["hier", "matin"]) == ["perte"]


def test_a_negation_counts_only_beside_what_it_denies() -> None:
    lexicon = lexicon_of(plus_travail="chômage")
    assert understood(lexicon, "je n'ai plus de travail") == ["chômage"]
    assert understood(lexicon, "plus vite au travail") == []


@pytest.mark.parametrize("text", ["vendre ma voiture", "j'ai vendu la voiture", "je vends ma voiture"])
def test_a_verb_is_known_in_all_its_forms(text: str) -> None:
    assert understood(lexicon_of(vendre_voiture="cession"), text) == ["cession"]


def test_a_stem_is_not_taken_for_a_short_word() -> None:
    assert understood(lexicon_of(papi="personne âgée"), "mes papiers") == []
    assert understood(lexicon_of(impot="revenus"), "les impôts") == ["revenus"]


def test_taxi_and_tax_mother_and_sea_are_different_words() -> None:
    stem = FrenchStemmer().stem
    assert stem("taxi") != stem("taxe")
    assert stem("mere") != stem("mer")
    assert stem("taxis") == stem("taxi")


def test_a_word_alone_hints_at_what_it_is_most_said_of() -> None:
    entries = [
        (["mari me tape", "tape ma fille"], ["violence"]),
        (["tape à l'école"], ["harcèlement"]),
    ]
    lexicon = Lexicon.of(entries, [], FrenchStemmer())
    hints = dict(lexicon.hints(Keys.of(["tape"], FrenchStemmer())))
    assert hints["violence"] == pytest.approx(0.67)
    assert hints["harcèlement"] == pytest.approx(0.33)
    assert lexicon.hints(Keys.of(["soupe"], FrenchStemmer())) == []


@pytest.mark.parametrize(
    ("text", "sheet"),
    [
        ("cartegrise", "F90014"),
        ("carte-grise", "F90014"),
        ("carte gri", "F90014"),
        ("acte denaissance", "F90003"),
        ("actedenaissance", "F90003"),
        ("pass eport", "F90002"),
        ("voiture vendu", "F90014"),
        ("13750*07", "F90014"),
        ("cerfa 13750*02", "F90014"),
        ("13750 * 5", "F90014"),
        ("birth certificate", "F90003"),
        ("lost passport", "F90002"),
        ("pasaporte", "F90002"),
    ],
)
def test_words_broken_joined_or_foreign_find_their_sheet(store: ContentStore, text: str, sheet: str) -> None:
    assert store.search(text).hits[0].id == sheet


@pytest.mark.parametrize(
    "text",
    ["bonjour", "merci", "je sais pas", "comment faire", "ta gueule", "hhhhhhh", "x" * 4000, "😀", "…"],
)
def test_a_greeting_an_insult_or_a_held_key_brings_topics_and_no_chance_sheet(
    store: ContentStore, text: str
) -> None:
    answer = store.search(text)
    assert answer.hits == ()
    assert [topic.id for topic in answer.topics][:2] == ["papiers", "famille"]


def test_a_suggestion_answers_all_that_is_typed_and_the_editors_order_holds() -> None:
    ours = Suggestions(["acte de naissance", "naissance : déclaration", "carte d'identité"], [])
    assert ours.starting(["nai"], 5) == ["Naissance : déclaration", "Acte de naissance"]
    assert ours.starting(["carte", "id"], 5) == ["Carte d'identité"]
    assert ours.starting(["carte", "na"], 5) == []
    assert ours.starting(["a", "n"], 1) == ["Acte de naissance"]


def test_a_grave_word_is_proposed_only_to_who_has_begun_it() -> None:
    ours = Suggestions(["visa", "viol", "décès d'un proche"], ["viol", "décès"])
    assert ours.starting(["vi"], 5) == ["Visa"]
    assert ours.starting(["vio"], 5) == []
    assert ours.starting(["viol"], 5) == ["Viol"]
    assert ours.starting(["dec"], 5) == []
    assert ours.starting(["dece"], 5) == ["Décès d'un proche"]
    assert not ours.fit("Que faire en cas de viol ?", ["plainte"])


def test_no_first_letters_propose_a_grave_word(store: ContentStore) -> None:
    marks = [fold(mark) for mark in tomllib.loads(SUGGESTIONS.read_text(encoding="utf-8"))["mots_graves"]]
    for first in string.ascii_lowercase:
        for prefix in (first, *(first + second for second in string.ascii_lowercase)):
            for shown in store.suggest(prefix):
                written = tokens(shown)
                assert not [mark for mark in marks if any(word.startswith(mark) for word in written)], prefix


def test_the_shipped_suggestions_are_written_once_and_with_their_accents() -> None:
    lists = tomllib.loads(SUGGESTIONS.read_text(encoding="utf-8"))
    phrases = [phrase for name, some in lists.items() if name != "mots_graves" for phrase in some]
    assert len(phrases) == len(set(phrases))
    assert {"Carte d'identité", "Déménagement"} <= set(load_suggestions().starting(["d"], 99)) | set(
        load_suggestions().starting(["c"], 99)
    )


@pytest.mark.parametrize("text", ["= =", "mots_graves = 3", "papiers = ['x']"])
def test_a_file_of_suggestions_with_a_typo_is_said(tmp_path: Path, text: str) -> None:
    path = tmp_path / "suggestions.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UserFacingError) as caught:
        load_suggestions(path)
    assert "suggestions.toml" in caught.value.detail


@pytest.mark.parametrize(
    ("prefix", "shown"),
    [
        ("naiss", "Acte de naissance"),
        ("carte d'id", "Carte d'identité"),
        ("acte de n", "Acte de naissance"),
        ("permis de", "Permis de conduire"),
        ("paseport", "Passeport"),
        ("je veux di", "Divorce à l'amiable"),
        ("cart griz", "Carte grise"),
    ],
)
def test_what_is_proposed_is_well_written(store: ContentStore, prefix: str, shown: str) -> None:
    assert shown in store.suggest(prefix)


def test_every_phrase_of_the_shipped_lexicon_says_something() -> None:
    entries = tomllib.loads(DEFAULT.read_text(encoding="utf-8"))["entree"]
    assert [phrase for entry in entries for phrase in entry["dit"] if not said(phrase)] == []
    assert [entry for entry in entries if not entry["officiel"]] == []


def test_a_reason_reads_as_a_sentence() -> None:
    stems = {"acte": "act"}
    assert Quoting(stems).quote("par l'acte du 1^er juin,") == "Par l'acte du 1er juin"
    text = "Un acte de naissance :\nL'acte de naissance se demande à la mairie."
    assert Quoting(stems).quote(text) == "L'acte de naissance se demande à la mairie."
