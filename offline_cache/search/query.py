"""What a person meant: each word typed, with the other ways to say it."""

from dataclasses import dataclass, field

from offline_cache.search.lexicon import Lexicon
from offline_cache.search.spelling import Known, Vocabulary
from offline_cache.search.words import Stemmer, words

_OFFICIAL = 0.9
_CORRECTED = 0.9
_COMPLETED = 0.7
_SHORTEST_PREFIX = 2
_COMPLETIONS = 5
# A last word met this often is taken as whole: « carte » is not the beginning of « cartel ».
_WHOLE = 20
_MAX_WORDS = 12


@dataclass(frozen=True)
class Way:
    """One way to say a concept: stems of which each found adds to the score, times `weight`."""

    stems: tuple[str, ...]
    weight: float = 1.0


@dataclass
class Concept:
    """One thing asked for; the best of its ways counts."""

    ways: list[Way] = field(default_factory=list)


@dataclass(frozen=True)
class Query:
    """A question understood. `understood` names what was searched beside the words typed.

    `stems` are all that is looked up; `typed` those of them which stand for the person's own words.
    """

    concepts: tuple[Concept, ...]
    understood: tuple[str, ...]
    stems: frozenset[str]
    typed: frozenset[str]


def understand(text: str, vocabulary: Vocabulary, lexicon: Lexicon, stemmer: Stemmer) -> Query:
    """Read a question: stems, spellings put right, the last word completed, official words added."""
    typed = words(text)[:_MAX_WORDS]
    half_typed = bool(text) and text[-1].isalnum()
    concepts: list[Concept] = []
    stems: list[str] = []
    understood: list[str] = []
    for index, word in enumerate(typed):
        last = half_typed and index == len(typed) - 1
        ways, stem, told = _word(word, last, vocabulary, lexicon, stemmer)
        concepts.append(Concept(ways))
        stems.append(stem)
        understood += told
    for match in lexicon.matches(stems):
        extra = [
            Way(found, _OFFICIAL)
            for official in match.official
            if (found := tuple(stemmer.stem(word) for word in words(official)))
        ]
        understood += match.official
        _merge(concepts, match.start, match.end, extra)
    kept = tuple(concept for concept in concepts if concept.ways)
    asked = frozenset(stem for concept in kept for way in concept.ways for stem in way.stems)
    return Query(kept, tuple(dict.fromkeys(understood)), asked, frozenset(stems))


def _word(
    word: str, last: bool, vocabulary: Vocabulary, lexicon: Lexicon, stemmer: Stemmer
) -> tuple[list[Way], str, list[str]]:
    """The ways of one word, the stem the lexicon is asked for, and what was put right."""
    stem = stemmer.stem(word)
    known = vocabulary.find(word)
    ways = [Way((stem,))] if known else []
    if last and len(word) >= _SHORTEST_PREFIX and (known is None or known.uses < _WHOLE):
        longer = [k for k in vocabulary.starting(word, _COMPLETIONS) if k.word != word]
        ways += [Way((k.stem,), _COMPLETED) for k in longer if k.stem != stem]
    if ways and not vocabulary.doubtful(known):
        return ways, stem, []
    if lexicon.knows(stem):
        return [Way((stem,))], stem, []
    corrections = [] if ways and not known else vocabulary.readings(word, known)
    ways += _corrected(corrections)
    told = [k.word for k in corrections]
    return ways, corrections[0].stem if corrections and not known else stem, told


def _corrected(corrections: list[Known]) -> list[Way]:
    return [Way((known.stem,), _CORRECTED) for known in corrections]


def _merge(concepts: list[Concept], start: int, end: int, extra: list[Way]) -> None:
    """Give a phrase's official ways to its first word, with the typed words together as one way more."""
    if end - start > 1:
        typed = tuple(way.stems[0] for concept in concepts[start:end] for way in concept.ways[:1])
        if typed:
            concepts[start].ways = [Way(typed)]
        for concept in concepts[start + 1 : end]:
            concept.ways = []
    concepts[start].ways += extra
