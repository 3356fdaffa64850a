"""Agencies that come in by their links"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = '0035'
down_revision = '0034'
branch_labels = None
depends_on = None

TEXT = sqlmodel.sql.sqltypes.AutoString
MOMENT = sqlmodel.sql.sqltypes.UTCDateTime


def upgrade() -> None:
    op.create_table(
        'agency_session',
        sa.Column('digest', TEXT(), nullable=False),
        sa.Column('agency', TEXT(), nullable=False),
        sa.Column('link_made_at', MOMENT(), nullable=False),
        sa.Column('made_at', MOMENT(), nullable=False),
        sa.Column('browser', TEXT(), nullable=False),
        sa.Column('origin', TEXT(), nullable=False),
        sa.ForeignKeyConstraint(['agency'], ['agency.code'], name=op.f('fk_agency_session_agency_agency')),
        sa.PrimaryKeyConstraint('digest', name=op.f('pk_agency_session')),
    )
    op.create_index(op.f('ix_agency_session_agency'), 'agency_session', ['agency'])
    op.create_table(
        'address_claim',
        sa.Column('digest', TEXT(), nullable=False),
        sa.Column('agency', TEXT(), nullable=False),
        sa.Column('address', TEXT(), nullable=False),
        sa.Column('asked_at', MOMENT(), nullable=False),
        sa.Column('origin', TEXT(), nullable=False),
        sa.Column('confirmed_at', MOMENT(), nullable=True),
        sa.ForeignKeyConstraint(['agency'], ['agency.code'], name=op.f('fk_address_claim_agency_agency')),
        sa.PrimaryKeyConstraint('digest', name=op.f('pk_address_claim')),
    )
    op.create_index(op.f('ix_address_claim_agency'), 'address_claim', ['agency'])


def downgrade() -> None:
    op.drop_table('address_claim')
    op.drop_table('agency_session')
