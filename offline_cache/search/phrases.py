"""Known phrases inside a question: their words in any order, a stranger or two between them. Pure."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, product

from offline_cache.search.words import NEGATING

# How many words that matter may stand inside a phrase of two words, and of more.
_STRANGERS = (1, 2)
_PAIR = 2
# A word said twice may stand in several places; so many ways to read a phrase are tried.
_READINGS = 12


@dataclass(frozen=True)
class Found:
    """A phrase in a question: the places of its words, how many strangers stand between, its entries."""

    words: tuple[int, ...]
    strangers: int
    entries: tuple[int, ...]


Phrase = tuple[tuple[str, ...], tuple[int, ...]]


class Phrases:
    """Phrases by the rarest of their words, so that a question looks at a handful of them."""

    def __init__(self, by_rarest: Mapping[str, Sequence[Phrase]]) -> None:
        self._by_rarest = by_rarest

    @staticmethod
    def arranged(phrases: Mapping[tuple[str, ...], Iterable[int]]) -> dict[str, list[Phrase]]:
        """Phrases (their words, and the entries they belong to) by their rarest word."""
        often = Counter(word for phrase in phrases for word in phrase)
        by_rarest: dict[str, list[Phrase]] = defaultdict(list)
        for phrase, entries in phrases.items():
            by_rarest[min(phrase, key=lambda word: (often[word], word))].append((phrase, tuple(entries)))
        return dict(by_rarest)

    def within(self, places: Mapping[str, Sequence[int]], weak: Sequence[bool]) -> list[Found]:
        """All phrases whose words a question has; `places` says where each stands."""
        known = places.keys()
        return [
            Found(at, strangers, entries)
            for word in known
            for phrase, entries in self._by_rarest.get(word, ())
            if known >= set(phrase)
            for at, strangers in _closest([places[part] for part in phrase], phrase, weak)
        ]


def _closest(
    places: Sequence[Sequence[int]], phrase: Sequence[str], weak: Sequence[bool]
) -> Iterator[tuple[tuple[int, ...], int]]:
    """Where a phrase stands with the fewest strangers inside; nothing when they are too many."""
    best: tuple[int, int, tuple[int, ...]] | None = None
    for taken in islice(product(*places), _READINGS):
        at = tuple(sorted(set(taken)))
        if len(at) < len(phrase):
            continue
        strangers = sum(not weak[index] for index in range(at[0], at[-1]) if index not in at)
        if best is None or (strangers, at[-1] - at[0]) < best[:2]:
            best = strangers, at[-1] - at[0], at
    # A word that denies says the opposite of what it stands beside: no other may come between.
    negated = not NEGATING.isdisjoint(phrase)
    allowed = 0 if negated and len(phrase) == _PAIR else _STRANGERS[len(phrase) > _PAIR]
    if best is not None and best[0] <= allowed:
        yield best[2], best[0]
