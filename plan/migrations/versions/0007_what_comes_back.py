"""What came back for letters"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None

TEXT = sqlmodel.sql.sqltypes.AutoString()
MOMENT = sqlmodel.sql.sqltypes.UTCDateTime()


def upgrade() -> None:
    op.create_table(
        'return',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('key', TEXT, nullable=False),
        sa.Column('at', MOMENT, nullable=False),
        sa.Column('kind', sa.String(length=16), nullable=False),
        sa.Column('letter_id', sa.Integer(), nullable=False),
        sa.Column('address', TEXT, nullable=False),
        sa.Column('status', TEXT, nullable=False),
        sa.Column('text', TEXT, nullable=False),
        sa.Column('settled_at', MOMENT, nullable=True),
        sa.ForeignKeyConstraint(['letter_id'], ['letter.id'], name=op.f('fk_return_letter_id_letter')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_return')),
        sa.UniqueConstraint('key', name=op.f('uq_return_key')),
    )
    op.create_index('ix_return_open', 'return', ['kind', 'settled_at'])
    op.create_index(op.f('ix_return_letter_id'), 'return', ['letter_id'])


def downgrade() -> None:
    op.drop_table('return')
