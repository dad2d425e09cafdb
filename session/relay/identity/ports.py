"""What identity needs from a store."""

from dataclasses import dataclass
from typing import Protocol

from session.relay.identity.model import Account, Kiosk


@dataclass(frozen=True)
class CodeUse:
    """What became of an enrolment code: `kiosk` when it was good, else why not."""

    kiosk: Kiosk | None
    expired: bool = False


class IdentityStore(Protocol):
    """Accounts, sessions, kiosks, codes and counted tries. Each call is one transaction."""

    async def put_account(self, account: Account, password_hash: str) -> None:
        """Add an account, or replace the one that has this login."""

    async def account_by_login(self, login: str) -> tuple[Account, str] | None:
        """The account and its password hash."""

    async def open_session(self, token_sha256: str, account: str, expires: str, now: str) -> None:
        """Keep a session; expired ones are dropped on the way."""

    async def session_account(self, token_sha256: str, now: str) -> Account | None:
        """Who holds this session, if it has not expired."""

    async def close_session(self, token_sha256: str) -> None:
        """Forget a session."""

    async def put_code(self, code_sha256: str, name: str, town: str, expires: str) -> None:
        """Keep a one-time enrolment code."""

    async def use_code(
        self, code_sha256: str, public_key: str, certificate: str, name: str, now: str
    ) -> CodeUse:
        """Enrol the holder of `public_key`, and burn the code in the same transaction."""

    async def kiosk(self, kiosk: str) -> Kiosk | None:
        """An enrolled kiosk, also a revoked one."""

    async def kiosks(self) -> list[Kiosk]:
        """All of them, by town and name."""

    async def revoke_kiosk(self, kiosk: str) -> bool:
        """Refuse this kiosk from now on; false when unknown."""

    async def blocked_until(self, whos: list[str]) -> float:
        """The latest moment (Unix seconds) before which one of these may not try again."""

    async def count_failure(self, who: str, waits: list[float], now: float, forget_s: float) -> float:
        """Count a wrong try and return its delay: `waits[n]` after n+1 failures, the last one beyond."""

    async def clear_failures(self, who: str) -> None:
        """A right try was made."""
