"""Webhooks"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = '0041'
down_revision = '0040'
branch_labels = None
depends_on = None

TEXT = sqlmodel.sql.sqltypes.AutoString
MOMENT = sqlmodel.sql.sqltypes.UTCDateTime
STATES = ('waiting', 'sending', 'taken', 'failed')


def upgrade() -> None:
    op.create_table(
        'endpoint',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('name', TEXT(), nullable=False),
        sa.Column('url', TEXT(), nullable=False),
        sa.Column('salt', TEXT(), nullable=False),
        sa.Column('old_salt', TEXT(), nullable=False),
        sa.Column('old_until', MOMENT(), nullable=True),
        sa.Column('made_at', MOMENT(), nullable=False),
        sa.Column('closed_at', MOMENT(), nullable=True),
        sa.Column('closed_because', TEXT(), nullable=False),
        sa.Column('seen_at', MOMENT(), nullable=True),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_endpoint')),
    )
    op.create_table(
        'delivery',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('endpoint_id', sa.Integer(), nullable=False),
        sa.Column('event', TEXT(length=32), nullable=False),
        sa.Column('subject', sa.Integer(), nullable=False),
        sa.Column('revision', sa.Integer(), nullable=False),
        sa.Column('body', TEXT(), nullable=False),
        sa.Column('state', sa.Enum(*STATES, name='deliverystate', native_enum=False, length=16), nullable=False),
        sa.Column('attempts', sa.Integer(), nullable=False),
        sa.Column('made_at', MOMENT(), nullable=False),
        sa.Column('try_at', MOMENT(), nullable=False),
        sa.Column('tried_at', MOMENT(), nullable=True),
        sa.Column('claimed_by', TEXT(), nullable=True),
        sa.Column('claimed_until', MOMENT(), nullable=True),
        sa.Column('status', sa.Integer(), nullable=True),
        sa.Column('said', TEXT(), nullable=False),
        sa.ForeignKeyConstraint(['endpoint_id'], ['endpoint.id'], name=op.f('fk_delivery_endpoint_id_endpoint')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_delivery')),
        sa.UniqueConstraint(
            'endpoint_id', 'event', 'subject', 'revision', name=op.f('uq_delivery_endpoint_id_event_subject_revision')
        ),
    )
    some = sa.text("state IN ('waiting', 'sending')")
    op.create_index('ix_delivery_queue', 'delivery', ['try_at'], sqlite_where=some, postgresql_where=some)
    op.create_index('ix_delivery_endpoint', 'delivery', ['endpoint_id', 'id'])


def downgrade() -> None:
    op.drop_table('delivery')
    op.drop_table('endpoint')
