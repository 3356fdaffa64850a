"""Decisions that amend"""

import json

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = '0023'
down_revision = '0022'
branch_labels = None
depends_on = None

TEXT = sqlmodel.sql.sqltypes.AutoString
WAYS = sa.Enum('adopts', 'replaces', 'amends', name='decisionway', native_enum=False, length=16)
CHANGES = sa.Enum('added', 'changed', 'withdrawn', name='rowchange', native_enum=False, length=16)


def upgrade() -> None:
    op.create_table(
        'decision',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('plan_id', sa.Integer(), nullable=False),
        sa.Column('code', TEXT(), nullable=False),
        sa.Column('title', TEXT(), nullable=False),
        sa.Column('issued_on', sa.Date(), nullable=True),
        sa.Column('issuer', TEXT(), nullable=False),
        sa.Column('way', WAYS, nullable=False),
        sa.Column('recorded_on', sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_decision_plan_id_plan')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_decision')),
        sa.UniqueConstraint('plan_id', 'code', name=op.f('uq_decision_plan_id_code')),
    )
    op.create_index(op.f('ix_decision_plan_id'), 'decision', ['plan_id'])
    op.create_table(
        'task_change',
        sa.Column('decision_id', sa.Integer(), nullable=False),
        sa.Column('task_id', sa.Integer(), nullable=False),
        sa.Column('change', CHANGES, nullable=False),
        sa.Column('cells', sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(['decision_id'], ['decision.id'], name=op.f('fk_task_change_decision_id_decision')),
        sa.ForeignKeyConstraint(['task_id'], ['task.id'], name=op.f('fk_task_change_task_id_task')),
        sa.PrimaryKeyConstraint('decision_id', 'task_id', name=op.f('pk_task_change')),
    )
    op.create_index(op.f('ix_task_change_task_id'), 'task_change', ['task_id'])
    with op.batch_alter_table('proposal') as table:
        table.add_column(sa.Column('amends', sa.JSON(), nullable=False, server_default='[]'))
        table.add_column(sa.Column('withdraw', sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table('proposal') as table:
        table.alter_column('amends', server_default=None)
        table.alter_column('withdraw', server_default=None)
    _decisions_so_far()


def _decisions_so_far() -> None:
    """Of those whose place another took only the number is known, and of the first the day."""
    bind = op.get_bind()
    plans = bind.execute(sa.text('SELECT id, code, title, issued_on, began_on, supersedes FROM plan ORDER BY id')).all()
    made = sa.text(
        'INSERT INTO decision (plan_id, code, title, issued_on, issuer, way) '
        "VALUES (:plan, :code, :title, :issued_on, '', :way)"
    )
    for plan, code, title, issued_on, began_on, supersedes in plans:
        earlier = json.loads(supersedes) if isinstance(supersedes, str) else supersedes or []
        first = {'title': '', 'issued_on': began_on, 'way': 'adopts'}
        for number, old in enumerate(dict.fromkeys(old for old in earlier if old != code)):
            said = first if number == 0 else {'title': '', 'issued_on': None, 'way': 'replaces'}
            bind.execute(made, {'plan': plan, 'code': old} | said)
        way = 'replaces' if earlier else 'adopts'
        bind.execute(made, {'plan': plan, 'code': code, 'title': title, 'issued_on': issued_on, 'way': way})


def downgrade() -> None:
    with op.batch_alter_table('proposal') as table:
        table.drop_column('withdraw')
        table.drop_column('amends')
    op.drop_table('task_change')
    op.drop_table('decision')
