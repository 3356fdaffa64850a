"""Words without marks"""

import re
import unicodedata

import sqlalchemy as sa
from alembic import op

revision = '0030'
down_revision = '0029'
branch_labels = None
depends_on = None

_DASHES = re.compile(r'\s*[-\u2010-\u2015\u2212]\s*')
_LOOK_ALIKES = str.maketrans(
    '\u00d0\u0189\u00f0\u0256\u01a2\u01a3'
    '\u0410\u0412\u0415\u0406\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0425\u0430\u0435\u0456\u043e\u0440\u0441\u0445\u0443'
    '\u0391\u0392\u0395\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a7\u03a5\u03bf',
    'ĐĐđđƯưABEIKMHOPCTXaeiopcxyABEHIKMNOPTXYo',
)


def upgrade() -> None:
    with op.batch_alter_table('task', schema=None) as batch_op:
        batch_op.add_column(sa.Column('bare', sa.String(), nullable=False, server_default=''))
    connection = op.get_bind()
    task = sa.table('task', *(sa.column(name, sa.String) for name in ('title', 'product', 'bare')), sa.column('id'))
    rows = connection.execute(sa.select(task.c.id, task.c.title, task.c.product)).all()
    for number, title, product in rows:
        words = _bare(f'{title} {product}')
        connection.execute(task.update().where(task.c.id == number).values(bare=words))
    op.create_index(
        'ix_receipt_document', 'receipt', ['document'], postgresql_ops={'document': 'varchar_pattern_ops'}
    )
    op.create_index('ix_obligation_due', 'obligation', ['due', 'ends', 'done_on', 'cancelled_on'])


def _bare(text: str) -> str:
    """As the program folded words when this revision was made."""
    text = unicodedata.normalize('NFC', text.replace('\r', '\n'))
    text = ''.join(c for c in text if c in '\n\t' or unicodedata.category(c) not in {'Cc', 'Cf', 'Cs'})
    text = ' '.join(unicodedata.normalize('NFC', text.translate(_LOOK_ALIKES)).casefold().split())
    plain = unicodedata.normalize('NFD', _DASHES.sub('-', text).replace('đ', 'd'))
    return ''.join(c for c in plain if not unicodedata.combining(c))


def downgrade() -> None:
    op.drop_index('ix_obligation_due', 'obligation')
    op.drop_index('ix_receipt_document', 'receipt')
    with op.batch_alter_table('task', schema=None) as batch_op:
        batch_op.drop_column('bare')
