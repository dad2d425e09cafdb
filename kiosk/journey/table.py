"""What lies between visitor and expert besides the papers: marks, and what is written in forms. Frozen."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from session.protocol.filling import VALUE_MAX
from session.protocol.markup import MARKS_AT_ONCE, MarkAdd
from session.protocol.shared import Box

FILLABLE = ("text", "checkbox", "radio", "choice")
MOST_WRITTEN = 100_000
"""Characters in all fields of one document: several times the longest form by hand."""
_TICKED = ("checkbox", "radio")
HeldBy = Literal["expert", "citizen"]


@dataclass(frozen=True)
class Mark:
    """A highlighted place; `mine`: the visitor drew it."""

    id: str
    document: str
    page: int
    kind: Literal["stroke", "frame"]
    points: tuple[tuple[float, float], ...]
    mine: bool

    @classmethod
    def told(cls, news: MarkAdd) -> "Mark":
        """A mark of the expert."""
        points = tuple((spot.x, spot.y) for spot in news.points)
        return cls(news.mark, news.document, news.page, news.kind, points, mine=False)


@dataclass(frozen=True)
class Written:
    """What stands in a field, and who wrote it."""

    text: str
    by: HeldBy


@dataclass(frozen=True)
class Table:
    """All of it. `watched`: the expert sees what the visitor writes; None until the visitor was asked.

    `pointed` is the field the expert shows, as document and name; `finishing` the filled page that is
    being made, by its id; `forms` the documents filled together, `filled` which of them became which page.
    """

    marks: tuple[Mark, ...] = ()
    marking: bool = False
    """The visitor's finger highlights, instead of pointing."""
    written: Mapping[str, Mapping[str, Written]] = field(default_factory=dict)
    watched: bool | None = None
    pointed: tuple[str, str] | None = None
    finishing: str = ""
    filled: Mapping[str, str] = field(default_factory=dict)
    """Filled page -> the form it was made of."""
    proposed: Mapping[str, str] = field(default_factory=dict)
    """Document out of the kiosk's content, on its way -> title."""
    found_at: float = -1.0
    found: int = 0
    """Look-ups answered since `found_at`."""
    on_paper: str = ""
    """The document the visitor signs on paper."""
    reserved: Mapping[str, tuple[str, tuple[Box, ...]]] = field(default_factory=dict)
    """Document -> its signed copy so far, and the boxes in which others are still to sign."""
    roots: Mapping[str, str] = field(default_factory=dict)
    """Signed document -> the one it was made of, by which the expert knows it."""

    # ---- marks

    def marks_on(self, document: str, page: int) -> tuple[Mark, ...]:
        """Those of one page, in the order they were drawn."""
        return tuple(mark for mark in self.marks if (mark.document, mark.page) == (document, page))

    def marked(self, mark: Mark) -> "Table":
        """One more; the same one twice is one, and none beyond the cap of its document."""
        there = sum(1 for one in self.marks if one.document == mark.document)
        if there >= MARKS_AT_ONCE or any(one.id == mark.id for one in self.marks):
            return self
        return replace(self, marks=(*self.marks, mark))

    def wiped(self, document: str, marks: Sequence[str]) -> "Table":
        """Without these."""
        gone = set(marks)
        return replace(self, marks=tuple(m for m in self.marks if m.document != document or m.id not in gone))

    # ---- signatures

    def known_as(self, document: str) -> str:
        """What the expert knows a document by: a signed copy goes by the one it was made of."""
        return self.roots.get(document, document)

    def not_on_paper(self, document: str) -> "Table":
        """This document is signed on the screen after all, or not at all: its paper is awaited no more."""
        same = self.known_as(self.on_paper) == self.known_as(document)
        return replace(self, on_paper="") if same else self

    # ---- fields

    def values(self, document: str) -> Mapping[str, Written]:
        """What stands in a document's fields, by name; an empty text is there when it was taken away."""
        return self.written.get(document, {})

    def filled_in(self, document: str) -> bool:
        """Whether anything is written in it: then its filled page is what is printed and signed."""
        return any(one.text for one in self.values(document).values())

    def full(self, document: str) -> bool:
        """Whether no more is taken into it: what is written has to fit one message."""
        return sum(len(one.text) for one in self.values(document).values()) > MOST_WRITTEN

    def without_proposals(self, document: str) -> "Table":
        """Only what the visitor wrote themselves."""
        own = {name: one for name, one in self.values(document).items() if one.by == "citizen"}
        return replace(self, written={**self.written, document: own}, pointed=None)

    def wrote(self, document: str, name: str, text: str, by: HeldBy) -> "Table":
        """Something else stands in a field now."""
        values = {**self.values(document), name: Written(text, by)}
        return replace(self, written={**self.written, document: values})


def fields_of(fields: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Those that a person can fill."""
    return [one for one in fields if one.get("kind") in FILLABLE and one.get("name")]


def named(fields: Sequence[Mapping[str, Any]], name: str) -> list[Mapping[str, Any]]:
    """The widgets of one field: several for the buttons of a choice."""
    return [one for one in fields_of(fields) if one.get("name") == name]


def plain(text: str, most: int = 0) -> str:
    """A value without control characters or marks that turn the reading direction, as long as the form takes it."""
    kept = "".join(
        " " if letter in "\n\r\t" else letter for letter in text if letter in "\n\r\t" or _seen(letter)
    )
    return kept[: min(most or VALUE_MAX, VALUE_MAX)]


def _seen(letter: str) -> bool:
    kind = unicodedata.category(letter)
    return kind[0] != "C" and kind not in {"Zl", "Zp"}


def taken(widgets: Sequence[Mapping[str, Any]], text: str) -> str | None:
    """What a field makes of a proposed text; None when it is none of its choices."""
    if not widgets:
        return None
    choices = [str(choice) for one in widgets for choice in one.get("choices", [])]
    kind = widgets[0].get("kind")
    if kind in _TICKED or (kind == "choice" and choices):
        return text if text in {"", *choices} else None
    return plain(text, int(widgets[0].get("most") or 0))
