"""The page of one comment, shown by every view that changes something of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from models import JournalEntry, Plan
from views.consultation.comments.comment_forms import ReasonForm, WordsForm
from views.consultation.comments.marked_letters import leaves_words_out, marked
from views.consultation.comments.point_forms import (
    AskForm,
    DraftForm,
    FilingForm,
    PointForm,
    ReturnForm,
)
from views.support.plan_days import day_in, today_in
from views.support.sent.forms import BaseForm
from views.support.session import actor
from workplan.errors import InvalidInput, NotFound, StaleVersion
from workplan.extensions import db
from workplan.policy import COORDINATION_DAYS
from workplan.services.coordination.rounds.finding import may_answer
from workplan.services.history import taken_back
from workplan.services.pages.comments import (
    caused_changes,
    comment_lists,
    comment_rows,
    draft_rows,
    kindred_tasks,
    point_rows,
)
from workplan.services.pages.comments.comment_rows import CommentRow
from workplan.services.pages.comments.draft_rows import DraftRow
from workplan.services.pages.comments.kindred_tasks import KindredTask
from workplan.services.pages.comments.point_rows import PointRow
from workplan.services.pages.text.cited import citing
from workplan.services.people import rights
from workplan.services.people.standing import Standing

STALE = "Somebody changed the comment meanwhile. Look at it again, then save."


class Done(NamedTuple):
    """What is said of a change, the place of the page that it leads to, and the point it is of."""

    said: str
    place: str = ""
    point: int = 0


def comment_page(
    slug: str, number: int, *, refused: BaseForm | None = None, at_point: int = 0
) -> str:
    """Render a comment.

    Args:
        refused: what was sent and could not be saved.
        at_point: the point whose form is shown; 0 for the first that waits.
    """
    session = db.session()
    plan, standing = rights.plan_for(session, actor(), slug)
    row = listed(plan, number)
    first = comment_rows.first_of(session, row)
    points = point_rows.points_of(session, [first.id])[first.id]
    may_change = standing.may_change_structure and plan.stage != "closed"
    settles = may_change and row.is_open and row.alike_id is None
    waiting = [point.number for point in points if point.disposition is None]
    drafts = draft_rows.drafts_of(session, first.id)
    theirs = [] if settles else _theirs(plan, standing, row, points, drafts)
    current = _looked_at(points, at_point, theirs or waiting)
    form = refused if _fits(refused, drafts.get(current), settles=settles) else None
    if form is None and (settles or current in theirs) and current:
        form = _point_form(plan, row, _numbered(points, current), drafts, settles=settles)
    history, letter = _history(standing, row), marked(row.words, points)
    return render_template(
        "comments/show.html",
        plan=plan,
        standing=standing,
        today=today_in(plan),
        row=row,
        first=first,
        points=points,
        form=form,
        at_point=current,
        near=_near(plan, row, points, current) if form else [],
        drafts=drafts,
        changes=caused_changes.said_of(session, plan, (point.change_seq for point in points)),
        theirs=theirs,
        **(_beside(plan, row, points, drafts, current, refused) if settles and current else {}),
        **_around(row),
        next_one=comment_lists.next_to_settle(session, row) if may_change else None,
        **_forms(row, refused, form),
        history=history,
        taken_back=taken_back.among(session, [entry for entry, _ in history]),
        may_change=may_change,
        settles=settles,
        letter=letter,
        is_partly_said=leaves_words_out(letter),
        is_ready=settles and not waiting,
    )


def _history(standing: Standing, row: CommentRow) -> list[tuple[JournalEntry, str]]:
    return comment_lists.history_of(db.session(), standing, row.id)


def _around(row: CommentRow) -> dict[str, object]:
    """Return what belongs to a comment: copies, what adds to it, where it is cited, its mails."""
    session = db.session()
    return {
        "copies": comment_lists.copies_of(session, row.id),
        "later": comment_lists.following(session, row.id),
        "cited": citing(session, row.id),
        "mails": comment_rows.mails_of(session, row.id),
        "has_files": bool(row.files) and comment_rows.is_mail_kept(session, row),
    }


def _forms(
    row: CommentRow, refused: BaseForm | None, form: BaseForm | None
) -> dict[str, BaseForm | None]:
    """Return the forms beside that of a point: what was refused, or an empty one."""
    data = {"version": row.version}
    return {
        "splitting": refused if isinstance(refused, WordsForm) else WordsForm(None, data=data),
        "reasons": refused if isinstance(refused, ReasonForm) else ReasonForm(None, data=data),
        "refused": refused,
        "unsaved": refused if isinstance(refused, DraftForm) and refused is not form else None,
    }


def _fits(refused: BaseForm | None, draft: DraftRow | None, *, settles: bool) -> bool:
    """Tell whether what was sent is shown again in its form: it may have lost its place since."""
    if isinstance(refused, PointForm):
        return settles
    return isinstance(refused, DraftForm) and draft is not None and not settles


def _looked_at(points: list[PointRow], at_point: int, first: list[int]) -> int:
    """Return the point whose form is shown: the one that is asked for, or the first that waits."""
    return at_point if at_point in (p.number for p in points) else next(iter(first), 0)


def _point_form(
    plan: Plan, row: CommentRow, point: PointRow, drafts: dict[int, DraftRow], *, settles: bool
) -> DraftForm:
    """Return the form by which a point is settled, or by which the agency drafts its answer."""
    draft = drafts.get(point.number)
    if settles or draft is None:
        return PointForm.of(db.session(), plan, row, point, draft)
    return DraftForm.drafted(point.number, draft)


def _numbered(points: list[PointRow], number: int) -> PointRow:
    return next(point for point in points if point.number == number)


def _theirs(
    plan: Plan,
    standing: Standing,
    row: CommentRow,
    points: list[PointRow],
    drafts: dict[int, DraftRow],
) -> list[int]:
    """Return the open points whose answers the reader’s agency drafts, what it owes first."""
    if plan.stage == "closed" or not row.is_open or row.alike_id is not None:
        return []
    mine = [
        point.number
        for point in points
        if not point.disposition
        and point.number in drafts
        and may_answer(standing, drafts[point.number].agency_id)
    ]
    return sorted(mine, key=lambda number: drafts[number].drafted_at is not None)


def _beside(
    plan: Plan,
    row: CommentRow,
    points: list[PointRow],
    drafts: dict[int, DraftRow],
    current: int,
    refused: BaseForm | None,
) -> dict[str, BaseForm]:
    """Return the forms that stand beside the one that settles a point."""
    filing = _filing(plan, row, points, current, refused)
    return filing | _asking(plan, row, drafts, current, refused)


def _filing(
    plan: Plan, row: CommentRow, points: list[PointRow], current: int, refused: BaseForm | None
) -> dict[str, BaseForm]:
    """Return the form by which a point is filed and not settled."""
    if isinstance(refused, FilingForm):
        return {"filing": refused}
    point = _numbered(points, current)
    return {"filing": FilingForm.filing(db.session(), plan, point, row.version)}


def _asking(
    plan: Plan,
    row: CommentRow,
    drafts: dict[int, DraftRow],
    current: int,
    refused: BaseForm | None,
) -> dict[str, BaseForm]:
    """Return the forms by which an agency is asked for a draft, and gets it back."""
    draft = drafts.get(current)
    asked = refused if isinstance(refused, AskForm) else None
    sent_back = refused if isinstance(refused, ReturnForm) else None
    if asked is None:
        day = day_in(plan)
        usual = day.calendar.shift(day.calendar.on_or_before(row.answer_by), -COORDINATION_DAYS)
        data: dict[str, object] = {
            "version": row.version,
            "agency": str(draft.agency_id) if draft else "",
            "wanted_on": draft.wanted_on if draft else max(usual, day.today),
            "ask": draft.ask if draft else "",
        }
        asked = AskForm.asking(db.session(), plan, current, data)
    if sent_back is None:
        sent_back = ReturnForm(None, data={"version": row.version})
        sent_back.name_by(current)
    return {"asking": asked, "returning": sent_back}


def _near(plan: Plan, row: CommentRow, points: list[PointRow], current: int) -> list[KindredTask]:
    """Return the tasks whose words are like those of the point that is looked at."""
    said = next((point.words or row.words for point in points if point.number == current), "")
    return kindred_tasks.kindred_tasks(db.session(), plan.id, said)


def listed(plan: Plan, number: int) -> CommentRow:
    """Return a comment of a plan.

    Raises:
        NotFound: when there is none.
    """
    found = comment_lists.of_number(db.session(), plan.id, number)
    if found is None:
        raise NotFound(f"There is no comment {number} on this plan.")
    return found


def changed(
    slug: str,
    number: int,
    form: BaseForm,
    field: str,
    save: Callable[[], object],
    done: Done,
    *,
    by_agency: bool = False,
) -> ResponseReturnValue:
    """Do one thing to a comment and lead back to it; or show it with why not.

    Args:
        field: at which a refusal stands that names no field of the form.
        done: what is said then, and to which place of the page it leads.
        by_agency: whether it is no change of the coordinator's; whoever calls looked at the right.
    """
    if by_agency:
        plan, _ = rights.plan_for(db.session(), actor(), slug)
    else:
        plan = rights.plan_to_change(db.session(), actor(), slug)
    listed(plan, number)
    status = 422
    if form.validate():
        try:
            save()
        except StaleVersion as stale:
            form["version"].errors, status = [STALE], 409
            form["version"].data = stale.current
        except InvalidInput as error:
            form.refuse(error, field)
        else:
            flash(done.said)
            return to_comment(slug, number, done.place)
    db.session.rollback()
    return comment_page(slug, number, refused=form, at_point=done.point), status


def to_comment(slug: str, number: int, anchor: str = "") -> ResponseReturnValue:
    """Lead to a comment, or to a place on its page."""
    return redirect(url_for("comments.show", slug=slug, number=number, _anchor=anchor or None))
