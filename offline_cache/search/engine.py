"""Ranks sheets: how well each stands for every concept of a question, in its title above all.

A concept counts once, by the best of the ways to say it. A general sheet goes before a special one:
by how much of its title was asked for, by how often other sheets cite it, by whom it is for.
"""

import heapq
import math
import sqlite3
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from offline_cache.search.index import FULL, IN_TITLE, rarity
from offline_cache.search.lexicon import Public
from offline_cache.search.query import Concept, Query, Way


@dataclass(frozen=True)
class Weights:
    """What decides between sheets; each is a share of what the words themselves are worth."""

    uncovered: float = 0.4  # what a sheet keeps that holds hardly any of the concepts
    title: float = 1.2  # what concepts in the title add…
    title_whole: float = 0.6  # …of which so much only as far as the title says nothing else
    cited: float = 0.3  # what being cited by the most other sheets adds
    question: float = 0.93  # what the answer to a single question keeps
    links: float = 0.85  # what a mere list of links keeps
    others: float = 0.72  # what a sheet keeps that is for people the question does not name


@dataclass(frozen=True)
class _Posting:
    """Where one stem stands: for each place, how well (7 bits) and whether in the title."""

    worth: Mapping[int, int]
    rarity: float
    common: bool


Scores = dict[int, float]
# What sheets are worth for several stems at once, found once a question.
_Together = dict[tuple[str, ...], tuple[Scores, Scores]]
_KEPT = 128
# Beyond this share of all sheets a stem no longer brings new ones in beside rarer ones.
_COMMON = 0.12
_DECIDING = 6
# Titles are weighed for the best so many only.
_CLOSE = 80


class Ranking:
    """Scores for one edition."""

    def __init__(
        self, connection: sqlite3.Connection, publics: Sequence[Public], weights: Weights | None = None
    ) -> None:
        self._db = connection
        self._weights = weights or Weights()
        rows = connection.execute(
            "SELECT number,titled,cited,kind,headed FROM found ORDER BY place"
        ).fetchall()
        self._numbers = [row[0] for row in rows]
        self._titled = [row[1] for row in rows]
        most = math.log1p(max((row[2] for row in rows), default=0)) or 1.0
        kinds = {"question": self._weights.question, "links": self._weights.links}
        cited = self._weights.cited / most
        self._prior = [(1 + cited * math.log1p(row[2])) * kinds.get(row[3], 1.0) for row in rows]
        heads = [row[4] for row in rows]
        self._publics = [(public, public.among(heads)) for public in publics]
        # Who types letter by letter asks for the same words again and again.
        self._posting = lru_cache(maxsize=_KEPT)(self._read)

    def rank(self, query: Query, limit: int) -> list[int]:
        """Numbers of the best sheets, best first; ties by number, so that an answer repeats."""
        postings = {stem: found for stem in query.stems if (found := self._posting(stem))}
        weighed = [(_weight(concept, postings), concept) for concept in query.concepts]
        weighed.sort(key=lambda pair: -pair[0])
        asked = sum(weight for weight, _ in weighed)
        total: Scores = {}
        covered: Scores = {}
        titles: Scores = {}
        together: _Together = {}
        for weight, concept in weighed:
            body, title = _degrees(concept, postings, total, together)
            for place, degree in body.items():
                total[place] = total.get(place, 0.0) + weight * degree
                covered[place] = covered.get(place, 0.0) + weight
            for place, degree in title.items():
                titles[place] = titles.get(place, 0.0) + weight * degree
        floor = self._weights.uncovered
        for place, share in covered.items():
            total[place] *= floor + (1 - floor) * share / asked
        close = heapq.nlargest(_CLOSE, total, key=lambda place: total[place] + titles.get(place, 0.0))
        scores = {place: total[place] + self._titled_well(place, titles, asked, postings) for place in close}
        behind = [places for public, places in self._publics if not public.named(query.typed)]
        for place in scores:
            scores[place] *= self._prior[place]
            if any(place in places for places in behind):
                scores[place] *= self._weights.others
        best = heapq.nsmallest(limit, scores, key=lambda place: (-scores[place], place))
        return [self._numbers[place] for place in best]

    def _read(self, stem: str) -> _Posting | None:
        row = self._db.execute("SELECT sheets,places,worth FROM posting WHERE stem=?", (stem,)).fetchone()
        if row is None:
            return None
        places = array("I")
        places.frombytes(row[1])
        sheets = len(self._numbers)
        return _Posting(
            dict(zip(places, row[2], strict=True)), rarity(sheets, row[0]), row[0] > sheets * _COMMON
        )

    def titled(self, whole: Sequence[str], endings: Sequence[str], limit: int) -> list[int]:
        """Sheets whose title holds all these stems and one of the endings, the most general first."""
        postings = [posting for stem in (*whole, *endings) if (posting := self._posting(stem))]
        ends = [self._in_title(stem) for stem in endings]
        places = set[int]().union(*ends).intersection(*(self._in_title(stem) for stem in whole))
        worth = {
            place: self._prior[place]
            * sum(p.rarity for p in postings if p.worth.get(place, 0) & IN_TITLE)
            / (self._titled[place] + 1)
            for place in places
        }
        return [
            self._numbers[place] for place in sorted(worth, key=lambda place: (-worth[place], place))[:limit]
        ]

    def _in_title(self, stem: str) -> set[int]:
        posting = self._posting(stem)
        return {place for place, worth in posting.worth.items() if worth & IN_TITLE} if posting else set()

    def _titled_well(
        self, place: int, titles: Scores, asked: float, postings: Mapping[str, _Posting]
    ) -> float:
        """What a title adds: how much of the question it says, and how little else."""
        degree = titles.get(place)
        if not degree:
            return 0.0
        said: float = sum(p.rarity for p in postings.values() if p.worth.get(place, 0) & IN_TITLE)
        whole = self._weights.title_whole
        share = 1 - whole + whole * said / self._titled[place]
        return float(self._weights.title * degree * math.sqrt(degree / asked) * share)


