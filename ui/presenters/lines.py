"""A sheet's blocks as lines, top to bottom, with only what concerns the person's case."""

from dataclasses import replace
from typing import Any

from kiosk.journey.cases import Asked, find
from offline_cache.model import (
    Block,
    Blocks,
    Case,
    CaseGroup,
    Cell,
    Chapter,
    Definition,
    FormLink,
    Fragment,
    Heading,
    ListBlock,
    Note,
    OfficeLink,
    Paragraph,
    ServiceLink,
    Table,
)
from offline_cache.walk import walk
from ui import texts
from ui.pages import Action, Choice, Line, Question, Tone
from ui.presenters.scene import Scene

CASE_QUESTION = "Est-ce votre cas ?"
_TONES: dict[str, Tone] = {"warning": "warn", "know": "calm", "note": "calm", "reminder": "calm"}


def _opening(target: str) -> str:
    return "topic.open" if target.startswith("N") else "sheet.open"


def question_of(scene: Scene, asked: Asked) -> Question:
    """A question with the answer given, if any."""
    given = scene.journey.cases.get(asked.key)
    return Question(
        asked.text or asked.within or CASE_QUESTION,
        [
            Choice(answer, given == index, Action("case.choose", answer, argument=f"{asked.key}:{index}"))
            for index, answer in enumerate(asked.answers)
        ],
    )


def text_of(blocks: Blocks) -> str:
    """The running text of some blocks, paragraph after paragraph."""
    return "\n".join(block.text for block, _ in walk(blocks) if isinstance(block, Paragraph))


class Lines:
    """Turns blocks into lines. `asked` are the questions of the sheet, `opened` what is unfolded on the page."""

    def __init__(
        self,
        scene: Scene,
        asked: tuple[Asked, ...],
        definitions: tuple[Definition, ...] = (),
        opened: frozenset[str] = frozenset(),
    ) -> None:
        self._scene = scene
        self._asked = asked
        self._definitions = {definition.id: definition for definition in definitions}
        self._opened = opened
        self._explained: set[str] = set()
        """Words offered already: each once a page."""
        self._within = ""
        """The answer to the question just above, from which a further one follows."""

    def of(self, blocks: Blocks, level: int = 0) -> list[Line]:
        """All lines of these blocks."""
        return [line for block in blocks for line in self._block(block, level)]

    def one(self, block: Block, within: str) -> list[Line]:
        """The lines of a block that follows from the answer `within`."""
        above, self._within = self._within, within
        lines = self._block(block, 0)
        self._within = above
        return lines

    def inside(self, part: Chapter, within: str) -> list[Line]:
        """The lines of a chapter without its title."""
        above, self._within = self._within, within
        lines = self.of(part.blocks)
        self._within = above
        return lines

    def _block(self, block: Block, level: int) -> list[Line]:
        match block:
            case Paragraph():
                return [
                    Line("text", block.text, level),
                    *self._terms(block, level),
                    *self._links(block, level),
                ]
            case Heading(text=text):
                return [Line("heading", text, level)]
            case Chapter(title=title, blocks=blocks):
                return [Line("heading", title, level), *self.of(blocks, level)]
            case Fragment(blocks=blocks):
                return self.of(blocks, level)
            case ListBlock():
                return self._list(block, level)
            case Note():
                return self._note(block, level)
            case CaseGroup():
                return self._cases(block, level)
            case Table():
                return self._table(block, level)
            case ServiceLink(title=title, blocks=blocks) | OfficeLink(title=title, blocks=blocks):
                return [Line("text", title, level), *self.of(blocks, level)]
            case FormLink(title=title, number=number, blocks=blocks):
                words = f"{title} (formulaire {number})" if number else title
                return [Line("text", words, level), *self.of(blocks, level)]
            case Definition(term=term, blocks=blocks):
                return [Line("heading", term, level), *self.of(blocks, level)]

    def _links(self, block: Paragraph, level: int) -> list[Line]:
        """The sheets a paragraph points at, as buttons under it; a dangling link is not offered."""
        found = {}
        for span in block.spans:
            if span.kind == "sheet" and span.target and self._scene.rules.library.has(span.target):
                words = block.text[span.start : span.start + span.length]
                found[span.target] = words[:1].upper() + words[1:]
        return [
            Line("link", words, level, action=Action(_opening(target), words, "caret-right", target))
            for target, words in found.items()
        ]

    def _terms(self, block: Paragraph, level: int) -> list[Line]:
        """The words of a paragraph that the sheet explains, and what those touched mean."""
        found = [span.target for span in block.spans if span.kind == "term"]
        fresh = [k for k in dict.fromkeys(found) if k in self._definitions and k not in self._explained]
        self._explained.update(fresh)
        words = [self._definitions[key] for key in fresh]
        if not words:
            return []
        buttons = [
            Action("procedure.chapter", word.term, "question", f"={word.id}", hint="ce que veut dire ce mot")
            for word in words
        ]
        told = [
            Line("note", text_of(word.blocks), level, title=word.term)
            for word in words
            if f"={word.id}" in self._opened
        ]
        return [Line("terms", level=level, actions=buttons), *told]

    def _list(self, block: ListBlock, level: int) -> list[Line]:
        lines: list[Line] = []
        for number, item in enumerate(block.items, 1):
            inner = self.of(item.blocks, min(level + 1, 2))
            if inner and inner[0].kind == "text":
                first: Any = (
                    {"kind": "number", "title": f"{number}."} if block.numbered else {"kind": "bullet"}
                )
                inner[0] = replace(inner[0], level=level, **first)
            lines += inner
        return lines

    def _note(self, block: Note, level: int) -> list[Line]:
        inner = self.of(block.blocks, level)
        text = "\n".join(line.text for line in inner if line.kind in {"text", "bullet"})
        rest = [line for line in inner if line.kind not in {"text", "bullet"}]
        title = block.title or "À savoir"
        dated = f"{title}, le {texts.iso_day(block.date)}" if block.date else title
        note = Line("note", text, level, title=dated, tone=_TONES.get(block.kind, "calm"))
        return [note, *rest]

    def _cases(self, group: CaseGroup, level: int) -> list[Line]:
        """The question; then only what the chosen case says."""
        asked = find(self._asked, group.question, tuple(case.title for case in group.cases), self._within)
        if asked is None:
            return []
        lines = [Line("question", level=level, question=question_of(self._scene, asked))]
        given = self._scene.journey.cases.get(asked.key)
        if given is not None and given < len(group.cases):
            lines += self.within(group.cases[given], level)
        return lines

    def within(self, case: Case, level: int = 0) -> list[Line]:
        """What one case says; a question in it follows from that case."""
        above, self._within = self._within, case.title
        lines = self.of(case.blocks, level)
        self._within = above
        return lines

    def _table(self, table: Table, level: int) -> list[Line]:
        rows = [[self._cell(cell) for cell in row] for row in table.rows]
        width = max((len(row) for row in rows), default=0)
        if not width:
            return []
        even = [row + [""] * (width - len(row)) for row in rows]
        return [Line("table", table.title, level, title=table.title, rows=even)]

    def _cell(self, cell: Cell) -> str:
        return "\n".join(line.text for line in self.of(cell.blocks) if line.text)
