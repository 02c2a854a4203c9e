"""`flask settings`: what administrators set for the whole house, from a terminal."""

from __future__ import annotations

from dataclasses import asdict

import click
from flask import current_app

from config import Settings
from workplan import clock
from workplan.cli.answers import OPERATOR, plain_errors, table
from workplan.errors import InvalidInput
from workplan.extensions import db
from workplan.services.accounts import house_settings
from workplan.services.accounts.house_settings import BOUNDS, NAMES, HouseFields
from workplan.services.record.change import Change

SWITCH = {"on": True, "off": False}
NAME = click.Choice(NAMES)


@click.group("settings")
def group() -> None:
    """Read and set what holds for the whole house; every process takes it at once."""


@group.command("list")
def show() -> None:
    """Print each setting, what it is, and where that comes from."""
    settings: Settings = current_app.extensions["workplan"]
    with plain_errors():
        found, _ = house_settings.fields_of(db.session())
    rows = []
    for name, value in asdict(found).items():
        held = getattr(settings, name) if value is None else value
        source = settings.source_of(name.upper()) if value is None else "set here"
        rows.append((name, _said(held), source))
    click.echo(table(("setting", "is", "from"), rows))


@group.command("set")
@click.argument("name", type=NAME)
@click.argument("value")
def put(name: str, value: str) -> None:
    """Set one setting: a number, a text, or on and off."""
    with plain_errors():
        _change(name, _read(name, value))


@group.command("reset")
@click.argument("name", type=NAME)
def reset(name: str) -> None:
    """Let one setting be as configured again."""
    with plain_errors():
        _change(name, None)


def _change(name: str, value: str | bool | int | None) -> None:
    found, version = house_settings.fields_of(db.session())
    wanted = HouseFields(**{**asdict(found), name: value})
    changed = house_settings.change(Change(OPERATOR, clock.now()), wanted, version)
    said = "the default" if value is None else _said(value)
    click.echo(f"{name} is {said}." if changed else f"{name} was {said} already.")


def _read(name: str, value: str) -> str | bool | int:
    if name == "government_banner":
        if value not in SWITCH:
            raise InvalidInput(name, f"“{value}” is neither on nor off.")
        return SWITCH[value]
    if name not in BOUNDS:
        return value
    if not (value.isascii() and value.isdigit()):
        raise InvalidInput(name, f"“{value}” is no whole number. Use digits only, such as 15.")
    return int(value)


def _said(value: object) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    return str(value)
