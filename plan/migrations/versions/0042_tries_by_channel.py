"""Tries by channel"""

from alembic import op

revision = '0042'
down_revision = '0041'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index('ix_letter_tried_at', 'letter')
    op.create_index('ix_letter_tried', 'letter', ['channel', 'tried_at'])


def downgrade() -> None:
    op.drop_index('ix_letter_tried', 'letter')
    op.create_index('ix_letter_tried_at', 'letter', ['tried_at'])
