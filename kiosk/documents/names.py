"""A file's name as a stranger gave it, made fit to be shown: one line that reads as it is stored."""

import unicodedata

LONGEST = 80


def shown_name(name: str, fallback: str = "document") -> str:
    """The last part of a path, without control characters or marks that turn the reading direction.

    Only for people to read: on disk a document has its random id.
    """
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    # Cc, Cf, Co, Cs, Cn: line ends, NUL, U+202E and its like, and what has no meaning. Zl, Zp break lines.
    kept = "".join(" " if _hidden(letter) else letter for letter in last)
    words = " ".join(kept.split()).strip(". ")
    return _shortened(words) or fallback


def _hidden(letter: str) -> bool:
    kind = unicodedata.category(letter)
    return kind[0] == "C" or kind in {"Zl", "Zp"}


def _shortened(words: str) -> str:
    """Keep the ending, which tells what it is."""
    if len(words) <= LONGEST:
        return words
    return f"{words[: LONGEST - 9]}…{words[-8:]}"
