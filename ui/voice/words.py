"""What is read aloud of a page: what a person sees, in the order they see it."""

import dataclasses
from typing import Any

from ui.frame import Overlay
from ui.pages import Action, Chapter, Choice, Home, Page, Paper, Search

_SILENT = {
    "tone", "icon", "code", "uri", "url", "picture", "vault", "hosts", "crumbs", "source", "state", "link",
    "test", "staff", "choose", "start", "greetings", "search_hint", "hint", "pager", "kind", "text_typed", "remote",
}  # fmt: skip
MAX_LETTERS = 3000
"""About five minutes of speech."""


def words_of(page: Page, overlay: Overlay) -> str:
    """The text to speak: the card when there is one, else the page."""
    shown: Any = overlay if overlay.kind and overlay.kind != "gentle" else page
    return _cut(" ".join(_sentence(part) for part in _parts(shown) if part.strip()))


def _parts(thing: Any) -> list[str]:  # noqa: PLR0911 - one case per shape
    match thing:
        case str():
            return [thing]
        case Action(label=label):
            return [label]
        case Choice(label=label, chosen=chosen):
            return [f"{label}, choisi" if chosen else label]
        case Paper(label=label, hint=hint, have=have):
            answer = {"yes": "vous l’avez", "no": "vous ne l’avez pas", "": ""}[have]
            return [label, hint, answer]
        case Chapter(title=title, lines=lines):
            return [title, *(part for line in lines for part in _parts(line))]
        case list() | tuple():
            return [part for item in thing for part in _parts(item)]
        case _ if dataclasses.is_dataclass(thing) and not isinstance(thing, type):
            return _fields(thing)
        case _:
            return []


def _fields(thing: Any) -> list[str]:
    silent = _SILENT | ({"text"} if isinstance(thing, Search) else set())
    silent = silent - {"hint"} if isinstance(thing, Home) else silent
    names = [field.name for field in dataclasses.fields(thing) if field.name not in silent]
    if hasattr(thing, "title") and "title" in names:
        names.sort(key=lambda name: name != "title")
    return [part for name in names for part in _parts(getattr(thing, name))]


def _sentence(text: str) -> str:
    text = " ".join(text.replace("·", ",").replace("›", ",").split())
    return text if text.endswith((".", "?", "!", "…", ":", ",")) else f"{text}."


def _cut(text: str) -> str:
    if len(text) <= MAX_LETTERS:
        return text
    return text[:MAX_LETTERS].rsplit(". ", 1)[0] + "."
