"""Finding the sheet from the words people use."""

from pathlib import Path

import pytest

from kiosk.core.errors import UserFacingError
from offline_cache.search.lexicon import Keys, Lexicon, load_lexicon
from offline_cache.search.quote import Quoting
from offline_cache.search.spelling import edit_distance
from offline_cache.search.words import FrenchStemmer, fold, said, words
from offline_cache.store import ContentStore


def first(store: ContentStore, text: str) -> str:
    hits = store.search(text).hits
    return hits[0].id if hits else ""


@pytest.mark.parametrize(
    ("text", "sheet"),
    [
        ("carte d'identité", "F90001"),
        ("passeport", "F90002"),
        ("recyclerie", "F90018"),
        ("pacs", "F90007"),
        ("permis de conduire", "F90015"),
    ],
)
def test_official_words_find_their_sheet(store: ContentStore, text: str, sheet: str) -> None:
    assert first(store, text) == sheet


@pytest.mark.parametrize(
    ("text", "sheet"),
    [
        ("poubelle", "F90018"),
        ("ma mère est morte", "F90008"),
        ("je veux voter", "F90005"),
        ("anpe", "F90016"),
        ("acheter une bagnole d'occasion", "F90014"),
        ("aide au loyer", "F90012"),
    ],
)
def test_everyday_words_find_their_sheet(store: ContentStore, text: str, sheet: str) -> None:
    assert first(store, text) == sheet


@pytest.mark.parametrize(
    ("text", "sheet"),
    [("pasport", "F90002"), ("CARTE GRIZE", "F90014"), ("recylcerie", "F90018"), ("lelection", "F90005")],
)
def test_misspelt_words_find_their_sheet(store: ContentStore, text: str, sheet: str) -> None:
    answer = store.search(text)
    assert sheet in [hit.id for hit in answer.hits[:2]]
    assert answer.understood


@pytest.mark.parametrize("text", ["passep", "recy", "cantin"])
def test_a_half_typed_word_is_completed(store: ContentStore, text: str) -> None:
    assert store.search(text).hits


def test_accents_and_case_do_not_matter(store: ContentStore) -> None:
    plain = [hit.id for hit in store.search("declaration de deces ").hits]
    assert plain == [hit.id for hit in store.search("DÉCLARATION DE DÉCÈS ").hits]
    assert plain[0] == "F90008"


def test_a_hit_says_why_and_where(store: ContentStore) -> None:
    hit = store.search("encombrants").hits[0]
    assert "encombrants" in fold(hit.why)
    assert hit.breadcrumb == ("Vie de la commune", "Déchets, recyclerie")


def test_nothing_found_offers_topics(store: ContentStore) -> None:
    answer = store.search("xyzzy qwrtp")
    assert answer.hits == ()
    assert [topic.id for topic in answer.topics][:2] == ["papiers", "famille"]
    assert store.search("").topics


def test_topics_near_the_words_come_first_when_nothing_is_found(store: ContentStore) -> None:
    assert "Permis de conduire" in [topic.title for topic in store.search("condxxcondu").topics]


@pytest.mark.parametrize(
    "text", ['"', "a OR b", "NEAR(", "*", "l'", "é" * 500, "mot " * 400, "-- ; DROP TABLE sheet", "\0"]
)
def test_no_typed_text_breaks_the_search(store: ContentStore, text: str) -> None:
    store.search(text)
    store.suggest(text)


def test_suggestions_go_on_from_what_is_typed(store: ContentStore) -> None:
    assert any("passeport" in fold(text) for text in store.suggest("passep"))
    assert "Poubelle" in store.suggest("poub")
    assert any("identite" in fold(text) for text in store.suggest("carte d'id"))
    assert any("Passeport" in text for text in store.suggest("paseport"))
    assert store.suggest("") == []
    assert store.suggest("xyzzyq") == []


def test_results_repeat_exactly(store: ContentStore) -> None:
    assert store.search("papiers enfant").hits == store.search("papiers enfant").hits


@pytest.mark.parametrize(
    ("a", "b", "distance"),
    [
        ("grise", "grise", 0),
        ("grize", "grise", 1),
        ("gries", "grise", 1),
        ("gise", "grise", 1),
        ("chat", "grise", 3),
        ("ab", "abcdef", 3),
    ],
)
def test_edit_distance_counts_slips_and_swaps(a: str, b: str, distance: int) -> None:
    assert edit_distance(a, b, 2) == distance


def test_words_leave_out_what_tells_nothing() -> None:
    assert words("Où est l’œuvre de Noël\u00a0?") == ["oeuvre", "noel"]
    assert words("12\u00a0000\u00a0€ – reçu…") == ["12", "000", "recu"]


def test_the_longest_phrase_of_the_lexicon_wins() -> None:
    entries = [(["carte"], ["x"]), (["carte d'électeur"], ["carte électorale"])]
    lexicon = Lexicon.of(entries, [], FrenchStemmer())
    keys = [Keys.of([word], FrenchStemmer()) for word in said("ma carte d'électeur")]
    assert [match.official for match in lexicon.matches(keys, [False] * len(keys))] == [("carte électorale",)]


def test_the_shipped_lexicon_is_well_formed_and_leads_somewhere() -> None:
    lexicon = load_lexicon(FrenchStemmer())
    assert len(lexicon.official_words()) > 500


@pytest.mark.parametrize(
    "text", ["[[entree]]\ndit = 'mot'\nofficiel = ['x']", "[[entree]]\ndit = ['x']", "= ="]
)
def test_a_lexicon_with_a_typo_is_said(tmp_path: Path, text: str) -> None:
    path = tmp_path / "lexique.toml"
    path.write_text(text)
    with pytest.raises(UserFacingError) as caught:
        load_lexicon(FrenchStemmer(), path)
    assert "lexique.toml" in caught.value.detail


def test_a_long_reason_is_cut_between_words() -> None:
    cut = Quoting({"mot": "mot"}).quote("mot " * 100)
    assert cut.endswith("mot…")
    assert len(cut) <= 151


def test_the_reason_prefers_the_words_that_were_typed() -> None:
    text = "Les ordures et les déchets.\nRien ici.\nLes encombrants sont enlevés. Et le reste."
    stems = {"ordures": "ordur", "dechets": "dechet", "encombrants": "encombr"}
    assert Quoting(stems, {"encombr"}).quote(text) == "Les encombrants sont enlevés."
    assert Quoting(stems).quote(text) == "Les ordures et les déchets."
    assert Quoting({}).quote(text) == "Les ordures et les déchets."
