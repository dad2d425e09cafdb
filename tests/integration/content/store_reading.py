"""What a store holds, read from its own file as JSON: the same sections of words as the source's."""

import json
import sqlite3
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from tests.integration.content.reading import Place, Reading, Section, sign, words
from tests.integration.content.source_blocks import numbered

ROOT: Place = ()
ADDED_QUESTION = "Quelle est votre situation ?"
Json = dict[str, Any]


def sheets(store: Path) -> Iterator[tuple[str, Json]]:
    """(id, JSON) of everything in the edition in use."""
    with closing(sqlite3.connect(store / "current" / "content.sqlite")) as base:
        for key, body in base.execute("SELECT id,body FROM sheet JOIN object USING(sha256)"):
            yield key, json.loads(zlib.decompress(body))


def branches(store: Path) -> tuple[dict[str, list[tuple[str, str, str]]], set[str]]:
    """Folders' branches (group, child, title) by folder, and every id that may be a branch."""
    with closing(sqlite3.connect(store / "current" / "content.sqlite")) as base:
        rows = base.execute("SELECT parent,grouping,child,title FROM branch ORDER BY parent,position")
        found: dict[str, list[tuple[str, str, str]]] = {}
        for parent, *leaf in rows:
            found.setdefault(parent, []).append((leaf[0], leaf[1], leaf[2]))
        sql = (
            "SELECT id FROM sheet WHERE kind NOT IN ('resource','folder','wizard') UNION SELECT id FROM node"
        )
        return found, {key for (key,) in base.execute(sql)}


def read_stored(sheet: Json) -> Reading:
    """The sections of one stored sheet."""
    return {name: section for name, section in _sections(sheet) if section}


def _sections(sheet: Json) -> Iterator[tuple[str, Section]]:
    for name in ("title", "summary", "publisher", "verified", "changed", "audience", "target"):
        yield name, words(sheet.get(name, ""), ROOT)
    yield "theme", _crumbs([sheet["theme"]] if sheet.get("theme") else [])
    for name in ("breadcrumb", "related", "questions", "wizards"):
        yield name, _crumbs(sheet.get(name, []))
    for name in ("introduction", "blocks", "definitions", "services", "forms", "offices"):
        yield name, _blocks(sheet.get(name, []), ROOT)
    for name in ("references", "more"):
        yield name, [word for link in sheet.get(name, []) for word in _web_link(link)]
    yield "wizard", _wizard(sheet.get("wizard") or {})


def _crumbs(crumbs: list[Json]) -> Section:
    return [word for crumb in crumbs for word in words(crumb["title"], (sign("to", crumb["id"]),))]


def _blocks(found: list[Json], place: Place) -> Section:
    return [word for block in found for word in _READERS[block["t"]](block, place)]


def _paragraph(block: Json, place: Place) -> Section:
    text = block["text"]
    marks: list[frozenset[str]] = [frozenset()] * len(text)
    for span in block.get("spans", []):
        told = sign(span["kind"], span.get("target", ""))
        for index in range(span["start"], span["start"] + span["length"]):
            marks[index] |= {told}
    return words(text, place, marks)


def condition(found: Json | None) -> str:
    """A stored condition as the source's reader writes it."""
    if not found:
        return ""
    inside = found.get("variable") or " ".join(condition(part) for part in found.get("parts", []))
    return f"{found['kind']}({inside})"


def _list(block: Json, place: Place) -> Section:
    kind = "numero" if block.get("numbered") else "pieces" if block.get("pieces") else ""
    here = (*place, sign("list", kind))
    items = [
        _blocks(item["blocks"], (*here, sign("if", condition(item.get("condition")))))
        for item in block["items"]
    ]
    full = (item for item in items if item)
    return [numbered(word, len(place), number) for number, item in enumerate(full) for word in item]


def _table(block: Json, place: Place) -> Section:
    found = words(block["title"], (*place, "caption"))
    for number, row in enumerate(block["rows"]):
        for index, cell in enumerate(row):
            head = "head" if cell.get("header") else ""
            spans = (cell.get("columns", 1), cell.get("rows", 1))
            here = sign("cell", f"row {number}", f"column {index}", head, *spans)
            found += _blocks(cell["blocks"], (*place, here))
    return found


