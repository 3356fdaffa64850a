"""What people settled: other names, answers, confirmed years; and decisions that take another's place"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None

TEXT = sqlmodel.sql.sqltypes.AutoString()


def upgrade() -> None:
    op.create_table(
        'alias',
        sa.Column('key', TEXT, nullable=False),
        sa.Column('name', TEXT, nullable=False),
        sa.Column('agency', TEXT, nullable=False),
        sa.Column('who', TEXT, nullable=False),
        sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(['agency'], ['agency.code'], name=op.f('fk_alias_agency_agency')),
        sa.PrimaryKeyConstraint('key', name=op.f('pk_alias')),
    )
    op.create_index(op.f('ix_alias_agency'), 'alias', ['agency'])
    op.create_table(
        'answer',
        sa.Column('task_id', sa.Integer(), nullable=False),
        sa.Column('cell', sa.String(length=16), nullable=False),
        sa.Column('asked', TEXT, nullable=False),
        sa.Column('words', TEXT, nullable=False),
        sa.Column('who', TEXT, nullable=False),
        sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(['task_id'], ['task.id'], name=op.f('fk_answer_task_id_task')),
        sa.PrimaryKeyConstraint('task_id', 'cell', name=op.f('pk_answer')),
    )
    op.create_table(
        'calendaryear',
        sa.Column('year', sa.Integer(), nullable=False),
        sa.Column('source', TEXT, nullable=False),
        sa.Column('who', TEXT, nullable=False),
        sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint('year', name=op.f('pk_calendaryear')),
    )
    with op.batch_alter_table('plan') as table:
        table.add_column(sa.Column('began_on', sa.Date(), nullable=True))
        table.add_column(sa.Column('supersedes', sa.JSON(), nullable=False, server_default='[]'))
    with op.batch_alter_table('plan') as table:
        table.alter_column('supersedes', server_default=None)
    with op.batch_alter_table('task') as table:
        table.add_column(sa.Column('signed_on', sa.Date(), nullable=True))
    op.execute('UPDATE plan SET began_on = issued_on')
    op.execute('UPDATE task SET signed_on = (SELECT issued_on FROM plan WHERE plan.id = task.plan_id)')


def downgrade() -> None:
    with op.batch_alter_table('task') as table:
        table.drop_column('signed_on')
    with op.batch_alter_table('plan') as table:
        table.drop_column('supersedes')
        table.drop_column('began_on')
    for name in ('calendaryear', 'answer', 'alias'):
        op.drop_table(name)
