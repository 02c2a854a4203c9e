"""`flask sample`: load the sample plans, or make one of any size for measuring."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from pathlib import Path

import click
from flask import current_app
from sqlalchemy import select

from config import Settings
from models import Plan, User
from workplan import clock
from workplan.cli.answers import plain_errors, table
from workplan.extensions import db
from workplan.sample import loader
from workplan.sample.files import PLAN_FILES, read
from workplan.sample.founding import SignIn
from workplan.sample.synthetic import generate as generate_plan

SIGN_INS = "sample-sign-ins.json"


@click.group("sample")
def group() -> None:
    """Load or make sample plans."""


@group.command("load")
@click.option("--beside", is_flag=True, help="Load them although the database holds other plans.")
def load(beside: bool) -> None:
    """Load the sample plans that are not there yet; loading twice changes nothing."""
    others = set(db.session.scalars(select(Plan.slug))) - _sample_slugs()
    if others and not beside:
        raise click.ClickException(
            f"The database holds other plans ({', '.join(sorted(others))}). Nothing was changed. "
            "Give --beside to load the samples next to them."
        )
    _load()


@group.command("generate")
@click.option("--tasks", "task_count", type=click.IntRange(1, 200_000), required=True)
@click.option("--links", "link_count", type=click.IntRange(0, 500_000), required=True)
@click.option("--seed", type=int, default=1, show_default=True)
@click.option("--slug", default=None, help="Address of the plan; made from the size unless given.")
def generate(task_count: int, link_count: int, seed: int, slug: str | None) -> None:
    """Make a synthetic plan of any size, with a history, for measuring."""
    slug = slug or f"synthetic-{task_count}-{link_count}-{seed}"
    with plain_errors():
        people = generate_plan(clock.now(), slug, task_count, link_count, seed)
    click.echo(f"Made /plans/{slug}: {task_count} tasks, {link_count} links.")
    _show(people)


def load_if_empty() -> None:
    """Load the samples into a database that holds neither a plan nor anybody who came otherwise."""
    somebody = db.session.scalar(select(User.id).limit(1))
    plan = db.session.scalar(select(Plan.id).limit(1))
    db.session.rollback()
    if plan is None and somebody is None:
        _load()


def _sample_slugs() -> set[str]:
    return {read(name)["plan"]["slug"] for name in PLAN_FILES}


def _load() -> None:
    with plain_errors():
        people = loader.load(clock.now(), click.echo)
    _show(people)


def _show(people: list[SignIn]) -> None:
    """Print the new sign-ins and keep them in the instance folder, for its owner only."""
    if not people:
        click.echo("Everyone was there already; passwords stay as they are.")
        return
    settings: Settings = current_app.extensions["workplan"]
    path = settings.instance / SIGN_INS
    known = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
    new = {person.email for person in people}
    kept = [person for person in known if person["email"] not in new]
    _write_private(path, json.dumps(kept + [asdict(p) for p in people], indent=1))
    rows = [(p.name, p.email, p.password, p.role, p.agency) for p in people]
    click.echo(table(("name", "email", "password", "role", "agency"), rows))
    click.echo(f"Also in {path} (readable by you only).")


def _write_private(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text + "\n")
    path.chmod(0o600)
