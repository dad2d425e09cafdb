"""Builds the index of one edition: for each stem, the sheets that hold it and how well each stands for it."""

import hashlib
import math
import sqlite3
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import kiosk
from offline_cache.search.kept import keep_lexicon
from offline_cache.search.sound import sounds
from offline_cache.search.words import STOP, Stemmer, words

SCHEMA = """
CREATE TABLE found(
    place INTEGER PRIMARY KEY, number INTEGER NOT NULL, cited INTEGER NOT NULL, kind TEXT NOT NULL,
    headed TEXT NOT NULL, titled REAL NOT NULL, title INTEGER NOT NULL, about INTEGER NOT NULL,
    heads INTEGER NOT NULL, body INTEGER NOT NULL, named INTEGER NOT NULL);
CREATE TABLE cite(target TEXT NOT NULL, text TEXT NOT NULL, times INTEGER NOT NULL, PRIMARY KEY(target, text))
    WITHOUT ROWID;
CREATE TABLE citing(target TEXT PRIMARY KEY, sheets INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE lines(number INTEGER PRIMARY KEY, body BLOB NOT NULL);
CREATE TABLE posting(
    stem TEXT PRIMARY KEY, sheets INTEGER NOT NULL, places BLOB NOT NULL, worth BLOB NOT NULL);
CREATE TABLE word(number INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE, stem TEXT NOT NULL, uses INTEGER NOT NULL);
CREATE INDEX word_by_stem ON word(stem);
CREATE TABLE lexicon(sha256 TEXT PRIMARY KEY, body TEXT NOT NULL, stems TEXT NOT NULL);
CREATE TABLE sound(sound TEXT NOT NULL, number INTEGER NOT NULL, PRIMARY KEY(sound, number)) WITHOUT ROWID;
CREATE VIRTUAL TABLE gram USING fts5(word, content='', tokenize='trigram');
"""

FIELDS = ("title", "about", "heads", "body", "named")
# BM25F: how much a word counts by where it stands, and how much a long field thins it out.
_WEIGHT = {"title": 6.0, "named": 3.0, "about": 2.0, "heads": 1.5, "body": 1.0}
_THIN = {"title": 0.4, "named": 0.5, "about": 0.6, "heads": 0.6, "body": 0.6}
_SATURATION = 2.5
# One link's text, said twenty times over in an edition, is still one opinion.
_SAME_TEXT = 3
# A field's mean length is known in steps of a tenth: an edition that changes little leaves all others'
# worth as it is, so that its index can be patched and still be the one that would be built anew.
_STEP = 1.1
# A stem's worth in a sheet is one byte: 7 bits of how well, and whether the title holds it.
IN_TITLE = 0x80
FULL = 0x7F


Held = dict[str, Counter[str]]
"""How often each stem stands in each field of a sheet."""


@dataclass(frozen=True)
class Fields:
    """The folded words of a sheet, by where they stand."""

    title: list[str]
    about: list[str]
    heads: list[str]
    body: list[str]


class IndexBuilder:
    """Gathers sheets, then writes the whole index at once: what a sheet is worth depends on all others."""

    def __init__(self, stemmer: Stemmer) -> None:
        self._stemmer = stemmer
        self._uses: Counter[str] = Counter()
        self._held: list[tuple[int, str, str, str, Held]] = []
        self._cited: dict[str, Counter[str]] = defaultdict(Counter)
        self._citing: Counter[str] = Counter()

    def add(self, number: int, key: str, kind: str, headed: str, fields: Fields) -> None:
        """One sheet: its row number, id, kind, title and folders (folded, in one text), and words."""
        for found in vars(fields).values():
            self._uses.update(found)
        self._held.append((number, key, kind, headed, held_in(fields, self._stemmer)))

    def cite(self, links: Iterable[tuple[str, str]]) -> None:
        """What one sheet calls the others: `(id, text of the link)`."""
        for target in {target for target, _ in links}:
            self._citing[target] += 1
        for target, text in links:
            self._cited[target][text] += 1

    def write(self, db: sqlite3.Connection) -> None:
        """Write all tables."""
        keep_lexicon(db, self._stemmer)
        for _, key, _, _, held in self._held:
            held["named"] = named_by(self._cited.get(key, {}), self._stemmer)
        self._write_found(db)
        self._write_postings(db)
        put_titled(db)
        put_words(db, self._uses, self._stemmer)
        rows = ((target, *found) for target, texts in self._cited.items() for found in texts.items())
        db.executemany("INSERT INTO cite VALUES(?,?,?)", rows)
        db.executemany("INSERT INTO citing VALUES(?,?)", self._citing.items())

    def _write_found(self, db: sqlite3.Connection) -> None:
        for place, (number, key, kind, headed, held) in enumerate(self._held):
            row = (place, number, self._citing[key], kind, headed, 0.0, *lengths(held))
            db.execute(f"INSERT INTO found VALUES({','.join('?' * len(row))})", row)

    def _write_postings(self, db: sqlite3.Connection) -> None:
        mean = mean_lengths(db)
        places: dict[str, array[int]] = defaultdict(lambda: array("I"))
        worth: dict[str, bytearray] = defaultdict(bytearray)
        for place, (*_, held) in enumerate(self._held):
            for stem, value in worths(held, mean).items():
                places[stem].append(place)
                worth[stem].append(value)
        rows = ((stem, len(at), at.tobytes(), bytes(worth[stem])) for stem, at in places.items())
        db.executemany("INSERT INTO posting VALUES(?,?,?,?)", rows)


