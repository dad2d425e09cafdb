"""how an identity was established, with the outcome"""

import sqlalchemy as sa
from alembic import op

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ('seats', 'services'):
        op.add_column(table, sa.Column('identity', sa.String(length=20), server_default='', nullable=False))


def downgrade() -> None:
    for table in ('services', 'seats'):
        op.drop_column(table, 'identity')
