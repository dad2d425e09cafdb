"""`Store` on one SQL database."""

from session.relay.agents.store import SqlUsageStore
from session.relay.database import Database
from session.relay.identity.store import SqlIdentityStore
from session.relay.queue.store import SqlQueueStore


class SqlStore(SqlIdentityStore, SqlQueueStore, SqlUsageStore):
    """Identity, queue and use in the same database, each call one transaction."""

    def __init__(self, database: Database) -> None:
        SqlIdentityStore.__init__(self, database)
        SqlQueueStore.__init__(self, database)
        SqlUsageStore.__init__(self, database)
