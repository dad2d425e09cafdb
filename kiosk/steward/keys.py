"""The kiosk's Ed25519 identity: made once, never leaves the steward, signs only what it understands."""

import base64
import json
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from jwt.api_jws import PyJWS

from kiosk.core.durable import put_synced

_JWS = PyJWS()


@dataclass(frozen=True)
class Binding:
    """What the kiosk vouches for when it answers: this call, this offer, this DTLS fingerprint."""

    ticket: str
    call: str
    generation: int
    offer_sha256: str
    fingerprint: str


class Identity:
    """The identity key."""

    def __init__(self, key: Ed25519PrivateKey) -> None:
        self._key = key

    @classmethod
    def load_or_make(cls, folder: Path) -> "Identity":
        """Read `identity.pem`, or make it with mode 0600."""
        path = folder / "identity.pem"
        if path.exists():
            key = serialization.load_pem_private_key(path.read_bytes(), None)
            if not isinstance(key, Ed25519PrivateKey):
                raise TypeError("identity.pem is not an Ed25519 key")
            return cls(key)
        fresh = Ed25519PrivateKey.generate()
        pem = fresh.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        put_synced(path, pem, 0o600)
        return cls(fresh)

    def public_key(self) -> str:
        """The raw public key, base64url without padding."""
        raw = self._key.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
        return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()

    def frame(self, payload: bytes, kiosk: str, challenge: str) -> str:
        """A compact JWS over the exact bytes of an envelope, for the relay's link."""
        return _JWS.encode(payload, self._key, "EdDSA", {"kid": kiosk, "nonce": challenge})

    def prove(self, binding: Binding, kiosk: str) -> str:
        """A compact JWS over a call's binding, for the expert's page."""
        payload = {
            "ticket": binding.ticket,
            "call": binding.call,
            "generation": binding.generation,
            "offer_sha256": binding.offer_sha256,
            "fingerprint": binding.fingerprint,
        }
        return _JWS.encode(json.dumps(payload).encode(), self._key, "EdDSA", {"kid": kiosk})
