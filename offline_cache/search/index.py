"""Builds the index of one edition: for each stem, the sheets that hold it and how well each stands for it."""

import math
import sqlite3
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from offline_cache.search.kept import keep_lexicon
from offline_cache.search.sound import sounds
from offline_cache.search.words import Stemmer, words

SCHEMA = """
CREATE TABLE found(
    place INTEGER PRIMARY KEY, number INTEGER NOT NULL, cited INTEGER NOT NULL, kind TEXT NOT NULL,
    headed TEXT NOT NULL, titled REAL NOT NULL);
CREATE TABLE lines(number INTEGER PRIMARY KEY, body BLOB NOT NULL);
CREATE TABLE posting(
    stem TEXT PRIMARY KEY, sheets INTEGER NOT NULL, places BLOB NOT NULL, worth BLOB NOT NULL);
CREATE TABLE word(number INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE, stem TEXT NOT NULL, uses INTEGER NOT NULL);
CREATE INDEX word_by_stem ON word(stem);
CREATE TABLE lexicon(sha256 TEXT PRIMARY KEY, body TEXT NOT NULL, stems TEXT NOT NULL);
CREATE TABLE sound(sound TEXT NOT NULL, number INTEGER NOT NULL, PRIMARY KEY(sound, number)) WITHOUT ROWID;
CREATE VIRTUAL TABLE gram USING fts5(word, content='', tokenize='trigram');
"""

# BM25F: how much a word counts by where it stands, and how much a long field thins it out.
_WEIGHT = {"title": 6.0, "named": 3.0, "about": 2.0, "heads": 1.5, "body": 1.0}
_THIN = {"title": 0.4, "named": 0.5, "about": 0.6, "heads": 0.6, "body": 0.6}
_SATURATION = 2.5
# One link's text, said twenty times over in an edition, is still one opinion.
_SAME_TEXT = 3
# A stem's worth in a sheet is one byte: 7 bits of how well, and whether the title holds it.
IN_TITLE = 0x80
FULL = 0x7F


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
        self._stem = stemmer.stem
        self._uses: Counter[str] = Counter()
        self._held: list[tuple[int, str, str, str, dict[str, Counter[str]]]] = []
        self._cited: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        self._citing: Counter[str] = Counter()

    def add(self, number: int, key: str, kind: str, headed: str, fields: Fields) -> None:
        """One sheet: its row number, id, kind, title and folders (folded, in one text), and words."""
        held = {}
        for name, found in vars(fields).items():
            self._uses.update(found)
            held[name] = Counter(map(self._stem, found))
        self._held.append((number, key, kind, headed, held))

    def cite(self, links: Iterable[tuple[str, str]]) -> None:
        """What one sheet calls the others: `(id, text of the link)`."""
        for target in {target for target, _ in links}:
            self._citing[target] += 1
        for target, text in links:
            self._cited[target][text] += 1

    def write(self, db: sqlite3.Connection) -> None:
        """Write all tables."""
        keep_lexicon(db, self._stemmer)
        self._name_by_links()
        sheets = self._impacts()
        self._write_postings(db, sheets)
        self._write_words(db)

    def _name_by_links(self) -> None:
        for _, key, _, _, held in self._held:
            named: Counter[str] = Counter()
            for text, times in self._cited.get(key, {}).items():
                for stem in {self._stem(word) for word in words(text)}:
                    named[stem] += min(times, _SAME_TEXT)
            held["named"] = named

    def _impacts(self) -> list[dict[str, float]]:
        """For each sheet, each stem's share of full worth, 0..1 (saturated BM25F without idf)."""
        mean = {
            name: max(sum(sum(held[name].values()) for *_, held in self._held) / max(len(self._held), 1), 1.0)
            for name in _WEIGHT
        }
        return [_saturated(held, mean) for *_, held in self._held]

    def _write_postings(self, db: sqlite3.Connection, sheets: Sequence[Mapping[str, float]]) -> None:
        places: dict[str, array[int]] = defaultdict(lambda: array("I"))
        worth: dict[str, bytearray] = defaultdict(bytearray)
        for place, (impacts, (*_, held)) in enumerate(zip(sheets, self._held, strict=True)):
            title = held["title"]
            for stem, impact in impacts.items():
                places[stem].append(place)
                worth[stem].append(max(1, round(impact * FULL)) | (IN_TITLE if stem in title else 0))
        rows = ((stem, len(at), at.tobytes(), bytes(worth[stem])) for stem, at in places.items())
        db.executemany("INSERT INTO posting VALUES(?,?,?,?)", rows)
        total = len(self._held)
        for place, (number, key, kind, headed, held) in enumerate(self._held):
            titled = sum(rarity(total, len(places[stem])) for stem in held["title"])
            row = (place, number, self._citing[key], kind, headed, titled)
            db.execute("INSERT INTO found VALUES(?,?,?,?,?,?)", row)

    def _write_words(self, db: sqlite3.Connection) -> None:
        rows = [(i, w, self._stem(w), uses) for i, (w, uses) in enumerate(sorted(self._uses.items()), 1)]
        db.executemany("INSERT INTO word VALUES(?,?,?,?)", rows)
        heard = ((sound, number) for number, word, _, _ in rows if word.isalpha() for sound in sounds(word))
        db.executemany("INSERT OR IGNORE INTO sound VALUES(?,?)", heard)
        db.execute("INSERT INTO gram(rowid,word) SELECT number,word FROM word WHERE length(word)>=4")


def rarity(total: int, sheets: int) -> float:
    """What a stem tells, by how few of all sheets hold it (BM25's idf)."""
    return math.log(1 + (total - sheets + 0.5) / (sheets + 0.5))


def _saturated(held: Mapping[str, Mapping[str, int]], mean: Mapping[str, float]) -> dict[str, float]:
    weighed: dict[str, float] = defaultdict(float)
    for name, stems in held.items():
        thin = _THIN[name]
        length = 1 - thin + thin * sum(stems.values()) / mean[name]
        for stem, times in stems.items():
            weighed[stem] += _WEIGHT[name] * times / length
    return {stem: times / (_SATURATION + times) for stem, times in weighed.items()}
