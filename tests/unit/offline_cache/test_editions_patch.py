"""A patched edition is the very one that would be built anew: every table, and what it answers."""

import random
import sqlite3
import string
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from offline_cache import schema
from offline_cache.branch import Branch
from offline_cache.editions.patch import patch
from offline_cache.importer.record import record_of
from offline_cache.importer.writer import EditionWriter
from offline_cache.model import Crumb, Form, FormLink, Paragraph, Sheet, Span
from offline_cache.search.words import FrenchStemmer
from offline_cache.store import ContentStore

FACTS = {"date": "2026-11-01", "source": "essai", "sample": "1", "imported_at": "2026-11-01T00:00:00Z"}
_STEMMER = FrenchStemmer()
Sheets = dict[str, Sheet]


def edition(seed: int, count: int) -> Sheets:
    """Sheets that name one another, resources with forms, folders over them, from few words and many."""
    rng = random.Random(seed)
    found = [sheet(rng, f"F{n}", count) for n in range(count)]
    found += [resource(rng, f"R{n}") for n in range(count // 4)]
    found += [folder(rng, f"N{n}", count) for n in range(4)]
    return {one.id: one for one in found}


def sheet(rng: random.Random, key: str, count: int) -> Sheet:
    text = prose(rng, 30)
    spans = (Span(0, 10, "sheet", f"F{rng.randrange(count + 3)}"),)
    return Sheet(
        id=key,
        kind=rng.choice(("sheet", "sheet", "question", "links", "wizard")),
        title=prose(rng, 3),
        summary=prose(rng, 5),
        breadcrumb=(Crumb("N1", prose(rng, 1)),),
        blocks=(Paragraph(text, spans), Paragraph(prose(rng, 20))),
        related=tuple(Crumb(f"F{rng.randrange(count)}", prose(rng, 2)) for _ in range(2)),
        forms=tuple(link(rng, f"R{rng.randrange(6)}") for _ in range(rng.randrange(2))),
    )


def resource(rng: random.Random, key: str) -> Sheet:
    return Sheet(id=key, kind="resource", title=prose(rng, 3), forms=(link(rng, key),))


def folder(rng: random.Random, key: str, count: int) -> Sheet:
    children = [f"F{rng.randrange(count + 2)}" for _ in range(4)] + [f"N{rng.randrange(4)}"]
    return Sheet(
        id=key, kind="folder", title=prose(rng, 2), branches=tuple(Branch(c, prose(rng, 2)) for c in children)
    )


def link(rng: random.Random, key: str) -> FormLink:
    return FormLink(key, prose(rng, 2), "", f"https://exemple.fr/{key}")


def prose(rng: random.Random, count: int) -> str:
    return " ".join(word(rng) for _ in range(count))


def word(rng: random.Random) -> str:
    common = ("carte", "mairie", "permis", "logement", "demandes", "travail", "enfants", "impôts", "retraite")
    return rng.choice(common) if rng.random() < 0.7 else "".join(rng.choices(string.ascii_lowercase, k=5))


def change(sheets: Sheets, rng: random.Random, how: list[str]) -> Sheets:
    """The next edition, with so many changes of these kinds."""
    after = dict(sheets)
    count = sum(key.startswith("F") for key in sheets)
    for kind in how:
        key = rng.choice(sorted(after))
        match kind:
            case "text":
                one = after[key]
                after[key] = replace(one, blocks=(Paragraph(prose(rng, 50)),)) if one.blocks else one
            case "title":
                after[key] = replace(after[key], title=prose(rng, 3))
            case "kind" if key.startswith("F"):
                after[key] = replace(after[key], kind=rng.choice(("sheet", "wizard", "question")))
            case "gone" if len(after) > 8:
                del after[key]
            case "new":
                fresh = f"F{rng.randrange(10 * count)}"
                after[fresh] = sheet(rng, fresh, count)
            case "form":
                after[key] = replace(after[key], forms=(link(rng, f"R{rng.randrange(6)}"),))
            case "tree":
                after[f"N{rng.randrange(5)}"] = folder(rng, f"N{rng.randrange(5)}", count)
    return {one.id: one for one in after.values()}


def built(path: Path, sheets: Sheets, forms: dict[str, Form]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    with closing(EditionWriter(path, _STEMMER)) as writer:
        for key in sorted(sheets):
            writer.add(record_of(sheets[key]))
        for key in forms.keys() & writer.forms.keys():
            local = forms[key]
            writer.forms[key] = replace(
                writer.forms[key], sha256=local.sha256, size=local.size, pages=local.pages
            )
        writer.finish(FACTS)


def patched(path: Path, before: Sheets, after: Sheets, forms: dict[str, Form]) -> bool:
    changed = [record_of(after[key]) for key in sorted(after) if after[key] != before.get(key)]
    with closing(schema.open_for_patch(path)) as db:
        return patch(db, changed, sorted(before.keys() - after.keys()), forms, FACTS)


def tables(path: Path) -> dict[str, list[Any]]:
    """All rows of all tables, the full-text index by its words."""
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE VIRTUAL TABLE temp.grams USING fts5vocab(main, gram, 'instance')")
        sql = (
            "SELECT name FROM sqlite_master WHERE type='table' AND name NOT LIKE 'gram%' AND name<>'lexicon'"
        )
        names = [name for (name,) in db.execute(sql)]
        return {name: sorted(db.execute(f"SELECT * FROM {name}")) for name in [*names, "grams"]}


def same(path: Path, other: Path) -> None:
    ours, theirs = tables(path), tables(other)
    object_rows = [{row[0] for row in found.pop("object")} for found in (ours, theirs)]
    assert object_rows[0] == object_rows[1]
    for name, rows in theirs.items():
        assert ours[name] == rows, name


KINDS = ("text", "title", "kind", "gone", "new", "form", "tree")


@given(
    seed=st.integers(0, 10**6),
    how=st.lists(st.sampled_from(KINDS), min_size=1, max_size=4),
    size=st.integers(10, 60),
)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_patched_edition_is_the_one_built_anew(
    tmp_path: Path, seed: int, how: list[str], size: int
) -> None:
    before = edition(seed, size)
    after = change(before, random.Random(seed + 1), how)
    forms = {"R1": Form("R1", "", "", "", "a" * 64, 10, 2)}
    path = tmp_path / "a" / schema.DATABASE
    built(path, before, {})
    if not patched(path, before, after, forms):
        event("built anew")
        return
    event("patched")
    other = tmp_path / "b" / schema.DATABASE
    built(other, after, forms)
    same(path, other)


@pytest.fixture(scope="module")
def chain(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, int]:
    """Twenty editions, each patched from the one before where that is possible; the last one, also built anew."""
    folder = tmp_path_factory.mktemp("chain")
    path, other = folder / "a" / schema.DATABASE, folder / "b" / schema.DATABASE
    rng, sheets, times = random.Random(20), edition(20, 150), 0
    built(path, sheets, {})
    for _ in range(20):
        after = change(sheets, rng, rng.choices(KINDS, k=3))
        if patched(path, sheets, after, {}):
            times += 1
        else:
            built(path, after, {})
        sheets = after
    built(other, sheets, {})
    return path, other, times


def test_twenty_patches_in_a_row_do_not_drift(chain: tuple[Path, Path, int]) -> None:
    path, other, times = chain
    assert times >= 15
    same(path, other)


def test_a_patched_edition_answers_as_the_one_built_anew(chain: tuple[Path, Path, int]) -> None:
    answers: list[list[list[str]]] = []
    for path in chain[:2]:
        store = ContentStore.open_edition(path.parent)
        assert isinstance(store, ContentStore)
        with closing(store):
            rng = random.Random(7)
            asked = [prose(rng, rng.randint(1, 4)) for _ in range(60)]
            found = [[hit.id for hit in store.search(text).hits] for text in asked]
            answers.append(found + [store.suggest(text[:4]) for text in asked])
    assert answers[0] == answers[1]
    assert any(answers[0])


def test_a_field_that_grew_a_step_is_built_anew(tmp_path: Path) -> None:
    before = edition(3, 20)
    longer = Paragraph(prose(random.Random(1), 2_000))
    after = {**before, "F1": replace(before["F1"], kind="sheet", blocks=(longer,))}
    path = tmp_path / schema.DATABASE
    built(path, before, {})
    assert not patched(path, before, after, {})
