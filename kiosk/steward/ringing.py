"""The call-back that rings at this kiosk, kept for a screen that comes on stage meanwhile."""

from session.protocol.kiosk_relay import CallbackAnswer, CallbackRing


class Ringing:
    """At most one call-back at a time; the relay tells the same one again after a lost link."""

    def __init__(self) -> None:
        self.now: CallbackRing | None = None
        self._desk = ""
        self._there = ""

    def heard(self, ring: CallbackRing, *, busy: bool) -> bool:
        """It rings, or is over where it names no expert; False: no news for the screen.

        `busy`: somebody waits or talks here. Who has answered a ring while the link was away is not rung for again.
        """
        if busy and ring.ticket == self._there:
            return False
        if ring.expert:
            self.now, self._desk = ring, ring.desk
        elif self.now is not None and self.now.ticket == ring.ticket:
            self.now = None
        return True

    def answered(self, answer: CallbackAnswer) -> str:
        """They are there, or nobody came; returns the counter that rang."""
        if self.now is not None and self.now.ticket == answer.ticket:
            self.now = None
        self._there = answer.ticket if answer.present else ""
        return self._desk

    def asked(self) -> None:
        """They who were there go, and are to be rung for another time."""
        self._there = ""

    def link_lost(self) -> None:
        """Whether it still rings is for the relay to say when the link is back."""
        self.now = None
