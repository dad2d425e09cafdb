"""Papers shown across the table: live, as a sharp photograph, to say who one is, and the stamp of an expert who saw the original.

A live picture of the document camera begins at the visitor's touch only. It travels in the place of
the face's, on the video track that is there; `ShowingNews` says what the track carries, so that the
page labels it. Nothing here names anybody: an identity is a method and a result.
"""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from session.protocol.envelope import Body
from session.protocol.shared import ErrorKey, Id

LIVE_S = 75.0
"""A live picture ends by itself after this long, unless the visitor prolongs it."""
SEEN_S = 5.0
"""Shown for this long in all, an original counts as seen."""

Purpose = Literal["paper", "identity"]
"""`identity`: a paper that says who one is. No photograph of it can be made, on either end."""
Asked = Literal["live", "still", "identity-paper", "identity-questions"]
Ended = Literal["", "stopped", "time", "pause", "link", "lost"]
"""Why the live picture ended: somebody stopped it, its time was over, or the visitor's pause, the connection or the camera did."""
Identity = Literal["paper", "questions", "known", "not-established"]
"""How the expert came to know who the person is; `known`: by an earlier meeting, or an appointment's code."""


class ShowingAsk(Body):
    """The expert asks to see something; nothing happens before the visitor agrees."""

    TYPE: ClassVar[str] = "showing.ask"
    what: Asked


class ShowingAnswer(Body):
    """The visitor agreed or declined; with `key`, the kiosk cannot."""

    TYPE: ClassVar[str] = "showing.answer"
    what: Asked
    accepted: bool
    key: ErrorKey | None = None


class ShowingLive(Body):
    """Screen to media: the visitor's touch begins a live picture, or prolongs it; or ends it."""

    TYPE: ClassVar[str] = "showing.live"
    active: bool
    purpose: Purpose = "paper"


class ShowingStop(Body):
    """The expert has seen enough."""

    TYPE: ClassVar[str] = "showing.stop"


class ShowingNews(Body):
    """What the kiosk's video track carries from now on: the document camera (`live`) or the face.

    `left_s` until it ends by itself; `seen`: an original was shown for long enough in this call to be
    attested. The media process says it, the steward adds `seen`, the screen and the page read it.
    """

    TYPE: ClassVar[str] = "showing.news"
    live: bool
    purpose: Purpose = "paper"
    left_s: float = 0.0
    ended: Ended = ""
    key: ErrorKey | None = None
    seen: bool = False


class IdentityResult(Body):
    """How the expert came to know who the person is, as it will be noted with the outcome; shown to the visitor."""

    TYPE: ClassVar[str] = "identity.result"
    identity: Identity


class StampAsk(Body):
    """The expert attests to have seen the original of this paper of the visitor."""

    TYPE: ClassVar[str] = "stamp.ask"
    document: Id
    page: Annotated[int, Field(ge=0, lt=1000)] = 0


class StampUndo(Body):
    """The expert takes the stamp back; `document` is the stamped copy."""

    TYPE: ClassVar[str] = "stamp.undo"
    document: Id


class StampNews(Body):
    """What came of it: `stamped` is the copy that carries the stamp, shown as any document of the visitor."""

    TYPE: ClassVar[str] = "stamp.news"
    document: Id
    state: Literal["stamped", "undone", "failed"]
    stamped: Id | None = None
    key: ErrorKey | None = None


FROM_EXPERT = (ShowingAsk, ShowingStop, IdentityResult)
"""What passes through the steward to the screen; a stamp is the steward's own work."""
STAMPS = (StampAsk, StampUndo)
TO_EXPERT = (ShowingAnswer, ShowingNews, StampNews)
