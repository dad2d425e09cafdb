"""One line of a sheet that shows why it was found."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping

from offline_cache.search.words import fold

_LENGTH = 150
_TYPED = 3
_LIKELY = 2
_FINISHED = 0.5
_SHORTEST = 25
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
# An answer quotes twenty sheets: their text is folded byte by byte, thirty times faster than by `fold`,
# and what is no letter becomes a space.
_BYTES = "cp1252"


def _letter(code: int) -> str:
    return fold(bytes([code]).decode(_BYTES, "replace"))[:1]


_FOLDED = bytes(ord(letter) if (letter := _letter(code)).isalnum() else 32 for code in range(256))


class Quoting:
    """Quotes sheets for one question: the words asked for with their stems, and the stems typed."""

    def __init__(self, stem_of: Mapping[str, str], typed: Collection[str] = ()) -> None:
        self._stem_of = stem_of
        self._asked = frozenset(stem_of)
        self._typed = typed

    def quote(self, text: str) -> str:
        """The sentence with the most of the words asked for; else the first one.

        A word the person typed counts more than one they only meant.
        """
        best, most = "", -1.0
        for line in self._likely(text):
            for sentence in _SENTENCE.split(line):
                held = self._worth(self._asked.intersection(_folded(sentence).split())) + _whole(sentence)
                if held > most and sentence:
                    best, most = sentence, held
        return _shown(best)

    def _likely(self, text: str) -> list[str]:
        """The few lines that hold the most, the first ones on a tie."""
        folded = f" {_folded(text)} "
        met: dict[int, set[str]] = defaultdict(set)
        for word in self._asked.intersection(folded.split()):
            for place in _places(folded, word):
                met[text.count("\n", 0, place)].add(word)
        order = sorted(met, key=lambda number: (-self._worth(met[number]), number))[:_LIKELY]
        written = text.split("\n")
        return [written[number] for number in order] or written[:1]

    def _worth(self, held: Collection[str]) -> int:
        stems = {self._stem_of[word] for word in held}
        return sum(_TYPED if stem in self._typed else 1 for stem in stems)


def _whole(sentence: str) -> float:
    """A sentence is read more easily than the item of a list, or the line before one."""
    return _FINISHED if sentence.endswith((".", "!", "?")) and len(sentence) >= _SHORTEST else 0.0


def _shown(sentence: str) -> str:
    """As it is read alone: with a capital, without a list's comma or the mark of a raised letter."""
    alone = sentence.replace("^", "").strip().rstrip(",;:").rstrip()
    alone = alone[:1].upper() + alone[1:]
    return alone if len(alone) <= _LENGTH else alone[:_LENGTH].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def _folded(text: str) -> str:
    return text.encode(_BYTES, "replace").translate(_FOLDED).decode("ascii")


def _places(folded: str, word: str) -> Iterator[int]:
    """Where a whole word stands, counted in the text without the space put before it."""
    place = folded.find(f" {word} ")
    while place >= 0:
        yield place
        place = folded.find(f" {word} ", place + 1)
