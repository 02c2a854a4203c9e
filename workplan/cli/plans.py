"""`flask plans`: schedule plans, read them from files, and save them as files."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click
from flask import current_app
from flask.cli import AppGroup
from sqlalchemy import select

from config import Settings
from models import Plan, User
from workplan import clock
from workplan.cli import import_answers, sheet_files
from workplan.cli.answers import OPERATOR, plain_errors, table
from workplan.errors import InvalidInput, NotFound, WorkplanError
from workplan.exchange import neutral_json
from workplan.exchange.merging import Merge
from workplan.exchange.planfile import PlanFile
from workplan.exchange.sheets.commanded import SheetWishes
from workplan.extensions import db
from workplan.scheduling.explain import shift_words
from workplan.scheduling.neutral import write_schedule
from workplan.scheduling.schedule import schedule
from workplan.services.interchange import exports, imports, merges
from workplan.services.interchange.imports import ImportWishes
from workplan.services.interchange.planfiles import planfile_of
from workplan.services.record.actor import Actor
from workplan.services.record.change import Change

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
DAY = click.DateTime(["%Y-%m-%d"])
ENDINGS = (".json", ".xml", ".csv", ".xlsx")


@click.group("plans", cls=AppGroup)
def group() -> None:
    """Schedule plans, read them from files, and save them as files."""


@group.command("schedule")
@click.argument("source")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Folder to write to.")
@click.option("--status-date", type=DAY, help="Where remaining work begins.")
@click.option("--set", "changes", multiple=True, metavar="TASK.FIELD=VALUE", help="What if.")
def schedule_source(
    source: str, out: Path | None, status_date: datetime | None, changes: tuple[str, ...]
) -> None:
    """Compute the dates of a file, of every file in a folder, or of a plan by its address.

    Prints JSON (complete plan) with what was computed; with --set, only what would differ.
    """
    path = Path(source)
    if path.is_dir() and out is None:
        raise click.UsageError("A folder needs --out DIR, where the results go.")
    given_on = status_date.date() if status_date else None
    found = sorted(p for p in path.iterdir() if p.suffix in ENDINGS) if path.is_dir() else [path]
    failed = 0
    for file in found:
        try:
            plan_file = sheet_files.read(file) if file.exists() else _stored(source)
            status_on = plan_file.status_on if plan_file.is_moved_by_status else None
            status_on = status_on or given_on
            if changes:
                click.echo(_what_if(plan_file, changes, status_on))
                continue
            result = _scheduled(plan_file, status_on)
        except WorkplanError as error:
            # In a folder the others go on; each bad file is named.
            if not path.is_dir():
                raise click.ClickException(str(error)) from error
            click.echo(f"Error: {file.name}: {error}", err=True)
            failed += 1
            continue
        if out is None:
            click.echo(result)
        else:
            out.mkdir(parents=True, exist_ok=True)
            (out / f"{file.stem}.json").write_text(result + "\n", encoding="utf-8")
    if out is not None:
        click.echo(f"{len(found) - failed} files scheduled into {out}", err=True)
    if failed:
        raise click.ClickException(f"{failed} files could not be scheduled.")


@group.command("import")
@click.argument("path", type=FILE)
@click.option("--coordinator", help="Email of the person who will coordinate it.")
@click.option("--slug", default="", help="Address of the plan; made from its title unless given.")
@click.option("--start", type=DAY, help="The plan's start, for a table that has none.")
@click.option("--agency", "agencies", multiple=True, metavar="NAME=CODE", help="Who a name means.")
@click.option("--into", default="", metavar="SLUG", help="Merge into this plan, by uid.")
@click.option("--remove", type=int, multiple=True, metavar="UID", help="Added here; let it go.")
@click.option("--no-history", is_flag=True, help="Leave a file's journal and people out.")
@click.option("--dry-run", is_flag=True, help="Print the report and save nothing.")
@sheet_files.sheet_options
def import_file(
    path: Path,
    coordinator: str | None,
    slug: str,
    into: str,
    start: datetime | None,
    agencies: tuple[str, ...],
    remove: tuple[int, ...],
    no_history: bool,
    dry_run: bool,
    told: SheetWishes,
) -> None:
    """Bring in a plan: Project XML, JSON (complete plan), or a sheet. Prints what became of it.

    The columns of a sheet are taken as they are proposed, except for what --map says.

    JSON that was exported with its history is restored with it; the people in it get no password.
    """
    mapped = dict(pair.rpartition("=")[::2] for pair in agencies)
    zone = _settings().time_zone
    wishes = ImportWishes(slug, not no_history, mapped, zone, frozenset(remove))
    with plain_errors(), _steps(path, 2) as step:
        start_on = start.date() if start else _plan(into).start_on if into else None
        known = imports.agency_ids(db.session(), wishes)
        plan_file = sheet_files.read(path, start_on, told, known)
        step("Computing and saving")
        is_restored = bool(plan_file.archive) and not no_history and not into
        person = 0 if is_restored else _person(coordinator)
        if into:
            found = _merge(plan_file, into, person, wishes, dry_run=dry_run)
        elif dry_run:
            report = imports.report_on(db.session(), plan_file, wishes)
        else:
            report = imports.import_plan(Change(OPERATOR, clock.now()), plan_file, person, wishes)
        step("Done")
    if into:
        import_answers.show_merge(found, plan_file.called, is_saved=not dry_run)
    else:
        import_answers.show(report, plan_file.called, is_saved=not dry_run)


@group.command("export")
@click.argument("slug")
@click.option("--format", "form", type=click.Choice(list(exports.FORMS)), required=True)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="File to write.")
def export_plan(slug: str, form: str, out: Path | None) -> None:
    """Save a plan as a file."""
    with plain_errors():
        taken = exports.Taken(
            db.session(), _plan(slug), _settings().base_url, clock.now(), with_history=True
        )
        found = exports.export(taken, form)
    target = out or Path(f"{slug}.{found.ending}")
    target.write_bytes(found.content)
    click.echo(f"Wrote {target} ({len(found.content):,} bytes).")


def _merge(
    plan_file: PlanFile, slug: str, person_id: int, wishes: ImportWishes, *, dry_run: bool
) -> Merge:
    """Merge a newer file into a plan, as its coordinator, and return what it changes."""
    if dry_run:
        return merges.merge_of(db.session(), _plan(slug), plan_file, wishes, clock.now())
    person = db.session.get_one(User, person_id)
    actor = Actor(person.id, person.name, "import")
    return merges.merge_plan(Change(actor, clock.now()), slug, plan_file, wishes)[0]


@contextmanager
def _steps(path: Path, count: int) -> Iterator[Callable[[str], None]]:
    """Show on the error output how far the work on a file is; only a person at a terminal sees it.

    Yields:
        What tells that a step is done and names the next.
    """
    label = f"Reading {path.name}"
    with click.progressbar(length=count, label=label, file=sys.stderr) as bar:

        def step(next_label: str) -> None:
            bar.label = next_label
            bar.update(1)

        yield step


def _person(email: str | None) -> int:
    if not email:
        raise InvalidInput("coordinator", "Who coordinates it? Give --coordinator EMAIL.")
    found = db.session.scalar(select(User.id).where(User.email == email.lower()))
    if found is None:
        raise NotFound(f"Nobody here has the email {email}. Add the person first.")
    return found


def _plan(slug: str) -> Plan:
    plan = db.session.scalar(select(Plan).where(Plan.slug == slug))
    if plan is None:
        raise NotFound(f"There is neither a file nor a plan “{slug}”.")
    return plan


def _stored(slug: str) -> PlanFile:
    return planfile_of(db.session(), _plan(slug))


def _settings() -> Settings:
    found: Settings = current_app.extensions["workplan"]
    return found


def _scheduled(plan_file: PlanFile, status_on: date | None) -> str:
    document = {**neutral_json.write(plan_file), "status_date": None}
    result = write_schedule(document, schedule(plan_file.network(status_on)))
    return json.dumps(result, ensure_ascii=False, separators=(",", ":"))


def _what_if(plan_file: PlanFile, changes: tuple[str, ...], status_on: date | None) -> str:
    """Return the tasks that a change of some fields would move."""
    before = schedule(plan_file.network(status_on))
    document = neutral_json.write(plan_file)
    for change in changes:
        _set(document, change)
    after = schedule(neutral_json.read(json.dumps(document).encode()).network(status_on))
    rows = []
    for i, leaf in enumerate(after.graph.leaves):
        old, new = before.dates(before.position[leaf.uid]), after.dates(i)
        moved = after.early.finish[i] - before.early.finish[before.position[leaf.uid]]
        if (old[:2], old.is_critical) != (new[:2], new.is_critical):
            rows.append(
                (
                    str(leaf.uid),
                    leaf.name[:50],
                    f"{old.start_on} to {old.finish_on}",
                    f"{new.start_on} to {new.finish_on}",
                    shift_words(after.in_days(moved)),
                    "yes" if new.is_critical else "",
                )
            )
    if not rows:
        return "Nothing would move."
    return table(("uid", "task", "now", "then", "moves", "critical"), rows)


def _set(document: dict[str, Any], change: str) -> None:
    target, _, value = change.partition("=")
    name, _, key = target.rpartition(".")
    for raw in document["tasks"]:
        if name in (str(raw["uid"]), raw["code"]):
            raw[key] = int(value) if value.lstrip("-").isdigit() else value or None
            return
    raise InvalidInput("set", f"No task has the uid or code “{name}”. Write TASK.FIELD=VALUE.")
