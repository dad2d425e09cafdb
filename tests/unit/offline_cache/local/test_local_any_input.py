"""Whatever an editor hands in, it is read or refused with its lines; nothing else ever happens."""

import contextlib
import json
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.core.clock import ManualClock
from offline_cache.importer.forms import count_pages
from offline_cache.local.install import Hands, compiled
from offline_cache.local.problems import LocalWrongError, Problems
from offline_cache.local.procedures import PROCEDURE
from offline_cache.local.read import ASSOCIATION, COMMUNE, NOTICE, OFFICIAL, TILE
from offline_cache.local.remake import ours
from offline_cache.local.repeats import EVENT
from offline_cache.local.requests import QUESTION, REQUEST
from offline_cache.local.source import Source
from offline_cache.local.text import read_text
from tests.unit.offline_cache.local.conftest import COMMUNE as TOWN

HANDS = Hands(remake=ours, count=count_pages, clock=ManualClock())
MARKS = st.sampled_from(
    [
        "# T",
        "## P",
        "### S",
        "- p",
        "1. e",
        "> Attention : a",
        "**g**",
        "[m](page:p)",
        "![i](x.png)",
        "",
        "mot",
    ]
)
PAGES = st.lists(MARKS | st.text(max_size=40), max_size=30).map("\n".join)
WORDS = st.sampled_from(
    [
        "a",
        "lundi",
        "2e mardi",
        "legal",
        "papiers",
        "recycle",
        "agenda",
        "choix",
        "texte",
        "Oui",
        "encombrants",
        "",
    ]
)
VALUES = st.one_of(
    WORDS.map(json.dumps),
    st.integers(-5, 2000).map(str),
    st.booleans().map(lambda truth: str(truth).lower()),
    st.dates(date(1900, 1, 1), date(2100, 1, 1)).map(str),
    st.lists(WORDS, max_size=4).map(json.dumps),
    st.lists(st.dates(date(2026, 1, 1), date(2027, 1, 1)).map(str), max_size=3).map(
        lambda days: f"[{', '.join(days)}]"
    ),
    st.just('{ question = "a", reponses = ["Oui"] }'),
)


def table(keys: object) -> st.SearchStrategy[str]:
    names = st.sampled_from([*keys, "inconnue"])  # type: ignore[misc]
    rows = st.dictionaries(names, VALUES, max_size=12)
    return rows.map(lambda row: "".join(f"{key} = {value}\n" for key, value in row.items()))


def several(name: str, keys: object) -> st.SearchStrategy[str]:
    return st.lists(table(keys), max_size=3).map(lambda rows: "".join(f"[[{name}]]\n{row}\n" for row in rows))


FILES = st.fixed_dictionaries(
    {},
    optional={
        "pages/p.txt": PAGES,
        "tuiles.toml": st.tuples(several("tuile", TILE), several("officielle", OFFICIAL)).map("".join),
        "affichage.toml": several("avis", NOTICE),
        "agenda.toml": several("evenement", EVENT),
        "associations.toml": several("association", ASSOCIATION),
        "demarches/d.toml": st.tuples(
            table([key for key in PROCEDURE if key not in ("demande", "cas")]),
            table([key for key in REQUEST if key != "question"]).map(lambda row: f"[demande]\n{row}"),
            several("demande.question", QUESTION),
        ).map("".join),
        "demarches/d.txt": PAGES,
    },
)
quick = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@quick
@given(PAGES)
def test_any_text_is_read_or_told(text: str) -> None:
    problems = Problems()
    read_text("p.txt", text.encode("utf-8", "surrogatepass"), problems, titled=True)
    assert all(problem.line > 0 for problem in problems.found)


@quick
@given(FILES)
def test_any_tables_are_read_or_refused_with_their_lines(files: dict[str, str]) -> None:
    data = {name: text.encode("utf-8", "replace") for name, text in files.items()}
    lines = {name: text.count("\n") + 1 for name, text in files.items()}
    try:
        overlay, _ = compiled(Source("x", {"commune.toml": TOWN.encode(), **data}), HANDS)
    except LocalWrongError as refused:
        places = [(problem.line, lines.get(problem.file, 0)) for problem in refused.problems]
    else:
        places = []
        assert overlay.town.name == "Ici"
    assert [place for place in places if not 0 <= place[0] <= place[1]] == []


@quick
@given(st.binary(max_size=300))
def test_any_bytes_as_the_first_file_are_refused_or_read(data: bytes) -> None:
    with contextlib.suppress(LocalWrongError):
        compiled(Source("x", {"commune.toml": data}), HANDS)


def test_the_tables_have_the_keys_that_the_tests_try() -> None:
    assert set(COMMUNE) >= {"format", "commune", "date", "guichet"}
