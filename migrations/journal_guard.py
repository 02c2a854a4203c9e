"""The triggers that keep the journal append-only, for both databases."""

from __future__ import annotations

SQLITE = (
    """
    CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal
    BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END
    """,
    """
    CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal
    BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END
    """,
    """
    CREATE TRIGGER journal_in_order BEFORE INSERT ON journal
    WHEN NEW.seq <> COALESCE((SELECT MAX(seq) FROM journal), 0) + 1
      OR NEW.prev_hash <> COALESCE(
           (SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), printf('%064d', 0))
    BEGIN SELECT RAISE(ABORT, 'the journal takes the next entry only'); END
    """,
)

POSTGRESQL = (
    """
    CREATE FUNCTION journal_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'the journal is append-only'; END $$
    """,
    """
    CREATE TRIGGER journal_no_change BEFORE UPDATE OR DELETE ON journal
    FOR EACH ROW EXECUTE FUNCTION journal_refuse()
    """,
    """
    CREATE TRIGGER journal_no_truncate BEFORE TRUNCATE ON journal
    FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse()
    """,
    """
    CREATE FUNCTION journal_next() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE last record;
    BEGIN
      SELECT seq, hash INTO last FROM journal ORDER BY seq DESC LIMIT 1;
      IF NEW.seq <> COALESCE(last.seq, 0) + 1
         OR NEW.prev_hash <> COALESCE(last.hash, repeat('0', 64)) THEN
        RAISE EXCEPTION 'the journal takes the next entry only';
      END IF;
      RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER journal_in_order BEFORE INSERT ON journal
    FOR EACH ROW EXECUTE FUNCTION journal_next()
    """,
)

DROP_POSTGRESQL = ("DROP FUNCTION journal_refuse", "DROP FUNCTION journal_next")

KEPT = (
    "seq",
    "at",
    "on_day",
    "plan_id",
    "actor_id",
    "actor_name",
    "door",
    "verb",
    "subject_type",
    "subject_id",
    "cause_seq",
    "scope_tasks",
    "scope_days",
    "remaining_tasks",
    "remaining_days",
    "prev_hash",
    "hash",
)
"""What no update of an entry changes; all but its texts, their salt and their digests."""
_sqlite_kept = " OR ".join(f"NEW.{name} IS NOT OLD.{name}" for name in KEPT)
_postgresql_kept = " OR ".join(f"NEW.{name} IS DISTINCT FROM OLD.{name}" for name in KEPT)

TEXTS_LEAVE = (
    f"""
    CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal
    WHEN NEW.salt IS NOT NULL OR NEW.digests IS NULL OR {_sqlite_kept}
    BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END
    """,
    f"""
    CREATE TRIGGER journal_no_change BEFORE DELETE ON journal
    FOR EACH ROW EXECUTE FUNCTION journal_refuse()

    CREATE TRIGGER journal_texts_leave BEFORE UPDATE ON journal
    FOR EACH ROW WHEN (NEW.salt IS NOT NULL OR NEW.digests IS NULL OR {_postgresql_kept})
    EXECUTE FUNCTION journal_refuse()
    """,
)
"""Texts may leave an entry, with its salt: for SQLite, and for PostgreSQL."""
NOTHING_LEAVES = (
    SQLITE[0],
    """
    CREATE TRIGGER journal_no_change BEFORE UPDATE OR DELETE ON journal
    FOR EACH ROW EXECUTE FUNCTION journal_refuse()
    """,
)
