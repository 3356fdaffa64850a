"""Letters that survive: editions, fates by recipient, the lease, the mail server, policies once in force."""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None

TEXT = sqlmodel.sql.sqltypes.AutoString
INSTANT = sqlmodel.sql.sqltypes.UTCDateTime


def upgrade() -> None:
    op.create_table('lease',
    sa.Column('name', TEXT(), nullable=False),
    sa.Column('holder', TEXT(), nullable=False),
    sa.Column('expires_at', INSTANT(), nullable=False),
    sa.Column('fence', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_lease'))
    )
    op.create_table('lane',
    sa.Column('name', TEXT(), nullable=False),
    sa.Column('failures', sa.Integer(), nullable=False),
    sa.Column('paused_until', INSTANT(), nullable=True),
    sa.Column('said', TEXT(), nullable=True),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_lane'))
    )
    op.create_table('rulebook',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('digest', TEXT(), nullable=False),
    sa.Column('definition', sa.JSON(), nullable=False),
    sa.Column('since', INSTANT(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_rulebook')),
    sa.UniqueConstraint('digest', name=op.f('uq_rulebook_digest'))
    )
    with op.batch_alter_table('obligation', schema=None) as batch_op:
        batch_op.add_column(sa.Column('rulebook_id', sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f('fk_obligation_rulebook_id_rulebook'), 'rulebook', ['rulebook_id'], ['id']
        )
    with op.batch_alter_table('notice', schema=None) as batch_op:
        batch_op.add_column(sa.Column('owed', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.create_index(
            'ix_notice_owed', ['obligation_id'], unique=False,
            sqlite_where=sa.text('owed'), postgresql_where=sa.text('owed'),
        )
    with op.batch_alter_table('letter', schema=None) as batch_op:
        batch_op.add_column(sa.Column('edition', sa.Integer(), nullable=False, server_default='1'))
        batch_op.add_column(sa.Column('accepted', sa.JSON(), nullable=False, server_default='[]'))
        batch_op.add_column(sa.Column('refused', sa.JSON(), nullable=False, server_default='{}'))
        batch_op.add_column(sa.Column('tried_at', INSTANT(), nullable=True))
        batch_op.add_column(sa.Column('fault', TEXT(), nullable=True))
        batch_op.create_index(batch_op.f('ix_letter_tried_at'), ['tried_at'], unique=False)
        batch_op.drop_constraint('uq_letter_agency_kind_day', type_='unique')
        batch_op.create_unique_constraint('uq_letter_agency_kind_day_edition', ['agency', 'kind', 'day', 'edition'])
    # The defaults were for the rows of before; from now on the program says every value.
    with op.batch_alter_table('letter', schema=None) as batch_op:
        for name in ('edition', 'accepted', 'refused'):
            batch_op.alter_column(name, server_default=None)
    with op.batch_alter_table('notice', schema=None) as batch_op:
        batch_op.alter_column('owed', server_default=None)


def downgrade() -> None:
    with op.batch_alter_table('letter', schema=None) as batch_op:
        batch_op.drop_constraint('uq_letter_agency_kind_day_edition', type_='unique')
        batch_op.create_unique_constraint('uq_letter_agency_kind_day', ['agency', 'kind', 'day'])
        batch_op.drop_index(batch_op.f('ix_letter_tried_at'))
        for name in ('fault', 'tried_at', 'refused', 'accepted', 'edition'):
            batch_op.drop_column(name)
    with op.batch_alter_table('notice', schema=None) as batch_op:
        batch_op.drop_index('ix_notice_owed')
        batch_op.drop_column('owed')
    with op.batch_alter_table('obligation', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_obligation_rulebook_id_rulebook'), type_='foreignkey')
        batch_op.drop_column('rulebook_id')
    op.drop_table('rulebook')
    op.drop_table('lane')
    op.drop_table('lease')
