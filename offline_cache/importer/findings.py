"""What an import found amiss: none of it stops the import, all of it is told."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

LinkKind = Literal["sheet", "term"]


@dataclass(frozen=True)
class Dangling:
    """A link of `sheet` whose target the edition does not hold; a `term` is missed in the sheet itself."""

    sheet: str
    target: str
    kind: LinkKind


@dataclass(frozen=True)
class Duplicate:
    """A file left out because the edition held its id already."""

    id: str
    file: str


@dataclass(frozen=True)
class Misdated:
    """A sheet whose date of checking is missing (empty) or still to come."""

    sheet: str
    date: str


@dataclass(frozen=True)
class Unknown:
    """An element that the importer has no rule for: its text was kept. `file` is the first that has it."""

    element: str
    count: int
    file: str


@dataclass(frozen=True)
class Findings:
    """Everything found amiss, each list in the edition's order."""

    dangling: tuple[Dangling, ...] = ()
    duplicates: tuple[Duplicate, ...] = ()
    misdated: tuple[Misdated, ...] = ()
    untitled: tuple[str, ...] = ()
    unknown: tuple[Unknown, ...] = ()


@dataclass(frozen=True)
class Remarks:
    """What one file gives to find fault with."""

    file: str
    targets: tuple[str, ...] = ()
    missed_terms: tuple[str, ...] = ()
    unknown: tuple[tuple[str, int], ...] = ()


class Inspector:
    """Collects remarks as files come; `today` tells a date still to come."""

    def __init__(self, today: date) -> None:
        self._today = today.isoformat()
        self._targets: list[tuple[str, tuple[str, ...]]] = []
        self._terms: list[Dangling] = []
        self._duplicates: list[Duplicate] = []
        self._misdated: list[Misdated] = []
        self._untitled: list[str] = []
        self._unknown: Counter[str] = Counter()
        self._first: dict[str, str] = {}

    def take(self, key: str, title: str, verified: str, remarks: Remarks) -> None:
        """A file that was taken."""
        if remarks.targets:
            self._targets.append((key, remarks.targets))
        self._terms += [Dangling(key, target, "term") for target in remarks.missed_terms]
        if not self.plausible(verified):
            self._misdated.append(Misdated(key, verified))
        if not title:
            self._untitled.append(key)
        for element, count in remarks.unknown:
            self._unknown[element] += count
            self._first.setdefault(element, remarks.file)

    def plausible(self, day: str) -> bool:
        """Whether an ISO date is one on which a page can have been checked."""
        return bool(day) and day <= self._today

    def leave(self, key: str, file: str) -> None:
        """A file whose id was taken before."""
        self._duplicates.append(Duplicate(key, file))

    def findings(self, held: Collection[str]) -> Findings:
        """All of it, once every id the edition holds is known."""
        unknown = (Unknown(e, n, self._first[e]) for e, n in sorted(self._unknown.items()))
        return Findings(
            dangling=(*self._dangling(held), *self._terms),
            duplicates=tuple(self._duplicates),
            misdated=tuple(self._misdated),
            untitled=tuple(self._untitled),
            unknown=tuple(unknown),
        )

    def _dangling(self, held: Collection[str]) -> Iterator[Dangling]:
        for key, targets in self._targets:
            yield from (Dangling(key, target, "sheet") for target in targets if target not in held)


def told(findings: Findings) -> list[str]:
    """A short summary, a sentence a line; « rien à signaler » when all is well."""
    sheets = len({dangling.sheet for dangling in findings.dangling})
    undated = sum(not found.date for found in findings.misdated)
    counts = (
        ("liens sans cible, montrés comme du texte", len(findings.dangling), f"fiches touchées : {sheets}"),
        ("fichiers en double, le premier de chaque numéro est gardé", len(findings.duplicates), ""),
        ("fiches sans date de vérification, montrées avec celle de l'édition", undated, ""),
        ("fiches datées dans l'avenir", len(findings.misdated) - undated, ""),
        ("fiches sans titre", len(findings.untitled), ""),
        ("éléments inconnus, leur texte est gardé", len(findings.unknown), _names(findings)),
    )
    lines = [f"{words} : {count}{f' ({more})' if more else ''}" for words, count, more in counts if count]
    return lines or ["rien à signaler"]


def _names(findings: Findings) -> str:
    return ", ".join(f"{unknown.element} ({unknown.count})" for unknown in findings.unknown[:8])
