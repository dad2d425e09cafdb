"""What is shown live in a call, and what the expert asks to see. Frozen, as everything of a journey."""

from dataclasses import dataclass
from typing import Literal

from session.protocol.showing import Ended, Identity, Purpose

Told = Literal["", "ended", "identity", "stamp-undone"]


@dataclass(frozen=True)
class LiveRequest:
    """« Nadia voudrait voir un papier en direct »; `own`: the visitor's idea. The question says what will be seen."""

    own: bool = False


@dataclass(frozen=True)
class StillRequest:
    """« Puis-je en avoir une photo nette ? »."""


@dataclass(frozen=True)
class IdentityRequest:
    """« Nadia doit savoir à qui elle parle »: by a paper shown live, or by questions."""

    by: Literal["paper", "questions"]


@dataclass(frozen=True)
class StampedCopy:
    """« Nadia a noté avoir vu l'original »: an exemplar on paper?"""

    document: str


@dataclass(frozen=True)
class OnView:
    """The document camera in a call: `purpose` from the visitor's touch to its end, `live` while it is seen.

    `until` is when it ends by itself. `told` is what there is to tell since `told_at`: why the last one
    ended (`ended`, `key`), how the visitor's identity was established, a stamp taken back.
    """

    purpose: Purpose | None = None
    live: bool = False
    until: float = 0.0
    ended: Ended = ""
    key: str = ""
    was: Purpose = "paper"
    identity: Identity | None = None
    told: Told = ""
    told_at: float = 0.0
