"""Keep what came in, with its corrections and its file; what was done before has its first row from the plan."""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('receipt',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('obligation_id', sa.Integer(), nullable=False),
    sa.Column('turn', sa.Integer(), nullable=False),
    sa.Column('on', sa.Date(), nullable=True),
    sa.Column('document', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('note', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('reason', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('recorded_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('file_name', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('file_digest', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('file', sa.LargeBinary(), nullable=True),
    sa.ForeignKeyConstraint(['obligation_id'], ['obligation.id'], name=op.f('fk_receipt_obligation_id_obligation')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_receipt')),
    sa.UniqueConstraint('obligation_id', 'turn', name=op.f('uq_receipt_obligation_id_turn'))
    )
    op.execute(
        'INSERT INTO receipt (obligation_id, turn, "on", document, note, recorded_at) '
        'SELECT id, 1, done_on, document, note, changed_at FROM obligation WHERE done_on IS NOT NULL'
    )


def downgrade() -> None:
    op.drop_table('receipt')
