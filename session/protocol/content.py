"""The official sheets of a kiosk and where the next ones come from, as the maintenance page shows them."""

from typing import ClassVar, Literal

from session.protocol.envelope import Body
from session.protocol.shared import ErrorKey, Short


class ContentState(Body):
    """What is in use, what the last check gave, and the check under way.

    Dates of editions are ISO days, moments RFC 3339; empty when there is none. `previous` is None when
    there is no edition to go back to. `mended` says what was wrong with an edition that was replaced by
    the one before, until a new one is taken.
    """

    TYPE: ClassVar[str] = "content.state"
    source: Literal["none", "feed", "editions"] = "none"
    edition: Short = ""
    installed: bool = False
    sheets: int = 0
    sample: bool = False
    age_days: int = 0
    old: bool = False
    previous: Short | None = None
    lost_forms: int = 0
    checking: bool = False
    done: int = 0
    total: int = 0
    checked_at: Short = ""
    outcome: Literal["", "current", "updated", "refused", "unreachable"] = ""
    key: ErrorKey | None = None
    detail: Short = ""
    mended: Short = ""
