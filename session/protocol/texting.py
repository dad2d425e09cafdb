"""Words typed in a call, and the word that the kiosk's microphone is lost.

Whole messages on `control`, numbered and acknowledged as all others: a short line that must arrive.
The line that is being typed is seen letter by letter over a channel of its own (`session.protocol.t140`);
these messages are the lines that were sent, and all that a page without it has.
Nothing is kept once the call is over.
"""

from typing import Annotated, ClassVar, Literal

from pydantic import StringConstraints

from session.protocol.envelope import Body
from session.protocol.shared import Share

TEXT_MAX = 500
MicrophoneState = Literal["live", "missing", "silent"]


class TextMessage(Body):
    """A line the sender typed."""

    TYPE: ClassVar[str] = "text.message"
    text: Annotated[str, StringConstraints(min_length=1, max_length=TEXT_MAX)]


class TextPreferred(Body):
    """The person writes and reads rather than speaks, and their microphone is silent; or they speak after all."""

    TYPE: ClassVar[str] = "text.preferred"
    active: bool


Typed = Annotated[str, StringConstraints(max_length=TEXT_MAX)]


class TextTyped(Body):
    """Screen to media: the line the visitor is typing, after each change. Never on the control channel."""

    TYPE: ClassVar[str] = "text.typed"
    text: Typed


class TextLive(Body):
    """Media to screen: the line the expert is typing, as far as it is."""

    TYPE: ClassVar[str] = "text.live"
    text: Typed


class MicrophoneLevel(Body):
    """How loud the visitor is before the call, 0 (-60 dB and below) to 1 (full scale); `held` is the loudest of late."""

    TYPE: ClassVar[str] = "microphone.level"
    level: Share
    held: Share


class MicrophoneNews(Body):
    """Whether the visitor can be heard: `missing` is unplugged, `silent` is switched off at the device.

    Told at each change and on each new connection; of worth only now, so never numbered.
    """

    TYPE: ClassVar[str] = "microphone.news"
    state: MicrophoneState
