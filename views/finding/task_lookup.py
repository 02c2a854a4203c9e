"""Choosing another task of the plan: from a list, or in a large plan by its code."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required
from wtforms.validators import ValidationError

from models import Plan
from views.support.sent.asked import row_id
from views.support.sent.forms import ChoiceField
from views.support.session import actor
from workplan.extensions import Session, db
from workplan.services.finding import task_names
from workplan.services.finding.task_names import Named
from workplan.services.people import rights

bp = Blueprint("task_lookup", __name__)

TYPED = "_code"
"""What follows the name of the field in which a code is typed."""


class TaskField(ChoiceField):
    """Another task of a plan, by its number; one that is typed is found by its code.

    A list of all tasks would be most of a page: beyond some two hundred the field is a line to
    type into, which offers what fits, and works without a script for whoever knows the code.
    """

    is_named = False

    def among(
        self,
        session: Session,
        plan: Plan,
        others: Sequence[Named],
        besides: int = 0,
        none: tuple[str, str] = ("", "–"),
    ) -> None:
        """Take the tasks of a plan but one.

        Args:
            others: them, or as many as show that they are too many for a list.
            none: what stands for no task.
        """
        self._session, self._plan, self._besides = session, plan, besides
        self.is_named = len(others) > task_names.MOST_LISTED
        if not self.is_named:
            self.offer([none, *((str(task.id), str(task)) for task in others)])

    @property
    def typed(self) -> str | None:
        """What was typed into the line, if the form had one."""
        return request.form.get(self.name + TYPED) if self.raw_data is not None else None

    @property
    def lookup(self) -> str:
        """Where what fits is asked for."""
        return url_for("task_lookup.options", slug=self._plan.slug)

    @property
    def line(self) -> str:
        """What stands in the line: what was typed, or the task that is chosen."""
        return self.said(self.data) if self.typed is None else self.typed

    def said(self, value: object) -> str:
        """Return the code and name of a task by its number; nothing for none."""
        if not self.is_named:
            return super().said(value)
        number = row_id(str(value or ""))
        found = task_names.of_id(self._session, self._plan.id, number) if number else None
        return str(found or "")

    def pre_validate(self, form: Any) -> None:
        """Find the task whose code was typed; of a list, refuse what is not in it."""
        typed = self.typed
        if typed is None and not self.is_named:
            super().pre_validate(form)
            return
        number = row_id(str(self.data or "")) if typed is None else None
        self.data = ""
        if typed is not None and typed.strip():
            found = task_names.named(self._session, self._plan.id, typed, self._besides)
        elif number:
            found = task_names.of_id(self._session, self._plan.id, number)
        else:
            return
        if found is None:
            raise ValidationError(
                f"“{(typed or number)!s:.60}” is no other task of this plan. Give a code as the "
                "list of tasks shows it, or choose one that is offered while you type."
            )
        self.data = str(found.id)


@bp.get("/plans/<slug>/tasks/lookup")
@login_required
def options(slug: str) -> ResponseReturnValue:
    """Offer the tasks that fit what is being typed."""
    session = db.session()
    plan, _ = rights.plan_for(session, actor(), slug)
    typed = next((text for name, text in request.args.items() if name.endswith(TYPED)), "")
    found = task_names.alike(session, plan.id, typed[:200]) if typed.strip() else []
    return render_template("tasks/list/_options.html", found=found)