def _weight(concept: Concept, postings: Mapping[str, _Posting]) -> float:
    """How much a concept decides: how rare its own words are, or what they stand for if they are not met."""
    own, *others = concept.ways
    # A small index may hold what was half typed and nothing of what it stands for.
    for ways in ((own,) if own.weight == 1.0 else (), others or (own,), (own,)):
        means = [
            way.weight * sum(known) / len(known) * math.sqrt(min(len(known), 3))
            for way in ways
            if (known := [postings[stem].rarity for stem in way.stems if stem in postings])
        ]
        if means:
            return concept.weight * max(means)
    return 0.0


def _degrees(
    concept: Concept, postings: Mapping[str, _Posting], total: Scores, together: _Together
) -> tuple[Scores, Scores]:
    """For each sheet 0..1, how well it stands for a concept, and how far its title says it."""
    body: Scores = {}
    title: Scores = {}
    for way in concept.ways:
        known = [postings[stem] for stem in way.stems if stem in postings]
        if len(known) == 1:
            _one(way, known[0], (body, title), total)
        elif known:
            if way.stems not in together:
                together[way.stems] = _several(known)
            _most(way.weight, together[way.stems][0], body)
            _most(way.weight, together[way.stems][1], title)
    return body, title


def _most(weight: float, degrees: Scores, best: Scores) -> None:
    for place, degree in degrees.items():
        if weight * degree > best.get(place, 0.0):
            best[place] = weight * degree


def _one(way: Way, posting: _Posting, best: tuple[Scores, Scores], total: Scores) -> None:
    body, title = best
    factor = way.weight / FULL
    found: Iterable[tuple[int, int]] = posting.worth.items()
    if posting.common and total:
        get = posting.worth.get
        found = [(place, worth) for place in total if (worth := get(place, 0))]
    for place, worth in found:
        degree = factor * (worth & FULL)
        if degree > body.get(place, 0.0):
            body[place] = degree
        if worth & IN_TITLE and way.weight > title.get(place, 0.0):
            title[place] = way.weight


def _several(known: list[_Posting]) -> tuple[Scores, Scores]:
    """Several stems together: a sheet with only some of them is worth less than their share.

    The two rarest say which sheets are looked at, and the common end of a long title tells nothing more.
    """
    known = sorted(known, key=lambda posting: -posting.rarity)[:_DECIDING]
    whole = sum(posting.rarity for posting in known)
    parts = [(posting.worth.get, posting.rarity / whole) for posting in known]
    body: Scores = {}
    title: Scores = {}
    for place in known[0].worth.keys() | known[1].worth.keys():
        degree = held = titled = 0.0
        for get, part in parts:
            worth = get(place, 0)
            if worth:
                held += part
                degree += part * (worth & FULL)
                if worth & IN_TITLE:
                    titled += part
        body[place] = degree * held / FULL
        if titled:
            title[place] = titled * titled
    return body, title
