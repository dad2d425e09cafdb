"""Local content in the same search box: a small index of its own, merged with the official answer.

The two indexes count words apart, so their own scores cannot be compared. What can: how much of what was
typed a sheet's title says, and how little else. Both sides are judged by that, and the official order stays.
"""

import sqlite3
import zlib
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from offline_cache.local.content import LocalContent
from offline_cache.search.answer import Hit, SearchAnswer
from offline_cache.search.finder import Finder
from offline_cache.search.kept import open_lexicon
from offline_cache.search.query import understand
from offline_cache.search.spelling import Vocabulary
from offline_cache.search.words import FILLER, SOFT, STOP, FrenchStemmer, fold, said, words

_TITLE, _NAMED, _ABOUT, _BODY = 1.0, 0.9, 0.6, 0.4
_SHARE = 0.1
# What a word alone only hints at counts less than this, and is not what was typed.
_TOLD = 0.5
# A local sheet goes before an official one that says as much: it is about this very town.
_HOME = 0.03
_SOFT = 0.3
_ENOUGH, _ALONE = 0.55, 0.3
_MOST = 4
_CANDIDATES = 10
_SUGGESTED = 2
_SHORTEST = 3

Ways = tuple[frozenset[str], ...]


@dataclass(frozen=True)
class _Asked:
    """One word typed: the stems that stand for it, any set of which will do, and how much it counts."""

    ways: Ways
    weight: float

    def met(self, stems: Collection[str]) -> bool:
        return any(way <= set(stems) for way in self.ways)


@dataclass(frozen=True)
class _Known:
    """What a local sheet says, by where it stands, in stems."""

    title: frozenset[str]
    named: frozenset[str]
    about: frozenset[str]
    body: frozenset[str]


