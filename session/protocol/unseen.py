"""« Sans mon image »: the visitor is heard and not seen, because they want it so."""

from typing import ClassVar

from session.protocol.envelope import Body


class PictureHidden(Body):
    """The visitor does not show their face, or shows it again; their voice goes on.

    Chosen before a call or in it, so the media process of a visit may hear of it before there is a call. The
    expert's page is told at each change and on each new connection, so it is never numbered.
    """

    TYPE: ClassVar[str] = "picture.hidden"
    active: bool
