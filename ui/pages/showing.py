"""A paper shown live. See `ui.pages`."""

from dataclasses import dataclass

from ui.pages.parts import Action, Note


@dataclass(frozen=True)
class Showing:
    """What the expert sees, framed. `live`: it is seen now; else `waiting` says why not yet. `seconds` are left then.

    `caption` stands on the frame: who sees it. `note` is what the expert asks meanwhile.
    """

    title: str
    words: str
    note: Note | None
    live: bool
    caption: str
    waiting: str
    seconds: int
    count: str
    actions: list[Action]
