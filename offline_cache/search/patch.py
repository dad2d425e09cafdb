"""Changes the index of an edition into that of the next one, without reading the sheets that stay as they are.

The result is the very index that would be built anew, or none: when a field's mean length has moved a step, what
every sheet is worth has moved too.
"""

import sqlite3
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from offline_cache.search.index import (
    Fields,
    Held,
    held_in,
    lengths,
    mean_lengths,
    named_by,
    put_titled,
    put_words,
    worths,
)
from offline_cache.search.words import Stemmer


@dataclass(frozen=True)
class Side:
    """What the index knows of one sheet, before or after; `fields` is None when it is not searched."""

    id: str
    kind: str
    headed: str
    links: tuple[tuple[str, str], ...]
    fields: Fields | None


ReadFields = Callable[[str], Fields]


def patch_index(
    db: sqlite3.Connection,
    mean: Mapping[str, float],
    before: list[Side],
    after: list[Side],
    read: ReadFields,
    stemmer: Stemmer,
) -> bool:
    """Patch all tables of the index; false when it must be built anew.

    The table `sheet` is the new edition's already; `found` has the old rows still, under the new numbers, and
    none of a sheet that is gone or read again. `mean` is what `mean_lengths` gave of the old edition; `read` gives the fields of a sheet that itself is unchanged.
    """
    renamed = _patch_cites(db, before, after)
    if renamed is None:
        return False
    fields = {side.id: side.fields for side in after if side.fields is not None}
    readable = _readable(db)
    for key in sorted(renamed & readable.keys() - fields.keys()):
        fields[key] = read(key)
    held = {key: _held(db, key, found, stemmer) for key, found in fields.items()}
    moved = _put_found(db, readable, {side.id: (side.kind, side.headed) for side in after}, held)
    if mean_lengths(db) != mean:
        return False
    place_of = {key: place for place, key in enumerate(readable)}
    fresh = {place_of[key]: worths(found, mean) for key, found in held.items()}
    _patch_postings(db, moved, fresh)
    put_titled(db)
    return _patch_words(db, before, after, stemmer)


def _held(db: sqlite3.Connection, key: str, fields: Fields, stemmer: Stemmer) -> Held:
    texts = dict(db.execute("SELECT text,times FROM cite WHERE target=?", (key,)))
    return {**held_in(fields, stemmer), "named": named_by(texts, stemmer)}


def _readable(db: sqlite3.Connection) -> dict[str, int]:
    """Ids and numbers of all sheets that are searched, in order: their places count from 0."""
    sql = "SELECT id,number FROM sheet WHERE kind NOT IN ('resource','folder','wizard') ORDER BY number"
    return dict(db.execute(sql))


def _patch_cites(db: sqlite3.Connection, before: list[Side], after: list[Side]) -> set[str] | None:
    """Change what sheets call one another; returns whose names changed, None if the table does not fit."""
    texts: Counter[tuple[str, str]] = Counter()
    sheets: Counter[str] = Counter()
    for sides, step in ((before, -1), (after, 1)):
        for side in sides:
            if side.kind == "folder":
                continue
            for link in side.links:
                texts[link] += step
            for target in {target for target, _ in side.links}:
                sheets[target] += step
    rows = [(target, text, times) for (target, text), times in texts.items() if times]
    counts = [(target, times) for target, times in sheets.items() if times]
    db.executemany(
        "INSERT INTO cite VALUES(?,?,?) ON CONFLICT DO UPDATE SET times=times+excluded.times", rows
    )
    db.executemany(
        "INSERT INTO citing VALUES(?,?) ON CONFLICT DO UPDATE SET sheets=sheets+excluded.sheets", counts
    )
    wrong = "SELECT 1 FROM cite WHERE times<0 UNION ALL SELECT 1 FROM citing WHERE sheets<0"
    if db.execute(wrong).fetchone():
        return None
    db.execute("DELETE FROM cite WHERE times=0")
    db.execute("DELETE FROM citing WHERE sheets=0")
    return {target for target, _, _ in rows}


