"""What two readers of the same sheet must agree on: each word, in order, with all that stands around it.

A reading is a list of sections; a section is a list of `Word`s. Nothing of the importer is used here.
"""

import re
from dataclasses import dataclass
from itertools import zip_longest

Place = tuple[str, ...]
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Word:
    """One word; `place` are the things it is in, outermost first; `marks` what it is set in itself."""

    text: str
    place: Place
    marks: tuple[str, ...] = ()


Section = list[Word]
Reading = dict[str, Section]


def words(text: str, place: Place, marks: list[frozenset[str]] | None = None) -> Section:
    """The words of a text; `marks` holds those of each character."""
    found = []
    for match in _WORD.finditer(text):
        own = marks[match.start() : match.end()] if marks else []
        found.append(Word(match[0], place, tuple(sorted(frozenset().union(*own)))))
    return found


def sign(name: str, *values: object) -> str:
    """One thing a word stands in, with what matters of it."""
    told = ",".join(str(value) for value in values if value not in ("", None, False))
    return f"{name}({told})" if told else name


def differences(source: Reading, result: Reading) -> list[str]:
    """One line per section that differs: its first difference, with a few words before it."""
    found = []
    for name in dict.fromkeys((*source, *result)):
        left, right = source.get(name, []), result.get(name, [])
        for number, (a, b) in enumerate(zip_longest(left, right)):
            if a != b:
                before = " ".join(word.text for word in left[max(0, number - 6) : number])
                found.append(f"{name}, after « {before} »: {a} is read as {b}")
                break
    return found
