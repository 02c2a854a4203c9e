"""What saving a file would do: the form by which it is saved, and the page that shows all of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import render_template, request
from werkzeug.datastructures import MultiDict
from wtforms import HiddenField, StringField
from wtforms.validators import Length

from models import Plan
from views.support.sent import agency_choices, uploads
from views.support.sent.asked import row_id
from views.support.sent.forms import BaseForm, DayField
from views.support.session import actor, changing
from workplan.clock import civil_date
from workplan.exchange import formats
from workplan.exchange.merging import why_kept
from workplan.exchange.planfile import PlanFile
from workplan.exchange.sheets.columns.mapping import SheetMapping, from_json
from workplan.exchange.sheets.reading import read_sheet
from workplan.extensions import db
from workplan.services.changes.previews import preview
from workplan.services.dates.rescheduling import Move
from workplan.services.interchange import imports, merges, reviews
from workplan.services.interchange.imports import ImportWishes
from workplan.services.interchange.merge_fields import FIELD_WORDS
from workplan.services.lifecycle import short_names
from workplan.services.people import agency_names, rights
from workplan.services.record.change import Change


class ConfirmForm(BaseForm):
    """How the file that was looked at is saved. Each unknown name has a choice of agency beside it.

    The names and choices come as pairs of `name` and `agency`, since a file may hold any number.
    """

    token = HiddenField()
    into = HiddenField()
    start_on = DayField("Start of the plan")
    mapping = HiddenField()
    slug = StringField("Short name in the address bar", [Length(max=60)])
    reason = StringField("Why you bring it in", [Length(max=500)])

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.sent = MultiDict([*request.form.items(multi=True)])

    @classmethod
    def of(cls, sent: MultiDict[str, str]) -> ConfirmForm:
        """Return the form as it was sent at some time, to look at it again."""
        form = cls(formdata=sent)
        form.sent = sent
        return form

    def wishes(self, zone: str) -> ImportWishes:
        """Return how the file becomes a plan, in a time zone."""
        chosen = {name: code for name, code in self.chosen().items() if code}
        slug = short_names.slug_of(self.slug.data or "")
        return ImportWishes(slug, agencies=chosen, time_zone=zone, let_go=self.let_go())

    def chosen(self) -> dict[str, str]:
        """Return the code of the agency that was chosen for each name; "" for none."""
        names, codes = self.sent.getlist("name"), self.sent.getlist("agency")
        return dict(zip(names, codes, strict=False))

    def let_go(self) -> frozenset[int]:
        """Return the uids of the tasks that were ticked to go."""
        ticked = self.sent.getlist("let_go")
        return frozenset(filter(None, map(row_id, ticked)))


def plan_in(form: ConfirmForm, name: str, content: bytes) -> PlanFile:
    """Return the plan in a file, by the columns that were chosen where it is a sheet."""
    if form.mapping.data:
        return sheet_by(content, from_json(form.mapping.data), start_of(form))
    return formats.read(content, name, start_of(form))


def sheet_by(content: bytes, mapping: SheetMapping, start_on: date | None) -> PlanFile:
    """Return the plan in a sheet; the name of an agency is not parted at its slash."""
    known = agency_names.by_name(db.session())
    return read_sheet(content, mapping, start_on, lambda name: name.lower() in known)


def start_of(form: BaseForm) -> date | None:
    """Return the plan's start for a table that has none: as given, or of the plan that it is of."""
    given: date | None = form["start_on"].data
    if given is not None or not form["into"].data:
        return given
    return rights.plan_for(db.session(), actor(), form["into"].data)[0].start_on


def report(form: ConfirmForm, plan_file: PlanFile, wishes: ImportWishes) -> dict[str, Any]:
    """Return what saving would do, with the moves that a merge would cause."""
    session = db.session()
    page = row_id(form.sent.get("page", "")) or 1
    if not form.into.data:
        found = imports.report_on(session, plan_file, wishes)
        form.slug.data = form.slug.data or found.slug
        all_tasks = _reviewed(plan_file, found, wishes, page)
        return {"report": found, "all": all_tasks, "called": plan_file.called}
    plan = rights.plan_to_change(session, actor(), form.into.data)
    found = imports.report_on(session, plan_file, wishes, plan)
    merge = merges.merge_of(session, plan, plan_file, wishes, changing().now)

    def merged(change: Change) -> list[Move]:
        return merges.merge_plan(change, plan.slug, plan_file, wishes)[1]

    return {
        "report": found,
        "called": plan_file.called,
        "all": _reviewed(plan_file, found, wishes, page),
        "plan": plan,
        "merge": merge,
        "moves": preview(changing(), plan.id, merged),
    }


def _reviewed(
    plan_file: PlanFile, found: imports.ImportReport, wishes: ImportWishes, page: int
) -> reviews.Review:
    today = civil_date(changing().now, wishes.time_zone)
    return reviews.review(db.session(), plan_file, found, wishes, page, today)


def shown(form: ConfirmForm, answer: dict[str, Any]) -> str:
    """Return the page of what an import would do; it can be loaded again by its address."""
    chosen = form.chosen()
    _note(form, chosen)
    names = [*answer["report"].unmapped, *(n for n in chosen if n not in answer["report"].unmapped)]
    plan: Plan | None = answer.get("plan")
    if plan:
        answer["called"] |= {task.uid: task.called for task in answer["merge"].removed}
    return render_template(
        "imports/report.html",
        form=form,
        agencies=agency_choices.for_file(db.session(), plan.id if plan else None),
        chosen=chosen,
        names=names,
        let_go=form.let_go(),
        why_kept=why_kept,
        field_words=FIELD_WORDS,
        **answer,
    )


def _note(form: ConfirmForm, chosen: dict[str, str]) -> None:
    """Keep what is said of an upload, so that its page can be loaded again."""
    fields = ("into", "mapping", "slug", "reason")
    said = MultiDict([(name, form[name].data) for name in fields if form[name].data])
    if form.start_on.data:
        said["start_on"] = form.start_on.data.isoformat()
    for name, code in chosen.items():
        said.add("name", name)
        said.add("agency", code)
    for uid in sorted(form.let_go()):
        said.add("let_go", str(uid))
    uploads.note(form.token.data or "", actor().id or 0, said)
