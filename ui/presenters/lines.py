"""A sheet's blocks as lines, top to bottom, with only what concerns the person's case."""

from dataclasses import replace
from typing import Any

from kiosk.journey.cases import Asked, find
from offline_cache.model import (
    Block,
    Blocks,
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
from ui.pages import Action, Choice, Line, Question, Tone
from ui.presenters.scene import Scene

CASE_QUESTION = "Est-ce votre cas ?"
_TONES: dict[str, Tone] = {"warning": "warn", "know": "calm", "note": "calm", "reminder": "calm"}


def question_of(scene: Scene, asked: Asked) -> Question:
    """A question with the answer given, if any."""
    given = scene.journey.cases.get(asked.key)
    return Question(
        asked.text or CASE_QUESTION,
        [
            Choice(answer, given == index, Action("case.choose", answer, argument=f"{asked.key}:{index}"))
            for index, answer in enumerate(asked.answers)
        ],
    )


class Lines:
    """Turns blocks into lines. `asked` are the questions of the sheet."""

    def __init__(self, scene: Scene, asked: tuple[Asked, ...]) -> None:
        self._scene = scene
        self._asked = asked

    def of(self, blocks: Blocks, level: int = 0) -> list[Line]:
        """All lines of these blocks."""
        return [line for block in blocks for line in self._block(block, level)]

    def _block(self, block: Block, level: int) -> list[Line]:
        match block:
            case Paragraph():
                return [Line("text", block.text, level), *self._links(block, level)]
            case Heading(text=text):
                return [Line("heading", text, level)]
            case Chapter(title=title, blocks=blocks):
                return [Line("heading", title, level), *self.of(blocks, level)]
            case Fragment(blocks=blocks):
                return self.of(blocks, level)
            case ListBlock():
                return self._list(block, level)
            case Note(kind=kind, title=title, blocks=blocks):
                return self._note(kind, title, blocks, level)
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
            if span.kind == "sheet" and span.target and self._scene.rules.library.sheet(span.target):
                words = block.text[span.start : span.start + span.length]
                found[span.target] = words[:1].upper() + words[1:]
        return [
            Line("link", words, level, action=Action("sheet.open", words, "caret-right", target))
            for target, words in found.items()
        ]

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

    def _note(self, kind: str, title: str, blocks: Blocks, level: int) -> list[Line]:
        inner = self.of(blocks, level)
        text = "\n".join(line.text for line in inner if line.kind in {"text", "bullet"})
        rest = [line for line in inner if line.kind not in {"text", "bullet"}]
        note = Line("note", text, level, title=title or "À savoir", tone=_TONES.get(kind, "calm"))
        return [note, *rest]

    def _cases(self, group: CaseGroup, level: int) -> list[Line]:
        """The question; then only what the chosen case says."""
        asked = find(self._asked, group.question, tuple(case.title for case in group.cases))
        if asked is None:
            return []
        lines = [Line("question", level=level, question=question_of(self._scene, asked))]
        given = self._scene.journey.cases.get(asked.key)
        if given is not None and given < len(group.cases):
            lines += self.of(group.cases[given].blocks, level)
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
