"""Ranks sheets: BM25 over four fields, each concept counted once, sheets that hold more of them first."""

import heapq
import sqlite3
from collections import defaultdict
from collections.abc import Mapping

from offline_cache import schema
from offline_cache.search.query import Concept, Query

WEIGHTS: Mapping[str, float] = {"title": 2.0, "about": 1.0, "heads": 1.0, "body": 0.7}
# What a sheet keeps of its score when it holds hardly any of the concepts.
_UNCOVERED = 0.5
# Share of the sheets beyond which a stem is not looked up in bodies.
_COMMON = 0.1
_NARROW = ("title", "about", "heads")
_SQL = {
    name: f"SELECT rowid,rank FROM text_{name} WHERE text_{name} MATCH ?"  # noqa: S608 - own names
    for name in schema.FIELDS
}


class Ranking:
    """Scores for one edition."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        (self._sheets,) = connection.execute("SELECT count(*) FROM lines").fetchone()

    def rank(self, query: Query, limit: int) -> list[int]:
        """Numbers of the best sheets, best first; ties by number, so that an answer repeats."""
        scores = {stem: self._score(stem) for stem in query.stems}
        total: dict[int, float] = defaultdict(float)
        covered: dict[int, int] = defaultdict(int)
        found = 0
        for concept in query.concepts:
            best = _best(concept, scores)
            found += bool(best)
            for number, score in best.items():
                total[number] += score
                covered[number] += 1
        for number, count in covered.items():
            total[number] *= _UNCOVERED + (1 - _UNCOVERED) * count / found
        return heapq.nsmallest(limit, total, key=lambda number: (-total[number], number))

    def _score(self, stem: str) -> dict[int, float]:
        """Every sheet with this stem and what it is worth there, all fields together."""
        scores: dict[int, float] = {}
        for name in self._fields(stem):
            factor = -WEIGHTS[name]
            for number, rank in self._db.execute(_SQL[name], (f'"{stem}"',)):
                scores[number] = scores.get(number, 0.0) + factor * rank
        return scores

    def _fields(self, stem: str) -> tuple[str, ...]:
        """A stem that half the sheets hold tells nothing in their body, and costs the most there."""
        row = self._db.execute("SELECT sheets FROM stem WHERE stem=?", (stem,)).fetchone()
        common = row is not None and row[0] > self._sheets * _COMMON
        return _NARROW if common else schema.FIELDS


def _best(concept: Concept, scores: Mapping[str, Mapping[int, float]]) -> Mapping[int, float]:
    """What each sheet gets for one concept: the best of the ways to say it."""
    if len(concept.ways) == 1 and len(concept.ways[0].stems) == 1 and concept.ways[0].weight == 1.0:
        return scores[concept.ways[0].stems[0]]
    best: dict[int, float] = {}
    for way in concept.ways:
        sums: dict[int, float] = defaultdict(float)
        for stem in dict.fromkeys(way.stems):
            for number, score in scores[stem].items():
                sums[number] += score
        for number, score in sums.items():
            weighed = score * way.weight
            if weighed > best.get(number, 0.0):
                best[number] = weighed
    return best
