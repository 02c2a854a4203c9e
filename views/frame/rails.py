"""The rails: which pages a place has, in which order, and who may open them. They stand here only.

A page that the site does not have is not linked, and what somebody may not open is absent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from flask import current_app, url_for

from workplan.services.pages.comments.comment_counts import OpenComments
from workplan.services.pages.lists.register_counts import OpenEntries
from workplan.services.people.standing import Standing


def _everybody(_: Standing) -> bool:
    return True


class Entry(NamedTuple):
    """A page in a rail.

    Args:
        name: what the page itself says that it is.
        endpoint: of the page.
        icon: its name among those of USWDS.
        may_open: who sees it in a plan.
    """

    name: str
    label: str
    endpoint: str
    icon: str = ""
    may_open: Callable[[Standing], bool] = _everybody


class Link(NamedTuple):
    """An entry with its address, as a page shows it; `open` says what waits there, if anything."""

    name: str
    label: str
    href: str
    icon: str
    open: OpenEntries | OpenComments = OpenEntries()


class Group(NamedTuple):
    """Entries under a heading."""

    label: str
    links: list[Link]


def _coordinates(standing: Standing) -> bool:
    return standing.may_change_structure


def _reads_journal(standing: Standing) -> bool:
    return standing.may_read_journal


REGISTERS, COMMENTS = "registers", "comments"

PLAN: tuple[tuple[str, tuple[Entry, ...]], ...] = (
    (
        "Plan",
        (
            Entry("overview", "Overview", "plans.show", "grid_view"),
            Entry("tasks", "Tasks", "tasks.index", "list"),
            Entry("gantt", "Gantt", "gantt.show", "gantt"),
            Entry("text", "Text", "plan_text.show", "local_library"),
            Entry("serving", "Objectives", "serving.show", "flag"),
        ),
    ),
    (
        "Progress",
        (
            Entry("burndown", "Burndown", "burndown.show", "trending_down"),
            Entry("moves", "Why dates moved", "moves.show", "history"),
            Entry("forecast", "Forecast", "forecast.show", "schedule"),
            Entry("baselines", "Baselines", "baselines.index", "bookmark"),
            Entry("health", "Schedule health", "schedule_health.show", "verified"),
        ),
    ),
    (
        "Reporting",
        (
            Entry("cycles", "Reporting cycles", "cycles.index", "event"),
            Entry("activity", "Activity", "activity.show", "assessment"),
            Entry(REGISTERS, "Registers", "registers.index", "report"),
            Entry("reminders", "Reminders", "reminders.of_plan", "mail"),
        ),
    ),
    (
        "Consultation",
        (
            Entry(COMMENTS, "Comments", "comments.index", "comment"),
            Entry("clearance", "Clearance", "clearance.show", "check_circle_outline"),
            Entry("changes", "Change requests", "change_requests.index", "update"),
        ),
    ),
    (
        "Record",
        (
            Entry("journal", "Journal", "journal.show", "lock_outline", _reads_journal),
            Entry("settings", "Settings", "plan_details.show", "settings", _coordinates),
        ),
    ),
)

SETTINGS: tuple[Entry, ...] = (
    Entry("details", "Details and marking", "plan_details.show"),
    Entry("directive", "Directive", "plan_directive.show"),
    Entry("objectives", "Objectives", "objectives.index"),
    Entry("efforts", "Lines of effort", "lines_of_effort.index"),
    Entry("members", "People and roles", "members.show"),
    Entry("agencies", "Agencies", "plan_agencies.index"),
    Entry("calendar", "Calendar", "plan_calendar.show"),
    Entry("rules", "Reminder rules", "reminder_rules.index"),
    Entry("comments", "Comments from outside", "plan_comments.show"),
    Entry("start", "Start of the plan", "plan_start.show"),
    Entry("stage", "Stage and closing", "plan_stage.show"),
    Entry("spills", "Removal for good", "spills.index"),
)

ADMINISTRATION: tuple[tuple[str, tuple[Entry, ...]], ...] = (
    ("Home", (Entry("state", "State of the house", "admin.show", "verified"),)),
    (
        "People",
        (
            Entry("people", "People", "admin_people.index", "people"),
            Entry("agencies", "Agencies", "agencies.index", "account_balance"),
            Entry("directives", "Directives", "directives.index", "file_present"),
            Entry("sign-in", "Sign-in and sessions", "admin_sign_in.show", "lock_outline"),
        ),
    ),
    ("Mail", (Entry("mail", "Mail and delivery", "admin_mail.show", "mail"),)),
    (
        "Care",
        (
            Entry("health", "Health", "admin_health.show", "assessment"),
            Entry("backups", "Backups", "admin_backups.index", "save_alt"),
            Entry("spills", "Removal for good", "admin_spills.index", "delete"),
            Entry("journal", "Journal", "admin_journal.show", "history"),
        ),
    ),
)


def plan_rail(
    slug: str,
    standing: Standing | None,
    registers: OpenEntries | None = None,
    comments: OpenComments | None = None,
) -> list[Group]:
    """Return the pages of a plan that somebody may open; without a standing, those of everybody.

    Args:
        registers: what is open there, where that is known.
        comments: how many wait, which is said to whoever answers them.
    """
    answers = standing is not None and standing.may_change_structure
    waiting: dict[str, OpenEntries | OpenComments] = {REGISTERS: registers} if registers else {}
    waiting |= {COMMENTS: comments} if comments and answers else {}
    groups = [
        Group(label, _links((e for e in entries if _may_open(e, standing)), slug, waiting))
        for label, entries in PLAN
    ]
    return [group for group in groups if group.links]


def settings_rail(slug: str) -> list[Link]:
    """Return the subjects of a plan's settings."""
    return _links(SETTINGS, slug=slug)


def administration_rail() -> list[Group]:
    """Return the pages of the administration."""
    groups = [Group(label, _links(entries)) for label, entries in ADMINISTRATION]
    return [group for group in groups if group.links]


def has_page(endpoint: str) -> bool:
    """Tell whether the site has a page."""
    return endpoint in current_app.view_functions


def _may_open(entry: Entry, standing: Standing | None) -> bool:
    return entry.may_open(standing) if standing else entry.may_open is _everybody


def _links(
    entries: Iterable[Entry],
    slug: str | None = None,
    waiting: Mapping[str, OpenEntries | OpenComments] = MappingProxyType({}),
) -> list[Link]:
    # A value that an address has no place for would end up in its query; None does not.
    return [
        Link(
            *(e.name, e.label, url_for(e.endpoint, slug=slug), e.icon),
            waiting.get(e.name, OpenEntries()),
        )
        for e in entries
        if has_page(e.endpoint)
    ]
