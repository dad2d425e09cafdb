"""One line of a sheet that shows why it was found."""

import re
from collections.abc import Collection, Mapping

from offline_cache.search.words import fold, words

_LENGTH = 150
_TYPED = 3
_LIKELY = 3
_SENTENCE = re.compile(r"(?<=[.!?])\s+")


def quote(text: str, stem_of: Mapping[str, str], typed: Collection[str] = ()) -> str:
    """The sentence with the most of the words asked for (given with their stems); else the first one.

    A word the person typed (its stem is in `typed`) counts more than one they only meant.
    """
    best, most = "", -1
    for line in _likely(text, stem_of, typed):
        for sentence in _SENTENCE.split(line):
            held = _worth({stem_of[word] for word in words(sentence) if word in stem_of}, typed)
            if held > most and sentence:
                best, most = sentence, held
    return best if len(best) <= _LENGTH else best[:_LENGTH].rsplit(" ", 1)[0] + "…"


def _likely(text: str, stem_of: Mapping[str, str], typed: Collection[str]) -> list[str]:
    """The few lines that seem to hold the most, the first ones on a tie.

    Looked for as bare substrings, in text folded once: an answer quotes twenty sheets.
    """
    folded = fold(text)
    present = [word for word in stem_of if word in folded]
    lines = folded.split("\n")
    worth = [_worth({stem_of[word] for word in present if word in line}, typed) for line in lines]
    order = sorted(range(len(lines)), key=lambda index: (-worth[index], index))
    written = text.split("\n")
    return [written[index] for index in order[:_LIKELY]]


def _worth(stems: Collection[str], typed: Collection[str]) -> int:
    return sum(_TYPED if stem in typed else 1 for stem in stems)
