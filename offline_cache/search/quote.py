"""One line of a sheet that shows why it was found."""

import re
from collections.abc import Iterable

from offline_cache.search.words import Stemmer, words

_LENGTH = 150
_SENTENCE = re.compile(r"(?<=[.!?])\s+")


def quote(lines: Iterable[str], stems: frozenset[str], stemmer: Stemmer) -> str:
    """The sentence that holds the most of the stems asked for; the first one when none does."""
    best, most = "", -1
    for line in lines:
        for sentence in _SENTENCE.split(line):
            held = len({stemmer.stem(word) for word in words(sentence)} & stems)
            if held > most and sentence:
                best, most = sentence, held
        if most >= min(len(stems), 3):
            break
    return best if len(best) <= _LENGTH else best[:_LENGTH].rsplit(" ", 1)[0] + "…"
