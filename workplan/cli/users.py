"""`flask users`: add people, give them roles, reset passwords, disable accounts."""

from __future__ import annotations

import click

from workplan import clock
from workplan.cli.answers import OPERATOR, plain_errors
from workplan.services.accounts import accounts, memberships
from workplan.services.accounts.memberships import MembershipFields
from workplan.services.record.change import Change
from workplan.vocabulary import Role


@click.group("users")
def group() -> None:
    """Add people, give them roles in plans, reset passwords."""


@group.command("add")
@click.argument("email")
@click.option("--name", required=True, help="The person's name, as pages show it.")
@click.option("--admin", is_flag=True, help="Runs the system; sees no plan unless a member.")
def add(email: str, name: str, admin: bool) -> None:
    """Add a person and print their first password."""
    with plain_errors():
        _, password = accounts.add(Change(OPERATOR, clock.now()), email, name, is_admin=admin)
    click.echo(f"Added {name} <{email}>. Password, shown this once: {password}")


@group.command("reset-password")
@click.argument("email")
def reset_password(email: str) -> None:
    """Give a person a new password, print it, and end their sessions."""
    with plain_errors():
        password = accounts.reset_password(Change(OPERATOR, clock.now()), email)
    click.echo(f"New password of {email}, shown this once: {password}")


@group.command("disable")
@click.argument("email")
def disable(email: str) -> None:
    """Close an account and end its sessions."""
    with plain_errors():
        accounts.disable(Change(OPERATOR, clock.now()), email)
    click.echo(f"{email} can no longer sign in.")


@group.command("join")
@click.argument("email")
@click.argument("plan")
@click.option("--role", required=True, type=click.Choice(Role.codes()))
@click.option("--agency", help="Code of the agency that a lead or contributor acts for.")
@click.option(
    "--supervisor/--no-supervisor",
    default=None,
    help="Is written to when a task stays overdue; as the agency says, unless given.",
)
def join(email: str, plan: str, role: str, agency: str | None, supervisor: bool | None) -> None:
    """Make a person a member of a plan, or change their role in it."""
    wanted = MembershipFields(role, agency, supervisor)
    with plain_errors():
        memberships.join(Change(OPERATOR, clock.now()), email, plan, wanted)
    click.echo(f"{email} is now {role} in {plan}.")


@group.command("leave")
@click.argument("email")
@click.argument("plan")
def leave(email: str, plan: str) -> None:
    """Take a person out of a plan; `join` brings them back."""
    with plain_errors():
        memberships.leave(Change(OPERATOR, clock.now()), email, plan)
    click.echo(f"{email} is no longer in {plan}.")
