"""French text as it is printed, on glass and on paper."""

import re

# A straight apostrophe between two letters, as keyboards and older contents write it.
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])")
# Before a high mark, inside guillemets, between a number and its unit. Our typeface has no narrow
# no-break space (U+202F), and a space from another font has another width: U+00A0 everywhere.
_NO_BREAK = re.compile(
    r"(?<=\S) (?=[:;?!»])|(?<=«) (?=\S)|(?<=\d) (?=(?:h|min|s|mm)\b|[€%])|(?<=[ \u00a0]h) (?=\d)"
)


def typeset(text: str) -> str:
    """Curved apostrophes, and marks that never start a line: « ici ! » stays in one piece."""
    return _NO_BREAK.sub("\u00a0", _APOSTROPHE.sub("’", text))
