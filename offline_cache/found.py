"""One paper found on a sheet, by which rule, how, and how sure that is."""

from dataclasses import dataclass
from typing import Literal

from offline_cache.model import CaseStep

Rule = Literal["A", "B", "C"]
Path = tuple[CaseStep, ...]
# How a paper was found: in a list that asks for papers, picked from one about other things too, in a list after a
# line that says little, among what a letter must hold, as the only line of its part, in a sentence.
How = Literal["list", "picked", "hinted", "enclosed", "name", "sentence"]
# What is right, rounded down, of what is found by a rule in a list; and by any rule in another way. A remark that
# repeats a listed paper counts as wrong here: it is none for the reader. Counted on labelled sheets
# (`measure_papers` prints it), and for "hinted", "picked" and "enclosed", of which few were labelled, by reading all
# that they find in an edition.
LISTED: dict[Rule, float] = {"A": 0.95, "B": 0.9, "C": 0.85}
OTHERWISE: dict[How, float] = {"picked": 0.75, "hinted": 0.85, "enclosed": 0.75, "sentence": 0.75}


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
    return OTHERWISE.get(how, LISTED[rule])
