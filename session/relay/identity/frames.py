"""Signed frames of a kiosk: compact JWS (RFC 7515) with EdDSA (RFC 8037).

The header carries the kiosk's id and this connection's challenge, the payload the exact bytes of
an envelope whose `seq` grows: a frame replayed, reordered, or taken from another connection is
refused, and no clock is trusted.
"""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from jwt.api_jws import PyJWS
from jwt.exceptions import PyJWTError

from kiosk.core.errors import UserFacingError
from session.protocol.envelope import MAX_MESSAGE, Envelope
from session.protocol.kiosk_relay import KIOSK_TO_RELAY
from session.relay.identity.enrolment import decode_key

LONGEST_ID = 200
"""What nobody vouches for yet goes no further than a look into the database."""
MAX_FRAME = MAX_MESSAGE * 4 // 3 + 1024


class Replayed(Exception):  # noqa: N818 - not an error of ours, a fact about the frame
    """The frame's `seq` did not grow: drop it."""


def claimed_kiosk(frame: str) -> str:
    """The `kid` of a frame, not yet believed; empty when there is none."""
    try:
        kid = PyJWS().get_unverified_header(frame).get("kid", "")
    except PyJWTError:
        return ""
    return kid if isinstance(kid, str) and len(kid) <= LONGEST_ID and kid.isprintable() else ""


class FrameReader:
    """Opens the frames of one connection of one kiosk."""

    def __init__(self, public_key: str, challenge: str) -> None:
        self._key = Ed25519PublicKey.from_public_bytes(decode_key(public_key))
        self._challenge = challenge
        self._seq = -1
        self._jws = PyJWS(algorithms=["EdDSA"])

    def read(self, frame: str) -> Envelope:
        """Check and open one frame.

        Raises:
            UserFacingError: `link.identity-refused` when the signature or the challenge is not
                right, else as `Link.unpack`.
            Replayed: the signature is right but `seq` has been seen.
        """
        if len(frame) > MAX_FRAME:
            raise UserFacingError("link.message-invalid", f"{len(frame)} bytes")
        try:
            opened = self._jws.decode_complete(frame, self._key, algorithms=["EdDSA"])
        except PyJWTError:
            raise UserFacingError("link.identity-refused", "signature") from None
        if opened["header"].get("nonce") != self._challenge:
            raise UserFacingError("link.identity-refused", "challenge")
        envelope = KIOSK_TO_RELAY.unpack(opened["payload"])
        if envelope.seq <= self._seq:
            raise Replayed
        self._seq = envelope.seq
        return envelope
