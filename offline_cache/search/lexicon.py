"""The citizens' words and the administration's, from an editable file."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kiosk.core.errors import UserFacingError
from offline_cache.search.sound import sounds
from offline_cache.search.words import Stemmer, fold, said, words

DEFAULT = Path(__file__).resolve().parents[1] / "data" / "lexique.toml"
_LONGEST = 5
_STARTING = 8
_SHORT = 5


@dataclass(frozen=True)
class Match:
    """Words `[start, end)` of a query that the lexicon knows, and what officials call them."""

    start: int
    end: int
    official: tuple[str, ...]


@dataclass(frozen=True)
class Public:
    """People whom some sheets are for alone: `marks`, folded, tell such a sheet's title or folder.

    `stems` tell that a question is about them.
    """

    marks: tuple[str, ...]
    stems: frozenset[str]

    def among(self, headed: Sequence[str]) -> list[int]:
        """Which sheets, given by their titles and folders (folded), are for them."""
        mark = re.compile("|".join(map(re.escape, self.marks)))
        return [place for place, text in enumerate(headed) if mark.search(text)]

    def named(self, stems: Collection[str]) -> bool:
        """Whether a question names them."""
        return not self.stems.isdisjoint(stems)


class Lexicon:
    """Everyday words to official ones; inflections match because stems are compared."""

    def __init__(
        self,
        entries: Sequence[tuple[Sequence[str], Sequence[str]]],
        stemmer: Stemmer,
        publics: Sequence[tuple[Sequence[str], Sequence[str]]] = (),
    ) -> None:
        self._official: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._heard: dict[str, list[str]] = defaultdict(list)
        self._words: set[str] = set()
        self.spoken: list[str] = []
        for phrases, official in entries:
            for phrase in phrases:
                found = said(phrase)
                key = tuple(key_of(word, stemmer) for word in found)
                if key:
                    known = self._official.get(key, ())
                    self._official[key] = tuple(dict.fromkeys((*known, *official)))
                    self._words.update(found)
                    self.spoken.append(phrase)
        self.publics = [
            Public(tuple(fold(mark) for mark in marks), frozenset(_stems(named, stemmer)))
            for marks, named in publics
        ]
        self._starts = {key[:length] for key in self._official for length in range(1, len(key) + 1)}

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

    def matches(self, read: Sequence[Sequence[str]]) -> list[Match]:
        """Known phrases in a question, the longest first, none overlapping.

        `read` holds, for each word, the keys it may stand for (`key_of`).
        """
        taken = [False] * len(read)
        found = []
        for length in range(min(_LONGEST, len(read)), 0, -1):
            for start in range(len(read) - length + 1):
                if any(taken[start : start + length]):
                    continue
                key = self._key(read[start : start + length])
                if key:
                    found.append(Match(start, start + length, self._official[key]))
                    taken[start : start + length] = [True] * length
        return sorted(found, key=lambda match: match.start)

    def _key(self, read: Sequence[Sequence[str]]) -> tuple[str, ...]:
        """The first known phrase among the ways to read these words; empty for none."""
        ways: list[tuple[str, ...]] = [()]
        for stems in read:
            ways = [longer for way in ways for stem in stems if (longer := (*way, stem)) in self._starts]
        return next((way for way in ways if way in self._official), ())


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
    return Lexicon(entries, stemmer, publics)


def key_of(word: str, stemmer: Stemmer) -> str:
    """What a word of a phrase is compared by: its stem, of a short word only its singular.

    Short stems say too little: « paie », « payer » and « payé » share one, « vite » and « vit » too.
    """
    if len(word) > _SHORT:
        return stemmer.stem(word)
    return word.rstrip("sx") if len(word) > 3 else word


def spoken_words(path: Path = DEFAULT) -> set[str]:
    """Every folded word of the lexicon, of people and of officials."""
    document = tomllib.loads(path.read_text(encoding="utf-8"))
    rows = [*document.get("entree", []), *document.get("public", [])]
    texts = [text for row in rows for texts in row.values() for text in texts]
    return {word for text in texts for word in (*said(text), *words(text))}


def _stems(phrases: Iterable[str], stemmer: Stemmer) -> Iterable[str]:
    return (stemmer.stem(word) for phrase in phrases for word in words(phrase))


def _strings(value: object) -> list[str]:
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return value
    raise TypeError("« dit » et « officiel » attendent une liste de textes")
