"""French text as it is printed, on glass and on paper."""

import re
import unicodedata

# A straight apostrophe between two letters, as keyboards and older contents write it.
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])")
# Before a high mark, inside guillemets, between a number and its unit. Our typeface has no narrow
# no-break space (U+202F), and a space from another font has another width: U+00A0 everywhere.
_NO_BREAK = re.compile(
    r"(?<=\S) (?=[:;?!»])|(?<=«) (?=\S)|(?<=\d) (?=(?:h|min|s|mm)\b|[€%])|(?<=[ \u00a0]h) (?=\d)"
)


def typeset(text: str) -> str:
    """Curved apostrophes, and marks that never start a line: « ici ! » stays in one piece."""
    return _NO_BREAK.sub("\u00a0", _APOSTROPHE.sub("’", text))


_MARKS_ON_ONE = 3
"""Accents on one letter in any living script; more of them cover the lines above and below."""


def legible(text: str) -> str:
    """Words of a stranger, fit to be shown as they are read: line ends stay, what is not seen goes.

    Control and format characters are left out (some turn the direction of what follows), and accents piled on one letter.
    """
    kept: list[str] = []
    marks = 0
    for letter in text:
        kind = unicodedata.category(letter)
        marks = marks + 1 if kind[0] == "M" else 0
        if letter in "\n\t" or (kind[0] != "C" and kind not in {"Zl", "Zp"} and marks <= _MARKS_ON_ONE):
            kept.append(letter)
    return "".join(kept)
