"""People who sign in"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = '0022'
down_revision = '0021'
branch_labels = None
depends_on = None

TEXT = sqlmodel.sql.sqltypes.AutoString
MOMENT = sqlmodel.sql.sqltypes.UTCDateTime


def _a_users(name: str, *columns: sa.Column) -> None:
    op.create_table(
        name,
        *columns,
        sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], name=op.f(f'fk_{name}_user_id_user_account')),
    )
    op.create_index(op.f(f'ix_{name}_user_id'), name, ['user_id'], unique=False)


def _links(name: str) -> None:
    _a_users(
        name,
        sa.Column('digest', TEXT(), nullable=False),
        sa.Column('user_id', sa.Integer(), nullable=False),
        sa.Column('made_at', MOMENT(), nullable=False),
        sa.Column('made_by', TEXT(), nullable=False),
        sa.Column('ends_at', MOMENT(), nullable=False),
        sa.Column('used_at', MOMENT(), nullable=True),
        sa.PrimaryKeyConstraint('digest', name=op.f(f'pk_{name}')),
    )


def upgrade() -> None:
    # Sessions and links of nobody in particular: each belongs to a user from now on, and who was in signs in anew.
    op.drop_table('sign_in')
    op.drop_table('sign_in_link')
    op.create_table(
        'user_account',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('mail', TEXT(), nullable=False),
        sa.Column('name', TEXT(), nullable=False),
        sa.Column('role', TEXT(), nullable=False),
        sa.Column('password', TEXT(), nullable=True),
        sa.Column('oidc_subject', TEXT(), nullable=True),
        sa.Column('made_at', MOMENT(), nullable=False),
        sa.Column('made_by', TEXT(), nullable=False),
        sa.Column('entered_at', MOMENT(), nullable=True),
        sa.Column('closed_at', MOMENT(), nullable=True),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_user_account')),
        sa.UniqueConstraint('mail', name=op.f('uq_user_account_mail')),
    )
    _a_users(
        'passkey',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('user_id', sa.Integer(), nullable=False),
        sa.Column('credential', TEXT(), nullable=False),
        sa.Column('public_key', sa.LargeBinary(), nullable=False),
        sa.Column('sign_count', sa.Integer(), nullable=False),
        sa.Column('name', TEXT(), nullable=False),
        sa.Column('made_at', MOMENT(), nullable=False),
        sa.Column('used_at', MOMENT(), nullable=True),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_passkey')),
        sa.UniqueConstraint('credential', name=op.f('uq_passkey_credential')),
    )
    _links('invitation')
    _links('sign_in_link')
    _a_users(
        'sign_in',
        sa.Column('digest', TEXT(), nullable=False),
        sa.Column('user_id', sa.Integer(), nullable=False),
        sa.Column('made_at', MOMENT(), nullable=False),
        sa.Column('seen_at', MOMENT(), nullable=False),
        sa.Column('way', TEXT(), nullable=False),
        sa.Column('browser', TEXT(), nullable=False),
        sa.Column('origin', TEXT(), nullable=False),
        sa.PrimaryKeyConstraint('digest', name=op.f('pk_sign_in')),
    )
    op.create_table(
        'attempt',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('account', TEXT(), nullable=False),
        sa.Column('origin', TEXT(), nullable=False),
        sa.Column('at', MOMENT(), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_attempt')),
    )
    op.create_index('ix_attempt_origin_at', 'attempt', ['origin', 'at'], unique=False)
    op.create_table(
        'handshake',
        sa.Column('digest', TEXT(), nullable=False),
        sa.Column('purpose', TEXT(), nullable=False),
        sa.Column('facts', sa.JSON(), nullable=False),
        sa.Column('ends_at', MOMENT(), nullable=False),
        sa.PrimaryKeyConstraint('digest', name=op.f('pk_handshake')),
    )


def downgrade() -> None:
    for name in ('handshake', 'attempt', 'sign_in', 'sign_in_link', 'invitation', 'passkey', 'user_account'):
        op.drop_table(name)
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
