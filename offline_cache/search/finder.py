"""Search as a person meets it: results with a reason, suggestions while typing, topics when nothing fits."""

import json
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator

from offline_cache.model import Topic
from offline_cache.search.answer import Hit, SearchAnswer
from offline_cache.search.engine import Ranking
from offline_cache.search.lexicon import Lexicon
from offline_cache.search.query import understand
from offline_cache.search.quote import Quoting
from offline_cache.search.spelling import Vocabulary
from offline_cache.search.suggestions import Suggestions, load_suggestions
from offline_cache.search.words import FILLER, STOP, FrenchStemmer, is_grammar, tokens, words

_TOPICS = 4
# Below this share of letters in common a topic is there by chance.
_LIKE = 0.18
_PREFIXES = 8
# Fewer letters than these begin too many titles to choose among, unless they are a word: « rsa ».
_TITLED = 4
# So much of a last word says something without the words before it.
_ALONE = 3


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
        self._proposed: Suggestions | None = None

    def prepare(self) -> None:
        """Load what only a word that nobody knows needs, and what is proposed."""
        self._stemmer.prepare()
        self._lexicon.prepare()
        self._proposed = load_suggestions()

    def search(self, text: str, limit: int) -> SearchAnswer:
        """The best sheets for what was typed; no topics yet (see `nearest_topics`)."""
        started = self._seconds()
        query = understand(text, self._vocabulary, self._lexicon, self._stemmer)
        quoting = Quoting(self._vocabulary.inflections(query.stems), query.typed)
        hits = tuple(self._hit(number, quoting) for number in self._ranking.rank(query, limit))
        ms = round((self._seconds() - started) * 1000, 2)
        return SearchAnswer(hits, ms, query.understood)

    def suggest(self, prefix: str, limit: int) -> list[str]:
        """Ways to go on typing: what people ask, well written, then titles of sheets."""
        found: dict[str, None] = {}
        for typed in self._readings(prefix):
            asked = self._suggestions.starting(typed, limit)
            titles = (title for title in self._titles(typed, limit) if self._suggestions.fit(title, typed))
            found.update(dict.fromkeys([*asked, *titles]))
            # « carte d » may go on as « carte d'identité » or as « carte de domicile ».
            if found and not (len(typed) > 1 and is_grammar(typed[-1])):
                break
        return list(found)[:limit]

    def nearest_topics(self, text: str) -> list[Topic]:
        """Folders whose title looks most like what was typed; empty when none does."""
        asked = _grams(word for word in words(text) if word not in FILLER)
        near = [
            (len(asked & grams) / len(asked | grams), Topic(key, title, "", sheets))
            for key, title, sheets in self._db.execute("SELECT id,title,sheets FROM node")
            if (grams := _grams(words(title)))
        ]
        scored = [pair for pair in near if pair[0] >= _LIKE]
        scored.sort(key=lambda pair: (-pair[0], pair[1].id))
        return [topic for _, topic in scored[:_TOPICS]]

    def _hit(self, number: int, quoting: Quoting) -> Hit:
        sql = "SELECT id,title,crumbs,body FROM sheet JOIN lines USING(number) WHERE number=?"
        key, title, crumbs, body = self._db.execute(sql, (number,)).fetchone()
        why = quoting.quote(zlib.decompress(body).decode())
        return Hit(key, title, why, tuple(json.loads(crumbs)))

    @property
    def _suggestions(self) -> Suggestions:
        if self._proposed is None:
            self._proposed = load_suggestions()
        return self._proposed

    def _readings(self, prefix: str) -> Iterator[list[str]]:
        """The words that may choose a suggestion, then fewer of them, then as they were probably meant."""
        written = tokens(prefix)
        half = written[-1:] if prefix[-1:].isalnum() else []
        if half and len(written) > 1 and is_grammar(half[0]) and len(half[0]) > 1:
            half = []
        before = [
            word for word in written[: len(written) - len(half)] if word not in STOP and word not in FILLER
        ]
        if not before and not half:
            return
        whole = [*before, *half]
        yield whole
        if before and half and is_grammar(half[0]):
            yield before
        yield [
            word
            if self._vocabulary.starting(word, 1)
            else next((known.word for known in self._vocabulary.corrections(word)), word)
            for word in whole
        ]
        if len(whole[-1]) >= _ALONE:
            yield from (whole[start:] for start in range(1, len(whole)))

    def _titles(self, typed: list[str], limit: int) -> list[str]:
        *whole, last = typed
        known = self._vocabulary.find(last)
        if last in FILLER or (len(last) < _TITLED and self._vocabulary.doubtful(known)):
            return []
        begun = self._vocabulary.starting(last, _PREFIXES) if len(last) >= _TITLED else [known]
        endings = {word.stem for word in begun if word}
        numbers = self._ranking.titled([self._stemmer.stem(word) for word in whole], sorted(endings), limit)
        sql = "SELECT title FROM sheet WHERE number=?"
        return [self._db.execute(sql, (number,)).fetchone()[0] for number in numbers]


def _grams(spoken: Iterable[str]) -> set[str]:
    return {word[i : i + 3] for word in spoken for i in range(max(len(word) - 2, 1))}
