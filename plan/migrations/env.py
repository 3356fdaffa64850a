"""Alembic's entry: runs the revisions in the transaction that `plan.storage.upgrade` hands over.

Like the revisions, it imports nothing of the program: a revision must always do the same, even when the
program changes.
"""

from alembic import context
from sqlalchemy import MetaData

# How Alembic names a constraint or an index that a revision leaves unnamed.
NAMES = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

connection = context.config.attributes["connection"]
context.configure(
    connection=connection, target_metadata=MetaData(naming_convention=NAMES), render_as_batch=True
)
context.run_migrations()
