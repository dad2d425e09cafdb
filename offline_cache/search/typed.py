"""The words of a question as they were meant to be written apart: « cartegrise », « pass port », « 12100*02 »."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from offline_cache.search.lexicon import Lexicon
from offline_cache.search.spelling import Vocabulary
from offline_cache.search.words import FILLER, STOP, is_grammar, tokens

# A form's number, and which printing of it: the papers in a drawer are seldom the latest.
_FORM = re.compile(r"\b(\d{5})\s?\*\s?\d\d?\b")
_LINKS = frozenset(
    """l d j m n s t c qu de du des la le les un une et a au en ma mon mes sa son pour par sur""".split()  # noqa: SIM905 - prose
)
_LONGEST = 40
_SHORTEST_JOINED = 7
_SHORTEST_HALF = 3
_PART, _SHORT_PART = 4, 3
# How common a word must be to be cut out of a longer one, by its length.
_USES, _SHORT_USES = 30, 200


def spoken(text: str, vocabulary: Vocabulary, lexicon: Lexicon, limit: int) -> list[str]:
    """The folded words of a question, `limit` at most, put together and taken apart, without grammar."""
    written = tokens(_FORM.sub(r"\1", text))[: 2 * limit]
    joined = list(_joined(written, vocabulary, lexicon))
    apart = [part for word in joined for part in _apart(word, vocabulary, lexicon)]
    return [word for word in apart if not is_grammar(word)][:limit]


def _joined(written: Sequence[str], vocabulary: Vocabulary, lexicon: Lexicon) -> Iterator[str]:
    """Two halves that make a known word, when one of them is none by itself or the whole is far commoner."""
    taken = False
    for first, second in pairwise((*written, "")):
        if taken:
            taken = False
            continue
        whole = first + second
        taken = (
            bool(second) and len(whole) >= _SHORTEST_JOINED and _halves(first, second, vocabulary, lexicon)
        )
        yield whole if taken else first


def _halves(first: str, second: str, vocabulary: Vocabulary, lexicon: Lexicon) -> bool:
    if min(len(first), len(second)) < _SHORTEST_HALF or not (first + second).isalpha():
        return False
    whole = vocabulary.find(first + second)
    uses = 0 if vocabulary.doubtful(whole) or not whole else whole.uses
    rarest = min(half.uses if half else 0 for half in map(vocabulary.find, (first, second)))
    return uses > rarest or (rarest < _USES and lexicon.has(first + second))


def _apart(word: str, vocabulary: Vocabulary, lexicon: Lexicon) -> Sequence[str]:
    """A word nobody knows as the fewest known ones in a row; the word itself when there are none."""
    if not _SHORTEST_JOINED <= len(word) <= _LONGEST or not word.isalpha():
        return (word,)
    if lexicon.has(word) or word in FILLER or word in STOP:
        return (word,)
    if not vocabulary.doubtful(vocabulary.find(word)) or vocabulary.alike(word) or lexicon.near(word):
        return (word,)
    pieces = {
        word[start:end]
        for start in range(len(word))
        for end in range(start + _SHORT_PART, len(word) + 1)
        if end - start < len(word)
    }
    known = {
        w
        for w, uses in vocabulary.uses(pieces).items()
        if uses >= (_USES if len(w) >= _PART else _SHORT_USES)
    }
    known |= {piece for piece in pieces if len(piece) >= _PART and lexicon.has(piece)}
    best: list[tuple[float, tuple[str, ...]] | None] = [(0.0, ())] + [None] * len(word)
    for end in range(1, len(word) + 1):
        for start in range(end):
            before, piece = best[start], word[start:end]
            if before is None or (piece not in known and piece not in _LINKS):
                continue
            # A single letter inside a word is seldom an article.
            cost = before[0] + (1.0 if piece in known else 1.5)
            now = best[end]
            if now is None or cost < now[0]:
                best[end] = cost, (*before[1], piece)
    found = best[-1]
    return found[1] if found and _telling(found[1]) else (word,)


def _telling(parts: Sequence[str]) -> bool:
    """Two words that matter, or an article and one: no more pieces than a person would run together."""
    return any(len(part) >= _PART for part in parts) and len(parts) <= max(2, sum(map(len, parts)) // 4)
