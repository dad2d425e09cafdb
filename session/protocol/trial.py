"""A test call: a kiosk's media process and the relay's echo counter, which sends back what it receives.

The kiosk asks the relay, the relay the echo process (`/ws/echo`, with a token); then it is a call like any other:
the echo offers, the kiosk answers, either ends it. No expert sees it and no picture of a person is in it.
"""

from typing import ClassVar

from session.protocol.call import CallAnswer, CallEnd, CallOffer, Refusal
from session.protocol.envelope import Body, Link
from session.protocol.shared import IceServer, Short


class EchoAsk(Body):
    """Kiosk to relay: a test call, please. A former one of this kiosk ends."""

    TYPE: ClassVar[str] = "echo.ask"


class EchoGranted(Body):
    """Relay to kiosk: the call is in the envelope, the echo's offer follows."""

    TYPE: ClassVar[str] = "echo.granted"
    ice: list[IceServer] = []


class EchoBegin(Body):
    """Relay to echo: offer for the call of the envelope."""

    TYPE: ClassVar[str] = "echo.begin"
    kiosk: Short
    ice: list[IceServer] = []


class EchoFull(Body):
    """Echo to relay: as many calls are on as there may be."""

    TYPE: ClassVar[str] = "echo.full"


class CallMeasure(Body):
    """Media to steward, once a second in a test call. Shares are 0..1; a level is dB of full scale.

    `delay_ms`: a marked picture from its making here until it is back and decoded; middle and 95th percentile.
    """

    TYPE: ClassVar[str] = "call.measure"
    path: Short = ""
    pictures: int = 0
    delay_ms: float | None = None
    delay_p95_ms: float | None = None
    lost_out: float | None = None
    lost_back: float | None = None
    level_db: float | None = None
    heard: bool = False


class TrialAsk(Body):
    """A command line to the steward: make a test call and tell how it went."""

    TYPE: ClassVar[str] = "trial.ask"


class TrialReport(Body):
    """How a test call went, in words and figures; `key` of the error list when it did not go well."""

    TYPE: ClassVar[str] = "trial.report"
    words: Short
    key: Short = ""
    setup_ms: float | None = None
    measure: CallMeasure | None = None


KIOSK_ASKS = (EchoAsk,)
RELAY_ANSWERS = (EchoGranted,)
RELAY_TO_ECHO = Link("relay-to-echo", EchoBegin, CallAnswer, CallEnd)
ECHO_TO_RELAY = Link("echo-to-relay", EchoFull, CallOffer, CallEnd)
MONITOR_TO_STEWARD = Link("monitor-to-steward", TrialAsk)
STEWARD_TO_MONITOR = Link("steward-to-monitor", TrialReport, Refusal)
