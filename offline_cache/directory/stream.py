"""Records out of a JSON text of any length, one at a time: memory is that of the longest record.

Read are a list, an object that holds a list (`{"service": […]}` of the dump, `{"results": […]}` of the
API), one object alone, and JSON lines, of which a broken one is counted and left out.
"""

import codecs
import json
import re
from collections.abc import Iterator
from typing import IO, Any

from kiosk.core.errors import UserFacingError

CHUNK = 256 * 1024
MAX_RECORD = 4 * 2**20
"""Characters of one record: the largest real ones, which list every commune of a region, have 60,000."""

_LISTED = re.compile(
    r'\s*\{\s*(?:"[^"\\]*"\s*:\s*(?:"[^"\\]*"|[-+.\w]+)\s*,\s*)*"(?:service|services|results|records|commune)"\s*:\s*\['
)
_HEAD = 4096
"""Characters in which the list of an object shows."""
_SPACE = re.compile(r"[\s,]*")


class Records:
    """The records of one stream, to be gone through once. `broken` counts the lines left out."""

    def __init__(self, stream: IO[bytes], name: str) -> None:
        self.name = name
        self.broken = 0
        self._stream = stream
        self._bytes = codecs.getincrementaldecoder("utf-8-sig")("replace")
        self._json = json.JSONDecoder()
        self._text = ""
        self._at = 0
        self._ended = False

    def __iter__(self) -> Iterator[Any]:
        """Each record.

        Raises:
            UserFacingError: `content.directory-invalid` when it is no JSON or stops in the middle,
                `content.size-exceeded` when a record has no end.
        """
        sign = self._peek()
        while len(self._text) - self._at < _HEAD and self._more():
            pass
        if sign == "[":
            self._at += 1
            yield from self._items()
        elif sign == "{" and (found := _LISTED.match(self._text, self._at)):
            self._at = found.end()
            yield from self._items()
        elif sign == "{":
            yield self._value()
            yield from self._lines()
        else:
            raise self._invalid()

    def _items(self) -> Iterator[Any]:
        while (sign := self._peek()) != "]":
            if not sign:
                raise self._invalid()
            yield self._value()
        self._at += 1

    def _lines(self) -> Iterator[Any]:
        while self._peek():
            end = self._text.find("\n", self._at)
            while end < 0 and self._more():
                end = self._text.find("\n", self._at)
            line = self._text[self._at : end if end >= 0 else None]
            self._at += len(line)
            try:
                yield json.loads(line)
            except (ValueError, RecursionError):
                self.broken += 1

    def _value(self) -> Any:
        while True:
            try:
                value, end = self._json.raw_decode(self._text, self._at)
            except RecursionError:
                raise self._invalid() from None
            except ValueError:
                if not self._more():
                    raise self._invalid() from None
            else:
                # A number may go on in what was not read yet; anything else closes itself.
                if end == len(self._text) and isinstance(value, int | float) and self._more():
                    continue
                self._at = end
                return value

    def _peek(self) -> str:
        """The next sign that is no space or comma; empty at the end."""
        while True:
            space = _SPACE.match(self._text, self._at)
            self._at = space.end() if space else self._at
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return ""

    def _more(self) -> bool:
        """Read on; false at the end."""
        if len(self._text) - self._at > MAX_RECORD:
            raise UserFacingError("content.size-exceeded", self.name)
        if self._ended:
            return False
        data = self._stream.read(CHUNK)
        self._ended = not data
        self._text = self._text[self._at :] + self._bytes.decode(data, self._ended)
        self._at = 0
        return True

    def _invalid(self) -> UserFacingError:
        return UserFacingError("content.directory-invalid", self.name)
