"""Sheets and forms of the kiosk's own content, looked up and proposed by the expert: no file crosses.

The kiosk searches the edition it holds, so that whatever is found can be opened there.
"""

from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from session.protocol.envelope import Body
from session.protocol.shared import Id, Part, Short

HITS = 12


class ContentFind(Body):
    """Words of a title, the number of a form, or the id of a sheet."""

    TYPE: ClassVar[str] = "content.find"
    query: Short


class ContentHit(Part):
    """A sheet's list of papers (`form` empty), or one of its forms."""

    sheet: Short
    form: Short = ""
    title: Short
    number: Short = ""
    kind: Literal["papers", "form"]


class ContentFound(Body):
    """What the kiosk has for these words; of worth only now."""

    TYPE: ClassVar[str] = "content.found"
    query: Short
    hits: Annotated[list[ContentHit], Field(max_length=HITS)]


class ContentPropose(Body):
    """Lay the kiosk's own copy on the table, as `document`."""

    TYPE: ClassVar[str] = "content.propose"
    document: Id
    sheet: Short
    form: Short = ""


class SheetShow(Body):
    """Screen to steward: compose a page of ours from typed data, and show it to both."""

    TYPE: ClassVar[str] = "sheet.show"
    document: Id
    name: Short
    data: dict[str, Any]


TO_KIOSK = (ContentFind, ContentPropose)
TO_EXPERT = (ContentFound,)
