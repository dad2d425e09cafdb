"""Search as a person meets it: results with a reason, suggestions while typing, topics when nothing fits."""

import json
import sqlite3
import zlib
from collections.abc import Callable

from offline_cache.model import Hit, SearchAnswer, Topic
from offline_cache.search.engine import Ranking
from offline_cache.search.lexicon import Lexicon
from offline_cache.search.query import understand
from offline_cache.search.quote import Quoting
from offline_cache.search.spelling import Vocabulary
from offline_cache.search.words import FrenchStemmer, fold, words

_TOPICS = 4
_PREFIXES = 8
_SPOKEN = 2


class Finder:
    """Searches one edition. `seconds` is a monotonic clock, for the time shown in the answer."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        lexicon: Lexicon,
        stemmer: FrenchStemmer,
        seconds: Callable[[], float],
    ) -> None:
        self._db = connection
        self._lexicon = lexicon
        self._stemmer = stemmer
        self._seconds = seconds
        self._vocabulary = Vocabulary(connection, stemmer)
        self._ranking = Ranking(connection, lexicon.publics)

    def prepare(self) -> None:
        """Load what only a word that nobody knows needs."""
        self._stemmer.prepare()

    def search(self, text: str, limit: int) -> SearchAnswer:
        """The best sheets for what was typed; no topics yet (see `nearest_topics`)."""
        started = self._seconds()
        query = understand(text, self._vocabulary, self._lexicon, self._stemmer)
        quoting = Quoting(self._vocabulary.inflections(query.stems), query.typed)
        hits = tuple(self._hit(number, quoting) for number in self._ranking.rank(query, limit))
        ms = round((self._seconds() - started) * 1000, 2)
        return SearchAnswer(hits, ms, query.understood)

    def suggest(self, prefix: str, limit: int) -> list[str]:
        """Ways to go on typing: everyday phrases of the lexicon, then titles of sheets."""
        typed = words(prefix)
        if not typed:
            return []
        start = fold(prefix).strip()
        spoken = self._lexicon.suggestions(start, _SPOKEN)
        return list(dict.fromkeys([*spoken, *self._titles(typed, limit)]))[:limit]

    def nearest_topics(self, text: str) -> list[Topic]:
        """Folders whose title looks most like what was typed; empty when none does."""
        asked = _grams(text)
        scored = [
            (len(asked & grams) / len(asked | grams), Topic(key, title, "", sheets))
            for key, title, sheets in self._db.execute("SELECT id,title,sheets FROM node")
            if asked & (grams := _grams(title))
        ]
        scored.sort(key=lambda pair: (-pair[0], pair[1].id))
        return [topic for _, topic in scored[:_TOPICS]]

    def _hit(self, number: int, quoting: Quoting) -> Hit:
        sql = "SELECT id,title,crumbs,body FROM sheet JOIN lines USING(number) WHERE number=?"
        key, title, crumbs, body = self._db.execute(sql, (number,)).fetchone()
        why = quoting.quote(zlib.decompress(body).decode())
        return Hit(key, title, why, tuple(json.loads(crumbs)))

    def _titles(self, typed: list[str], limit: int) -> list[str]:
        *whole, last = typed
        endings = {known.stem for known in self._vocabulary.starting(last, _PREFIXES)}
        if not endings:
            endings = {known.stem for known in self._vocabulary.corrections(last)}
        if not endings:
            return []
        numbers = self._ranking.titled([self._stemmer.stem(word) for word in whole], sorted(endings), limit)
        sql = "SELECT title FROM sheet WHERE number=?"
        return [self._db.execute(sql, (number,)).fetchone()[0] for number in numbers]


def _grams(text: str) -> set[str]:
    return {word[i : i + 3] for word in words(text) for i in range(max(len(word) - 2, 1))}
