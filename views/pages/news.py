"""Whether a plan has changed since a page of it was shown; the page asks by itself."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, request
from flask_login import login_required

from views.support.sent import asked
from views.support.session import actor
from workplan.extensions import db
from workplan.services.pages.overview.plan_news import news_of
from workplan.services.people import rights
from workplan.services.record import journal

bp = Blueprint("news", __name__)


@bp.get("/plans/<slug>/news")
@login_required
def show(slug: str) -> Response:
    """Say what others changed since an entry of the journal; 304 while the journal has no new one.

    No connection is kept open, and asking does not count as being there.
    """
    session = db.session()
    _, standing = rights.plan_for(session, actor(), slug)
    seq, head = journal.head(session)
    since = asked.number("since")
    answer = Response(status=304)
    answer.set_etag(head)
    if not request.if_none_match.contains(head):
        said = news_of(session, standing, since) if since is not None and since < seq else ""
        answer = jsonify(seq=seq, said=said)
        answer.set_etag(head)
    return answer
