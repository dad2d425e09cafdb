"""Tickets that were given up here, until the relay has said that they are gone.

A word said while the line is away is lost. Without its repeat an expert would keep a call with nobody, and a queue
a person who left. Only the tickets' random ids are kept.
"""

from collections.abc import Callable

from kiosk.steward.ports import Say
from session.protocol.kiosk_relay import QueueLeave

MOST = 16
"""The newest are kept; the relay itself drops a kiosk's older places when someone new joins."""
PRESSING_S = 300.0
"""So long the line is asked for each second because of it: later the relay has ended it itself, as it does for a
kiosk that stays away, and a relay that comes back after an hour must not find every kiosk at its door at once."""


class GivenUp:
    """Says again what was given up, at each return of the line. The relay takes a repeat for no news."""

    def __init__(self, relay: Say, monotonic: Callable[[], float]) -> None:
        self._relay = relay
        self._monotonic = monotonic
        self._tickets: list[str] = []
        self._since = 0.0

    @property
    def pressing(self) -> bool:
        """An expert may still wait for somebody who left."""
        return bool(self._tickets) and self._monotonic() - self._since < PRESSING_S

    def add(self, ticket: str) -> None:
        """This one is given up: the relay is told by whoever gives it up."""
        self.confirmed(ticket)
        self._tickets = [*self._tickets, ticket][-MOST:]
        self._since = self._monotonic()

    def confirmed(self, ticket: str) -> None:
        """The relay says that it is gone, or it is held here again: nothing is left to say."""
        self._tickets = [known for known in self._tickets if known != ticket]

    def say_again(self) -> int:
        """The line is back: how many were told again."""
        for ticket in self._tickets:
            self._relay(QueueLeave(ticket=ticket))
        return len(self._tickets)
