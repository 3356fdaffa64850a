"""What decisions change for agencies"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = '0026'
down_revision = '0025'
branch_labels = None
depends_on = None

TEXT = sqlmodel.sql.sqltypes.AutoString
KINDS = sa.Enum('moved', 'assigned', 'taken', 'cancelled', name='changekind', native_enum=False, length=16)


def upgrade() -> None:
    op.create_table(
        'duty_change',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('decision_id', sa.Integer(), nullable=False),
        sa.Column('obligation_id', sa.Integer(), nullable=False),
        sa.Column('agency', TEXT(), nullable=False),
        sa.Column('change', KINDS, nullable=False),
        sa.Column('before', sa.Date(), nullable=True),
        sa.Column('after', sa.Date(), nullable=True),
        sa.Column('recorded_on', sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(['decision_id'], ['decision.id'], name=op.f('fk_duty_change_decision_id_decision')),
        sa.ForeignKeyConstraint(
            ['obligation_id'], ['obligation.id'], name=op.f('fk_duty_change_obligation_id_obligation')
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_duty_change')),
        sa.UniqueConstraint(
            'decision_id', 'obligation_id', 'agency', name=op.f('uq_duty_change_decision_id_obligation_id_agency')
        ),
    )
    op.create_index(op.f('ix_duty_change_obligation_id'), 'duty_change', ['obligation_id'])
    op.create_index(op.f('ix_duty_change_recorded_on'), 'duty_change', ['recorded_on'])


def downgrade() -> None:
    op.drop_table('duty_change')
