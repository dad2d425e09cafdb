"""Identity in SQL: the same statements serve SQLite and PostgreSQL."""

from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from kiosk.core.ids import new_id
from session.relay.database import Database
from session.relay.identity.model import Account, Kiosk
from session.relay.identity.ports import CodeUse
from session.relay.tables import accounts, attempts, codes, kiosks, sessions


class SqlIdentityStore:
    """`IdentityStore` on a `Database`."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def put_account(self, account: Account, password_hash: str) -> None:
        """See `IdentityStore`; a replaced account loses its sessions."""
        await self._db.run(lambda c: _put_account(c, account, password_hash))

    async def account_by_login(self, login: str) -> tuple[Account, str] | None:
        """See `IdentityStore`."""
        query = select(accounts).where(accounts.c.login == login)
        row = await self._db.run(lambda c: c.execute(query).one_or_none())
        return None if row is None else (_account(row), row.password)

    async def open_session(self, token_sha256: str, account: str, expires: str, now: str) -> None:
        """See `IdentityStore`."""

        def work(connection: Connection) -> None:
            connection.execute(delete(sessions).where(sessions.c.expires <= now))
            values = {"token_sha256": token_sha256, "account": account, "expires": expires}
            connection.execute(insert(sessions).values(values))

        await self._db.run(work)

    async def session_account(self, token_sha256: str, now: str) -> Account | None:
        """See `IdentityStore`."""
        query = (
            select(accounts)
            .join(sessions, sessions.c.account == accounts.c.account)
            .where(sessions.c.token_sha256 == token_sha256, sessions.c.expires > now)
        )
        row = await self._db.run(lambda c: c.execute(query).one_or_none())
        return None if row is None else _account(row)

    async def close_session(self, token_sha256: str) -> None:
        """See `IdentityStore`."""
        await self._db.run(
            lambda c: c.execute(delete(sessions).where(sessions.c.token_sha256 == token_sha256))
        )

    async def put_code(self, code_sha256: str, name: str, town: str, expires: str) -> None:
        """See `IdentityStore`."""
        values = {"code_sha256": code_sha256, "name": name, "town": town, "expires": expires}
        await self._db.run(lambda c: c.execute(insert(codes).values(values)))

    async def use_code(
        self, code_sha256: str, public_key: str, certificate: str, name: str, now: str
    ) -> CodeUse:
        """See `IdentityStore`."""
        return await self._db.run(lambda c: _use_code(c, code_sha256, public_key, certificate, name, now))

    async def kiosk(self, kiosk: str) -> Kiosk | None:
        """See `IdentityStore`."""
        query = select(kiosks).where(kiosks.c.kiosk == kiosk)
        row = await self._db.run(lambda c: c.execute(query).one_or_none())
        return None if row is None else _kiosk(row)

    async def kiosks(self) -> list[Kiosk]:
        """See `IdentityStore`."""
        query = select(kiosks).order_by(kiosks.c.town, kiosks.c.name)
        rows = await self._db.run(lambda c: c.execute(query).all())
        return [_kiosk(row) for row in rows]

    async def revoke_kiosk(self, kiosk: str) -> bool:
        """See `IdentityStore`."""
        statement = update(kiosks).where(kiosks.c.kiosk == kiosk).values(revoked=True)
        return await self._db.run(lambda c: c.execute(statement).rowcount == 1)

    async def blocked_until(self, whos: list[str]) -> float:
        """See `IdentityStore`."""
        query = select(attempts.c.until).where(attempts.c.who_sha256.in_(whos))
        moments = await self._db.run(lambda c: c.execute(query).scalars().all())
        return max(moments, default=0.0)

    async def count_failure(self, who: str, waits: list[float], now: float, forget_s: float) -> float:
        """See `IdentityStore`."""
        return await self._db.run(lambda c: _count_failure(c, who, waits, now, forget_s))

    async def clear_failures(self, who: str) -> None:
        """See `IdentityStore`."""
        await self._db.run(lambda c: c.execute(delete(attempts).where(attempts.c.who_sha256 == who)))


def _put_account(connection: Connection, account: Account, password_hash: str) -> None:
    old = connection.execute(
        select(accounts.c.account).where(accounts.c.login == account.login)
    ).scalar_one_or_none()
    if old is not None:
        connection.execute(delete(sessions).where(sessions.c.account == old))
        connection.execute(delete(accounts).where(accounts.c.account == old))
    values = {
        "account": account.account,
        "login": account.login,
        "name": account.name,
        "role": account.role,
        "administration": account.administration,
        "password": password_hash,
        "skills": list(account.skills),
    }
    connection.execute(insert(accounts).values(values))


def _use_code(
    connection: Connection, code_sha256: str, public_key: str, certificate: str, name: str, now: str
) -> CodeUse:
    code = connection.execute(select(codes).where(codes.c.code_sha256 == code_sha256)).one_or_none()
    if code is None:
        return CodeUse(None)
    connection.execute(delete(codes).where(codes.c.code_sha256 == code_sha256))
    if code.expires <= now:
        return CodeUse(None, expired=True)
    known = connection.execute(select(kiosks.c.kiosk).where(kiosks.c.public_key == public_key))
    ident = known.scalar_one_or_none() or new_id()
    connection.execute(delete(kiosks).where(kiosks.c.kiosk == ident))
    kiosk = Kiosk(ident, code.name or name or "Borne", code.town, public_key)
    values = {
        "kiosk": kiosk.kiosk,
        "name": kiosk.name,
        "town": kiosk.town,
        "public_key": public_key,
        "seal_certificate": certificate,
        "revoked": False,
        "enrolled": now,
    }
    connection.execute(insert(kiosks).values(values))
    return CodeUse(kiosk)


def _count_failure(
    connection: Connection, who: str, waits: list[float], now: float, forget_s: float
) -> float:
    row = connection.execute(select(attempts).where(attempts.c.who_sha256 == who)).one_or_none()
    failures = 1 if row is None or now - row.until > forget_s else row.failures + 1
    wait = waits[min(failures, len(waits)) - 1]
    connection.execute(delete(attempts).where(attempts.c.who_sha256 == who))
    connection.execute(insert(attempts).values(who_sha256=who, failures=failures, until=now + wait))
    return wait


def _account(row: Row[Any]) -> Account:
    return Account(row.account, row.login, row.name, row.role, row.administration, tuple(row.skills))


def _kiosk(row: Row[tuple[str, ...]]) -> Kiosk:
    return Kiosk(row.kiosk, row.name, row.town, row.public_key, row.revoked)
