"""Reports of no letter that we know"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = '0017'
down_revision = '0016'
branch_labels = None
depends_on = None

TEXT = sqlmodel.sql.sqltypes.AutoString
INSTANT = sqlmodel.sql.sqltypes.UTCDateTime


def upgrade() -> None:
    op.create_table(
        'stray_bounce',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('key', TEXT(), nullable=False),
        sa.Column('at', INSTANT(), nullable=False),
        sa.Column('unread', sa.Boolean(), nullable=False),
        sa.Column('address', TEXT(), nullable=False),
        sa.Column('subject', TEXT(), nullable=False),
        sa.Column('text', TEXT(), nullable=False),
        sa.Column('settled_at', INSTANT(), nullable=True),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_stray_bounce')),
        sa.UniqueConstraint('key', name=op.f('uq_stray_bounce_key')),
    )
    with op.batch_alter_table('stray_bounce', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_stray_bounce_settled_at'), ['settled_at'], unique=False)


def downgrade() -> None:
    op.drop_table('stray_bounce')