class LocalFinder:
    """Searches one local edition. `seconds` is a monotonic clock."""

    def __init__(self, content: LocalContent, seconds: Callable[[], float]) -> None:
        self._db = content.connection
        self._seconds = seconds
        self._stemmer = FrenchStemmer()
        self._finder: Finder | None = None
        self._known: dict[str, _Known] = {}
        self._titles: list[tuple[str, str]] | None = None

    def prepare(self) -> None:
        """Load what the first search needs."""
        self._ready().prepare()

    def search(self, text: str, official: SearchAnswer, shown: Callable[[str], bool]) -> SearchAnswer:
        """The official answer with the local sheets among it. `shown` tells those of today."""
        started = self._seconds()
        try:
            merged = self._merged(text, official, shown)
        except (sqlite3.DatabaseError, zlib.error, ValueError):
            return official
        return replace(merged, ms=round(official.ms + (self._seconds() - started) * 1000, 2))

    def suggest(
        self, prefix: str, official: Sequence[str], shown: Callable[[str], bool], limit: int
    ) -> list[str]:
        """How what is being typed may go on: local titles and words second, after the likeliest official one."""
        typed = words(prefix)
        if not typed or len(typed[-1]) < _SHORTEST:
            return list(official)[:limit]
        own = [
            title for ident, title in self._all_titles() if _goes_on(words(title), typed) and shown(ident)
        ][:_SUGGESTED]
        return list(dict.fromkeys([*official[:1], *own, *official[1:]]))[:limit]

    def _ready(self) -> Finder:
        if self._finder is None:
            self._lexicon = open_lexicon(self._db, self._stemmer)
            self._vocabulary = Vocabulary(self._db, self._stemmer)
            self._finder = Finder(self._db, self._lexicon, self._stemmer, self._seconds)
        return self._finder

    def _merged(self, text: str, official: SearchAnswer, shown: Callable[[str], bool]) -> SearchAnswer:
        found = self._ready().search(text, _CANDIDATES)
        asked = self._asked(text)
        if not asked:
            return official
        enough = _ENOUGH if official.hits else _ALONE
        scored = [(self._local(hit, asked), hit) for hit in found.hits if shown(hit.id)]
        own = sorted((pair for pair in scored if pair[0] >= enough), key=lambda pair: -pair[0])[:_MOST]
        if not own:
            return official
        hits: list[Hit] = []
        told = frozenset(self._stems(" ".join(official.understood)))
        for hit in official.hits:
            level = self._official(hit, asked, told)
            while own and own[0][0] + _HOME >= level:
                hits.append(own.pop(0)[1])
            hits.append(hit)
        hits += [hit for _, hit in own]
        return replace(official, hits=tuple(hits), topics=())

    def _asked(self, text: str) -> list[_Asked]:
        """Each word typed by itself: one that the town never uses must count against it."""
        typed = said(text)
        telling = [word for word in typed if word not in FILLER and word not in STOP]
        found = []
        for number, word in enumerate(telling or typed):
            last = number == len(telling or typed) - 1 and text[-1:].isalnum()
            query = understand(word if last else f"{word} ", self._vocabulary, self._lexicon, self._stemmer)
            concepts = query.concepts
            ways = [frozenset(way.stems) for one in concepts for way in one.ways if way.weight >= _TOLD]
            soft = word in SOFT or word.rstrip("s") in SOFT
            found.append(_Asked((*ways, frozenset({self._stemmer.stem(word)})), _SOFT if soft else 1.0))
        return found

    def _local(self, hit: Hit, asked: list[_Asked]) -> float:
        known = self._of(hit)
        layers = ((known.title, _TITLE), (known.named, _NAMED), (known.about, _ABOUT), (known.body, _BODY))
        return _degree(asked, layers) + _SHARE * _said(asked, known.title)

    def _official(self, hit: Hit, asked: list[_Asked], told: frozenset[str]) -> float:
        title = frozenset(self._stems(hit.title))
        crumbs = frozenset(self._stems(" ".join(hit.breadcrumb)))
        why = frozenset(self._stems(hit.why))
        # What was put right or looked up for the person stands for what they typed.
        by_title = _degree(asked, ((title, _TITLE), (crumbs, _ABOUT), (why, _ABOUT)))
        if told & title:
            by_title = max(by_title, _TITLE * len(told & title) / len(told))
        return by_title + _SHARE * _said(asked, title)

    def _of(self, hit: Hit) -> _Known:
        if hit.id not in self._known:
            sql = "SELECT words,body FROM sheet JOIN lines USING(number) WHERE id=?"
            named, body = self._db.execute(sql, (hit.id,)).fetchone()
            lead, _, rest = zlib.decompress(body).decode().partition("\n")
            self._known[hit.id] = _Known(
                frozenset(self._stems(hit.title)),
                frozenset(self._stems(named)),
                frozenset(self._stems(lead)),
                frozenset(self._stems(rest)),
            )
        return self._known[hit.id]

    def _stems(self, text: str) -> list[str]:
        return [self._stemmer.stem(word) for word in words(text)]

    def _all_titles(self) -> list[tuple[str, str]]:
        """Every title, then every other name, each with its sheet."""
        if self._titles is None:
            rows = self._db.execute("SELECT id,title,words FROM sheet ORDER BY number").fetchall()
            named = [(row[0], name) for row in rows for name in row[2].split(" ; ") if name]
            self._titles = [*((row[0], row[1]) for row in rows), *named]
        return self._titles


def _degree(asked: list[_Asked], layers: Sequence[tuple[Collection[str], float]]) -> float:
    """0..1: how much of what was typed is said, by the best place that says it."""
    whole = sum(one.weight for one in asked)
    met = (one.weight * next((worth for stems, worth in layers if one.met(stems)), 0.0) for one in asked)
    return sum(met) / whole if whole else 0.0


def _said(asked: list[_Asked], title: Collection[str]) -> float:
    """0..1: how little else a title says."""
    own = {stem for one in asked for way in one.ways for stem in way}
    return len(own & set(title)) / max(len(title), 1)


def _goes_on(title: list[str], typed: list[str]) -> bool:
    *whole, last = typed
    return set(whole) <= set(title) and any(word.startswith(fold(last)) for word in title)
