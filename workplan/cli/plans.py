"""`flask plans`: schedule files in the neutral form."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import click

from workplan.cli.answers import plain_errors
from workplan.errors import InvalidInput
from workplan.scheduling.neutral import read_network, write_schedule
from workplan.scheduling.schedule import schedule


@click.group("plans")
def group() -> None:
    """Work with plans and schedule files."""


@group.command("schedule")
@click.argument("path", type=click.Path(exists=True, path_type=Path))
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Folder to write to.")
@click.option(
    "--status-date", type=click.DateTime(["%Y-%m-%d"]), help="Where remaining work begins."
)
def schedule_files(path: Path, out: Path | None, status_date: datetime | None) -> None:
    """Compute the dates of a file in the neutral JSON form, or of every such file in a folder."""
    if path.is_dir() and out is None:
        raise click.UsageError("A folder needs --out DIR, where the results go.")
    files = sorted(path.glob("*.json")) if path.is_dir() else [path]
    for file in files:
        with plain_errors():
            result = _scheduled(file, status_date)
        if out is None:
            click.echo(result)
        else:
            out.mkdir(parents=True, exist_ok=True)
            (out / file.name).write_text(result + "\n", encoding="utf-8")
    if out is not None:
        click.echo(f"{len(files)} files scheduled into {out}", err=True)


def _scheduled(file: Path, status_date: datetime | None) -> str:
    try:
        document = json.loads(file.read_text(encoding="utf-8"))
    except (ValueError, UnicodeDecodeError) as error:
        raise InvalidInput("file", f"{file.name} is not JSON: {error}") from error
    network = read_network(document, status_on=status_date.date() if status_date else None)
    result = write_schedule(document, schedule(network))
    return json.dumps(result, ensure_ascii=False, separators=(",", ":"))
