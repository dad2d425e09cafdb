"""What people ask, well written, proposed while they type; grave words only to who has begun them."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from kiosk.core.errors import UserFacingError
from offline_cache.search.words import fold, is_grammar, tokens

DEFAULT = Path(__file__).resolve().parents[1] / "data" / "suggestions.toml"
_GRAVE = "mots_graves"
# How much of a grave word must be typed before it is shown.
_BEGUN = 4


@dataclass(frozen=True)
class Suggestion:
    """A phrase as it is shown, and its folded words."""

    shown: str
    words: tuple[str, ...]

    @classmethod
    def of(cls, phrase: str) -> Self:
        """As the editor wrote it, with a capital."""
        return cls(phrase[:1].upper() + phrase[1:], tuple(_telling(phrase)))


class Suggestions:
    """Phrases in the editor's order, and the beginnings of words nobody should read unasked."""

    def __init__(self, phrases: Sequence[str], grave: Sequence[str]) -> None:
        self._phrases = tuple(Suggestion.of(phrase) for phrase in dict.fromkeys(phrases))
        self._grave = tuple(fold(mark) for mark in grave)

    def starting(self, typed: Sequence[str], limit: int) -> list[str]:
        """Phrases each folded word typed begins a word of, those first whose own beginning it is."""
        found = [
            (not one.words[0].startswith(typed[0]), place, one.shown)
            for place, one in enumerate(self._phrases)
            if _answers(one.words, typed) and self.fit(one.shown, typed)
        ]
        return [shown for _, _, shown in sorted(found)[:limit]]

    def fit(self, text: str, typed: Sequence[str]) -> bool:
        """Whether a phrase or title may be shown: it has no grave word, or the person has begun to type it."""
        folded = f" {' '.join(tokens(text))}"
        return all(
            any(_begins(word, mark) for word in typed)
            for mark in self._grave
            if f" {' '.join(tokens(mark))}" in folded
        )


def load_suggestions(path: Path = DEFAULT) -> Suggestions:
    """Read the editor's file.

    Raises:
        UserFacingError: `settings.value-wrong` with the file's name and what is wrong.
    """
    try:
        lists = tomllib.loads(path.read_text(encoding="utf-8"))
        phrases = [str(phrase) for name, some in lists.items() if name != _GRAVE for phrase in some]
        return Suggestions(phrases, [str(mark) for mark in lists[_GRAVE]])
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise UserFacingError("settings.value-wrong", f"{path.name} : {error}") from None


def _begins(word: str, mark: str) -> bool:
    """Whether a word typed is the beginning of a grave one, or goes on from it."""
    return len(word) >= min(_BEGUN, len(mark)) and (
        mark.startswith(word) or word.startswith(mark.split(maxsplit=1)[0])
    )


def _answers(words: Sequence[str], typed: Sequence[str]) -> bool:
    left = list(words)
    for word in typed:
        met = next((other for other in left if other.startswith(word)), None)
        if met is None:
            return False
        left.remove(met)
    return True


def _telling(phrase: str) -> list[str]:
    return [word for word in tokens(phrase) if not is_grammar(word)] or tokens(phrase)
