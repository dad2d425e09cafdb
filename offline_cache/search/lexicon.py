"""The citizens' words and the administration's, from an editable file."""

import json
import tomllib
from bisect import bisect, bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice, takewhile
from pathlib import Path
from typing import Self

from kiosk.core.errors import UserFacingError
from offline_cache.search.forms import form_of
from offline_cache.search.phrases import Found, Phrase, Phrases
from offline_cache.search.sound import sounds
from offline_cache.search.words import NEGATING, Stemmer, fold, said, words

DEFAULT = Path(__file__).resolve().parents[1] / "data" / "lexique.toml"
_STARTING = 8
_SHORT = 5
_HINTS = 8
_LEAST_SHARE = 0.05


@dataclass(frozen=True)
class Match:
    """The words of a query (by their places) that the lexicon knows, and what officials call them."""

    words: tuple[int, ...]
    official: tuple[str, ...]

    @property
    def start(self) -> int:
        """The place of its first word."""
        return self.words[0]

    @property
    def length(self) -> int:
        """How many words it is."""
        return len(self.words)


@dataclass(frozen=True)
class Public:
    """People whom some sheets are for alone: `marks`, folded, tell such a sheet's title or folder.

    `stems` tell that a question is about them.
    """

    marks: tuple[str, ...]
    stems: frozenset[str]

    def among(self, headed: Sequence[str]) -> frozenset[int]:
        """Which sheets, given by their titles and folders (folded), are for them."""
        # One text searched for each mark: ten times faster than each sheet's title by itself.
        text, begins = "\n".join(headed), [0, *accumulate(len(head) + 1 for head in headed)]
        return frozenset(bisect(begins, at) - 1 for mark in self.marks for at in _places(text, mark))

    def named(self, stems: Collection[str]) -> bool:
        """Whether a question names them."""
        return not self.stems.isdisjoint(stems)


Entry = tuple[Sequence[str], Sequence[str]]


@dataclass(frozen=True)
class Keys:
    """What a word may be in the lexicon: `alone`, and `among` the words of a phrase."""

    alone: tuple[str, ...]
    among: tuple[str, ...]

    @classmethod
    def of(cls, words: Iterable[str], stemmer: Stemmer) -> Self:
        """Of a word and what it may have been meant for, folded."""
        known = list(words)
        return cls(
            tuple(dict.fromkeys(key_of(word, stemmer) for word in known)),
            tuple(dict.fromkeys(form_of(word, stemmer) for word in known)),
        )


@dataclass(frozen=True)
class Parts:
    """The lexicon taken apart, as it is kept.

    `ways` are what officials say, entry by entry; `alone` tells the entries of single words, `phrases`
    those of several (see `Phrases`); `words` are all folded words people say; `hints` tell for a word of
    phrases the entries it is most said in, and which share of its phrases are theirs.
    """

    ways: Sequence[Sequence[str]]
    alone: Mapping[str, Sequence[int]]
    phrases: Mapping[str, Sequence[Phrase]]
    words: Sequence[str]
    hints: Mapping[str, Sequence[tuple[int, float]]]
    publics: Sequence[Sequence[Sequence[str]]]


