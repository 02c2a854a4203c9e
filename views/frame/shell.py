"""The bar and the rail of a page, asked for once a request and only by pages that have them."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Flask, Response, g, request

from models import Plan
from views.frame import rails
from views.support.session import actor, is_signed_in
from workplan import clock
from workplan.extensions import db
from workplan.services.pages.shells import Shell, shell_of
from workplan.services.people import rights

RAIL = "rail"
"""The cookie that keeps whether somebody chose the slim rail."""
WIDTHS = ("slim", "wide")
KEPT_SECONDS = 365 * 24 * 3600


def shell() -> Shell:
    """Return what stands around this page."""
    if "shell" not in g:
        who = actor() if is_signed_in() else None
        g.shell = shell_of(db.session(), who, clock.now()) if who else Shell([], {}, 0)
    found: Shell = g.shell
    return found


def rail_of(plan: Plan) -> list[rails.Group]:
    """Return the rail of a plan for the person of this request."""
    standing = shell().standings.get(plan.id)
    if standing is None and (plan.is_template or plan.archived_at):
        # It stands in no list, and so not in the shell.
        _, standing = rights.plan_for(db.session(), actor(), plan.slug)
    own = next((one for one in shell().plans if one.id == plan.id), None)
    return rails.plan_rail(
        plan.slug, standing, own.registers if own else None, own.comments if own else None
    )


def is_slim(*, by_itself: bool = False) -> bool:
    """Tell whether the rail shows icons only.

    Args:
        by_itself: whether this page has a slim rail unless somebody chose otherwise.
    """
    chosen = request.args.get(RAIL) or request.cookies.get(RAIL, "")
    return chosen == "slim" if chosen in WIDTHS else by_itself


def rail_query(width: str) -> str:
    """Return the query of this page's address with another width of the rail."""
    kept = [(name, value) for name, value in request.args.items(multi=True) if name != RAIL]
    return urlencode([*kept, (RAIL, width)])


def _keep(answer: Response) -> Response:
    """Keep the width of the rail that was chosen by a link, as a script would."""
    chosen = request.args.get(RAIL)
    if chosen in WIDTHS and chosen != request.cookies.get(RAIL):
        answer.set_cookie(
            RAIL, chosen, max_age=KEPT_SECONDS, samesite="Lax", secure=request.is_secure
        )
    return answer


def init_app(app: Flask) -> None:
    """Bind the frame to an app's templates."""
    app.after_request(_keep)
    app.jinja_env.globals |= {
        "rail_query": rail_query,
        "shell": shell,
        "rail_of": rail_of,
        "rail_is_slim": is_slim,
        "settings_rail": rails.settings_rail,
        "administration_rail": rails.administration_rail,
        "has_page": rails.has_page,
    }
