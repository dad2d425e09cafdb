"""The visit's vault: made at the first touch, removed and verified at the end."""

from collections.abc import Awaitable, Callable
from pathlib import Path

from kiosk.core.clock import Clock
from kiosk.core.events import EventLog
from kiosk.core.ids import new_id
from kiosk.documents.vault import Vault


class Visits:
    """At most one visit at a time. A visit's id never leaves the kiosk."""

    def __init__(
        self,
        parent: Path,
        clock: Clock,
        events: EventLog,
        vault_at: Callable[[Path], Vault] = Vault,
        sweep: Callable[[], Awaitable[int]] | None = None,
    ) -> None:
        """`sweep` ends and removes what visits left outside their vaults, and counts what it could not."""
        self._vault_at = vault_at
        self._sweep = sweep
        self._parent = parent
        self._clock = clock
        self._events = events
        self.vault: Vault | None = None

    def begin(self) -> Vault:
        """Make the vault of a new visit; a second first touch changes nothing."""
        if self.vault is None:
            vault = self._vault_at(self._parent / new_id())
            vault.make()
            self.vault = vault
            self._events.emit("visit.begin-complete")
        return self.vault

    def detach(self) -> Vault | None:
        """The visit is over: its vault is no longer anybody's, and the next visit gets its own."""
        vault, self.vault = self.vault, None
        return vault

    async def wipe(self, vault: Vault | None) -> None:
        """Remove a detached vault and verify. Call it when every process that held it is gone.

        Every: one that hid from its parent is found here and ended first.
        """
        if vault is None:
            return
        started = self._clock.monotonic()
        left = await self._sweep() if self._sweep is not None else 0
        vault.erase()
        left += self._unknown()
        taken = round((self._clock.monotonic() - started) * 1000, 1)
        self._events.emit("visit.wipe-complete", ms=taken, left=left)

    def clear_leftovers(self) -> None:
        """At start: vaults of a steward that was killed."""
        for folder in self._parent.iterdir() if self._parent.is_dir() else ():
            self._vault_at(folder).erase()

    def _unknown(self) -> int:
        """How many folders lie among the vaults that are not the next visit's; each is tried again once."""
        current = self.vault.folder if self.vault is not None else None
        for folder in self._parent.iterdir():
            if folder != current:
                self._vault_at(folder).erase()
        return sum(folder != current for folder in self._parent.iterdir())
