"""Chains of reports: the days that data cover, who collects, and grace"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('deadline', schema=None) as batch_op:
        batch_op.add_column(sa.Column('data_first', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('data_last', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('through', sqlmodel.sql.sqltypes.AutoString(), nullable=True))
        batch_op.add_column(sa.Column('grace', sa.Integer(), nullable=False, server_default='0'))
    with op.batch_alter_table('deadline', schema=None) as batch_op:
        batch_op.alter_column('grace', existing_type=sa.Integer(), nullable=False, server_default=None)


def downgrade() -> None:
    with op.batch_alter_table('deadline', schema=None) as batch_op:
        for name in ('grace', 'through', 'data_last', 'data_first'):
            batch_op.drop_column(name)
