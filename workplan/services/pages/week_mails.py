"""Write the week of a plan: its burndown as a picture, and what was reported."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from io import BytesIO

from sqlalchemy.orm import Session

from models import Plan
from workplan.charts.burndown.chart import BurnChart
from workplan.mail.week import DigestWeek
from workplan.services.pages.activities import activity
from workplan.services.pages.burndown.pages import Asked, page_of
from workplan.services.pages.comments import comment_lists

COLORS = 32
"""Of the picture: a chart has few, and needs a third of the room so."""


def week_of(session: Session, plan: Plan, last: date, link: str, now: datetime) -> DigestWeek:
    """Return the week that ends on a day, with the burndown of that day.

    Args:
        link: the page of what was reported.
    """
    first = last - timedelta(days=6)
    page = page_of(session, plan, now, Asked(last, "tasks", "down", "", None, 1))
    return DigestWeek(
        last,
        f"{link}?from={first}&to={last}",
        page.finding,
        page.pace,
        activity(session, plan, first, last, now).text,
        _picture(page.chart) if page.chart else b"",
        comment_lists.waiting_words(comment_lists.figures_of(session, plan, now)),
    )


def _picture(chart: BurnChart) -> bytes:
    # Drawing takes a second to import, and only those who send mail draw here.
    from PIL import Image

    from workplan.charts.burndown import files

    out = BytesIO()
    with Image.open(BytesIO(files.draw_card(chart))) as picture:
        picture.convert("RGB").quantize(COLORS).save(out, "png", optimize=True)
    return out.getvalue()
