"""slots, appointments, and the ticket of who has one"""

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('slots',
    sa.Column('slot', sa.String(length=32), nullable=False),
    sa.Column('desk', sa.String(length=80), nullable=False),
    sa.Column('administration', sa.String(length=200), nullable=False),
    sa.Column('expert', sa.String(length=80), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('starts', sa.String(length=20), nullable=False),
    sa.Column('ends', sa.String(length=20), nullable=False),
    sa.Column('note', sa.String(length=120), nullable=False),
    sa.PrimaryKeyConstraint('slot')
    )
    with op.batch_alter_table('slots', schema=None) as batch_op:
        batch_op.create_index('slots_by_expert', ['expert', 'starts'], unique=True)
        batch_op.create_index('slots_by_desk', ['desk', 'starts'], unique=False)

    op.create_table('appointments',
    sa.Column('receipt_sha256', sa.String(length=64), nullable=False),
    sa.Column('code_digest', sa.String(length=64), nullable=False),
    sa.Column('hint', sa.String(length=2), nullable=False),
    sa.Column('slot', sa.String(length=32), nullable=True),
    sa.Column('desk', sa.String(length=80), nullable=False),
    sa.Column('starts', sa.String(length=20), nullable=False),
    sa.Column('ends', sa.String(length=20), nullable=False),
    sa.Column('procedure', sa.JSON(), nullable=True),
    sa.ForeignKeyConstraint(['slot'], ['slots.slot']),
    sa.PrimaryKeyConstraint('receipt_sha256'),
    sa.UniqueConstraint('code_digest'),
    sa.UniqueConstraint('slot')
    )
    with op.batch_alter_table('tickets', schema=None) as batch_op:
        batch_op.add_column(sa.Column('appointment', sa.JSON(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('tickets', schema=None) as batch_op:
        batch_op.drop_column('appointment')
    op.drop_table('appointments')
    op.drop_table('slots')
