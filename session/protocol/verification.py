"""The short code that both screens show: the same only where nobody stands between them.

It binds the DTLS fingerprints that each side sees, as ZRTP's short authentication string does
(RFC 6189 sections 4.3 and 7): the kiosk commits to a random number before it hears the page's, so
that whoever stands between has one guess in a million. Told anew on each connection, which has keys
of its own; never numbered. Both compute it: `short_code`, and `session/expert/src/call/verification.ts`.
"""

import hashlib
from typing import Annotated, ClassVar

from pydantic import StringConstraints

from session.protocol.envelope import Body
from session.protocol.shared import Sha256

LABEL = b"visio-guichet short code 1\0"
DIGITS = 6
Nonce = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
"""32 random bytes, in hexadecimal."""
Digits = Annotated[str, StringConstraints(pattern=r"^[0-9]{6}$")]


class CodeCommit(Body):
    """The kiosk's first word: SHA-256 of the number it will reveal."""

    TYPE: ClassVar[str] = "code.commit"
    commit: Sha256


class CodeNonce(Body):
    """The page's number, said only once it holds the commitment."""

    TYPE: ClassVar[str] = "code.nonce"
    nonce: Nonce


class CodeReveal(Body):
    """The kiosk's number; one that is not what was committed ends the call."""

    TYPE: ClassVar[str] = "code.reveal"
    nonce: Nonce


class CodeShown(Body):
    """Media to screen: the code of this connection."""

    TYPE: ClassVar[str] = "code.shown"
    code: Digits


def commitment(nonce: str) -> str:
    """What the kiosk says before it reveals `nonce`."""
    return hashlib.sha256(bytes.fromhex(nonce)).hexdigest()


def short_code(call: str, kiosk: str, page: str, kiosk_nonce: str, page_nonce: str) -> str:
    """Six digits from the call's id, both `sha-256 AA:BB…` fingerprints and both numbers."""
    parts = [call, _digest(kiosk), _digest(page), kiosk_nonce, page_nonce]
    digest = hashlib.sha256(LABEL + b"".join(bytes.fromhex(part) for part in parts)).digest()
    return str(int.from_bytes(digest[:8], "big") % 10**DIGITS).zfill(DIGITS)


def _digest(fingerprint: str) -> str:
    return fingerprint.split(" ", 1)[1].strip().replace(":", "")
