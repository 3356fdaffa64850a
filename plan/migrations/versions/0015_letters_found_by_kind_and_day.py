"""Letters found by kind and day"""

from alembic import op

revision = '0015'
down_revision = '0014'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index('ix_letter_day', 'letter', ['kind', 'day', 'agency'])
