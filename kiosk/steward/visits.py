"""The visit's vault: made at the first touch, removed and verified at the end."""

from pathlib import Path

from kiosk.core.clock import Clock
from kiosk.core.events import EventLog
from kiosk.core.ids import new_id
from kiosk.documents.vault import Vault


class Visits:
    """At most one visit at a time. A visit's id never leaves the kiosk."""

    def __init__(self, parent: Path, clock: Clock, events: EventLog) -> None:
        self._parent = parent
        self._clock = clock
        self._events = events
        self.vault: Vault | None = None

    def begin(self) -> Vault:
        """Make the vault of a new visit; a second first touch changes nothing."""
        if self.vault is None:
            vault = Vault(self._parent / new_id())
            vault.make()
            self.vault = vault
            self._events.emit("visit.begin-complete")
        return self.vault

    def detach(self) -> Vault | None:
        """The visit is over: its vault is no longer anybody's, and the next visit gets its own."""
        vault, self.vault = self.vault, None
        return vault

    def wipe(self, vault: Vault | None) -> None:
        """Remove a detached vault and verify. Call it when every process that held it is gone."""
        if vault is None:
            return
        started = self._clock.monotonic()
        vault.erase()
        left = 0 if vault.verify_gone() else 1
        taken = round((self._clock.monotonic() - started) * 1000, 1)
        self._events.emit("visit.wipe-complete", ms=taken, left=left)

    def clear_leftovers(self) -> None:
        """At start: vaults of a steward that was killed."""
        for folder in self._parent.iterdir() if self._parent.is_dir() else ():
            Vault(folder).erase()
