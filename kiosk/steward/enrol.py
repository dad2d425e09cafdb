"""Enrolment: a one-time code makes this machine's key known to the relay."""

import math
import socket
import ssl
from pathlib import Path
from typing import Any

import httpx

from kiosk.core.errors import ERRORS, UserFacingError
from kiosk.core.system import reason
from kiosk.steward.keys import Identity
from kiosk.steward.ports import Keep

_NO_RELAY = "ce n'est pas un relais de Visio-Guichet qui répond à cette adresse"


def enrol(url: str, code: str, identity: Identity, keep: Keep, ca: Path | None = None) -> str:
    """Show the public key and the code to the relay; keep and return the kiosk's id there.

    Raises:
        UserFacingError: what the relay answered (`enrol.code-invalid`, `enrol.code-expired`,
            `login.attempts-exceeded`…), `link.relay-unreachable` or `host.certificate-wrong`.
    """
    context = _trusting(ca)
    try:
        answer = httpx.post(
            f"{url.rstrip('/')}/api/enrol",
            json={"code": code, "public_key": identity.public_key()},
            verify=context,
            timeout=15,
        )
        said = answer.json()
    except (httpx.HTTPError, ValueError) as error:
        raise UserFacingError("link.relay-unreachable", f"{url} : {_why(error)}") from None
    if not isinstance(said, dict):
        raise UserFacingError("link.relay-unreachable", f"{url} : {_NO_RELAY}")
    if answer.status_code != httpx.codes.OK:
        raise _refused(said, url)
    kiosk = said.get("kiosk")
    if not isinstance(kiosk, str):
        raise UserFacingError("link.relay-unreachable", f"{url} : {_NO_RELAY}")
    keep.save({"kiosk": kiosk, "name": str(said.get("name", "")), "relay": url})
    return kiosk


def _trusting(ca: Path | None) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=str(ca) if ca else None)
    except OSError as error:
        no_pem = isinstance(error, ssl.SSLError)
        detail = f"relay.ca : {ca} : {'ce ne sont pas des certificats PEM' if no_pem else reason(error)}"
        raise UserFacingError("host.certificate-wrong", detail) from None


def _why(error: Exception) -> str:
    """What went wrong on the way, in French: httpx wraps the system's own errors."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return "son certificat n'est pas reconnu ; régler « relay.ca », ou vérifier la date de la machine"
        if isinstance(cause, socket.gaierror):
            return "ce nom de machine est inconnu"
        if isinstance(cause, OSError) and cause.errno:
            return reason(cause)
        cause = cause.__cause__ or cause.__context__
    if isinstance(error, httpx.TimeoutException):
        return "pas de réponse à temps"
    return _NO_RELAY


def _refused(said: dict[str, Any], url: str) -> UserFacingError:
    key, wait = said.get("key"), said.get("wait_s")
    if key not in ERRORS:
        return UserFacingError("link.relay-unreachable", f"{url} : {_NO_RELAY}")
    return UserFacingError(
        str(key), f"prochain essai dans {math.ceil(wait)} s" if isinstance(wait, int | float) and wait else ""
    )
