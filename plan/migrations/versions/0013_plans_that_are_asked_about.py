"""Plans that are asked about"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None

TEXT = sqlmodel.sql.sqltypes.AutoString


def upgrade() -> None:
    op.create_table(
        'proposal',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('key', TEXT(), nullable=False),
        sa.Column('code', TEXT(), nullable=False),
        sa.Column('title', TEXT(), nullable=False),
        sa.Column('file', TEXT(), nullable=False),
        sa.Column('document', sa.JSON(), nullable=False),
        sa.Column('regimes', sa.JSON(), nullable=False),
        sa.Column('supersedes', TEXT(), nullable=True),
        sa.Column('confirmed', sa.JSON(), nullable=False),
        sa.Column('who', TEXT(), nullable=False),
        sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_proposal')),
        sa.UniqueConstraint('key', name=op.f('uq_proposal_key')),
    )
    op.create_table(
        'headingmeaning',
        sa.Column('key', TEXT(), nullable=False),
        sa.Column('heading', TEXT(), nullable=False),
        sa.Column('role', TEXT(), nullable=False),
        sa.Column('who', TEXT(), nullable=False),
        sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint('key', name=op.f('pk_headingmeaning')),
    )
    with op.batch_alter_table('task', schema=None) as batch_op:
        batch_op.add_column(sa.Column('note', TEXT(), nullable=False, server_default=''))
    with op.batch_alter_table('task', schema=None) as batch_op:
        batch_op.alter_column('note', server_default=None)


def downgrade() -> None:
    with op.batch_alter_table('task', schema=None) as batch_op:
        batch_op.drop_column('note')
    op.drop_table('headingmeaning')
    op.drop_table('proposal')
