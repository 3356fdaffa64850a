"""Papers that are kept"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = '0032'
down_revision = '0031'
branch_labels = None
depends_on = None

TEXT = sqlmodel.sql.sqltypes.AutoString


def upgrade() -> None:
    with op.batch_alter_table('urging_letter', schema=None) as batch_op:
        batch_op.add_column(sa.Column('content', sa.LargeBinary(), nullable=True))
        batch_op.add_column(sa.Column('signed_name', TEXT(), nullable=True))
        batch_op.add_column(sa.Column('signed', sa.LargeBinary(), nullable=True))
    with op.batch_alter_table('evidence_sheet', schema=None) as batch_op:
        batch_op.add_column(sa.Column('file_name', TEXT(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('content', sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('evidence_sheet', schema=None) as batch_op:
        batch_op.drop_column('content')
        batch_op.drop_column('file_name')
    with op.batch_alter_table('urging_letter', schema=None) as batch_op:
        batch_op.drop_column('signed')
        batch_op.drop_column('signed_name')
        batch_op.drop_column('content')
