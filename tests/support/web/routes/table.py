"""The lines of the table of routes: their addresses, and what the plan's own people would send."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from support.ground.office import OTHER_SLUG, SLUG
from support.web.page_forms import calendar, other_calendar, sheet_columns, uploaded
from support.web.rights.chain_rights import fresh_in_chain, sent_to_chain
from support.web.routes import (
    consultation_routes,
    coordination_routes,
    cycle_routes,
    plan_routes,
    request_routes,
    round_routes,
    settings_routes,
    text_routes,
)
from support.web.routes.made_for_routes import (
    NUMBERS,
    dead_mail,
    new_account,
    new_backup,
    new_baseline,
    new_comment,
    new_evidence,
    new_extension,
    new_link,
    new_member,
    new_offer,
    new_person,
    new_rule,
    new_silence,
    new_spill,
    new_task,
    new_view,
    parked_mail,
    predecessor,
    without_extensions,
)
from support.web.routes.route_rows import Row
from support.web.routes.sharing import a_new_one, shared

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.ground.site import Site


OF_ROOMS = (consultation_routes, request_routes, text_routes, coordination_routes, cycle_routes)
"""Whose lines say by themselves which routes are theirs."""


def sent(site: Site, row: Row, task_id: int | None = None) -> dict[str, Any]:
    """Return what the plan's own coordinator would send, whoever sends it now."""
    is_strange = row.whose == "stranger's"
    number = next(NUMBERS)
    task_id = task_id or site.tasks.get(row.whose, site.tasks["ours"])
    if (in_chain := sent_to_chain(site, row, task_id)) is not None:
        return in_chain
    if row.route == "/tasks/<int:task_id>/report":
        version = site.version(task_id)
        return {"version": version, "status": "on_track", "percent": 45, "done": f"Part {number}"}
    if row.route == "/tasks/<int:task_id>/dependencies":
        return {"predecessor": predecessor(site, row), "type": "FS", "lag_days": 0}
    if row.route == "/tasks/<int:task_id>/gesture":
        return {"version": site.version(task_id), "means": "suspense", "days": number}
    if row.route == "/plans/<slug>/settings/reminders":
        return {"days": 31 + number % 229, "side": "before", "audience": "lead"}
    if row.route.startswith("/reminder-rules"):
        day = {"days": 31 + number % 229, "side": "after", "audience": "coordinator"}
        return {"version": 2 if row.route.endswith("/restoration") else 1, **day}
    if row.route == "/plans/<slug>/tasks/together":
        task = site.tasks["stranger's" if is_strange else "theirs"]
        day = site.day(40 + number).isoformat()
        silent = site.office.agencies["ZEBRA"] if is_strange else ""
        return {"task": f"{task}:{site.version(task)}", "due_on": day, "silent": silent}
    if row.route == "/plans/<slug>/tasks/directive":
        return {"text": "Sec. 2. Work. The Secretary of State shall draft a plan."}
    if row.route == "/plans/<slug>/tasks/sheet":
        cells = {"code": f"s{number}", "name": "One more", "leads": "State PM", "days": "3"}
        return {f"n1.{column}": text for column, text in cells.items()}
    if row.route == "/dependencies/<int:dependency_id>":
        return {"type": "SS", "lag_days": str(number)}
    if row.route == "/admin/sign-in":
        held = site.rows("house_settings")
        return {"version": held[0].version if held else 0, "idle_minutes": 16 + number % 500}
    if row.route == "/admin/backups/keeping":
        held = site.rows("house_settings")
        return {"version": held[0].version if held else 0, "backup_days": 31 + number % 500}
    if row.route == "/admin/mail/keeping":
        held = site.rows("house_settings")
        return {"version": held[0].version if held else 0, "mail_days": 31 + number % 500}
    if "<int:mail_id>" in row.route:
        code = "ZZ1" if is_strange else "1a"
        return {"code": code, "reason": "Not for us", "slug": OTHER_SLUG}
    if row.route == "/plans/<slug>/views":
        return {"name": f"Mine {number}", "query": "late=1"}
    if row.route == f"{settings_routes.MEMBERS}/<int:user_id>":
        return {"version": 1, "role": "auditor", "agency": ""}
    if row.route == f"{settings_routes.MEMBERS}/<int:user_id>/removal":
        return {"version": 1, "to": ""}
    if row.route == settings_routes.MEMBERS:
        role = ("viewer", "auditor")[number % 2]
        return {"email": new_person(site)[1], "role": role, "agency": ""}
    if row.route in OF_ACCOUNTS:
        return OF_ACCOUNTS[row.route](number)
    if row.route.startswith(settings_routes.PARTS):
        return settings_routes.sent_part(site, row)
    if row.route == "/account/mail":
        hour = str(8 + number % 11)
        ways = dict.fromkeys(("requests", "mentions", "answers", "hands", "weekly"), "digest")
        return {"version": 0, "send_hour": hour, **ways}
    if row.route == "/account/absence":
        return {"from_on": site.today.isoformat(), "until_on": site.day(number % 300).isoformat()}
    if row.route.startswith(("/agencies", "/directives")):
        return shared(site, row.route, task_id)
    if plan_routes.is_of_whole_plan(row.route):
        return plan_routes.sent(site, row, number)
    if row.route.startswith((round_routes.OF_TASK, round_routes.OF_ROUNDS)):
        return round_routes.sent(site, row, task_id)
    for routes in OF_ROOMS:
        if row.route.startswith(routes.OURS):
            return routes.sent(site, row, number)
    if row.route in OF_THE_DESK:
        return OF_THE_DESK[row.route](site, number)
    if row.route == "/plans/<slug>/settings/calendar":
        return calendar(site, row, number)
    if row.route.startswith("/plans/<slug>/settings/calendars"):
        return other_calendar(site, row, number)
    if row.route == "/plans/<slug>/baselines":
        return {"name": f"Baseline {number}", "is_charted": "y"}
    if row.route.startswith("/baselines/"):
        version = 2 if row.route.endswith("/restoration") else 1
        return {"name": f"Renamed {number}", "version": version}
    if row.route == "/plans/import/columns":
        return sheet_columns(site)
    if row.route == "/plans/import/confirm":
        return {**uploaded(site), "slug": f"imported-{number}"}
    pages = {
        "/plans/<slug>/tasks/new": f"/plans/{OTHER_SLUG if is_strange else SLUG}/tasks/new",
        "/tasks/<int:task_id>/edit": f"/tasks/{task_id}/edit",
    }
    if row.route == "/tasks/<int:task_id>/removal":
        return {"version": site.version(task_id), "reason": "Not needed"}
    if row.route not in pages:
        return {}
    owner = site.browser("stranger" if is_strange else "coordinator")
    values = owner.get(pages[row.route]).form.values()
    del values["csrf_token"]
    changes = {
        "/plans/<slug>/tasks/new": {
            "code": f"n{number}",
            "name": "One more",
            "duration_days": 3,
            f"agency_{site.office.agencies['PM']}": "lead",
            # Nobody of the Zebra Bureau gets mail there, and nobody of State PM.
            "silent": site.office.agencies["PM"] if is_strange else "",
        },
        "/tasks/<int:task_id>/edit": {
            "name": f"Renamed {number}",
            "silent": site.office.agencies["ZEBRA"] if is_strange else "",
        },
    }
    return {**values, **changes[row.route]}


