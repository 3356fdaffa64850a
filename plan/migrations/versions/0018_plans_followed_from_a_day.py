"""Plans followed from a day"""

import sqlalchemy as sa
from alembic import op

revision = '0018'
down_revision = '0017'
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ('plan', 'proposal'):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(sa.Column('followed_from', sa.Date(), nullable=True))


def downgrade() -> None:
    for table in ('plan', 'proposal'):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_column('followed_from')
