"""What the steward's parts need of one another. Supplied by `kiosk.compose`."""

from collections.abc import Mapping
from typing import Any, Protocol

from session.protocol.envelope import Body


class Say(Protocol):
    """Send a message to one neighbour; a neighbour that is not there hears nothing."""

    def __call__(self, body: Body, *, call: str | None = None, gen: int | None = None) -> None:
        """Queue `body` for sending."""


class Keep(Protocol):
    """A value kept across restarts as one small JSON file."""

    def load(self) -> dict[str, Any]:
        """The value; empty when there is none or it is damaged."""

    def save(self, value: Mapping[str, Any]) -> None:
        """Replace it durably."""
