"""Real-time text as ITU-T T.140 writes it: what turns one line into the next, and back.

Carried by a data channel whose subprotocol is `t140` (RFC 8865): reliable, ordered, UTF-8 strings,
gathered for at most half a second (section 5.3). Only the line that is being typed lives here; once it
is sent, `session.protocol.texting.TextMessage` carries it and `NEW_LINE` ends it. A new connection
sends the whole line again, so that nothing is ever marked as lost. The page's end is
`session/expert/src/call/t140.ts`.
"""

import unicodedata

from session.protocol.texting import TEXT_MAX

SUBPROTOCOL = "t140"
BACKSPACE = "\b"
NEW_LINE = "\u2028"
CHUNK_MAX = 4096
"""Characters taken of one message; no hand types more in half a second."""
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
"""Control and format characters are never shown: some turn the direction of what follows."""


def edits(before: str, after: str) -> str:
    """What a receiver that shows `before` must be told to show `after`."""
    same = 0
    for ours, theirs in zip(before, after, strict=False):
        if ours != theirs:
            break
        same += 1
    return BACKSPACE * (len(before) - same) + after[same:]


def applied(line: str, data: str) -> str:
    """The line after `data` was received; a line that ended is empty."""
    for letter in data[:CHUNK_MAX]:
        if letter == BACKSPACE:
            line = line[:-1]
        elif letter == NEW_LINE:
            line = ""
        elif unicodedata.category(letter) not in _UNSEEN and len(line) < TEXT_MAX:
            line += letter
    return line
