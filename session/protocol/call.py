"""Messages about a call that several wires share: SDP, candidates, the end."""

from typing import ClassVar, Literal

from session.protocol.envelope import Body
from session.protocol.shared import EndReason, ErrorKey, IceServer, Long, Sdp, Short


class CallOffer(Body):
    """The browser's SDP offer for one generation (in the envelope).

    `ice` is the relay's word to the kiosk, for this generation; what a page wrote there is replaced.
    """

    TYPE: ClassVar[str] = "call.offer"
    sdp: Sdp
    ice: list[IceServer] = []


class CallCandidate(Body):
    """One trickled ICE candidate of the browser; empty `candidate` ends them."""

    TYPE: ClassVar[str] = "call.candidate"
    candidate: Long = ""
    sdp_mid: Short = ""
    sdp_m_line_index: int = 0


class CallAnswer(Body):
    """The kiosk's SDP answer, complete with candidates.

    `proof` is a JWS (EdDSA, compact) of the kiosk's identity over the JSON
    `{"ticket","call","generation","offer_sha256","fingerprint"}`; `fingerprint` is the answer's
    `sha-256 AA:BB…` line. It lets the page refuse a fingerprint that a relay swapped.
    """

    TYPE: ClassVar[str] = "call.answer"
    sdp: Sdp
    proof: Long


class CallReoffer(Body):
    """The kiosk asks for a new offer; the new generation is in `generation`.

    `ice` is the relay's word to the page: the credentials of the generation before may have ended.
    """

    TYPE: ClassVar[str] = "call.reoffer"
    generation: int
    reason: Short = ""
    ice: list[IceServer] = []


class CallEnd(Body):
    """One side ends the call, or the relay tells that it ended."""

    TYPE: ClassVar[str] = "call.end"
    reason: EndReason


class MicrophoneMute(Body):
    """The visitor's microphone is silent, or heard again; their picture goes on. Never leaves the kiosk."""

    TYPE: ClassVar[str] = "microphone.mute"
    active: bool


class Refusal(Body):
    """A request was refused; `about` is the id of the message, `key` a key of the error list."""

    TYPE: ClassVar[str] = "link.refusal"
    key: ErrorKey
    about: Short = ""
    wait_s: float = 0


class Notice(Body):
    """Connection news for a screen or a page."""

    TYPE: ClassVar[str] = "call.notice"
    state: Literal["connecting", "connected", "lost", "ended"]
    reason: Short = ""
