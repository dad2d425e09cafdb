"""Enrolment: a one-time code makes this machine's key known to the relay."""

import ssl
from pathlib import Path

import httpx

from kiosk.core.errors import ERRORS, UserFacingError
from kiosk.steward.keys import Identity
from kiosk.steward.ports import Keep


def enrol(url: str, code: str, identity: Identity, keep: Keep, ca: Path | None = None) -> str:
    """Show the public key and the code to the relay; keep and return the kiosk's id there.

    Raises:
        UserFacingError: `enrol.code-invalid`, `enrol.code-expired` or `link.relay-unreachable`.
    """
    context = ssl.create_default_context(cafile=str(ca) if ca else None)
    try:
        answer = httpx.post(
            f"{url.rstrip('/')}/api/enrol",
            json={"code": code, "public_key": identity.public_key()},
            verify=context,
            timeout=15,
        )
        said = answer.json()
    except (httpx.HTTPError, ValueError, OSError) as error:
        raise UserFacingError("link.relay-unreachable", f"{url}: {error}") from None
    if answer.status_code != httpx.codes.OK:
        key = said.get("key") if isinstance(said, dict) else None
        raise UserFacingError(key if key in ERRORS else "enrol.code-invalid")
    kiosk = str(said["kiosk"])
    keep.save({"kiosk": kiosk, "name": str(said.get("name", "")), "relay": url})
    return kiosk
