"""Documents in envelopes"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = '0038'
down_revision = '0037'
branch_labels = None
depends_on = None

TEXT = sqlmodel.sql.sqltypes.AutoString
MOMENT = sqlmodel.sql.sqltypes.UTCDateTime


def upgrade() -> None:
    op.create_table(
        'organ_code',
        sa.Column('code', TEXT(), nullable=False),
        sa.Column('agency', TEXT(), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['agency'], ['agency.code'], name=op.f('fk_organ_code_agency_agency')),
        sa.PrimaryKeyConstraint('code', name=op.f('pk_organ_code')),
    )
    op.create_index(op.f('ix_organ_code_agency'), 'organ_code', ['agency'])
    op.create_table(
        'incoming_document',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('key', TEXT(), nullable=False),
        sa.Column('paper', TEXT(), nullable=True),
        sa.Column('at', MOMENT(), nullable=False),
        sa.Column('who', TEXT(), nullable=False),
        sa.Column('organ', TEXT(), nullable=False),
        sa.Column('organ_name', TEXT(), nullable=False),
        sa.Column('agency', TEXT(), nullable=True),
        sa.Column('document_id', TEXT(), nullable=False),
        sa.Column('number', TEXT(), nullable=False),
        sa.Column('issued_on', sa.Date(), nullable=True),
        sa.Column('subject', TEXT(), nullable=False),
        sa.Column('business', sa.Integer(), nullable=False),
        sa.Column('reason', TEXT(), nullable=False),
        sa.Column('status_code', TEXT(), nullable=False),
        sa.Column('urging_letter_id', sa.Integer(), nullable=True),
        sa.Column('files', sa.JSON(), nullable=False),
        sa.Column('content', sa.LargeBinary(), nullable=False),
        sa.Column('state', sa.String(length=16), nullable=False),
        sa.Column('obligation_id', sa.Integer(), nullable=True),
        sa.Column('arrived_on', sa.Date(), nullable=True),
        sa.Column('decided_at', MOMENT(), nullable=True),
        sa.Column('decided_by', TEXT(), nullable=False),
        sa.Column('because', TEXT(), nullable=False),
        sa.ForeignKeyConstraint(
            ['agency'], ['agency.code'], name=op.f('fk_incoming_document_agency_agency')
        ),
        sa.ForeignKeyConstraint(
            ['urging_letter_id'], ['urging_letter.id'],
            name=op.f('fk_incoming_document_urging_letter_id_urging_letter'),
        ),
        sa.ForeignKeyConstraint(
            ['obligation_id'], ['obligation.id'], name=op.f('fk_incoming_document_obligation_id_obligation')
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_incoming_document')),
        sa.UniqueConstraint('key', name=op.f('uq_incoming_document_key')),
        sa.UniqueConstraint('paper', name=op.f('uq_incoming_document_paper')),
    )
    for column in ('agency', 'urging_letter_id', 'state', 'obligation_id'):
        op.create_index(op.f(f'ix_incoming_document_{column}'), 'incoming_document', [column])


def downgrade() -> None:
    op.drop_table('incoming_document')
    op.drop_table('organ_code')
