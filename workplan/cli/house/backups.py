"""`flask backup` and `flask restore`: a whole copy of an installation, and bringing it back."""

from __future__ import annotations

from pathlib import Path

import click
from flask import current_app
from sqlalchemy.exc import SQLAlchemyError

from config import Settings
from models import Backup
from workplan import clock
from workplan.backup import asked, dropping, making, manifest, restoring, shelf
from workplan.backup.manifest import Manifest
from workplan.backup.shelf import Line
from workplan.cli.answers import OPERATOR, plain_errors, table
from workplan.errors import InvalidInput
from workplan.extensions import db
from workplan.services.history import recomputed
from workplan.services.record.change import Change
from workplan.services.spills import outside
from workplan.storage.choosing import store_at
from workplan.vocabulary import BackupState

FOLDER = click.Path(path_type=Path, file_okay=False)
TO = "to"


class Backups(click.Group):
    """`backup TO` makes one, as it always did; the other words look after those that are there."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Take what names no command of ours as the folder to back up to."""
        if args and args[0] not in self.commands:
            args = [TO, *args]
        return super().resolve_command(ctx, args)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Let the options of `backup TO` stand before the folder, too."""
        if args and args[0].startswith("--keep"):
            args = [TO, *args]
        return super().parse_args(ctx, args)


@click.group("backup", cls=Backups)
def group() -> None:
    """Copy everything to a folder: backup FOLDER; list and verify what was made."""


@group.command(TO)
@click.argument("to", type=FOLDER)
@click.option(
    "--keep", type=click.IntRange(1), help="Keep so many newest ones, and not what the house says."
)
def backup(to: Path, keep: int | None) -> None:
    """Copy the database and all evidence into a new folder in TO, check it, and name its contents.

    The site may be used meanwhile. The secret key is not in a backup: keep it elsewhere. Old ones
    in TO are deleted then, by the rule of the house: see `settings list`, backup_days.
    """
    settings = _settings()
    with plain_errors():
        store = store_at(settings.evidence_url, settings.instance)
        folder = making.make(settings, db.engine, store, clock.now(), to)
        found = manifest.read(folder)
    click.echo(f"Backed up to {folder}: {_described(found)}.")
    is_noted = _is_noted(settings, folder)
    if not found.is_opened:
        click.echo(
            "The copy was read through and not loaded, since this account may not make a database. "
            "Let it: ALTER ROLE … CREATEDB"
        )
    if found.missing:
        raise click.ClickException(
            f"The store lacks {len(found.missing)} files of evidence, or has others in their "
            f"place: {', '.join(found.missing[:5])}. All else is backed up; no older backup was "
            "deleted."
        )
    if is_noted:
        _drop_old(settings, folder, keep)


@group.command("list")
@click.option("--page", type=click.IntRange(1), default=1, show_default=True)
def show(page: int) -> None:
    """Print which backups were asked for, the newest first, and what became of each."""
    with plain_errors():
        found = shelf.page_of(db.session(), _settings(), page)
    rows = [
        (
            str(Path(line.row.place) / line.row.name),
            _state(line),
            f"{line.row.size_bytes / 1_000_000:,.1f} MB",
            f"{line.row.entries:,}",
            _checked(line.row),
        )
        for line in found.lines
    ]
    if rows:
        click.echo(table(("backup", "state", "size", "entries", "looked through"), rows))
    click.echo(f"{found.total:,} in all; page {found.page} of {found.pages}.")


@group.command("verify")
@click.argument("folder", type=FOLDER)
def verify(folder: Path) -> None:
    """Look the backup in FOLDER through, and note what was found if it is in the list."""
    settings = _settings()
    with plain_errors():
        number = asked.number_of(db.session(), settings, folder)
        if number is None:
            found = restoring.check(folder, db.engine)
            click.echo(f"{folder} is whole: {_described(found)}. It is not in the list of backups.")
            return
        asked.ask_check(Change(OPERATOR, clock.now()), settings, db.engine, number).run()
        row = asked.by_number(db.session(), number)
    if not row.is_whole:
        raise click.ClickException(row.check_said)
    click.echo(f"{folder} is whole: {row.entries:,} journal entries.")


@click.command("restore")
@click.argument("folder", type=FOLDER)
@click.option("--overwrite", is_flag=True, help="Put it in the place of work that is there.")
@click.option("--check", "only_checks", is_flag=True, help="Only look whether the backup is whole.")
def restore(folder: Path, *, overwrite: bool, only_checks: bool) -> None:
    """Bring back the backup in FOLDER; it is checked before and after."""
    settings = _settings()
    with plain_errors():
        if only_checks:
            found = restoring.check(folder, db.engine)
            click.echo(f"{folder} is whole: {_described(found)}.")
            return
        store = store_at(settings.evidence_url, settings.instance)
        done = restoring.restore(db.engine, store, clock.now(), folder, overwrites=overwrite)
    click.echo(f"Restored {folder}: {_described(done.manifest)}; {done.files} files were put back.")
    if done.kept_as is not None:
        click.echo(f"What stood there before is {done.kept_as}.")
    if done.manifest.key != manifest.fingerprint(settings.secret_key):
        click.echo(
            "The secret key is not the one of that time: everybody has to sign in again, and forms "
            "that are open have to be loaded anew. Give the old key in FORMER_SECRET_KEYS to avoid "
            "it."
        )
    if differing := len(list(recomputed.differences(db.session()))):
        what = "field of tasks differs" if differing == 1 else "fields of tasks differ"
        click.echo(f"{differing:,} {what} from what the journal says; `audit verify` names them.")
    outside.bring(folder.parent, settings.instance)
    click.echo("Now bring the tables up to date: flask --app wsgi db upgrade")
    if outside.read(settings.instance).lines:
        click.echo("Then let leave again what left for good since: flask --app wsgi spills again")


def _is_noted(settings: Settings, folder: Path) -> bool:
    """Note what was made, and tell whether that could be done.

    A database that cannot be written, or is older than this code, is backed up all the same.
    """
    try:
        asked.note_made(Change(OPERATOR, clock.now()), settings, folder)
    except SQLAlchemyError as error:
        db.session.rollback()
        click.echo(
            f"It could not be noted in the list of backups ({type(error).__name__}), and no older "
            "one was deleted."
        )
        return False
    return True


def _drop_old(settings: Settings, made: Path, keep: int | None) -> None:
    """Delete what is not kept beside the backup that was just made, and say so."""
    try:
        lock = shelf.lock(settings)
    except InvalidInput as busy:
        click.echo(f"No older backup was deleted: {busy.message}")
        return
    with plain_errors(), lock:
        gone = dropping.drop(Change(OPERATOR, clock.now()), settings, made, keep)
    for old in gone:
        click.echo(f"Deleted {old.name}.")


def _settings() -> Settings:
    found: Settings = current_app.extensions["workplan"]
    return found


def _state(line: Line) -> str:
    if line.is_cut_short:
        return "cut short"
    return "deleted" if line.row.deleted_at else BackupState.said(line.row.state).lower()


def _checked(row: Backup) -> str:
    if row.checked_at is None:
        return "when it was made" if row.state == "made" else "–"
    return f"{row.checked_at:%Y-%m-%d %H:%M} UTC, {'whole' if row.is_whole else 'not whole'}"


def _described(found: Manifest) -> str:
    evidence = sum(name.startswith(making.EVIDENCE) for name in found.files)
    return (
        f"{found.database}, schema {found.schema}, made {found.made_at}, "
        f"{found.rows.get('tasks', 0):,} tasks, {evidence:,} files of evidence, "
        f"{found.journal_seq:,} journal entries, head {found.journal_head[:12]}"
    )
