"""The line that each side is typing crosses as it is typed, and whole again on a new connection."""

from typing import Any

from session.engine.typing import Typing
from session.protocol.t140 import NEW_LINE
from session.protocol.texting import TextLive


class Wire:
    """What `Typing` uses of a data channel."""

    def __init__(self) -> None:
        self.readyState = "open"
        self.sent: list[str] = []
        self.hears: Any = None

    def on(self, _event: str, hears: Any) -> None:
        self.hears = hears

    def send(self, text: str) -> None:
        self.sent.append(text)


def both() -> tuple[Typing, Wire, list[TextLive]]:
    told: list[TextLive] = []
    typing, wire = Typing(told.append), Wire()
    typing.adopt(wire)  # type: ignore[arg-type]
    return typing, wire, told


def test_letters_are_gathered_until_they_are_flushed() -> None:
    typing, wire, _ = both()
    for line in ("b", "bo", "bon"):
        typing.typed(line)
    typing.flush()
    typing.typed("bo")
    typing.flush()
    typing.flush()
    assert wire.sent == ["bon", "\b"]


def test_a_line_that_is_sent_ends_on_the_other_side() -> None:
    typing, wire, _ = both()
    typing.typed("bon")
    typing.flush()
    typing.ended()
    typing.flush()
    assert wire.sent == ["bon", NEW_LINE]


def test_a_new_connection_has_the_whole_line_again() -> None:
    typing, wire, _ = both()
    typing.typed("bonjour")
    typing.flush()
    wire.readyState = "closed"
    typing.typed("bonjour à")
    typing.flush()
    again = Wire()
    typing.adopt(again)  # type: ignore[arg-type]
    typing.flush()
    assert again.sent == ["bonjour à"]


def test_what_the_expert_types_is_told_once_a_flush() -> None:
    typing, wire, told = both()
    for letter in "oui":
        wire.hears(letter)
    wire.hears(b"\xff")
    typing.flush()
    typing.flush()
    wire.hears("\b")
    typing.flush()
    assert [said.text for said in told] == ["oui", "ou"]


def test_an_old_channel_is_not_heard_any_more() -> None:
    typing, wire, told = both()
    typing.adopt(Wire())  # type: ignore[arg-type]
    wire.hears("tard")
    typing.flush()
    assert told == []
