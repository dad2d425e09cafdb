"""Words typed in a call, and the word that the kiosk's microphone is lost.

Whole messages on `control`, numbered and acknowledged as all others: a short line that must arrive.
Real-time text letter by letter (T.140 over a data channel, RFC 8865) would be a channel of its own,
opened by the browser under the label `t140`; these messages are what a page without it still has.
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
