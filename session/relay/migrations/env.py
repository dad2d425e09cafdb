"""Run by Alembic: connect with the relay's own engine, so that migrations get its pragmas too."""

from alembic import context

from session.relay.database import open_engine
from session.relay.tables import metadata


def _run() -> None:
    engine = open_engine(context.config.attributes["url"])
    with engine.connect() as connection:
        context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()
    engine.dispose()


_run()
