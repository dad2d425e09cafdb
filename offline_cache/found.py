"""One paper found on a sheet, by which rule, how, and how sure that is."""

from dataclasses import dataclass
from typing import Literal

from offline_cache.model import CaseStep

Rule = Literal["A", "B", "C"]
Path = tuple[CaseStep, ...]
# How a paper was found: in a list that asks for papers, picked from one about other things too, in a list after a
# line that says little, among what a letter must hold, as the only line of its part, in a sentence.
How = Literal["list", "picked", "hinted", "enclosed", "name", "sentence"]
# By rule, then how: what is right of what is found in that way on labelled sheets (`measure_papers` prints it), and
# below what was counted where few were labelled.
CONFIDENCE: dict[Rule, float] = {"A": 0.95, "B": 0.9, "C": 0.85}
_LESS_SURE: dict[How, float] = {
    "list": 1,
    "picked": 0.65,
    "hinted": 0.95,
    "enclosed": 0.65,
    "name": 1,
    "sentence": 0.65,
}


@dataclass(frozen=True)
class Found:
    """One paper as the sheet words it: a paragraph and what is said of it, or a lead and its options.

    `because` quotes what made it one: a heading, the line before a list, or the sentence itself. `name` is how to call
    it on a list of its own.
    """

    text: str
    path: Path
    rule: Rule
    confidence: float
    details: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    see: tuple[str, ...] = ()
    because: str = ""
    how: How = "list"
    name: str = ""


def sure(rule: Rule, how: How) -> float:
    """How sure a paper is that was found in this way, 0 to 1."""
    return round(CONFIDENCE[rule] * _LESS_SURE[how], 2)
