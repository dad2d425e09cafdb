"""The code of an appointment: eight signs a person can copy, read aloud and type. `K7FM-2Q9D`.

Seven signs of chance (34.7 bits) and one that checks them. The alphabet is Crockford's base 32 without Z:
no I, L, O, U, and none that a hand writes like a 2. It has 31 signs, a prime number, so that a weighted sum
finds every single wrong sign and every two signs that changed places. What is heard or read as the sign it
resembles is taken for it: O is 0, I and L are 1, Z is 2.
"""

import hashlib

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXY"
LENGTH = 8
MARK = "RV-"
"""Before the code where a reader reads it: other numbers of a kiosk have the same form."""
TRIES = 4
"""Codes a request can give, should one be taken."""
_ALIKE = str.maketrans("OILZ", "0112")
_KEPT = 64
"""Signs looked at: what somebody typed or a reader read may be anything."""


def code_of(request: str, attempt: int = 0) -> str:
    """The code of a booking, from the random id its kiosk gave it: the same again for the same request."""
    digest = hashlib.sha256(f"visio-guichet appointment {request} {attempt}".encode()).digest()
    number = int.from_bytes(digest)
    values = []
    for _ in range(LENGTH - 1):
        number, value = divmod(number, len(SIGNS))
        values.append(value)
    return "".join(SIGNS[value] for value in (*values, _check(values)))


def read_code(text: str) -> str:
    """The eight signs of what was typed, said or read by a reader; empty when they cannot be a code of ours."""
    plain = "".join(sign for sign in text[:_KEPT].upper() if sign not in " -.·\u00a0\t")
    # A code may begin with the mark's own letters: only what is too long carries it.
    plain = (plain.removeprefix(MARK.strip("-")) if len(plain) > LENGTH else plain).translate(_ALIKE)
    if len(plain) != LENGTH or any(sign not in SIGNS for sign in plain):
        return ""
    values = [SIGNS.index(sign) for sign in plain]
    return plain if _check(values[:-1]) == values[-1] else ""


def spoken(code: str) -> str:
    """In two groups, as it is printed and read aloud."""
    return f"{code[:4]}-{code[4:]}"


def marked(code: str) -> str:
    """As a code reader reads it."""
    return f"{MARK}{spoken(code)}"


def _check(values: list[int]) -> int:
    """Weights 2 to 8: all different, none zero and none the check's own (-1), modulo the prime."""
    return sum((place + 2) * value for place, value in enumerate(values)) % len(SIGNS)
