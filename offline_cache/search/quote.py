"""One line of a sheet that shows why it was found."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from offline_cache.search.words import fold, words

_LENGTH = 150
_ENOUGH = 6
_TYPED = 3
_OPENING = 3
_KEPT = 6
_SENTENCE = re.compile(r"(?<=[.!?])\s+")


def promising(text: str, spoken: Collection[str]) -> Iterator[str]:
    """Lines worth quoting from: the first ones, then those with a word the person typed (folded)."""
    lines = text.split("\n")
    yield from lines[:_OPENING]
    kept = 0
    for line, folded in zip(lines[_OPENING:], fold(text).split("\n")[_OPENING:], strict=False):
        if kept < _KEPT and any(word in folded for word in spoken):
            kept += 1
            yield line


def quote(lines: Iterable[str], stem_of: Mapping[str, str], typed: Collection[str] = ()) -> str:
    """The sentence with the most of the words asked for (given with their stems); else the first one.

    A word the person typed (its stem is in `typed`) counts more than one they only meant.
    """
    best, most = "", -1
    stems = set(stem_of.values())
    enough = min(sum(_worth(stem, typed) for stem in stems), _ENOUGH)
    for line in lines:
        for sentence in _SENTENCE.split(line):
            found = {stem_of[word] for word in words(sentence) if word in stem_of}
            held = sum(_worth(stem, typed) for stem in found)
            if held > most and sentence:
                best, most = sentence, held
        if most >= enough:
            break
    return best if len(best) <= _LENGTH else best[:_LENGTH].rsplit(" ", 1)[0] + "…"


def _worth(stem: str, typed: Collection[str]) -> int:
    return _TYPED if stem in typed else 1
