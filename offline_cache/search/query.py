"""What a person meant: each word typed, with the other ways to say it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from offline_cache.search.lexicon import Lexicon, key_of
from offline_cache.search.spelling import Known, Vocabulary
from offline_cache.search.words import FILLER, SOFT, Stemmer, said, words

_OFFICIAL = 0.95
_CORRECTED = 0.9
_COMPLETED = 0.8
_SOFT = 0.4
_SHORTEST_PREFIX = 2
_COMPLETIONS = 8
# A last word met this often is taken as whole: « carte » is not the beginning of « cartel ».
_WHOLE = 20
_MAX_WORDS = 12


@dataclass(frozen=True)
class Way:
    """One way to say a concept, in stems that belong together."""

    stems: tuple[str, ...]
    weight: float = 1.0


@dataclass(frozen=True)
class Concept:
    """One thing asked for; the best of its ways counts, and it counts `weight` times its rarity."""

    ways: tuple[Way, ...]
    weight: float = 1.0


@dataclass(frozen=True)
class Query:
    """A question understood. `understood` names what was searched beside the words typed.

    `stems` are all that is looked up; `typed` those of them which stand for the person's own words.
    """

    concepts: tuple[Concept, ...]
    understood: tuple[str, ...]
    stems: frozenset[str]
    typed: frozenset[str]


@dataclass
class _Heard:
    """One word typed: its ways, the keys it may have in the lexicon, what was put right."""

    stem: str
    ways: list[Way]
    read: list[str]
    told: list[str] = field(default_factory=list)
    filler: bool = False
    soft: bool = False


def understand(text: str, vocabulary: Vocabulary, lexicon: Lexicon, stemmer: Stemmer) -> Query:
    """Read a question: stems, spellings put right, the last word completed, official words added."""
    typed = said(text)[:_MAX_WORDS]
    half_typed = bool(text) and text[-1].isalnum()
    reader = _Reader(vocabulary, lexicon, stemmer)
    heard = [
        reader.word(word, last=half_typed and index == len(typed) - 1) for index, word in enumerate(typed)
    ]
    concepts: list[Concept] = []
    understood: list[str] = []
    free = [True] * len(heard)
    for match in lexicon.matches([one.read for one in heard]):
        free[match.start : match.end] = [False] * (match.end - match.start)
        concepts.append(Concept((*_together(heard[match.start : match.end]), *reader.official(match.official))))
        understood += match.official
    alone = [one for index, one in enumerate(heard) if free[index]]
    telling = [one for one in alone if not one.filler]
    if not telling and not concepts:
        telling = alone
    for one in telling:
        understood += one.told
        if one.ways:
            concepts.append(Concept(tuple(one.ways), _SOFT if one.soft and len(heard) > 1 else 1.0))
    asked = frozenset(stem for concept in concepts for way in concept.ways for stem in way.stems)
    own = frozenset(stem for one in heard for stem in (one.stem, *(w.stems[0] for w in one.ways)))
    return Query(tuple(concepts), tuple(dict.fromkeys(understood)), asked, own)


def _together(heard: Sequence[_Heard]) -> tuple[Way, ...]:
    """The words of a known phrase as one way; alone, a word keeps all of its own."""
    if len(heard) == 1:
        return tuple(heard[0].ways)
    stems = tuple(one.ways[0].stems[0] for one in heard if one.ways and not one.filler)
    return (Way(stems),) if stems else ()


class _Reader:
    """Reads single words."""

    def __init__(self, vocabulary: Vocabulary, lexicon: Lexicon, stemmer: Stemmer) -> None:
        self._vocabulary = vocabulary
        self._lexicon = lexicon
        self._stemmer = stemmer
        self._stem = stemmer.stem

    def official(self, phrases: Sequence[str]) -> list[Way]:
        """The ways officials say it."""
        found = (tuple(dict.fromkeys(self._stem(word) for word in words(text))) for text in phrases)
        return [Way(stems, _OFFICIAL) for stems in found if stems]

    def word(self, word: str, *, last: bool) -> _Heard:
        """One word typed; the `last` one may be the beginning of another."""
        known = self._vocabulary.find(word)
        stem = known.stem if known else self._stem(word)
        heard = _Heard(
            stem,
            [Way((stem,))] if known else [],
            [self._key(word)],
            filler=word in FILLER,
            soft=word in SOFT,
        )
        if heard.filler or heard.soft:
            return heard
        if last and len(word) >= _SHORTEST_PREFIX and (known is None or known.uses < _WHOLE):
            self._complete(word, heard)
        told = (known and not self._vocabulary.doubtful(known)) or self._lexicon.has(word)
        if not told and (known or not heard.ways):
            self._correct(word, known, heard)
        return heard

    def _complete(self, word: str, heard: _Heard) -> None:
        longer = [k for k in self._vocabulary.starting(word, _COMPLETIONS) if k.word != word]
        heard.ways += [Way((k.stem,), _COMPLETED) for k in longer if k.stem != heard.stem]
        if not self._lexicon.has(word):
            spoken = [*self._lexicon.starting(word), *(k.word for k in longer[:6])]
            heard.read += dict.fromkeys(self._key(other) for other in spoken)

    def _correct(self, word: str, known: Known | None, heard: _Heard) -> None:
        near = self._vocabulary.readings(word, known, self._lexicon.near(word))
        heard.ways += [Way((k.stem,), _CORRECTED) for k in near]
        heard.told = [k.word for k in near]
        if near and not known:
            heard.stem = near[0].stem
        heard.read += [key for k in near if (key := self._key(k.word)) not in heard.read]

    def _key(self, word: str) -> str:
        return key_of(word, self._stemmer)
