"""Use by day, in SQL."""

from sqlalchemy import Connection, delete, insert, select

from session.protocol.use import Day
from session.relay.database import Database
from session.relay.tables import usage


class SqlUsageStore:
    """`UsageStore` on a `Database`."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def put_usage(self, kiosk: str, days: list[Day]) -> None:
        """See `UsageStore`."""
        if days:
            await self._db.run(lambda c: _put(c, kiosk, days))

    async def usage(self, kiosks: list[str], since: str) -> dict[str, list[Day]]:
        """See `UsageStore`."""
        query = (
            select(usage)
            .where(usage.c.kiosk.in_(kiosks), usage.c.date >= since)
            .order_by(usage.c.kiosk, usage.c.date)
        )
        rows = await self._db.run(lambda c: c.execute(query).all())
        found: dict[str, list[Day]] = {kiosk: [] for kiosk in kiosks}
        for row in rows:
            found[row.kiosk].append(Day.model_validate(row.counts))
        return found


def _put(connection: Connection, kiosk: str, days: list[Day]) -> None:
    dates = [day.date for day in days]
    connection.execute(delete(usage).where(usage.c.kiosk == kiosk, usage.c.date.in_(dates)))
    rows = [{"kiosk": kiosk, "date": day.date, "counts": day.model_dump()} for day in days]
    connection.execute(insert(usage).values(rows))
