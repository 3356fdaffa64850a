"""Letters of assignment"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = '0028'
down_revision = '0027'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'assignment_letter',
        sa.Column('plan_id', sa.Integer(), nullable=False),
        sa.Column('agency', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column('letter_id', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_assignment_letter_plan_id_plan')),
        sa.ForeignKeyConstraint(['letter_id'], ['letter.id'], name=op.f('fk_assignment_letter_letter_id_letter')),
        sa.PrimaryKeyConstraint('plan_id', 'agency', name=op.f('pk_assignment_letter')),
    )
    op.create_index(op.f('ix_assignment_letter_letter_id'), 'assignment_letter', ['letter_id'])
    with op.batch_alter_table('plan') as table:
        table.add_column(sa.Column('assign_from', sa.Date(), nullable=True))
        table.add_column(sa.Column('assigned_on', sa.Date(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('plan') as table:
        table.drop_column('assigned_on')
        table.drop_column('assign_from')
    op.drop_table('assignment_letter')