def fresh(site: Site, row: Row) -> int | None:
    """Return a new task, dependency or entry where the change would use it up."""
    plan_routes.as_it_was(site)
    if row.whose == "nowhere":
        return None
    if (in_chain := fresh_in_chain(site, row)) is not None:
        return in_chain
    if row.method == "POST" and plan_routes.is_of_whole_plan(row.route):
        return plan_routes.ready(site, row)
    if row.whose == "foreigner":
        return site.office.people["stranger_lead"].id
    if row.route == "/journal/<int:seq>/undo":
        new_task(site, row)
        return max(e.seq for e in site.rows("journal") if e.verb == "task.added")
    if row.route == "/tasks/<int:task_id>/acknowledgement":
        return new_task(site, row)
    if row.route == "/plans/<slug>/update-request":
        new_silence(site, row)
        return None
    if row.route.startswith("/dependencies/"):
        return new_link(site, row)
    if row.route.startswith(("/agencies/<", "/directives/<")):
        return a_new_one(site, row.route) if row.method == "POST" and row.whose == "-" else None
    if row.route == "/comments/<int:comment_id>/resolution":
        return new_comment(site, row)
    if row.route.startswith("/evidence/"):
        return new_evidence(site, row)
    if row.route.startswith("/admin/backups/<int:backup_id>/"):
        return new_backup(site)
    if "<int:mail_id>" in row.route:
        return parked_mail(site, row)
    if "<int:spill_id>" in row.route:
        return new_spill(site, row)
    if row.route.startswith(("/mail/", "/admin/mail/<any")):
        return dead_mail(site, row)
    if row.route.startswith("/views/"):
        return new_view(site, row)
    if row.route.startswith((round_routes.OF_TASK, round_routes.OF_ROUNDS)):
        return round_routes.fresh(site, row)
    for routes in OF_ROOMS:
        if row.route.startswith(routes.OURS):
            return routes.fresh(site, row)
    if (part := settings_routes.fresh_part(site, row)) is not None:
        return part
    if row.route.startswith("/baselines/"):
        return new_baseline(site, row)
    if row.route.startswith("/reminder-rules/"):
        return new_rule(site, row)
    if row.route.startswith(f"{settings_routes.MEMBERS}/"):
        return new_member(site, row)
    if row.route.startswith("/admin/people/<int:user_id>"):
        return new_account(site, row)
    if row.route.startswith("/extensions/<int:extension_id>/"):
        return new_extension(site, row)
    if row.route == "/tasks/<int:task_id>/extensions":
        without_extensions(site)
        return None
    if row.route == "/handovers/<int:offer_id>":
        return new_offer(site, row)
    uses_up = (
        "/tasks/<int:task_id>/assignee",
        "/tasks/<int:task_id>/handovers",
        "/tasks/<int:task_id>/removal",
        "/tasks/<int:task_id>/dependencies",
    )
    return new_task(site, row) if row.method == "POST" and row.route in uses_up else None


