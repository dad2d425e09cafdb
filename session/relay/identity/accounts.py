"""Logging in: argon2, a random session token, and a growing delay after wrong passwords."""

import asyncio
import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from kiosk.core.clock import Clock, rfc3339
from session.relay.identity.delays import FORGET_S, PER_ADDRESS, PER_LOGIN, Patience
from session.relay.identity.model import Account
from session.relay.identity.ports import IdentityStore

SESSION = timedelta(hours=12)
AT_ONCE = 2
"""Passwords checked at the same time: each costs 64 MiB and 0.2 s of a core."""

MOST_WAITING = 64
"""Logins that wait for their turn; the next ones are asked to come back after `CROWD_S`."""
CROWD_S = 5.0


@dataclass(frozen=True)
class LoggedIn:
    """A right password; `token` goes into the cookie and is kept only as its hash."""

    account: Account
    token: str


@dataclass(frozen=True)
class WrongPassword:
    """Login or password is wrong; the next try counts after `wait_s`."""

    wait_s: float


@dataclass(frozen=True)
class TooSoon:
    """A delay is still running; the password was not looked at."""

    wait_s: float


Login = LoggedIn | WrongPassword | TooSoon


class Accounts:
    """Checks passwords and sessions."""

    def __init__(self, store: IdentityStore, clock: Clock, hasher: PasswordHasher | None = None) -> None:
        self._store = store
        self._clock = clock
        self._hasher = hasher or PasswordHasher()
        self._turn = asyncio.Semaphore(AT_ONCE)
        self._waiting = 0
        # An unknown login must take as long as a known one.
        self._nobody = self._hasher.hash(secrets.token_hex(16))

    async def login(self, login: str, password: str, address: str) -> Login:
        """Check a password. `address` is the peer's, kept only as a hash with the count."""
        who, where = digest(f"login:{login}"), digest(f"address:{address}")
        if (left := await self._delay(who, where)) > 0:
            return TooSoon(left)
        if self._waiting >= MOST_WAITING:
            return TooSoon(CROWD_S)
        self._waiting += 1
        try:
            async with self._turn:
                # Again: a hundred tries sent at once all came before the first one was counted.
                if (left := await self._delay(who, where)) > 0:
                    return TooSoon(left)
                return await self._try(login, password, who, where)
        finally:
            self._waiting -= 1

    async def _delay(self, who: str, where: str) -> float:
        return await self._store.blocked_until([who, where]) - self._clock.now().timestamp()

    async def _try(self, login: str, password: str, who: str, where: str) -> Login:
        found = await self._store.account_by_login(login)
        right = await asyncio.to_thread(self._check, found[1] if found else self._nobody, password)
        if found is None or not right:
            waits = [await self._count(who, PER_LOGIN), await self._count(where, PER_ADDRESS)]
            return WrongPassword(max(waits))
        await self._store.clear_failures(who)
        now = self._clock.now()
        token = secrets.token_urlsafe(32)
        expires = rfc3339(now + SESSION)
        await self._store.open_session(digest(token), found[0].account, expires, rfc3339(now))
        return LoggedIn(found[0], token)

    async def whose(self, token: str) -> Account | None:
        """Who holds this token, if its session still runs."""
        return await self._store.session_account(digest(token), rfc3339(self._clock.now()))

    async def logout(self, token: str) -> None:
        """End a session."""
        await self._store.close_session(digest(token))

    def _check(self, password_hash: str, password: str) -> bool:
        try:
            return self._hasher.verify(password_hash, password)
        except (VerificationError, InvalidHashError):
            return False

    async def _count(self, who: str, patience: Patience) -> float:
        return await count_failure(self._store, self._clock, who, patience)


async def count_failure(store: IdentityStore, clock: Clock, who: str, patience: Patience) -> float:
    """Count a wrong try of `who` (a hash) and return its delay in seconds."""
    waits = [patience.wait_s(n) for n in range(1, patience.free + 16)]
    return await store.count_failure(who, waits, clock.now().timestamp(), FORGET_S)


def digest(text: str) -> str:
    """SHA-256, for what must be found again but never read."""
    return hashlib.sha256(text.encode()).hexdigest()
