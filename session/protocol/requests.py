"""A request to the town hall, as it lies in the visit's vault until an outbox takes it.

Structured and versioned: whoever reads it later needs no other file. It lives in the vault only, as
`ID/request.json`, goes with the visit, and no part of it is ever an event's field.
"""

from typing import Annotated, ClassVar, Final, Literal

from pydantic import Field

from session.protocol.envelope import Body
from session.protocol.shared import Id, Part

REQUEST_FILE = "request.json"
FORMAT: Final = 1
"""Raised when a reader of the former one could go wrong; a field more is no reason."""

_Key = Annotated[str, Field(max_length=80, pattern=r"^[a-z0-9-]+$")]
_Words = Annotated[str, Field(max_length=300)]


class Answer(Part):
    """One question as it was asked, and what was answered.

    `value` is fit for a machine: a day is `2026-11-28`, a number has its digits only. `shown` is what the
    visitor saw and signed.
    """

    key: _Key
    label: _Words
    kind: Literal["text", "date", "phone", "mail", "choice", "yesno", "address"]
    value: _Words
    shown: _Words


class TownRequest(Part):
    """One request. `reference` is what the visitor can read out over the telephone.

    `model` names the built-in request it comes from, `procedure` and `edition` the local content it was
    asked by. `prepared_on` is a day, without the hour: it would tell who stood there.
    """

    format: Literal[1] = FORMAT
    reference: Annotated[str, Field(pattern=r"^D( \d\d){5}$")]
    title: _Words
    procedure: _Words
    model: Annotated[str, Field(max_length=80)] = ""
    town: _Words
    edition: Annotated[str, Field(max_length=10)]
    prepared_on: Annotated[str, Field(max_length=10)]
    answers: Annotated[list[Answer], Field(max_length=40)]


class RequestKeep(Body):
    """Screen to steward: keep this request in the visit's vault, as a document of its own."""

    TYPE: ClassVar[str] = "request.keep"
    document: Id
    request: TownRequest