OF_ACCOUNTS: dict[str, Callable[[int], dict[str, Any]]] = {
    "/account": lambda number: {"version": 1, "name": f"Renamed {number}", "time_zone": ""},
    "/account/address": lambda number: {"email": f"new{number}@office.example"},
    "/forgotten": lambda _: {"email": "nobody@office.example"},
    "/admin/people/new": lambda number: {
        "email": f"i{number}@office.example",
        "name": "Ina New",
        "agency": "",
        "time_zone": "",
        "does": "work",
    },
    "/admin/people/<int:user_id>": lambda number: {
        "version": 1,
        "name": f"Corrected {number}",
        "email": f"c{number}@office.example",
        "time_zone": "",
    },
    "/admin/people/<int:user_id>/agency": lambda _: {"version": 1, "agency": "STATE"},
    "/admin/people/import": lambda _: {"pasted": "Email,Name\nana@office.example,Ana Lima"},
    "/admin/people/import/confirm": lambda number: {
        "text": f"Email,Name\nt{number}@office.example,Tia Many"
    },
}
"""What is sent about accounts."""
OF_THE_DESK: dict[str, Callable[[Site, int], dict[str, Any]]] = {
    "/plans/<slug>/spills/new": lambda _, number: {
        "kind": "words",
        "words": f"Words that are not there {number}",
        "why": "They are classified",
    },
    "/admin/spills/<int:spill_id>/removal": lambda *_: {"answer": "Done", "sure": "1"},
    "/admin/spills/<int:spill_id>/refusal": lambda *_: {"answer": "They are public"},
    "/tasks/<int:task_id>/comments": lambda _, number: {"body": f"Said {number}"},
    "/tasks/<int:task_id>/update-request": lambda site, number: {
        "wanted_on": site.day(3).isoformat(),
        "note": f"Question {number}",
    },
    "/plans/<slug>/update-request": lambda site, number: {
        "wanted_on": site.day(3).isoformat(),
        "note": f"Question to all {number}",
    },
    "/tasks/<int:task_id>/assignee": lambda site, _: {"assignee": site.office.contributor.id},
    "/tasks/<int:task_id>/handovers": lambda site, _: {"to_agency": site.office.agencies["DSCA"]},
    "/tasks/<int:task_id>/support": lambda site, _: {
        "agency": site.office.agencies["PM"],
        "status": "done",
    },
    "/tasks/<int:task_id>/extensions": lambda site, number: {
        "wanted_on": site.day(200 + number % 100).isoformat(),
        "reason": "The data are late",
        "recovery": "We work at night",
    },
    "/extensions/<int:extension_id>/answer": lambda *_: {"answer": "approve"},
    "/extensions/<int:extension_id>/reply": lambda *_: {"reply": "Because"},
    "/tasks/<int:task_id>/suspense-orderer": lambda *_: {"ordered_by": "directive"},
    "/handovers/<int:offer_id>": lambda *_: {"answer": "withdraw"},
    "/tasks/<int:task_id>/evidence": lambda _, number: {
        "evidence_url": f"https://records.example/{number}"
    },
    "/evidence/<int:evidence_id>/removal": lambda *_: {"reason": "The wrong file"},
}
"""What is sent about a task besides reports: talk, offers and answers."""
