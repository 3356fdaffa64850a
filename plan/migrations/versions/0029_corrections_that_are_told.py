"""Corrections that are told"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = '0029'
down_revision = '0028'
branch_labels = None
depends_on = None

TEXT = sqlmodel.sql.sqltypes.AutoString
MOMENT = sqlmodel.sql.sqltypes.UTCDateTime


def upgrade() -> None:
    op.create_table(
        'correction',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('obligation_id', sa.Integer(), nullable=False),
        sa.Column('agency', TEXT(), nullable=False),
        sa.Column('decided_on', sa.Date(), nullable=False),
        sa.Column('at', MOMENT(), nullable=False),
        sa.Column('said', TEXT(), nullable=False),
        sa.ForeignKeyConstraint(['agency'], ['agency.code'], name=op.f('fk_correction_agency_agency')),
        sa.ForeignKeyConstraint(
            ['obligation_id'], ['obligation.id'], name=op.f('fk_correction_obligation_id_obligation')
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_correction')),
    )
    with op.batch_alter_table('extension', schema=None) as batch_op:
        batch_op.add_column(sa.Column('undone_on', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('undone_because', TEXT(), nullable=True))
    op.create_index(op.f('ix_correction_obligation_id'), 'correction', ['obligation_id'])


def downgrade() -> None:
    with op.batch_alter_table('extension', schema=None) as batch_op:
        batch_op.drop_column('undone_because')
        batch_op.drop_column('undone_on')
    op.drop_table('correction')