def _chapter(block: Json, place: Place) -> Section:
    level, sure = block.get("level", 1), block.get("sure_title", "")
    found = words(block["title"], (*place, f"title {level}"))
    found += words(sure, (*place, f"sure title {level}"))
    pieces = "pieces" if block.get("pieces") else ""
    return found + _blocks(
        block["blocks"], (*place, sign("part", level, pieces, condition(block.get("condition"))))
    )


def _cases(block: Json, place: Place) -> Section:
    scope, question = block.get("scope", "block"), block["question"]
    added = scope == "sheet" and question == ADDED_QUESTION
    found = [] if added else words(question, (*place, "question"))
    for number, case in enumerate(block["cases"]):
        here = sign("case", scope, number, case["title"], condition(case.get("condition")))
        found += words(case["title"], (*place, here, "case title"))
        found += _blocks(case["blocks"], (*place, here))
    return found


def _note(block: Json, place: Place) -> Section:
    inside = _blocks(block["blocks"], (*place, sign("note", block["kind"], block.get("date", ""))))
    return words(block["title"], (*place, "note title")) + inside


def _fragment(block: Json, place: Place) -> Section:
    return _blocks(block["blocks"], (*place, sign("fragment", condition(block.get("condition")))))


def _service(block: Json, place: Place) -> Section:
    under = condition(block.get("condition"))
    here = (*place, sign("service", block["id"], block["url"], block["kind"], under))
    return _link(block, here, (("Titre", "title"), ("Source", "provider"), ("PivotLocal", "pivot")))


def _form(block: Json, place: Place) -> Section:
    told = (block["id"], block["url"], block["number"], block.get("size", ""))
    here = (*place, sign("form", *told, condition(block.get("condition"))))
    return _link(block, here, (("Titre", "title"), ("Source", "provider")))


def _office(block: Json, place: Place) -> Section:
    here = (*place, sign("office", block["id"], block["url"], block.get("kind", "")))
    names = (
        ("Titre", "title"),
        ("PivotLocal", "pivot"),
        ("Complement", "complement"),
        ("Source", "provider"),
    )
    return _link(block, here, names)


def _link(block: Json, here: Place, names: tuple[tuple[str, str], ...]) -> Section:
    found = [word for tag, name in names for word in words(block.get(name, ""), (*here, tag))]
    return found + _blocks(block.get("blocks", []), here)


def _definition(block: Json, place: Place) -> Section:
    here = (*place, sign("definition", block["id"]))
    return words(block["term"], (*here, "term")) + _blocks(block["blocks"], here)


def _web_link(link: Json) -> Section:
    here = (sign("link", link["id"], link["url"], condition(link.get("condition"))),)
    names = (("Titre", "title"), ("Source", "provider"), ("Complement", "complement"))
    return [word for tag, name in names for word in words(link.get(name, ""), (*here, tag))]


def _wizard(wizard: Json) -> Section:
    found = _blocks(wizard.get("introduction", []), ("intro",))
    listed = 0
    for question in wizard.get("questions", []):
        # The tree is one question that says nothing; a questionnaire's own questions are counted.
        here: Place = (f"question {listed}",) if question["title"] else ("tree",)
        listed += bool(question["title"])
        found += words(question["title"], (*here, "asks")) + _blocks(
            question.get("help", []), (*here, "help")
        )
        found += [word for choice in question["choices"] for word in _choice(choice, here)]
    return found


def _choice(choice: Json, place: Place) -> Section:
    sets = [f"affecteVrai {v}" for v in choice.get("true", [])]
    sets += [f"affecteFaux {v}" for v in choice.get("false", [])]
    here = (*place, sign("answer", choice["title"], *sets, *choice.get("leads", [])))
    found = words(choice["title"], here) + words(choice.get("said", ""), (*here, "said"))
    found += _blocks(choice.get("help", []), (*here, "help"))
    found += words(choice.get("question", ""), (*here, "asks"))
    return found + [word for below in choice.get("choices", []) for word in _choice(below, here)]


_READERS: dict[str, Callable[[Json, Place], Section]] = {
    "Paragraph": _paragraph,
    "Heading": lambda block, place: words(block["text"], (*place, "heading")),
    "ListBlock": _list,
    "Table": _table,
    "Chapter": _chapter,
    "CaseGroup": _cases,
    "Note": _note,
    "Fragment": _fragment,
    "ServiceLink": _service,
    "FormLink": _form,
    "OfficeLink": _office,
    "Definition": _definition,
}
