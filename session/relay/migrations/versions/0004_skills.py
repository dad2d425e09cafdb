"""skills of accounts and tickets, returns, and who sent a person on"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def columns() -> "tuple[sa.Column[Any], ...]":
    return (
        sa.Column('skill', sa.String(length=80), nullable=False, server_default=''),
        sa.Column('returns', sa.Integer(), nullable=False, server_default='0'),
        sa.Column('sent_by', sa.String(length=200), nullable=False, server_default=''),
        sa.Column('sent_from', sa.String(length=200), nullable=False, server_default=''),
        sa.Column('note', sa.String(length=500), nullable=False, server_default=''),
    )


def upgrade() -> None:
    with op.batch_alter_table('accounts', schema=None) as batch_op:
        batch_op.add_column(sa.Column('skills', sa.JSON(), nullable=False, server_default='[]'))
    with op.batch_alter_table('tickets', schema=None) as batch_op:
        for column in columns():
            batch_op.add_column(column)


def downgrade() -> None:
    with op.batch_alter_table('tickets', schema=None) as batch_op:
        for column in reversed(columns()):
            batch_op.drop_column(column.name)
    with op.batch_alter_table('accounts', schema=None) as batch_op:
        batch_op.drop_column('skills')
