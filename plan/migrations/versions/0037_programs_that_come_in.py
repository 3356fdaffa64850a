"""Programs that come in by a token"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = '0037'
down_revision = '0036'
branch_labels = None
depends_on = None

TEXT = sqlmodel.sql.sqltypes.AutoString
MOMENT = sqlmodel.sql.sqltypes.UTCDateTime


def upgrade() -> None:
    op.create_table(
        'token',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('name', TEXT(), nullable=False),
        sa.Column('digest', TEXT(), nullable=False),
        sa.Column('scopes', sa.JSON(), nullable=False),
        sa.Column('agency', TEXT(), nullable=True),
        sa.Column('made_at', MOMENT(), nullable=False),
        sa.Column('made_by', TEXT(), nullable=False),
        sa.Column('ends_on', sa.Date(), nullable=False),
        sa.Column('used_on', sa.Date(), nullable=True),
        sa.Column('ended_at', MOMENT(), nullable=True),
        sa.ForeignKeyConstraint(['agency'], ['agency.code'], name=op.f('fk_token_agency_agency')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_token')),
        sa.UniqueConstraint('name', name=op.f('uq_token_name')),
        sa.UniqueConstraint('digest', name=op.f('uq_token_digest')),
    )
    op.create_index(op.f('ix_token_agency'), 'token', ['agency'])
    op.create_table(
        'kept_answer',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('token_id', sa.Integer(), nullable=False),
        sa.Column('key', TEXT(), nullable=False),
        sa.Column('fingerprint', TEXT(), nullable=False),
        sa.Column('at', MOMENT(), nullable=False),
        sa.Column('status', sa.Integer(), nullable=False),
        sa.Column('headers', sa.JSON(), nullable=False),
        sa.Column('body', TEXT(), nullable=False),
        sa.ForeignKeyConstraint(['token_id'], ['token.id'], name=op.f('fk_kept_answer_token_id_token')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_kept_answer')),
        sa.UniqueConstraint('token_id', 'key', name=op.f('uq_kept_answer_token_id_key')),
    )
    op.create_index(op.f('ix_kept_answer_at'), 'kept_answer', ['at'])


def downgrade() -> None:
    op.drop_table('kept_answer')
    op.drop_table('token')
