"""Letters by channel, beside others where mail says all; addresses of agencies of any channel"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = '0025'
down_revision = '0024'
branch_labels = None
depends_on = None

TEXT = sqlmodel.sql.sqltypes.AutoString


def upgrade() -> None:
    op.execute('ALTER TABLE agency RENAME COLUMN emails TO addresses')
    # Before the table is made again below: so SQLite copies the letters once.
    op.add_column('letter', sa.Column('channel', TEXT(length=16), nullable=False, server_default='mail'))
    op.add_column('letter', sa.Column('beside', sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table('letter', schema=None) as batch_op:
        for name in ('channel', 'beside'):
            batch_op.alter_column(name, server_default=None)
        batch_op.drop_constraint('uq_letter_agency_kind_day_edition', type_='unique')
        batch_op.create_unique_constraint(
            'uq_letter_agency_kind_day_edition_channel', ['agency', 'kind', 'day', 'edition', 'channel']
        )
        batch_op.drop_index('ix_letter_queue')
        batch_op.create_index('ix_letter_queue', ['state', 'channel', 'try_at'], unique=False)
