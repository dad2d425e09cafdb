"""The citizens' words and the administration's, from an editable file."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kiosk.core.errors import UserFacingError
from offline_cache.search.words import Stemmer, words

DEFAULT = Path(__file__).resolve().parents[1] / "data" / "lexique.toml"
_LONGEST = 5


@dataclass(frozen=True)
class Match:
    """Words `[start, end)` of a query that the lexicon knows, and what officials call them."""

    start: int
    end: int
    official: tuple[str, ...]


class Lexicon:
    """Everyday words to official ones; inflections match because stems are compared."""

    def __init__(self, entries: Sequence[tuple[Sequence[str], Sequence[str]]], stemmer: Stemmer) -> None:
        self._stemmer = stemmer
        self._official: dict[tuple[str, ...], tuple[str, ...]] = {}
        self.spoken: list[str] = []
        for said, official in entries:
            for phrase in said:
                key = tuple(stemmer.stem(word) for word in words(phrase))
                if key:
                    known = self._official.get(key, ())
                    self._official[key] = tuple(dict.fromkeys((*known, *official)))
                    self.spoken.append(phrase)

    def knows(self, stem: str) -> bool:
        """Whether one word alone, given by its stem, is in the lexicon."""
        return (stem,) in self._official

    def matches(self, stems: Sequence[str]) -> list[Match]:
        """Every known phrase in a query, longest first; phrases may overlap."""
        found = [
            Match(start, start + length, self._official[key])
            for length in range(min(_LONGEST, len(stems)), 0, -1)
            for start in range(len(stems) - length + 1)
            if (key := tuple(stems[start : start + length])) in self._official
        ]
        return [match for match in found if not _covered(match, found)]


def _covered(match: Match, found: list[Match]) -> bool:
    """Whether a longer known phrase holds this one: « carte electeur » is not about any « carte »."""
    return any(
        other.start <= match.start
        and match.end <= other.end
        and other.end - other.start > match.end - match.start
        for other in found
    )


def load_lexicon(stemmer: Stemmer, path: Path = DEFAULT) -> Lexicon:
    """Read the lexicon.

    Raises:
        UserFacingError: `settings.value-wrong` with the file's name and what is wrong.
    """
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
        entries = [(_strings(e["dit"]), _strings(e["officiel"])) for e in document.get("entree", [])]
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise UserFacingError("settings.value-wrong", f"{path.name} : {error}") from None
    return Lexicon(entries, stemmer)


def _strings(value: object) -> list[str]:
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return value
    raise TypeError("« dit » et « officiel » attendent une liste de textes")
