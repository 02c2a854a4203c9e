"""Rounds of coordination: versions, the agencies that are asked, their answers and comments.

Adds tables, and columns that may be empty, so the version before still serves; it knows of no round.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0079"
down_revision = "0078"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
ROUND = {
    "plan_id": (sa.Integer(), False),
    "task_id": (sa.Integer(), True),
    "opened_by_id": (sa.Integer(), False),
    "opened_at": (MOMENT, False),
    "state": (sa.String(length=20), False),
    "closed_at": (MOMENT, True),
    "closed_by_id": (sa.Integer(), True),
    "closed_because": (sa.Text(), False),
}
VERSION = {
    "round_id": (sa.Integer(), False),
    "number": (sa.Integer(), False),
    "words": (sa.Text(), False),
    "sent_by_id": (sa.Integer(), False),
    "sent_at": (MOMENT, False),
    "is_on_behalf": (sa.Boolean(), False),
}
ASK = {
    "version_id": (sa.Integer(), False),
    "agency_id": (sa.Integer(), False),
    "wanted_on": (sa.Date(), False),
    "gone_on_at": (MOMENT, True),
    "gone_on_by_id": (sa.Integer(), True),
    "gone_on_because": (sa.Text(), False),
}
ANSWER = {
    "ask_id": (sa.Integer(), False),
    "kind": (sa.String(length=20), False),
    "said_by_id": (sa.Integer(), False),
    "said_at": (MOMENT, False),
}
COMMENT = {
    "answer_id": (sa.Integer(), False),
    "number": (sa.Integer(), False),
    "passage": (sa.Text(), False),
    "words": (sa.Text(), False),
    "proposed": (sa.Text(), False),
    "decision": (sa.String(length=20), True),
    "decided_at": (MOMENT, True),
    "decided_by_id": (sa.Integer(), True),
    "decided_because": (sa.Text(), False),
}
TABLES = {
    "rounds": ROUND,
    "round_versions": VERSION,
    "round_asks": ASK,
    "round_answers": ANSWER,
    "round_comments": COMMENT,
}
CHECKS = {
    "rounds": {
        "state_known": "state IN ('open', 'cleared', 'withdrawn')",
        "closed_has_moment": "(state = 'open') = (closed_at IS NULL)",
        "closed_by_somebody": "(closed_at IS NULL) = (closed_by_id IS NULL)",
        "withdrawn_has_reason": "state <> 'withdrawn' OR closed_because <> ''",
    },
    "round_versions": {"number_positive": "number > 0"},
    "round_asks": {
        "gone_on_by_somebody": "(gone_on_at IS NULL) = (gone_on_by_id IS NULL)",
        "gone_on_has_reason": "(gone_on_at IS NULL) = (gone_on_because = '')",
    },
    "round_answers": {"kind_known": "kind IN ('concur', 'comment', 'non_concur')"},
    "round_comments": {
        "decision_known": "decision IN ('accepted', 'in_part', 'declined')",
        "number_positive": "number > 0",
        "decided_has_moment": "(decision IS NULL) = (decided_at IS NULL)",
        "decided_by_somebody": "(decision IS NULL) = (decided_by_id IS NULL)",
        "decided_has_reason": "(decision IS NULL) = (decided_because = '')",
    },
}
REFERS = {
    "plan_id": "plans.id",
    "task_id": "tasks.id",
    "round_id": "rounds.id",
    "version_id": "round_versions.id",
    "agency_id": "agencies.id",
    "ask_id": "round_asks.id",
    "answer_id": "round_answers.id",
    "opened_by_id": "users.id",
    "closed_by_id": "users.id",
    "sent_by_id": "users.id",
    "gone_on_by_id": "users.id",
    "said_by_id": "users.id",
    "decided_by_id": "users.id",
}
UNIQUE = {
    "round_versions": ("round_id", "number"),
    "round_asks": ("version_id", "agency_id"),
    "round_comments": ("answer_id", "number"),
}
INDEXES = (
    ("rounds", "plan_id"),
    ("rounds", "task_id"),
    ("round_asks", "agency_id"),
    ("round_answers", "ask_id"),
)
# In plain SQL, which leaves a table as it is on SQLite.
BESIDE = {
    "evidence": "version_id INTEGER CONSTRAINT fk_evidence_version_id REFERENCES round_versions (id)",
    "mail_links": "ask_id INTEGER CONSTRAINT fk_mail_links_ask_id REFERENCES round_asks (id)",
}


def upgrade() -> None:
    """Apply."""
    for table, columns in TABLES.items():
        _create(table, columns)
    for table, column in INDEXES:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])
    is_open = sa.text("state = 'open'")
    op.create_index(
        "uq_rounds_open",
        "rounds",
        ["task_id"],
        unique=True,
        sqlite_where=is_open,
        postgresql_where=is_open,
    )
    for table, column in BESIDE.items():
        op.execute(f"ALTER TABLE {table} ADD COLUMN {column}")
    op.create_index(op.f("ix_evidence_version_id"), "evidence", ["version_id"])


def downgrade() -> None:
    """Take back; what went round goes with its tables, and its files stay with their tasks."""
    op.execute("DELETE FROM mail_links WHERE ask_id IS NOT NULL")
    op.drop_index(op.f("ix_evidence_version_id"), table_name="evidence")
    op.drop_column("evidence", "version_id")
    op.drop_column("mail_links", "ask_id")
    for table in reversed(TABLES):
        op.drop_table(table)


def _create(table: str, columns: dict[str, tuple[sa.types.TypeEngine[object], bool]]) -> None:
    parts: list[sa.schema.SchemaItem] = [
        sa.ForeignKeyConstraint([column], [REFERS[column]], name=op.f(f"fk_{table}_{column}"))
        for column in columns
        if column in REFERS
    ]
    if unique := UNIQUE.get(table):
        parts.append(sa.UniqueConstraint(*unique, name=op.f(f"uq_{table}_{'_'.join(unique)}")))
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        *(sa.Column(name, kind, nullable=is_empty) for name, (kind, is_empty) in columns.items()),
        *(
            sa.CheckConstraint(words, name=op.f(f"ck_{table}_{name}"))
            for name, words in CHECKS[table].items()
        ),
        *parts,
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
