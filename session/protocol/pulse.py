"""Is anybody there? Asked by a page of the relay: a browser shows no script the web socket's own pings."""

from typing import ClassVar

from session.protocol.envelope import Body


class LinkPing(Body):
    """Answer at once."""

    TYPE: ClassVar[str] = "link.ping"


class LinkPong(Body):
    """Here."""

    TYPE: ClassVar[str] = "link.pong"
