"""Run migrations on the app's own engine."""

from __future__ import annotations

from alembic import context
from flask import current_app

from models import Base
from models.base import Instant
from workplan.extensions import db


def render_item(kind: str, item: object, _autogen: object) -> str | bool:
    """Write our moments as the plain column type, so that a migration needs no model."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, Instant) else False


def include_name(name: str | None, kind: str, _parents: object) -> bool:
    """Leave the search index out of comparisons: triggers keep it, and no model stands for it."""
    return kind != "table" or not (name or "").startswith("search")


def run() -> None:
    """Migrate inside one transaction; a connection begins as a writer."""
    options = current_app.extensions["migrate"].configure_args
    with db.engine.connect().execution_options(workplan_writes=True) as connection:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_item=render_item,
            include_name=include_name,
            **options,
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()


run()
