"""Uploads"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = '0034'
down_revision = '0033'
branch_labels = None
depends_on = None

TEXT = sqlmodel.sql.sqltypes.AutoString
MOMENT = sqlmodel.sql.sqltypes.UTCDateTime


def upgrade() -> None:
    op.create_table(
        'upload',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('name', TEXT(), nullable=False),
        sa.Column('digest', TEXT(), nullable=False),
        sa.Column('size', sa.Integer(), nullable=False),
        sa.Column('content', sa.LargeBinary(), nullable=False),
        sa.Column('who', TEXT(), nullable=False),
        sa.Column('at', MOMENT(), nullable=False),
        sa.Column('code', TEXT(), nullable=False),
        sa.Column('title', TEXT(), nullable=False),
        sa.Column('state', sa.String(length=16), nullable=False),
        sa.Column('revision', sa.Integer(), nullable=False),
        sa.Column('worker', TEXT(), nullable=False),
        sa.Column('beat', MOMENT(), nullable=True),
        sa.Column('tries', sa.Integer(), nullable=False),
        sa.Column('progress', TEXT(), nullable=False),
        sa.Column('message', TEXT(), nullable=False),
        sa.Column('document', sa.JSON(), nullable=False),
        sa.Column('answers', sa.JSON(), nullable=False),
        sa.Column('proposal', sa.JSON(), nullable=False),
        sa.Column('rests_on', sa.Integer(), nullable=False),
        sa.Column('result', sa.JSON(), nullable=False),
        sa.Column('plan_id', sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_upload_plan_id_plan')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_upload')),
    )
    op.create_index(op.f('ix_upload_digest'), 'upload', ['digest'])
    op.create_index(op.f('ix_upload_state'), 'upload', ['state'])
    op.create_index(op.f('ix_upload_plan_id'), 'upload', ['plan_id'])


def downgrade() -> None:
    op.drop_table('upload')
