"""The media process and the steward: what either tells the other, on the socket of `session.protocol.local`."""

from typing import ClassVar, Literal

from session.protocol.envelope import Body
from session.protocol.shared import IceServer, Id, Sdp, Sha256, Short


class MediaSettings(Body):
    """First message to the media process."""

    TYPE: ClassVar[str] = "media.settings"
    vault: Short
    frames: Short
    camera: Short
    microphone: Short
    speaker: Short
    ladder: Short
    document_camera: Short = ""
    face: bool = True
    """False: only a sheet is to be looked at; the face's camera and the microphone stay off."""
    echo_cancelling: bool = True
    handset: Short = ""
    handset_microphone: Short = ""
    handset_speaker: Short = ""
    authority: Short = ""
    """PEM file of who vouches for the relay and its TURN server, where that is nobody public."""
    markers: bool = False
    """Decode the frame counter and tones of demo sources, and report them."""


class CallBegin(Body):
    """A seat was granted; the offer follows. Call id and generation are in the envelope.

    `resumed`: the call lived before this media process did; it asks for its offer at once.
    """

    TYPE: ClassVar[str] = "call.begin"
    ice: list[IceServer] = []
    resumed: bool = False
    measured: bool = False
    """A test call with demo sources: `call.measure` is told each second."""


class AnswerDraft(Body):
    """The media process's answer, for the steward to sign and send."""

    TYPE: ClassVar[str] = "call.answer-draft"
    sdp: Sdp
    fingerprint: Short
    offer_sha256: Sha256


class OfferWanted(Body):
    """The connection is lost; the next generation is in the envelope."""

    TYPE: ClassVar[str] = "call.offer-wanted"
    reason: Short = ""


class Delivered(Body):
    """The expert's page has it: the message of this id, or the document of this id whole."""

    TYPE: ClassVar[str] = "call.delivered"
    message: Id


class DocumentArrived(Body):
    """A whole file of the expert is in the vault as `source`; it wants cleaning."""

    TYPE: ClassVar[str] = "document.arrived"
    document: Id
    name: Short
    media_type: Short


class DocumentSend(Body):
    """Send a vault file to the expert: `path` is relative to the vault."""

    TYPE: ClassVar[str] = "document.send"
    document: Id
    kind: Literal["file", "page", "signed"]
    path: Short
    name: Short
    media_type: Short
    of: Id | None = None
    page: int | None = None


class CallStats(Body):
    """Once a second in a call."""

    TYPE: ClassVar[str] = "call.stats"
    sent_fps: float
    received_fps: float
    sent_frames: int
    received_frames: int
    audio_ok: bool
    round_trip_ms: float | None = None
