"""`Store` on one SQL database."""

from session.relay.agents.store import SqlUsageStore
from session.relay.appointments.store import SqlAppointmentStore
from session.relay.database import Database
from session.relay.identity.store import SqlIdentityStore
from session.relay.queue.store import SqlQueueStore


class SqlStore(SqlIdentityStore, SqlQueueStore, SqlUsageStore, SqlAppointmentStore):
    """Identity, queue, use and appointments in the same database, each call one transaction."""

    def __init__(self, database: Database) -> None:
        SqlIdentityStore.__init__(self, database)
        SqlQueueStore.__init__(self, database)
        SqlUsageStore.__init__(self, database)
        SqlAppointmentStore.__init__(self, database)
