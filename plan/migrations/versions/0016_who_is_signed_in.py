"""Who is signed in"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = '0016'
down_revision = '0015'
branch_labels = None
depends_on = None

TEXT = sqlmodel.sql.sqltypes.AutoString
MOMENT = sqlmodel.sql.sqltypes.UTCDateTime


def upgrade() -> None:
    op.create_table(
        'sign_in_link',
        sa.Column('digest', TEXT(), nullable=False),
        sa.Column('made_at', MOMENT(), nullable=False),
        sa.Column('made_by', TEXT(), nullable=False),
        sa.Column('ends_at', MOMENT(), nullable=False),
        sa.Column('used_at', MOMENT(), nullable=True),
        sa.PrimaryKeyConstraint('digest', name=op.f('pk_sign_in_link')),
    )
    op.create_table(
        'sign_in',
        sa.Column('digest', TEXT(), nullable=False),
        sa.Column('made_at', MOMENT(), nullable=False),
        sa.Column('seen_at', MOMENT(), nullable=False),
        sa.Column('made_by', TEXT(), nullable=False),
        sa.PrimaryKeyConstraint('digest', name=op.f('pk_sign_in')),
    )


def downgrade() -> None:
    op.drop_table('sign_in')
    op.drop_table('sign_in_link')
