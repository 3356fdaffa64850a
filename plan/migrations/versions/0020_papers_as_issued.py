"""Papers as issued"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = '0020'
down_revision = '0019'
branch_labels = None
depends_on = None

TEXT = sqlmodel.sql.sqltypes.AutoString
MOMENT = sqlmodel.sql.sqltypes.UTCDateTime


def upgrade() -> None:
    op.create_table(
        'issued_report',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('number', TEXT(), nullable=False),
        sa.Column('issued_on', sa.Date(), nullable=False),
        sa.Column('first', sa.Date(), nullable=False),
        sa.Column('last', sa.Date(), nullable=False),
        sa.Column('name', TEXT(), nullable=False),
        sa.Column('regime', TEXT(), nullable=False),
        sa.Column('counted_on', sa.Date(), nullable=False),
        sa.Column('recorded_at', MOMENT(), nullable=False),
        sa.Column('who', TEXT(), nullable=False),
        sa.Column('file_name', TEXT(), nullable=False),
        sa.Column('content', sa.LargeBinary(), nullable=False),
        sa.Column('digest', TEXT(), nullable=False),
        sa.Column('figures', sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_issued_report')),
        sa.UniqueConstraint('number', 'issued_on', name=op.f('uq_issued_report_number_issued_on')),
    )
    op.create_index(op.f('ix_issued_report_first'), 'issued_report', ['first'])
    op.create_table(
        'evidence_sheet',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('year', sa.Integer(), nullable=False),
        sa.Column('number', sa.Integer(), nullable=False),
        sa.Column('obligation_id', sa.Integer(), nullable=False),
        sa.Column('made_at', MOMENT(), nullable=False),
        sa.Column('who', TEXT(), nullable=False),
        sa.Column('digest', TEXT(), nullable=False),
        sa.ForeignKeyConstraint(
            ['obligation_id'], ['obligation.id'], name=op.f('fk_evidence_sheet_obligation_id_obligation')
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_evidence_sheet')),
        sa.UniqueConstraint('year', 'number', name=op.f('uq_evidence_sheet_year_number')),
    )
    op.create_index(op.f('ix_evidence_sheet_obligation_id'), 'evidence_sheet', ['obligation_id'])
    with op.batch_alter_table('urging_letter', schema=None) as batch_op:
        batch_op.add_column(sa.Column('sent_as', TEXT(), nullable=True))
        batch_op.add_column(sa.Column('sent_on', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('sent_recorded_at', MOMENT(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('urging_letter', schema=None) as batch_op:
        batch_op.drop_column('sent_recorded_at')
        batch_op.drop_column('sent_on')
        batch_op.drop_column('sent_as')
    op.drop_table('evidence_sheet')
    op.drop_table('issued_report')
