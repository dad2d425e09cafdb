"""Identifiers: 128 random bits, written as 32 lower-case hexadecimal digits."""

import re
import secrets

_ID = re.compile(r"[0-9a-f]{32}")


def new_id() -> str:
    """Return a fresh identifier of 128 random bits."""
    return secrets.token_hex(16)


def is_id(text: str) -> bool:
    """Tell whether `text` has the form of an identifier, so that it can name a folder safely."""
    return _ID.fullmatch(text) is not None
