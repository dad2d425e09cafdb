"""The kiosk's side of the short code of one connection."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field

from session.protocol.envelope import Body
from session.protocol.verification import CodeCommit, CodeNonce, CodeReveal, CodeShown, commitment, short_code


@dataclass
class Verification:
    """`kiosk` and `page` are the fingerprints this side sees, `sha-256 AA:BB…`."""

    call: str
    kiosk: str
    page: str
    say: Callable[[Body], object]
    """To the page."""
    show: Callable[[CodeShown], None]
    """To the visitor's screen."""
    _nonce: str = field(default_factory=lambda: secrets.token_hex(32))
    _done: bool = False

    def begin(self) -> None:
        """The channel is open: commit."""
        self.say(CodeCommit(commit=commitment(self._nonce)))

    def heard(self, theirs: CodeNonce) -> None:
        """The page's number: reveal ours and show the code, once."""
        if self._done:
            return  # a second number would be a second guess
        self._done = True
        self.say(CodeReveal(nonce=self._nonce))
        self.show(CodeShown(code=short_code(self.call, self.kiosk, self.page, self._nonce, theirs.nonce)))
