"""How to use the site, a page a role, and how accessible it is."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import NamedTuple

from flask import Blueprint, current_app, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from views.frame.rails import has_page
from views.support.session import actor, is_signed_in
from workplan.extensions import db
from workplan.services.people import rights

bp = Blueprint("help", __name__)

PICTURES = "help"


class RoleHelp(NamedTuple):
    """A role that has a page: its name in addresses, and in words; and what it does."""

    name: str
    plural: str
    does: str


ROLES = (
    RoleHelp(
        "lead", "agency leads", "You see what your agency owes, report on it, and hand it on."
    ),
    RoleHelp("contributor", "contributors", "You report on the tasks that were handed to you."),
    RoleHelp("coordinator", "coordinators", "You keep the plan true, and see to it that it holds."),
    RoleHelp("viewer", "principals and viewers", "You read one page: will we make the date?"),
    RoleHelp("auditor", "auditors", "You show who changed what, and that the record is whole."),
    RoleHelp("administrator", "administrators", "You run the system, and see no plan by that."),
    RoleHelp(
        "operator", "operators", "You run the machine, by commands. flask is flask --app wsgi."
    ),
)


class Picture(NamedTuple):
    """A picture of a job: its file among the static ones, its size, and what it shows."""

    file: str
    width: int
    height: int
    alt: str


@bp.get("/help")
def show() -> ResponseReturnValue:
    """Lead to the page of a role, and explain the words."""
    return render_template("help/help.html", roles=ROLES, own=_own_roles())


@bp.get("/help/<role>")
def page(role: str) -> ResponseReturnValue:
    """Show the ten commonest jobs of a role."""
    found = next((one for one in ROLES if one.name == role), None)
    if found is None:
        raise NotFound
    slug = _plan_of(role)

    def to(endpoint: str) -> str:
        """Return the address of a page that everybody who is signed in has."""
        return url_for(endpoint) if is_signed_in() and has_page(endpoint) else ""

    def to_plan(endpoint: str) -> str:
        """Return the address of a page of a plan in which the reader has this role."""
        return url_for(endpoint, slug=slug) if slug and has_page(endpoint) else ""

    def to_admin(endpoint: str) -> str:
        """Return the address of a page of the administration, to those who have it."""
        is_theirs = is_signed_in() and actor().is_admin
        return to(endpoint) if is_theirs else ""

    return render_template(
        f"help/{found.name}.html",
        role=found,
        roles=ROLES,
        to=to,
        to_plan=to_plan,
        to_admin=to_admin,
        pictures=_pictures(str(current_app.static_folder)).get(role, {}),
    )


@bp.get("/accessibility")
def accessibility() -> ResponseReturnValue:
    """State what the site conforms to."""
    return render_template("help/accessibility.html")


def _own_roles() -> set[str]:
    """Return the roles that the reader has somewhere."""
    if not is_signed_in():
        return set()
    own = {standing.role for standing in rights.standings(db.session(), actor())}
    return own | ({"administrator"} if actor().is_admin else set())


def _plan_of(role: str) -> str:
    """Return the short name of a plan in which the reader has a role; nothing for none."""
    if not is_signed_in():
        return ""
    session = db.session()
    held = {s.plan_id for s in rights.standings(session, actor()) if s.role == role}
    return next((plan.slug for plan in rights.plans_of(session, actor()) if plan.id in held), "")


@cache
def _pictures(static: str) -> dict[str, dict[str, Picture]]:
    """Return the pictures by role and job, as the script that makes them lists them."""
    listed = Path(static) / PICTURES / "pictures.json"
    if not listed.exists():
        return {}
    found: dict[str, dict[str, Picture]] = {}
    for one in json.loads(listed.read_text(encoding="utf-8")):
        picture = Picture(f"{PICTURES}/{one['file']}", one["width"], one["height"], one["alt"])
        found.setdefault(one["role"], {})[one["job"]] = picture
    return found
