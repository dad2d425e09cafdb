"""One line of a sheet that shows why it was found."""

import re
from collections.abc import Iterable, Mapping

from offline_cache.search.words import words

_LENGTH = 150
_ENOUGH = 3
_SENTENCE = re.compile(r"(?<=[.!?])\s+")


def quote(lines: Iterable[str], stem_of: Mapping[str, str]) -> str:
    """The sentence with the most of the words asked for (given with their stems); else the first one."""
    best, most = "", -1
    enough = min(len(set(stem_of.values())), _ENOUGH)
    for line in lines:
        for sentence in _SENTENCE.split(line):
            held = len({stem_of[word] for word in words(sentence) if word in stem_of})
            if held > most and sentence:
                best, most = sentence, held
        if most >= enough:
            break
    return best if len(best) <= _LENGTH else best[:_LENGTH].rsplit(" ", 1)[0] + "…"
