"""Enrolment: a one-time code from the operator binds a kiosk's public key to a name and a town."""

import secrets
from base64 import urlsafe_b64decode
from binascii import Error as Base64Error
from dataclasses import dataclass
from datetime import timedelta

from cryptography import x509

from kiosk.core.clock import Clock, rfc3339
from session.relay.identity.accounts import count_failure, digest
from session.relay.identity.delays import PER_ENROLMENT
from session.relay.identity.model import Kiosk
from session.relay.identity.ports import IdentityStore

CODE_LIFE = timedelta(hours=24)
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""No 0 O 1 I L: the code is read out over a telephone."""


@dataclass(frozen=True)
class Enrolled:
    """The kiosk is known from now on."""

    kiosk: Kiosk


@dataclass(frozen=True)
class Refused:
    """Why not, as an error key; the next try counts after `wait_s`."""

    key: str
    wait_s: float = 0.0


class Enrolment:
    """Makes codes and takes them back."""

    def __init__(self, store: IdentityStore, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def new_code(self, name: str, town: str, life: timedelta = CODE_LIFE) -> str:
        """A fresh code, `XXXX-XXXX-XXXX` (59 bits); only its hash is kept."""
        groups = ("".join(secrets.choice(_ALPHABET) for _ in range(4)) for _ in range(3))
        code = "-".join(groups)
        await self._store.put_code(_code_digest(code), name, town, rfc3339(self._clock.now() + life))
        return code

    async def enrol(
        self, code: str, public_key: str, certificate: str, name: str, address: str
    ) -> Enrolled | Refused:
        """Use a code once. Wrong ones are counted per address and delayed."""
        if not is_public_key(public_key) or not _is_certificate(certificate):
            return Refused("link.message-invalid")
        where = digest(f"enrol:{address}")
        now = self._clock.now()
        left = await self._store.blocked_until([where]) - now.timestamp()
        if left > 0:
            return Refused("login.attempts-exceeded", left)
        use = await self._store.use_code(_code_digest(code), public_key, certificate, name, rfc3339(now))
        if use.kiosk is not None:
            return Enrolled(use.kiosk)
        wait = await count_failure(self._store, self._clock, where, PER_ENROLMENT)
        return Refused("enrol.code-expired" if use.expired else "enrol.code-invalid", wait)


def _code_digest(code: str) -> str:
    return digest("code:" + "".join(c for c in code.upper() if c.isalnum()))


def decode_key(text: str) -> bytes:
    """Raw bytes of base64url without padding; empty when it is not that."""
    try:
        return urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (Base64Error, ValueError):
        return b""


def is_public_key(text: str) -> bool:
    """Tell whether this is a raw Ed25519 public key, base64url without padding."""
    return len(text) == 43 and len(decode_key(text)) == 32


def _is_certificate(pem: str) -> bool:
    if not pem:
        return True
    try:
        x509.load_pem_x509_certificate(pem.encode())
    except ValueError:
        return False
    return len(pem) <= 8192
