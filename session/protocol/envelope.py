"""The envelope `{v, type, id, call, gen, seq, body}` and the links that carry it.

Unknown fields are ignored, an unknown major version is refused. A `Link` is one direction of one
wire: the closed set of messages that may travel on it.
"""

import json
from dataclasses import dataclass
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, ValidationError

from kiosk.core.errors import UserFacingError
from kiosk.core.ids import is_id, new_id

VERSION = 1
MAX_MESSAGE = 1 << 20
"""Bytes of one message on any wire but the bulk channel."""
LEAP = 10_000
"""Generations a call may skip: more than are asked for in hours without a link."""


class Body(BaseModel):
    """What a message says. `TYPE` is its name on the wire, `area.verb` or `area.noun`."""

    # A process uses a third of the messages it knows: each is built when first used, and a screen starts sooner.
    model_config = ConfigDict(frozen=True, extra="ignore", allow_inf_nan=False, defer_build=True)
    TYPE: ClassVar[str]


@dataclass(frozen=True)
class Envelope:
    """One message with its addressing. `call` and `gen` are set inside a call only."""

    body: Body
    id: str
    call: str | None = None
    gen: int | None = None
    seq: int = 0

    @property
    def type(self) -> str:
        """The body's name on the wire."""
        return self.body.TYPE

    def pack(self) -> bytes:
        """Write as UTF-8 JSON."""
        return json.dumps(
            {
                "v": VERSION,
                "type": self.type,
                "id": self.id,
                "call": self.call,
                "gen": self.gen,
                "seq": self.seq,
                "body": self.body.model_dump(mode="json"),
            },
            ensure_ascii=False,
            separators=(",", ":"),
        ).encode()


def envelope(
    body: Body, *, call: str | None = None, gen: int | None = None, seq: int = 0, ident: str | None = None
) -> Envelope:
    """Address a body, with a fresh message id unless it keeps its own."""
    return Envelope(body, ident or new_id(), call, gen, seq)


class Link:
    """One direction of one wire and the messages allowed on it."""

    def __init__(self, name: str, *bodies: type[Body], stored: bool = False) -> None:
        """`stored`: what is said may go into a database, and no text of one holds the character 0."""
        self.name = name
        self.stored = stored
        self.bodies: dict[str, type[Body]] = {body.TYPE: body for body in bodies}

    def unpack(self, raw: bytes | str) -> Envelope:
        """Read one message.

        Raises:
            UserFacingError: `link.version-refused`, or `link.message-invalid` for what is too
                long, not JSON, not of this link, or of the wrong shape.
        """
        if len(raw) > MAX_MESSAGE:
            raise UserFacingError("link.message-invalid", f"{self.name}: {len(raw)} bytes")
        try:
            text = raw if isinstance(raw, str) else raw.decode()
            data = json.loads(text)
            # No JSON writes it otherwise; the few that only speak of it are looked at more closely.
            unfit = self.stored and "\\u0000" in text and _holds_zero(data)
        except (ValueError, RecursionError):
            raise UserFacingError("link.message-invalid", f"{self.name}: not JSON") from None
        if not isinstance(data, dict):
            raise UserFacingError("link.message-invalid", f"{self.name}: not an object")
        if data.get("v") != VERSION:
            raise UserFacingError("link.version-refused", self.name)
        if unfit:
            raise UserFacingError("link.message-invalid", f"{self.name}: character 0")
        return self._read(data)

    def _read(self, data: dict[str, Any]) -> Envelope:
        kind = self.bodies.get(str(data.get("type")))
        if kind is None:
            raise UserFacingError("link.message-invalid", f"{self.name}: unknown type")
        ident, call, gen, seq = (data.get(k) for k in ("id", "call", "gen", "seq"))
        well_formed = (
            isinstance(ident, str)
            and is_id(ident)
            and (call is None or (isinstance(call, str) and is_id(call)))
            and (gen is None or (isinstance(gen, int) and 0 <= gen < 1 << 31))
            and isinstance(seq, int)
            and seq >= 0
        )
        if not well_formed:
            raise UserFacingError("link.message-invalid", f"{self.name}: {kind.TYPE}: bad address")
        try:
            body = kind.model_validate(data.get("body") or {})
        except ValidationError as error:
            where = ".".join(str(part) for part in error.errors()[0]["loc"])
            raise UserFacingError("link.message-invalid", f"{self.name}: {kind.TYPE}: {where}") from None
        return Envelope(body, str(ident), call, gen, int(seq or 0))


def _holds_zero(data: Any) -> bool:
    match data:
        case str():
            return "\0" in data
        case dict():
            return any(_holds_zero(part) for pair in data.items() for part in pair)
        case list():
            return any(_holds_zero(part) for part in data)
    return False
