"""Citizens' own words, on the sample edition and on small ones made for the case."""

import sqlite3
from pathlib import Path

import pytest

from offline_cache.importer import import_edition
from offline_cache.search import index
from offline_cache.search.kept import keep_lexicon, open_lexicon
from offline_cache.search.lexicon import Keys, Lexicon, load_lexicon
from offline_cache.search.sound import sounds
from offline_cache.search.words import FrenchStemmer, said
from offline_cache.store import ContentStore
from tests.unit.offline_cache.conftest import SheetXml, Zip

# In the words of a hall: what is asked, and the sheet of the sample that answers.
ASKED = (
    ("cni", "F90001"),
    ("j'ai perdu ma carte d'identité", "F90001"),
    ("kart didentité", "F90001"),
    ("paseport", "F90002"),
    ("passepo", "F90002"),
    ("extrait de naissance", "F90003"),
    ("acte de nai", "F90003"),
    ("combien de temps garder mes papiers", "F90004"),
    ("minscrire pour voté", "F90005"),
    ("bébé est né", "F90006"),
    ("paxer", "F90007"),
    ("on se pacse", "F90007"),
    ("mon mari vient de mourir", "F90008"),
    ("dessé", "F90008"),
    ("mettre mon fils a lecole", "F90009"),
    ("je touche plus rien", "F90010"),
    ("rsa", "F90010"),
    ("petit salaire", "F90011"),
    ("aide au loyer", "F90012"),
    ("lojement", "F90012"),
    ("je déménage", "F90013"),
    ("papier voiture", "F90014"),
    ("cart griz", "F90014"),
    ("g perdu mon permi", "F90015"),
    ("pole emplois", "F90016"),
    ("chomage", "F90016"),
    ("plus payer mes impôts", "F90017"),
    ("jeter un vieux matelas", "F90018"),
    ("déchéterie", "F90018"),
    ("salle des fêtes", "F90019"),
)


def test_what_a_hall_asks_is_among_the_first_five_and_mostly_first(store: ContentStore) -> None:
    places = {}
    for text, sheet in ASKED:
        found = [hit.id for hit in store.search(text).hits[:5]]
        places[text] = found.index(sheet) + 1 if sheet in found else 0
    assert [text for text, place in places.items() if place == 0] == []
    assert sum(place == 1 for place in places.values()) >= 0.9 * len(places), places


@pytest.mark.parametrize("text", ["zzzz", "qsdfqsdf wxcv", "!!!", "1234567890", "zy xw vu", "的", "ффф"])
def test_no_question_leaves_a_person_empty_handed(store: ContentStore, text: str) -> None:
    answer = store.search(text)
    assert answer.hits or answer.topics


@pytest.mark.parametrize(
    ("heard", "meant"),
    [
        ("cheke", "cheque"),
        ("energi", "energie"),
        ("casie", "casier"),
        ("dantiste", "dentiste"),
        ("lojement", "logement"),
        ("licensiment", "licenciement"),
        ("ivernale", "hivernale"),
        ("chaumage", "chomage"),
        ("asurance", "assurance"),
        ("desse", "deces"),
        ("kitance", "quittance"),
    ],
)
def test_a_word_written_by_ear_sounds_like_the_word_meant(heard: str, meant: str) -> None:
    assert set(sounds(heard)) & set(sounds(meant))


@pytest.mark.parametrize(("one", "other"), [("carte", "conte"), ("perte", "porte"), ("bail", "bal")])
def test_other_words_sound_different(one: str, other: str) -> None:
    assert not set(sounds(one)) & set(sounds(other))


def matched(lexicon: Lexicon, text: str) -> list[str]:
    stemmer = FrenchStemmer()
    spoken = said(text)
    keys = [Keys.of([word], stemmer) for word in spoken]
    return [way for match in lexicon.matches(keys, [False] * len(keys)) for way in match.official]


def test_a_short_phrase_is_known_in_any_order_and_a_negation_counts() -> None:
    lexicon = Lexicon.of(
        [(["permis perdu"], ["perte"]), (["sans papiers"], ["étranger"])], [], FrenchStemmer()
    )
    assert matched(lexicon, "j'ai perdu mon permis") == ["perte"]
    assert matched(lexicon, "je suis sans papiers") == ["étranger"]
    assert matched(lexicon, "mes papiers") == []


def test_a_sheet_for_another_public_comes_after_unless_it_is_named(
    tmp_path: Path, pack: Zip, sheet_xml: SheetXml
) -> None:
    titles = {
        "F1": "Congé maternité dans la fonction publique",
        "F2": "Congé maternité de la salariée du privé",
    }
    archive = pack({f"{key}.xml": sheet_xml(key=key, title=title) for key, title in titles.items()})
    import_edition(archive, tmp_path / "store")
    store = ContentStore.open(tmp_path / "store")
    assert isinstance(store, ContentStore)
    assert [hit.id for hit in store.search("congé maternité").hits] == ["F2", "F1"]
    assert store.search("congé maternité fonctionnaire publique").hits[0].id == "F1"
    store.close()


def test_a_sheet_that_others_point_to_comes_first(tmp_path: Path, pack: Zip, sheet_xml: SheetXml) -> None:
    link = '<Texte><Paragraphe><LienInterne LienPublication="F2">voir ici</LienInterne></Paragraphe></Texte>'
    files = {f"F{n}.xml": sheet_xml(key=f"F{n}", title="Bourse de lycée") for n in (1, 2)}
    files |= {f"F{n}.xml": sheet_xml(link, key=f"F{n}", title="Autre chose") for n in (3, 4, 5)}
    import_edition(pack(files), tmp_path / "store")
    store = ContentStore.open(tmp_path / "store")
    assert isinstance(store, ContentStore)
    assert store.search("bourse").hits[0].id == "F2"
    store.close()


def test_a_sheet_is_found_by_what_others_call_it(tmp_path: Path, pack: Zip, sheet_xml: SheetXml) -> None:
    link = '<Texte><Paragraphe><LienInterne LienPublication="F1">bourse aux écoliers</LienInterne></Paragraphe></Texte>'
    files = {"F1.xml": sheet_xml(key="F1", title="Aide"), "F2.xml": sheet_xml(link, key="F2", title="Autre")}
    import_edition(pack(files), tmp_path / "store")
    store = ContentStore.open(tmp_path / "store")
    assert isinstance(store, ContentStore)
    assert "F1" in [hit.id for hit in store.search("écoliers").hits]
    store.close()


def test_the_lexicon_kept_in_the_store_is_the_one_of_the_file() -> None:
    lexicon = load_lexicon(FrenchStemmer())
    assert Lexicon.thawed(lexicon.frozen()).frozen() == lexicon.frozen()


def test_a_line_added_by_the_editor_counts_at_the_next_start(tmp_path: Path) -> None:
    path = tmp_path / "lexique.toml"
    path.write_text('[[entree]]\ndit = ["bidule"]\nofficiel = ["carte grise"]\n', encoding="utf-8")
    database = sqlite3.connect(":memory:")
    database.executescript(index.SCHEMA)
    keep_lexicon(database, FrenchStemmer(), path)
    assert matched(open_lexicon(database, FrenchStemmer(), path), "bidule") == ["carte grise"]
    with path.open("a", encoding="utf-8") as file:
        file.write('[[entree]]\ndit = ["machin"]\nofficiel = ["passeport"]\n')
    assert matched(open_lexicon(database, FrenchStemmer(), path), "machin") == ["passeport"]
    database.close()
