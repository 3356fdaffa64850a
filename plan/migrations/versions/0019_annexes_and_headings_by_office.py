"""Annexes with years of their own, headings by office, what a status leaves to ask"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = '0019'
down_revision = '0018'
branch_labels = None
depends_on = None

TEXT = sqlmodel.sql.sqltypes.AutoString


def upgrade() -> None:
    with op.batch_alter_table('task', schema=None) as batch_op:
        batch_op.add_column(sa.Column('first', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('last', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('status', TEXT(), nullable=False, server_default=''))
    with op.batch_alter_table('task', schema=None) as batch_op:
        batch_op.alter_column('status', server_default=None)
    # What was said before was said of every office.
    with op.batch_alter_table('headingmeaning', schema=None) as batch_op:
        batch_op.add_column(sa.Column('office', TEXT(), nullable=False, server_default=''))
    with op.batch_alter_table('headingmeaning', schema=None) as batch_op:
        batch_op.alter_column('office', server_default=None)
        batch_op.drop_constraint('pk_headingmeaning', type_='primary')
        batch_op.create_primary_key('pk_headingmeaning', ['office', 'key'])


def downgrade() -> None:
    op.execute("DELETE FROM headingmeaning WHERE office <> ''")
    with op.batch_alter_table('headingmeaning', schema=None) as batch_op:
        batch_op.drop_constraint('pk_headingmeaning', type_='primary')
        batch_op.create_primary_key('pk_headingmeaning', ['key'])
        batch_op.drop_column('office')
    with op.batch_alter_table('task', schema=None) as batch_op:
        for column in ('status', 'last', 'first'):
            batch_op.drop_column(column)