def _put_found(
    db: sqlite3.Connection,
    readable: Mapping[str, int],
    heads: Mapping[str, tuple[str, str]],
    held: Mapping[str, Held],
) -> dict[int, int]:
    """Write the table anew; returns the new place of every sheet whose worth stays as it is, by its old place."""
    old = {row[1]: row for row in db.execute("SELECT * FROM found")}
    citing = dict(db.execute("SELECT target,sheets FROM citing"))
    moved: dict[int, int] = {}
    rows = []
    for place, (key, number) in enumerate(readable.items()):
        kind, headed = heads[key] if key in heads else old[number][3:5]
        sizes = lengths(held[key]) if key in held else old[number][6:]
        if key not in held:
            moved[old[number][0]] = place
        rows.append((place, number, citing.get(key, 0), kind, headed, 0.0, *sizes))
    db.execute("DELETE FROM found")
    db.executemany("INSERT INTO found VALUES(?,?,?,?,?,?,?,?,?,?,?)", rows)
    return moved


def _patch_postings(
    db: sqlite3.Connection, moved: Mapping[int, int], fresh: Mapping[int, Mapping[str, int]]
) -> None:
    """Drop what sheets were worth that are read again or gone, move the others, put in the new."""
    added: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for place, stems in fresh.items():
        for stem, value in stems.items():
            added[stem].append((place, value))
    still = all(old == new for old, new in moved.items())
    changed, dropped = [], []
    for stem, at, worth in db.execute("SELECT stem,places,worth FROM posting").fetchall():
        places = array("I", at)
        more = added.pop(stem, [])
        # Most stems are in none of the sheets that changed, as a look at their places tells.
        if still and not more and all(map(moved.__contains__, places)):
            continue
        kept = [(moved[p], w) for p, w in zip(places, worth, strict=True) if p in moved]
        if kept or more:
            changed.append(_row(stem, kept + more))
        else:
            dropped.append((stem,))
    changed += [_row(stem, pairs) for stem, pairs in added.items()]
    db.executemany("INSERT OR REPLACE INTO posting VALUES(?,?,?,?)", changed)
    db.executemany("DELETE FROM posting WHERE stem=?", dropped)


def _row(stem: str, pairs: list[tuple[int, int]]) -> tuple[str, int, bytes, bytes]:
    pairs.sort()
    places = array("I", [place for place, _ in pairs])
    return stem, len(pairs), places.tobytes(), bytes(worth for _, worth in pairs)


def _patch_words(db: sqlite3.Connection, before: list[Side], after: list[Side], stemmer: Stemmer) -> bool:
    """Count the words anew; the whole vocabulary is written again only when it has other words."""
    change = _counted(after)
    change.subtract(_counted(before))
    uses: dict[str, int] = dict(db.execute("SELECT word,uses FROM word"))
    known = set(uses)
    for word, times in change.items():
        uses[word] = uses.get(word, 0) + times
    if any(uses[word] < 0 for word in change):
        return False
    uses = {word: times for word, times in uses.items() if times}
    if uses.keys() == known:
        rows = [(uses[word], word) for word, times in change.items() if times]
        db.executemany("UPDATE word SET uses=? WHERE word=?", rows)
        return True
    heard: dict[str, list[str]] = defaultdict(list)
    for word, sound in db.execute("SELECT word,sound FROM word JOIN sound USING(number)"):
        heard[word].append(sound)
    for table in ("word", "sound"):
        db.execute(f"DELETE FROM {table}")  # noqa: S608 - our own tables
    db.execute("INSERT INTO gram(gram) VALUES('delete-all')")
    put_words(db, uses, stemmer, heard)
    return True


def _counted(sides: Iterable[Side]) -> Counter[str]:
    counted: Counter[str] = Counter()
    for side in sides:
        if side.fields is not None:
            for found in vars(side.fields).values():
                counted.update(found)
    return counted
