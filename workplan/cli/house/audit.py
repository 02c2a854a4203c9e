"""`flask audit`: show that the record was not altered, and that the tasks are what it says."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import click

from workplan import clock
from workplan.cli.answers import plain_errors
from workplan.extensions import db
from workplan.services.history import recomputed
from workplan.services.operations import checkpoints
from workplan.services.record import journal

MOST_SHOWN = 20


@click.group("audit")
def group() -> None:
    """Check the record."""


@group.command("verify")
@click.option(
    "--checkpoint",
    "paths",
    type=click.Path(path_type=Path),
    multiple=True,
    help="A file with an earlier head, kept outside the database; may be given more than once.",
)
def verify(paths: tuple[Path, ...]) -> None:
    """Walk the journal's chain, compare it with checkpoints, and work out the tasks anew.

    A chain alone does not show that its end is missing or that all of it was hashed anew; a
    checkpoint does. Tasks that hold something else than the journal says are named.
    """
    with plain_errors():
        taken = {path: checkpoints.read(path) for path in paths}
        _verify(taken)


def _verify(taken: dict[Path, checkpoints.Checkpoint]) -> None:
    session = db.session()
    if session.get_bind().dialect.name == "postgresql":
        # One state for all that is compared, whoever saves meanwhile; SQLite's readers have it.
        session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
    try:
        count, head = journal.verify(session)
        for checkpoint in taken.values():
            checkpoints.compare(session, checkpoint)
    except (ValueError, checkpoints.Broken) as broken:
        raise click.ClickException(str(broken)) from broken
    click.echo(f"The journal holds: {count:,} entries, head {head}")
    for path in taken:
        click.echo(f"It goes on from the checkpoint in {path}.")
    found = list(recomputed.differences(session))
    for difference in islice(found, MOST_SHOWN):
        click.echo(str(difference))
    if found:
        more = len(found) - MOST_SHOWN
        raise click.ClickException(
            f"{len(found):,} {'fields' if len(found) > 1 else 'field'} of tasks "
            f"{'differ' if len(found) > 1 else 'differs'} from what the journal says"
            + (f"; {more:,} are not shown." if more > 0 else ".")
        )
    click.echo("The tasks hold what the journal says.")


@group.command("checkpoint")
def checkpoint() -> None:
    """Print the checkpoint of this moment, to be kept somewhere else."""
    with plain_errors():
        click.echo(checkpoints.take(db.session(), clock.now()).written(), nl=False)
