"""`flask backup` and `flask restore`: a whole copy of an installation, and bringing it back."""

from __future__ import annotations

from pathlib import Path

import click
from flask import current_app

from config import Settings
from workplan import clock
from workplan.backup import making, manifest, restoring
from workplan.backup.manifest import Manifest
from workplan.cli.answers import plain_errors
from workplan.extensions import db
from workplan.services.history import recomputed
from workplan.storage.choosing import store_at

FOLDER = click.Path(path_type=Path, file_okay=False)


@click.command("backup")
@click.argument("to", type=FOLDER)
@click.option("--keep", type=click.IntRange(1), help="Delete all but so many newest backups.")
def backup(to: Path, keep: int | None) -> None:
    """Copy the database and all evidence into a new folder in TO, check it, and name its contents.

    The site may be used meanwhile. The secret key is not in a backup: keep it elsewhere.
    """
    settings = _settings()
    with plain_errors():
        store = store_at(settings.evidence_url, settings.instance)
        folder = making.make(settings, db.engine, store, clock.now(), to)
    found = manifest.read(folder)
    click.echo(f"Backed up to {folder}: {_described(found)}.")
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
    if keep is not None:
        for old in making.keep_newest(to, keep, folder):
            click.echo(f"Deleted {old.name}.")


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
    click.echo("Now bring the tables up to date: flask --app wsgi db upgrade")


def _settings() -> Settings:
    found: Settings = current_app.extensions["workplan"]
    return found


def _described(found: Manifest) -> str:
    evidence = sum(name.startswith(making.EVIDENCE) for name in found.files)
    return (
        f"{found.database}, schema {found.schema}, made {found.made_at}, "
        f"{found.rows.get('tasks', 0):,} tasks, {evidence:,} files of evidence, "
        f"{found.journal_seq:,} journal entries, head {found.journal_head[:12]}"
    )