def held_in(fields: Fields, stemmer: Stemmer) -> Held:
    """The stems of a sheet's own fields."""
    return {name: Counter(map(stemmer.stem, found)) for name, found in vars(fields).items()}


def named_by(texts: Mapping[str, int], stemmer: Stemmer) -> Counter[str]:
    """The stems of what other sheets call one, from how often each text was said."""
    named: Counter[str] = Counter()
    for text, times in texts.items():
        for stem in {stemmer.stem(word) for word in words(text)}:
            named[stem] += min(times, _SAME_TEXT)
    return named


def lengths(held: Held) -> tuple[int, ...]:
    """How many words each field has, in the order of the table's columns."""
    return tuple(sum(held[name].values()) for name in FIELDS)


def mean_lengths(db: sqlite3.Connection) -> dict[str, float]:
    """The mean length of each field over all sheets found so far, at the nearest step."""
    sums = ",".join(f"sum({name})" for name in FIELDS)
    count, *totals = db.execute(f"SELECT count(*),{sums} FROM found").fetchone()  # noqa: S608 - our own columns
    pairs = zip(FIELDS, totals, strict=True)
    return {name: _nearest_step(max((total or 0) / max(count, 1), 1.0)) for name, total in pairs}


def _nearest_step(value: float) -> float:
    return _STEP ** round(math.log(value, _STEP))


def worths(held: Held, mean: Mapping[str, float]) -> dict[str, int]:
    """What each stem is worth in a sheet, as its byte."""
    title = held["title"]
    return {
        stem: max(1, round(impact * FULL)) | (IN_TITLE if stem in title else 0)
        for stem, impact in _saturated(held, mean).items()
    }


def put_titled(db: sqlite3.Connection) -> None:
    """Note for each sheet what its whole title tells, from the postings."""
    (total,) = db.execute("SELECT count(*) FROM found").fetchone()
    told: dict[int, list[float]] = {place: [] for (place,) in db.execute("SELECT place FROM found")}
    for sheets, at, worth in db.execute("SELECT sheets,places,worth FROM posting"):
        # Only a worth with its highest bit set is no ASCII: most stems stand in no title.
        if not worth.isascii():
            places, tells = array("I", at), rarity(total, sheets)
            for place, value in zip(places, worth, strict=True):
                if value & IN_TITLE:
                    told[place].append(tells)
    # fsum, because the order of stems must not change the result.
    rows = [(math.fsum(parts), place) for place, parts in told.items()]
    db.executemany("UPDATE found SET titled=? WHERE place=?", rows)


def put_words(
    db: sqlite3.Connection,
    uses: Mapping[str, int],
    stemmer: Stemmer,
    heard: Mapping[str, Sequence[str]] | None = None,
) -> None:
    """Write the vocabulary, which is empty so far; `heard` is how words sound, as far as it is known."""
    known = heard or {}
    rows = [(i, word, stemmer.stem(word), uses[word]) for i, word in enumerate(sorted(uses), 1)]
    db.executemany("INSERT INTO word VALUES(?,?,?,?)", rows)
    pairs = (
        (sound, number)
        for number, word, *_ in rows
        if word.isalpha()
        for sound in known.get(word) or sounds(word)
    )
    db.executemany("INSERT OR IGNORE INTO sound VALUES(?,?)", pairs)
    db.execute(
        "INSERT INTO gram(rowid,word) SELECT number,word FROM word WHERE length(word)>=4 ORDER BY number"
    )


def rules() -> str:
    """What names the way an index is made: one made another way cannot be patched."""
    made = (kiosk.__version__, _WEIGHT, _THIN, _SATURATION, _SAME_TEXT, _STEP, sorted(STOP), SCHEMA)
    return hashlib.sha256(repr(made).encode()).hexdigest()


def rarity(total: int, sheets: int) -> float:
    """What a stem tells, by how few of all sheets hold it (BM25's idf)."""
    return math.log(1 + (total - sheets + 0.5) / (sheets + 0.5))


def _saturated(held: Mapping[str, Mapping[str, int]], mean: Mapping[str, float]) -> dict[str, float]:
    weighed: dict[str, float] = defaultdict(float)
    for name in FIELDS:
        stems, thin = held[name], _THIN[name]
        length = 1 - thin + thin * sum(stems.values()) / mean[name]
        for stem, times in stems.items():
            weighed[stem] += _WEIGHT[name] * times / length
    return {stem: times / (_SATURATION + times) for stem, times in weighed.items()}
