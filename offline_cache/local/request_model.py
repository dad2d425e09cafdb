"""What a request to the town hall asks. Pure.

A request is a list of questions, one a screen. Nothing of what is answered is kept but in the visit.
"""

from dataclasses import dataclass
from typing import Literal

FieldKind = Literal["text", "date", "phone", "mail", "choice", "yesno", "address"]


@dataclass(frozen=True)
class Only:
    """Ask only when the question `key` was answered by one of `answers`."""

    key: str
    answers: tuple[str, ...]


@dataclass(frozen=True)
class Field:
    """One question. `label` is how the answer is called on the summary and on paper.

    `only` and `also` must both hold, where given. `longest` counts characters; `past` refuses a date to come, `coming` one that is over.
    """

    key: str
    question: str
    kind: FieldKind
    label: str
    help: str = ""
    required: bool = True
    choices: tuple[str, ...] = ()
    only: Only | None = None
    also: Only | None = None
    longest: int = 120
    past: bool = False
    coming: bool = False


@dataclass(frozen=True)
class RequestForm:
    """A request that a procedure ends in. `model` names the built-in one it comes from, or is empty.

    `desk` says where the printed request is given; `privacy` why it is asked and how long it is kept.
    """

    title: str
    fields: tuple[Field, ...]
    desk: str
    privacy: str
    model: str = ""
    version: int = 1
    bring: tuple[str, ...] = ()