class Lexicon:
    """Everyday words to official ones; inflections match because stems are compared."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._words = frozenset(parts.words)
        self._phrases = Phrases(parts.phrases)
        self._heard: dict[str, list[str]] = defaultdict(list)
        self.publics = tuple(Public(tuple(marks), frozenset(stems)) for marks, stems in parts.publics)

    @classmethod
    def of(cls, entries: Iterable[Entry], publics: Iterable[Entry], stemmer: Stemmer) -> Self:
        """Made of what people say and what officials say."""
        ways: list[Sequence[str]] = []
        alone: dict[str, list[int]] = defaultdict(list)
        among: dict[tuple[str, ...], list[int]] = defaultdict(list)
        found: set[str] = set()
        for number, (phrases, official) in enumerate(entries):
            ways.append(official)
            for phrase in phrases:
                held = said(phrase)
                found.update(held)
                if len(held) == 1:
                    alone[key_of(held[0], stemmer)].append(number)
                elif held:
                    among[tuple(sorted({form_of(word, stemmer) for word in held}))].append(number)
        whom = [[list(map(fold, marks)), sorted(_stems(named, stemmer))] for marks, named in publics]
        return cls(Parts(ways, alone, Phrases.arranged(among), sorted(found), _hints(among), whom))

    def frozen(self) -> str:
        """All of it as text, which `thawed` reads ten times faster than the file."""
        return json.dumps(vars(self._parts), ensure_ascii=False)

    @classmethod
    def thawed(cls, text: str) -> Self:
        """Back from `frozen`."""
        return cls(Parts(**json.loads(text)))

    def official_words(self) -> set[str]:
        """Every folded word officials use in it."""
        return {word for ways in self._parts.ways for way in ways for word in words(way)}

    def has(self, word: str) -> bool:
        """Whether a folded word is in the lexicon as it stands."""
        return word in self._words

    def starting(self, prefix: str) -> list[str]:
        """Folded words that begin so, the shortest first."""
        known = self._parts.words
        begin = bisect_left(known, prefix)
        found = takewhile(lambda word: word.startswith(prefix), islice(known, begin, None))
        return sorted(found, key=lambda word: (len(word), word))[:_STARTING]

    def prepare(self) -> None:
        """Hear all words now, not at the first one that is misspelt."""
        if not self._heard:
            for known in self._parts.words:
                for sound in sounds(known):
                    self._heard[sound].append(known)

    def near(self, word: str) -> list[str]:
        """Folded words that sound alike."""
        self.prepare()
        heard = (sound for sound in sounds(word) if len(sound) > 1)
        return list(dict.fromkeys(known for sound in heard for known in self._heard.get(sound, ())))

    def hints(self, keys: Keys) -> list[tuple[str, float]]:
        """What a word alone makes one think of: the first official way of an entry, and how surely (0..1)."""
        return [
            (self._parts.ways[entry][0], share)
            for key in keys.among[:1]
            for entry, share in self._parts.hints.get(key, ())
        ]

    def matches(self, read: Sequence[Keys], weak: Sequence[bool]) -> list[Match]:
        """Known phrases in a question, those with the most words that matter first, none overlapping.

        A `weak` word may stand anywhere inside a phrase, others only so many.
        """
        places: dict[str, list[int]] = defaultdict(list)
        for index, keys in enumerate(read):
            for key in keys.among:
                places[key].append(index)
        found = self._phrases.within(places, weak)
        found += [
            Found((index,), 0, tuple(self._parts.alone[key]))
            for index, keys in enumerate(read)
            for key in keys.alone
            if key in self._parts.alone
        ]
        telling = [
            not slack or not NEGATING.isdisjoint(keys.among) for keys, slack in zip(read, weak, strict=True)
        ]
        found.sort(
            key=lambda one: (
                -sum(telling[index] for index in one.words),
                -len(one.words),
                one.strangers,
                one.words,
            )
        )
        taken: dict[int, Found] = {}
        kept: dict[tuple[int, ...], list[int]] = {}
        for one in found:
            if one.words in kept:
                kept[one.words] += one.entries
            elif not any(index in taken for index in one.words):
                taken.update(dict.fromkeys(one.words, one))
                kept[one.words] = list(one.entries)
        ways = self._parts.ways
        return [
            Match(at, tuple(dict.fromkeys(way for number in kept[at] for way in ways[number])))
            for at in sorted(kept)
        ]


def _hints(among: Mapping[tuple[str, ...], Sequence[int]]) -> dict[str, list[tuple[int, float]]]:
    said_in: dict[str, Counter[int]] = defaultdict(Counter)
    for phrase, entries in among.items():
        for word in phrase:
            said_in[word].update(set(entries))
    return {
        word: [
            (entry, round(times / sum(counts.values()), 2))
            for entry, times in counts.most_common(_HINTS)
            if times >= _LEAST_SHARE * sum(counts.values())
        ]
        for word, counts in said_in.items()
    }


def key_of(word: str, stemmer: Stemmer) -> str:
    """What a word by itself is compared by: its stem, of a short word only its singular.

    Short stems say too little: « paie », « payer » and « payé » share one, « vite » and « vit » too; and no
    stem is a short word: « papiers » are not « papi ».
    """
    one = word.rstrip("sx") if len(word) > 3 and word not in NEGATING else word
    return f"{stemmer.stem(word)}~" if len(one) > _SHORT else one


def load_lexicon(stemmer: Stemmer, path: Path = DEFAULT) -> Lexicon:
    """Read the lexicon.

    Raises:
        UserFacingError: `settings.value-wrong` with the file's name and what is wrong.
    """
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
        entries = [(_strings(e["dit"]), _strings(e["officiel"])) for e in document.get("entree", [])]
        publics = [(_strings(e["fiches"]), _strings(e["dit"])) for e in document.get("public", [])]
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise UserFacingError("settings.value-wrong", f"{path.name} : {error}") from None
    return Lexicon.of(entries, publics, stemmer)


def _places(text: str, mark: str) -> Iterator[int]:
    at = text.find(mark)
    while at >= 0:
        yield at
        at = text.find(mark, at + 1)


def _stems(phrases: Iterable[str], stemmer: Stemmer) -> Iterable[str]:
    return (stemmer.stem(word) for phrase in phrases for word in words(phrase))


def _strings(value: object) -> list[str]:
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return value
    raise TypeError("« dit » et « officiel » attendent une liste de textes")
