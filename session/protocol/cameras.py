"""What is said of cameras: whether a face is seen, and how a sheet lies under the document camera.

A photograph of a sheet crosses as a file of the visit's vault, named by its scan; never as bytes.
"""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from session.protocol.envelope import Body
from session.protocol.shared import ErrorKey, Id, Share, Short

Advice = Literal["absent", "closer", "farther", "dark", "glare", "askew", "moving", "hold"]
"""What to do for a good photograph; `hold`: nothing, it is about to be taken."""
Corner = tuple[Share, Share]
Corners = Annotated[list[Corner], Field(max_length=4)]
"""Of a sheet in the picture, 0..1 from the top left, clockwise from its own top left; empty: none is seen."""


class CameraNews(Body):
    """The visitor's camera gives no picture, or gives it again (`key` None). Sound is not touched by it.

    Told at each change, and at the start of each connection.
    """

    TYPE: ClassVar[str] = "camera.news"
    key: ErrorKey | None = None


class PaperLook(Body):
    """The visitor opens the document camera for one page of `scan`, or leaves it."""

    TYPE: ClassVar[str] = "paper.look"
    scan: Id
    active: bool = True


class PaperShoot(Body):
    """« Photographier »: take the page as it is now."""

    TYPE: ClassVar[str] = "paper.shoot"
    scan: Id


class PaperWatch(Body):
    """Steward to media: look at the table, and put the photograph into this begun document of the vault."""

    TYPE: ClassVar[str] = "paper.watch"
    scan: Id
    folder: Id


class PaperAim(Body):
    """How the sheet lies now; with `key`, why there is no picture. At most some times a second."""

    TYPE: ClassVar[str] = "paper.aim"
    scan: Id
    advice: Advice = "absent"
    corners: Corners = []
    key: ErrorKey | None = None


class PaperShot(Body):
    """The photograph is whole in `file` of the document given. `manual`: the visitor asked for it as it is."""

    TYPE: ClassVar[str] = "paper.shot"
    scan: Id
    file: Short
    corners: Corners = []
    manual: bool = False
