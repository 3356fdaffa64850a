"""Keys of one letter"""

import sqlalchemy as sa
from alembic import op

revision = '0031'
down_revision = '0030'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('user_account', schema=None) as batch_op:
        batch_op.add_column(sa.Column('letter_keys', sa.Boolean(), nullable=False, server_default=sa.true()))
    with op.batch_alter_table('user_account', schema=None) as batch_op:
        batch_op.alter_column('letter_keys', server_default=None)


def downgrade() -> None:
    with op.batch_alter_table('user_account', schema=None) as batch_op:
        batch_op.drop_column('letter_keys')
