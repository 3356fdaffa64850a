"""Answers by mail"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = '0039'
down_revision = '0038'
branch_labels = None
depends_on = None

TEXT = sqlmodel.sql.sqltypes.AutoString
MOMENT = sqlmodel.sql.sqltypes.UTCDateTime


def upgrade() -> None:
    op.create_table(
        'mail_answer',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('key', TEXT(), nullable=False),
        sa.Column('message_id', TEXT(), nullable=False),
        sa.Column('letter_id', sa.Integer(), nullable=False),
        sa.Column('at', MOMENT(), nullable=False),
        sa.Column('sender', TEXT(), nullable=False),
        sa.Column('subject', TEXT(), nullable=False),
        sa.Column('text', TEXT(), nullable=False),
        sa.Column('files', sa.JSON(), nullable=False),
        sa.Column('why', TEXT(), nullable=False),
        sa.Column('obligation_id', sa.Integer(), nullable=True),
        sa.Column('settled_at', MOMENT(), nullable=True),
        sa.ForeignKeyConstraint(['letter_id'], ['letter.id'], name=op.f('fk_mail_answer_letter_id_letter')),
        sa.ForeignKeyConstraint(
            ['obligation_id'], ['obligation.id'], name=op.f('fk_mail_answer_obligation_id_obligation')
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_mail_answer')),
        sa.UniqueConstraint('key', name=op.f('uq_mail_answer_key')),
    )
    for column in ('message_id', 'letter_id', 'settled_at'):
        op.create_index(op.f(f'ix_mail_answer_{column}'), 'mail_answer', [column])


def downgrade() -> None:
    op.drop_table('mail_answer')
