"""The citizens' words and the administration's, from an editable file."""

import json
import tomllib
from bisect import bisect
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice, permutations
from pathlib import Path
from typing import Self

from kiosk.core.errors import UserFacingError
from offline_cache.search.sound import sounds
from offline_cache.search.words import Stemmer, fold, said, words

DEFAULT = Path(__file__).resolve().parents[1] / "data" / "lexique.toml"
_STARTING = 8
_SHORT = 5
_ANY_ORDER = 3


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


class Lexicon:
    """Everyday words to official ones; inflections match because stems are compared.

    `official` maps the keys of a phrase, joined by spaces, to the ways officials say it; `suggested` are
    phrases worth showing, as folded and as written.
    """

    def __init__(
        self,
        official: Mapping[str, Sequence[str]],
        words: Iterable[str],
        suggested: Iterable[Sequence[str]],
        publics: Sequence[Public] = (),
    ) -> None:
        self._official = {tuple(key.split(" ")): tuple(ways) for key, ways in official.items()}
        self._words = frozenset(words)
        self._suggested = [(folded, phrase) for folded, phrase in suggested]
        self._heard: dict[str, list[str]] = defaultdict(list)
        self._starts = {key[:length] for key in self._official for length in range(1, len(key) + 1)}
        self.publics = tuple(publics)

    @classmethod
    def of(cls, entries: Iterable[Entry], publics: Iterable[Entry], stemmer: Stemmer) -> Self:
        """Made of what people say and what officials say."""
        official: dict[str, list[str]] = {}
        found: set[str] = set()
        suggested: list[tuple[str, str]] = []
        for phrases, ways in entries:
            suggested += [(fold(phrase), phrase) for phrase in phrases[:1]]
            for phrase in phrases:
                held = said(phrase)
                found.update(held)
                for order in _orders(tuple(key_of(word, stemmer) for word in held)):
                    known = official.setdefault(" ".join(order), [])
                    known += [way for way in ways if way not in known]
        whom = [
            Public(tuple(map(fold, marks)), frozenset(_stems(named, stemmer))) for marks, named in publics
        ]
        return cls(official, found, suggested, whom)

    def frozen(self) -> str:
        """All of it as text, which `thawed` reads ten times faster than the file."""
        parts = {
            "official": {" ".join(key): ways for key, ways in self._official.items()},
            "words": sorted(self._words),
            "suggested": self._suggested,
            "publics": [[public.marks, sorted(public.stems)] for public in self.publics],
        }
        return json.dumps(parts, ensure_ascii=False)

    @classmethod
    def thawed(cls, text: str) -> Self:
        """Back from `frozen`."""
        parts = json.loads(text)
        publics = [Public(tuple(marks), frozenset(stems)) for marks, stems in parts["publics"]]
        return cls(parts["official"], parts["words"], parts["suggested"], publics)

    def official_words(self) -> set[str]:
        """Every folded word officials use in it."""
        return {word for ways in self._official.values() for way in ways for word in words(way)}

    def suggestions(self, start: str, limit: int) -> list[str]:
        """Phrases that begin so (folded): the first of each entry, the others being read only."""
        return list(islice((phrase for folded, phrase in self._suggested if folded.startswith(start)), limit))

    def has(self, word: str) -> bool:
        """Whether a folded word is in the lexicon as it stands."""
        return word in self._words

    def starting(self, prefix: str) -> list[str]:
        """Folded words that begin so, the shortest first."""
        found = (word for word in self._words if word.startswith(prefix))
        return sorted(found, key=lambda word: (len(word), word))[:_STARTING]

    def near(self, word: str) -> list[str]:
        """Folded words that sound alike."""
        if not self._heard:
            for known in sorted(self._words):
                for sound in sounds(known):
                    self._heard[sound].append(known)
        return list(dict.fromkeys(known for sound in sounds(word) for known in self._heard.get(sound, ())))

    def matches(self, read: Sequence[Sequence[str]], weak: Sequence[bool]) -> list[Match]:
        """Known phrases in a question, the longest first, none overlapping.

        `read` holds, for each word, the keys it may stand for (`key_of`); a `weak` word may be skipped.
        """
        found = [match for start in range(len(read)) if (match := self._longest(read, weak, start))]
        found.sort(key=lambda match: (-match.length, match.start))
        free = [True] * len(read)
        kept = []
        for match in found:
            if all(free[index] for index in match.words):
                kept.append(match)
                for index in match.words:
                    free[index] = False
        return sorted(kept, key=lambda match: match.start)

    def _longest(self, read: Sequence[Sequence[str]], weak: Sequence[bool], start: int) -> Match | None:
        """The longest known phrase that begins with this word."""
        ways: list[tuple[tuple[str, ...], tuple[int, ...]]] = [((), ())]
        best: Match | None = None
        for index in range(start, len(read)):
            longer = [
                ((*key, stem), (*at, index))
                for key, at in ways
                for stem in read[index]
                if (*key, stem) in self._starts
            ]
            for key, at in longer:
                if key in self._official and (best is None or len(key) > best.length):
                    best = Match(at, self._official[key])
            skipped = [way for way in ways if way[0]] if weak[index] else []
            ways = longer + skipped
            if not ways:
                break
        return best


def _orders(key: tuple[str, ...]) -> Iterable[tuple[str, ...]]:
    """A short phrase is known in any order: « volé ma voiture », « voiture volée »."""
    if not key:
        return ()
    return set(permutations(key)) if len(key) <= _ANY_ORDER else (key,)


def key_of(word: str, stemmer: Stemmer) -> str:
    """What a word of a phrase is compared by: its stem, of a short word only its singular.

    Short stems say too little: « paie », « payer » and « payé » share one, « vite » and « vit » too.
    """
    if len(word) > _SHORT:
        return stemmer.stem(word)
    return word.rstrip("sx") if len(word) > 3 else word


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
