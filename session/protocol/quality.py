"""How much picture a path carries: what either end sends now, and the words both ends show for it.

The picture gives way to the voice, rung by rung. Each end decides for what it sends
(`session.engine.ladder`, `session/expert/src/call/ladder.ts`) and tells the other, which cannot
know whether a picture that stands still is meant to.
"""

from typing import ClassVar, Literal

from session.protocol.envelope import Body

Rung = Literal["720p30", "480p30", "360p15", "stills", "voice"]
"""From the best picture to none; `stills` is one picture every two seconds."""
LinkWord = Literal["good", "weak", "stills", "voice"]
"""`weak`: both still see a moving picture, a smaller one or with gaps."""


class PictureNews(Body):
    """What the sender's picture is now. Told at each change and on each new connection, never numbered."""

    TYPE: ClassVar[str] = "picture.news"
    rung: Rung
    weak: bool = False
    """The path forced it, and not this machine or the setting."""


class LinkNews(Body):
    """What the link allows, for the kiosk's screen: the lesser of both directions."""

    TYPE: ClassVar[str] = "link.news"
    word: LinkWord
    mine: bool = False
    """It is the visitor's own picture that gave way."""
    theirs: bool = False
