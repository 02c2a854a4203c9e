"""Every page, in every state that a person can bring it into, and how to get there."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tests.browser.arrivals import (
    at,
    at_task,
    away,
    bad_report,
    bad_row,
    by_mail,
    contradicted,
    contradicted_row,
    filtered_by_conditions,
    just_reported,
    late_report,
    late_row,
    left_behind,
    looked_at,
    merge_looked_at,
    no_absence,
    overview_with_gaps,
    refused_with_files,
    rule_without_days,
    sent_empty,
    shown_to_be_true,
    talked_about,
    told_of,
)
from tests.browser.house_arrivals import (
    backed_up,
    house_out_of_bounds,
    journal_walked,
    mail_tested,
)
from tests.browser.live_site import CLOSED, LIVE, MARKED
from tests.browser.task_arrivals import (
    just_changed,
    looped,
    nameless_task,
    offered_by_the_coordinator,
    overtaken_task,
    put_below_work,
    removal_without_reason,
    tried,
    tried_apart,
    tried_in_vain,
    unheard_task,
)

if TYPE_CHECKING:
    from tests.browser.arrivals import Arrive


class Scene(NamedTuple):
    """A page in a state; `arrive` starts from a blank window of the person."""

    name: str
    who: str | None
    arrive: Arrive

    def __str__(self) -> str:
        return self.name


PLAN = f"/plans/{LIVE}"
HELPED = {
    "lead": "lead",
    "contributor": "contributor",
    "coordinator": "coordinator",
    "viewer": "principal",
    "auditor": "auditor",
    "administrator": "admin",
    "operator": None,
}
"""Whose help is looked at by whom."""
LONG_AGO = f"/plans/{CLOSED}/burndown?as_of=2019-03-04"

SCENES = (
    Scene("sign-in", None, at("/login")),
    Scene("sign-in with errors", None, sent_empty("/login", "sign in")),
    Scene("my work", "lead", at("/")),
    Scene("my work of a contributor", "contributor", at("/")),
    Scene("my work with a refused row", "lead", bad_row),
    Scene("my work with an overtaken row", "other_lead", late_row),
    Scene("portfolio", "coordinator", at("/")),
    Scene("no plan", "admin", at("/plans")),
    Scene("state of the house", "admin", at("/admin")),
    Scene("mail of the administration", "admin", at("/admin/mail?state=sent")),
    Scene("mail tested", "admin", mail_tested),
    Scene("sign-in settings", "admin", at("/admin/sign-in")),
    Scene("sign-in settings with errors", "admin", house_out_of_bounds),
    Scene("health", "admin", journal_walked),
    Scene("backups none", "admin", at("/admin/backups?page=9")),
    Scene("backups made and looked through", "admin", backed_up),
    Scene("journal of the administration", "admin", at("/admin/journal")),
    Scene("plans", "principal", at("/plans")),
    Scene("overview", "coordinator", at(PLAN)),
    Scene("overview of a closed plan", "principal", at(f"/plans/{CLOSED}")),
    Scene("overview of a marked plan", "coordinator", at(f"/plans/{MARKED}")),
    Scene("tasks", "coordinator", at(f"{PLAN}/tasks")),
    Scene("tasks filtered", "lead", at(f"{PLAN}/tasks?agency=WAR&status=open&sort=late")),
    Scene("tasks none", "lead", at(f"{PLAN}/tasks?text=nothing+fits+this")),
    Scene("tasks by conditions", "lead", filtered_by_conditions),
    Scene(
        "tasks by a condition that means nothing",
        "lead",
        at(f"{PLAN}/tasks?f=due&o=lt&v=soon"),
    ),
    Scene("task of the coordinator", "coordinator", at_task("4(iii)")),
    Scene("task of the lead", "lead", at_task("4(ii)")),
    Scene("task removed", "coordinator", at_task("3(e).2")),
    Scene("task done long ago", "auditor", at_task("1a", slug=CLOSED)),
    Scene("report", "lead", at_task("3(d)", "/report")),
    Scene("report with errors", "lead", bad_report),
    Scene("report overtaken", "lead", late_report),
    Scene("report with a contradiction", "lead", contradicted),
    Scene("my work with a contradiction", "lead", contradicted_row),
    Scene("task talked about", "lead", talked_about),
    Scene("task that the coordinator asks about", "coordinator", talked_about),
    Scene("task with evidence", "lead", shown_to_be_true),
    Scene("report refused with files", "lead", refused_with_files),
    Scene("mail", "contributor", at("/account/mail")),
    Scene("mail of somebody away", "lead", away),
    Scene("mail with errors", "lead", no_absence),
    Scene("ledger of what people were told", "coordinator", told_of),
    Scene("report by a link in a mail", None, by_mail),
    Scene("task edit", "coordinator", at_task("4(ii)", "/edit")),
    Scene("task edit with errors", "coordinator", nameless_task),
    Scene("task edit overtaken", "coordinator", overtaken_task),
    Scene("task just changed", "coordinator", just_changed),
    Scene("my work with a line just saved", "lead", just_reported),
    Scene("task edit that asks for days", "coordinator", put_below_work),
    Scene("task edit that nobody hears of", "coordinator", unheard_task),
    Scene("task offered by the coordinator", "coordinator", offered_by_the_coordinator),
    Scene("members", "coordinator", at(f"{PLAN}/members")),
    Scene("members with errors", "coordinator", sent_empty(f"{PLAN}/members", "Add to the plan")),
    Scene("task new", "coordinator", at(f"{PLAN}/tasks/new")),
    Scene("task removal", "coordinator", at_task("5(b).2", "/removal")),
    Scene("task removal with errors", "coordinator", removal_without_reason),
    Scene("dependency in a loop", "coordinator", looped),
    Scene("gantt by day", "coordinator", at(f"{PLAN}/gantt?scale=day")),
    Scene("gantt by week", "lead", at(f"{PLAN}/gantt?scale=week")),
    Scene("gantt by month", "lead", at(f"{PLAN}/gantt?scale=month")),
    Scene("gantt by quarter", "principal", at(f"/plans/{CLOSED}/gantt?scale=quarter")),
    Scene("gantt of a marked plan", "coordinator", at(f"/plans/{MARKED}/gantt")),
    Scene("burndown", "coordinator", at(f"{PLAN}/burndown")),
    Scene("burndown of a past day", "auditor", at(LONG_AGO)),
    Scene("burndown before the first day", "auditor", at(f"{PLAN}/burndown?as_of=2020-01-01")),
    Scene("moves", "coordinator", at(f"{PLAN}/moves")),
    Scene("baselines", "coordinator", at(f"{PLAN}/baselines")),
    Scene("baselines of a lead", "lead", at(f"{PLAN}/baselines")),
    Scene(
        "baselines with errors", "coordinator", sent_empty(f"{PLAN}/baselines", "Freeze the plan")
    ),
    Scene("baselines compared", "lead", at(f"{PLAN}/baselines/compare")),
    Scene("moves of a closed plan", "auditor", at(f"/plans/{CLOSED}/moves?since=2018-05-01")),
    Scene("moves none", "lead", at(f"{PLAN}/moves?since=2020-01-01&until=2020-02-01")),
    Scene("journal", "coordinator", at(f"{PLAN}/journal")),
    Scene("journal of a lead", "lead", at(f"{PLAN}/journal")),
    Scene("import", "coordinator", at("/plans/import")),
    Scene("import without a file", "coordinator", sent_empty("/plans/import", "Look at the file")),
    Scene("import looked at", "coordinator", looked_at),
    Scene("merge looked at", "coordinator", merge_looked_at),
    Scene("preview in the form", "coordinator", tried),
    Scene("preview refused", "coordinator", tried_in_vain),
    Scene("preview apart", "coordinator", tried_apart),
    Scene("find", "lead", at("/search")),
    Scene("find with words", "lead", at("/search?q=War+clear")),
    Scene("find nothing", "lead", at("/search?q=zebra")),
    Scene("reminders", "coordinator", at("/reminders")),
    Scene("reminders of a principal", "principal", at("/reminders")),
    Scene("reminders with errors", "coordinator", rule_without_days),
    Scene("account", "lead", at("/account")),
    Scene("account with errors", "lead", sent_empty("/account", "Change password")),
    Scene("help", "lead", at("/help")),
    *(Scene(f"help for the {role}", who, at(f"/help/{role}")) for role, who in HELPED.items()),
    Scene("accessibility", None, at("/accessibility")),
    Scene("agencies", "admin", at("/agencies")),
    Scene("agencies of a lead", "lead", at("/agencies")),
    Scene("agency with its work", "coordinator", at("/agencies/WAR")),
    Scene("agency with little to do", "lead", at("/agencies/ENERGY")),
    Scene("agency of which no plan is seen", "admin", at("/agencies/STATE")),
    Scene("agency new", "coordinator", at("/agencies/new")),
    Scene("agency new with errors", "admin", sent_empty("/agencies/new", "Add the agency")),
    Scene("agency changed", "admin", at("/agencies/STATE-PM/edit")),
    Scene("agency merged in vain", "admin", sent_empty("/agencies/DTSA/edit", "Merge DTSA")),
    Scene("directives", "coordinator", at("/directives")),
    Scene("directive", "lead", at("/directives/1")),
    Scene("directive new with errors", "admin", sent_empty("/directives/new", "Add the directive")),
    Scene("directive changed", "coordinator", at("/directives/1/edit")),
    Scene("members of whom one has left", "coordinator", left_behind),
    Scene("overview with gaps", "coordinator", overview_with_gaps),
    Scene("not found", "lead", at("/plans/nowhere")),
    Scene("not yours to change", "lead", at_task("4(ii)", "/edit")),
    Scene("closed to change", "coordinator", at_task("1a", "/report", slug=CLOSED)),
    Scene("refused date", "lead", at(f"{PLAN}/burndown?as_of=yesterday")),
)
