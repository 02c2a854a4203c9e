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
