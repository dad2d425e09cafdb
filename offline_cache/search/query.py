"""What a person meant: each word typed, with the other ways to say it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from offline_cache.search.forms import infinitive
from offline_cache.search.lexicon import Keys, Lexicon
from offline_cache.search.spelling import Known, Vocabulary
from offline_cache.search.typed import spoken
from offline_cache.search.words import FILLER, SOFT, STOP, Stemmer, words

_OFFICIAL = 0.95
# What the words of a known phrase count beside what it stands for, and what is left of them without
# « plus », « sans »: « plus de travail » is no question about work.
_TOLD_WHOLE = 1.0
_TOLD_PART = 0.5
_CORRECTED = 0.9
_DOUBT = 0.1
_COMPLETED = 0.8
_PERHAPS = 0.5
_SOFT = 0.3
# What a word is worth that the lexicon knows only among others.
_HINT = 0.7
_SHORT_WAY = 2
_TITLE_OF_PART = 0.85
_TITLE_OF_MET = 0.5
# An editor names the likeliest sheet first.
_LATER = 0.03
_SHORTEST_GUESS = 4
_SHORTEST_PREFIX = 2
_COMPLETIONS = 8
# A last word met this often is taken as whole: « carte » is not the beginning of « cartel ».
_WHOLE = 20
# …unless what it begins is this many times more common: « pass » and « passeport ».
_COMMONER = 5
_MAX_WORDS = 14
# A Cerfa number.
_FORM_DIGITS = 5
# « 16 ans », « 140 km/h »: a short number says little by itself.
_TELLING_DIGITS = 4


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
    """One word typed: its ways, the words it may be in the lexicon, what was put right."""

    stem: str
    ways: list[Way]
    read: list[str]
    told: list[str] = field(default_factory=list)
    filler: bool = False
    met: bool = False
    soft: bool = False
    begun: bool = False


def understand(text: str, vocabulary: Vocabulary, lexicon: Lexicon, stemmer: Stemmer) -> Query:
    """Read a question: stems, spellings put right, the last word completed, official words added."""
    typed = spoken(text, vocabulary, lexicon, _MAX_WORDS)
    half_typed = bool(text) and text[-1].isalnum()
    reader = _Reader(vocabulary, lexicon, stemmer)
    heard = [
        reader.word(word, last=half_typed and index == len(typed) - 1, only=len(typed) == 1)
        for index, word in enumerate(typed)
    ]
    matches = lexicon.matches(
        [Keys.of(one.read, stemmer) for one in heard], [one.filler or one.soft for one in heard]
    )
    known = {index for match in matches for index in match.words}
    alone = [one for index, one in enumerate(heard) if index not in known and not one.filler]
    if not alone and not matches:
        alone = [one for one in heard if one.soft or one.begun]
    telling = len(matches) + sum(not one.soft for one in alone)
    concepts: list[Concept] = []
    understood: list[str] = []
    for match in matches:
        inside = [heard[index] for index in match.words]
        met = len(inside) == 1 and inside[0].met
        ways = (*_together(inside), *reader.official(match.official, whole=telling == 1, met=met))
        concepts.append(Concept(ways, _SOFT if all(one.soft for one in inside) and telling > 1 else 1.0))
        understood += match.official
    for one in alone:
        understood += one.told
        if not one.soft and not one.filler:
            one.ways += reader.hinted(lexicon.hints(Keys.of(one.read, stemmer)))
        if one.ways:
            concepts.append(Concept(tuple(one.ways), _SOFT if one.soft and telling else 1.0))
    asked = frozenset(stem for concept in concepts for way in concept.ways for stem in way.stems)
    own = frozenset(stem for one in heard for stem in (one.stem, *(w.stems[0] for w in one.ways)))
    return Query(tuple(concepts), tuple(dict.fromkeys(understood)), asked, own)


def _is_soft(word: str) -> bool:
    short = word.isdigit() and len(word) < _TELLING_DIGITS
    return short or not SOFT.isdisjoint((word, word.rstrip("s"), infinitive(word)))


def _together(heard: Sequence[_Heard]) -> tuple[Way, ...]:
    """The words of a known phrase as one way; alone, a word keeps all of its own."""
    if len(heard) == 1:
        return tuple(heard[0].ways)
    told = [one for one in heard if not one.filler]
    stems = tuple(one.ways[0].stems[0] for one in told if one.ways)
    weight = _TOLD_WHOLE if len(told) == len(heard) else _TOLD_PART
    return (Way(stems, weight),) if stems and len(stems) == len(told) else ()


class _Reader:
    """Reads single words."""

    def __init__(self, vocabulary: Vocabulary, lexicon: Lexicon, stemmer: Stemmer) -> None:
        self._vocabulary = vocabulary
        self._lexicon = lexicon
        self._stemmer = stemmer
        self._stem = stemmer.stem

    def official(self, phrases: Sequence[str], *, whole: bool, met: bool) -> list[Way]:
        """The ways officials say it, the likeliest first.

        A sheet's full title leads the `whole` question there, a part of one less surely, and least of all
        a single word that the edition has (it is `met`).
        """
        found = (tuple(dict.fromkeys(self._stem(word) for word in words(text))) for text in phrases)
        return [
            Way(stems, self._official(stems, whole=whole, met=met) - _LATER * place)
            for place, stems in enumerate(found)
            if stems
        ]

    @staticmethod
    def _official(stems: Sequence[str], *, whole: bool, met: bool) -> float:
        if whole or len(stems) <= _SHORT_WAY:
            return _OFFICIAL
        return _TITLE_OF_MET if met else _TITLE_OF_PART

    def hinted(self, hints: Sequence[tuple[str, float]]) -> list[Way]:
        """What a word alone may be about, less surely than any phrase."""
        return [
            Way(stems, _HINT * math.sqrt(share))
            for text, share in hints
            if (stems := tuple(dict.fromkeys(self._stem(word) for word in words(text))))
        ]

    def word(self, word: str, *, last: bool, only: bool) -> _Heard:
        """One word typed; the `last` one may be the beginning of another, the more so if it is the `only` one."""
        known = self._vocabulary.find(word)
        stem = known.stem if known else self._stem(word)
        heard = _Heard(
            stem,
            [Way((stem,))] if known else [],
            [word],
            filler=word in FILLER or word in STOP,
            met=known is not None and not self._vocabulary.doubtful(known),
            soft=_is_soft(word),
        )
        if heard.filler and last and only and (longer := self._longer(word, None)):
            # « passe » says little, unless « passeport » is being typed.
            heard.ways, heard.begun = [], True
            self._complete(word, heard, longer)
        if heard.filler or heard.soft:
            return heard
        if len(word) == _FORM_DIGITS and word.isdigit() and (form := self._vocabulary.form(word)):
            heard.ways += self.official([form], whole=True, met=False)
            heard.told = [form]
            return heard
        longer = self._longer(word, known) if last and len(word) >= _SHORTEST_PREFIX else []
        if longer or (last and not known):
            self._complete(word, heard, longer)
        elif last and not only:
            self._perhaps(word, heard)
        told = heard.met or self._lexicon.has(word)
        guessed = longer and longer[0].uses >= _WHOLE
        if not told and not guessed:
            self._correct(word, known, heard)
        return heard

    def _longer(self, word: str, known: Known | None) -> list[Known]:
        """What a word may be the beginning of; nothing when it is itself common enough."""
        longer = [k for k in self._vocabulary.starting(word, _COMPLETIONS) if k.word != word]
        most = longer[0].uses if longer else 0
        return [] if known and known.uses >= _WHOLE and known.uses * _COMMONER >= most else longer

    def _complete(self, word: str, heard: _Heard, longer: Sequence[Known]) -> None:
        heard.ways = [Way(way.stems, _COMPLETED) for way in heard.ways]
        typed = {way.stems for way in heard.ways}
        heard.ways += [Way((k.stem,), _COMPLETED) for k in longer if (k.stem,) not in typed]
        if not self._lexicon.has(word) and len(word) >= _SHORTEST_GUESS:
            spoken = [*self._lexicon.starting(word), *(k.word for k in longer[:6])]
            heard.read += dict.fromkeys(spoken)

    def _perhaps(self, word: str, heard: _Heard) -> None:
        """A word whole by itself may still go on: after « carte », « vit » is more likely « vitale »."""
        begun = [known for known in self._vocabulary.starting(word, _COMPLETIONS) if known.word != word]
        heard.ways += [Way((known.stem,), _PERHAPS) for known in begun if known.stem != heard.stem]
        heard.read += [known.word for known in begun[:3]]

    def _correct(self, word: str, known: Known | None, heard: _Heard) -> None:
        near = self._vocabulary.readings(word, known, self._lexicon.near(word))
        heard.ways += [Way((k.stem,), _CORRECTED - _DOUBT * place) for place, k in enumerate(near)]
        heard.told = [k.word for k in near]
        if near and not known:
            heard.stem = near[0].stem
        heard.read += [k.word for k in near if k.word not in heard.read]
