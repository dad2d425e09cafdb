"""The call-back that rings at this kiosk, kept for a screen that comes on stage meanwhile."""

from session.protocol.kiosk_relay import CallbackAnswer, CallbackRing

REMEMBERED = 16
"""Rings whose counter is known, the newest."""


class Ringing:
    """At most one call-back at a time; the relay tells the same one again after a lost link."""

    def __init__(self) -> None:
        self.now: CallbackRing | None = None
        self._desks: dict[str, str] = {}
        self._there = ""

    def heard(self, ring: CallbackRing, *, busy: bool) -> bool:
        """It rings, or is over where it names no expert; False: no news for the screen.

        `busy`: somebody waits or talks here. Who has answered a ring while the link was away is not rung for again.
        """
        if busy and ring.ticket == self._there:
            return False
        if ring.expert:
            self.now = ring
            self._desks.pop(ring.ticket, None)
            self._desks[ring.ticket] = ring.desk
            if len(self._desks) > REMEMBERED:
                del self._desks[next(iter(self._desks))]
        elif self.now is not None and self.now.ticket == ring.ticket:
            self.now = None
        return True

    def answered(self, answer: CallbackAnswer) -> str:
        """They are there, or nobody came; returns the counter that rang for them, whatever rang since."""
        if self.now is not None and self.now.ticket == answer.ticket:
            self.now = None
        if answer.present:
            self._there = answer.ticket
        elif self._there == answer.ticket:
            self._there = ""
        return self._desks.pop(answer.ticket, "")

    def asked(self) -> None:
        """They who were there go, and are to be rung for another time."""
        self._there = ""

    def link_lost(self) -> None:
        """Whether it still rings is for the relay to say when the link is back."""
        self.now = None
