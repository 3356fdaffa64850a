"""Links that were taken back before their time"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('linkstop',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('agency', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('obligation_id', sa.Integer(), nullable=True),
    sa.Column('until', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['agency'], ['agency.code'], name=op.f('fk_linkstop_agency_agency')),
    sa.ForeignKeyConstraint(['obligation_id'], ['obligation.id'], name=op.f('fk_linkstop_obligation_id_obligation')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_linkstop'))
    )
    with op.batch_alter_table('linkstop', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_linkstop_agency'), ['agency'], unique=False)
