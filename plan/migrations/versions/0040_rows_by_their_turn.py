"""Rows by the turn in which they changed"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = '0040'
down_revision = '0039'
branch_labels = None
depends_on = None

MOMENT = sqlmodel.sql.sqltypes.UTCDateTime


def upgrade() -> None:
    for table in ('obligation', 'task'):
        op.add_column(table, sa.Column('turn', sa.Integer(), nullable=False, server_default='0'))
        op.add_column(table, sa.Column('turned_at', MOMENT(), nullable=True))
        op.create_index(f'ix_{table}_turn', table, ['turn', 'id'])
    op.execute('UPDATE obligation SET turned_at = changed_at')


def downgrade() -> None:
    for table in ('task', 'obligation'):
        op.drop_index(f'ix_{table}_turn', table)
        op.drop_column(table, 'turned_at')
        op.drop_column(table, 'turn')
