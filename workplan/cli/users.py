"""`flask users`: invite people, give them roles, reset passwords, close accounts."""

from __future__ import annotations

from datetime import timedelta

import click
from flask import current_app

from config import Settings
from workplan import clock
from workplan.cli.answers import OPERATOR, courier, house_zone, plain_errors, table
from workplan.errors import InvalidInput
from workplan.extensions import db
from workplan.services.accounts import accounts, administrators, first_admins, invitations
from workplan.services.accounts.invitations import InPlan, NewPerson
from workplan.services.accounts.membership import closures, memberships
from workplan.services.accounts.membership.memberships import MembershipFields
from workplan.services.accounts.signing_in import own_sessions, password_links
from workplan.services.interchange import column_mappings
from workplan.services.record.change import Change
from workplan.vocabulary import Role


@click.group("users")
def group() -> None:
    """Invite people, give them roles in plans, reset passwords, close accounts."""


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


@group.command("invite")
@click.argument("email")
@click.option("--name", required=True, help="The person's name, as pages show it.")
@click.option("--agency", help="Code of the agency where they are at home, and act for in a plan.")
@click.option("--time-zone", help="Such as America/Chicago; the house's own unless given.")
@click.option("--admin", is_flag=True, help="Runs the system; sees no plan unless a member.")
@click.option("--plan", help="Short name of the plan in which they work from now on.")
@click.option("--role", default="viewer", show_default=True, type=click.Choice(Role.codes()))
def invite(  # an option each
    email: str,
    name: str,
    agency: str | None,
    time_zone: str | None,
    admin: bool,
    plan: str | None,
    role: str,
) -> None:
    """Make an account and mail its person a link to a first password.

    Where the mail does not leave, the link is printed, and it is in the journal that it was seen.
    """
    person = NewPerson(email, name, agency, time_zone, is_admin=admin)
    in_plan = InPlan(plan, MembershipFields(role, agency)) if plan else None
    with plain_errors():
        change = Change(OPERATOR, clock.now())
        invited = invitations.invite(change, courier(), house_zone(), person, in_plan)
        if invited.mail.has_left:
            click.echo(f"Invited {name} <{email}> by mail: {invited.mail.reply}")
            return
        shown = invitations.show_link(Change(OPERATOR, clock.now()), invited.user_id)
    click.echo(f"The mail to {email} did not leave: {invited.mail.reply}")
    click.echo(f"The link, shown this once: {courier().link(password_links.PATH + shown.token)}")


@group.command("disable")
@click.argument("email")
@click.option("--to", help="Address of whoever takes what is handed to them, where they may.")
def disable(email: str, to: str | None) -> None:
    """Close an account and end its sessions; the work goes on with somebody else."""
    with plain_errors():
        handed = closures.disable(
            Change(OPERATOR, clock.now()), _id_of(email), _id_of(to) if to else None
        )
    click.echo(f"{email} can no longer sign in.")
    if to:
        click.echo(f"{to} has {handed} more tasks; coordinators are told of the rest.")


@group.command("enable")
@click.argument("email")
def enable(email: str) -> None:
    """Open a closed account again, with the password that it had."""
    with plain_errors():
        closures.enable(Change(OPERATOR, clock.now()), _id_of(email))
    click.echo(f"{email} can sign in again.")


@group.command("make-admin")
@click.argument("email")
def make_admin(email: str) -> None:
    """Let a person run the system; they sign in anew, and see no plan unless a member."""
    with plain_errors():
        administrators.make(Change(OPERATOR, clock.now()), _id_of(email))
    click.echo(f"{email} is an administrator from the next sign-in on.")


@group.command("unmake-admin")
@click.argument("email")
def unmake_admin(email: str) -> None:
    """Let a person run the system no longer; what they are in plans stays."""
    with plain_errors():
        administrators.unmake(Change(OPERATOR, clock.now()), _id_of(email))
    click.echo(f"{email} is no longer an administrator.")


@group.command("sessions")
@click.argument("email")
@click.option("--end", is_flag=True, help="Sign them out everywhere.")
def sessions(email: str, end: bool) -> None:
    """Show where a person is signed in, or sign them out."""
    now = clock.now()
    with plain_errors():
        user_id = _id_of(email)
        if end:
            count = own_sessions.end_all(Change(OPERATOR, now), user_id)
            click.echo(f"{email} was signed in in {count} browsers, and is in none any more.")
            return
        found = own_sessions.open_sessions(db.session(), now, user_id, timedelta(days=1))
    rows = [
        (
            one.browser or "–",
            f"{one.started_at:%Y-%m-%d %H:%M} UTC",
            f"{one.last_seen_at or one.started_at:%Y-%m-%d %H:%M} UTC",
        )
        for one in found
    ]
    heads = ("browser", "signed in", "last seen")
    click.echo(table(heads, rows) if rows else f"{email} is signed in nowhere.")


@group.command("first-admin")
def first_admin() -> None:
    """Print the address that makes the first administrator, while nobody has an account."""
    settings: Settings = current_app.extensions["workplan"]
    if not show_first_link(settings.base_url):
        raise click.ClickException("Somebody has an account already. Use `flask users invite`.")


def show_first_link(base_url: str) -> bool:
    """Print the address of the first administrator, and tell whether there is one to be made."""
    with plain_errors():
        token = first_admins.issue(Change(OPERATOR, clock.now()))
    if token is None:
        return False
    click.echo(
        "Nobody has an account yet. For half an hour, and once, this address makes the first"
    )
    click.echo(f"administrator: {base_url}{first_admins.PATH}{token}")
    return True


def _id_of(email: str) -> int:
    user_id = accounts.by_email(db.session(), email).id
    db.session.rollback()
    return user_id


@group.command("join")
@click.argument("email")
@click.argument("plan")
@click.option("--role", required=True, type=click.Choice(Role.codes()))
@click.option("--agency", help="Code of the agency that a lead or contributor acts for.")
@click.option(
    "--supervisor/--no-supervisor",
    default=None,
    help="Is written to when a task stays overdue; who is new, as the agency says unless given.",
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


@group.command("columns")
@click.argument("email")
@click.option("--forget", help="The number of one of them, or “all”.")
def columns(email: str, forget: str | None) -> None:
    """List what the columns of a person's sheets meant to them; or forget it."""
    with plain_errors():
        user_id = _id_of(email)
        if forget is not None:
            if forget != "all" and not forget.isdecimal():
                raise InvalidInput("forget", f"“{forget}” is neither a number nor “all”.")
            which = None if forget == "all" else int(forget)
            gone = column_mappings.forget(Change(OPERATOR, clock.now()), user_id, which)
            click.echo(f"Forgot {gone}.")
            return
    found = column_mappings.listed(db.session(), user_id)
    rows = [
        (
            str(one.id),
            f"{one.saved_at:%Y-%m-%d}",
            "; ".join(f"{h or '?'}: {w}" for h, w in one.columns),
        )
        for one in found
    ]
    click.echo(table(("No.", "Said on", "Columns"), rows))
