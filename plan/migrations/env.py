"""Alembic's entry: runs the revisions on the connection that plan.database hands over."""

from alembic import context
from sqlmodel import SQLModel

import plan.models  # noqa: F401 - registers the tables

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=SQLModel.metadata, render_as_batch=True)
context.run_migrations()
