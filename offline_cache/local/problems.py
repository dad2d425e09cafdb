"""What is wrong with an overlay: all of it at once, each with its file, line and key, in French."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field

from kiosk.core.errors import UserFacingError

MOST = 60
"""Beyond so many, what is left follows from the first."""
_NEAR = 0.55


@dataclass(frozen=True)
class Problem:
    """One thing to correct. `line` is 0 when the whole file is meant; `key` may be empty."""

    file: str
    line: int
    key: str
    said: str

    def __str__(self) -> str:
        """« agenda.toml, ligne 12, lieu : … »."""
        where = self.file + (f", ligne {self.line}" if self.line else "")
        return f"{where}{f', {self.key}' if self.key else ''} : {self.said}"


class LocalWrongError(UserFacingError):
    """An overlay that is refused whole, with everything that is wrong with it."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("content.local-wrong", "\n".join(map(str, problems)))
        self.problems = problems

    @property
    def lines(self) -> tuple[str, ...]:
        """One problem a line."""
        return tuple(map(str, self.problems))


@dataclass
class Problems:
    """Gathers what is wrong while reading goes on."""

    found: list[Problem] = field(default_factory=list)

    def add(self, file: str, line: int, key: str, said: str) -> None:
        """Note one, once."""
        problem = Problem(file, line, key, said)
        if problem not in self.found:
            self.found.append(problem)

    def check(self) -> None:
        """Go on only without any.

        Raises:
            LocalWrongError: there is at least one.
        """
        if not self.found:
            return
        ordered = sorted(self.found, key=lambda one: (one.file, one.line))
        kept = tuple(ordered[:MOST])
        if len(ordered) > MOST:
            kept += (Problem("…", 0, "", f"et {len(ordered) - MOST} autres points à corriger"),)
        raise LocalWrongError(kept)


def meant(word: str, known: Iterable[str]) -> str:
    """« ; vouliez-vous dire « samedi » ? », when something near is known; else what may be written."""
    names = list(known)
    near = difflib.get_close_matches(word, names, n=1, cutoff=_NEAR)
    if near:
        return f" ; vouliez-vous dire « {near[0]} » ?"
    return f" ; possibles : {', '.join(names)}" if 0 < len(names) <= 12 else ""
