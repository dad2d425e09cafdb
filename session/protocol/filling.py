"""A form filled by both: its fields, what the expert proposes, what the visitor writes and agrees to.

The kiosk holds what is written. The expert proposes values and points at fields; what the visitor writes
is told only once they agreed that it is seen. Nothing is printed or signed before the visitor has agreed
to the whole: then the kiosk makes a filled page of it, a document of its own. Values are never logged.

`FormValues` is of worth only now: the kiosk tells the whole anew on each connection.
"""

from typing import Annotated, ClassVar, Literal

from pydantic import Field, StringConstraints

from session.protocol.envelope import Body
from session.protocol.shared import Box, ErrorKey, Id, Part, Short

FIELDS_AT_ONCE = 40
"""Fields in one message, and values: none may grow past what a data channel carries."""
VALUE_MAX = 400
CHOICES_MAX = 30
Value = Annotated[str, StringConstraints(max_length=VALUE_MAX)]
Choice = Annotated[str, StringConstraints(max_length=80)]


class FieldShape(Part):
    """One place to fill, as the page may offer it. A longer list of choices is left out, and written by hand."""

    name: Short
    label: Short
    kind: Literal["text", "checkbox", "radio", "choice"]
    box: Box
    choices: Annotated[list[Choice], Field(max_length=CHOICES_MAX)] = []
    required: bool = False
    most: int = 0


class FormFields(Body):
    """The fields of a document, from number `start` of `total` on."""

    TYPE: ClassVar[str] = "form.fields"
    document: Id
    start: int
    total: int
    fields: Annotated[list[FieldShape], Field(max_length=FIELDS_AT_ONCE)]


class FieldValue(Part):
    """What is to stand in a field; a box or button is ticked by the choice it stands for, empty unticks it."""

    name: Short
    text: Value


class FormPrefill(Body):
    """The expert proposes these values."""

    TYPE: ClassVar[str] = "form.prefill"
    document: Id
    values: Annotated[list[FieldValue], Field(min_length=1, max_length=FIELDS_AT_ONCE)]


class FieldShow(Body):
    """The expert shows one field; empty ends it."""

    TYPE: ClassVar[str] = "field.show"
    document: Id
    name: Short = ""


class SeenValue(Part):
    """What stands in a field and who wrote it; `text` is None where the visitor does not show theirs."""

    name: Short
    by: Literal["expert", "citizen"]
    text: Value | None = None


class FormValues(Body):
    """What stands in some fields now. `watched`: the visitor lets the expert see what they write.

    `whole`: fields that are not told of here or in a message right behind are empty.
    """

    TYPE: ClassVar[str] = "form.values"
    document: Id
    watched: bool
    whole: bool = False
    values: Annotated[list[SeenValue], Field(max_length=FIELDS_AT_ONCE)]


class FormNews(Body):
    """What came of a proposal: not taken (`key` says why, `name` where), declined, or agreed to.

    Once agreed, the filled page follows as the document `filled`.
    """

    TYPE: ClassVar[str] = "form.news"
    document: Id
    state: Literal["refused", "declined", "agreed"]
    name: Short = ""
    key: ErrorKey | None = None
    filled: Id | None = None


class FormFinish(Body):
    """Screen to steward: the visitor agreed; make `document`, a filled page of `of`, and show it to both."""

    TYPE: ClassVar[str] = "form.finish"
    document: Id
    of: Id
    name: Short
    values: dict[str, Value]


TO_KIOSK = (FormPrefill, FieldShow)
TO_EXPERT = (FormFields, FormValues, FormNews)
