"""Who gets which answer from every route: the table of rights."""

from __future__ import annotations

ROLES = (
    "anonymous",
    "admin",
    "coordinator",
    "lead",
    "contributor",
    "viewer",
    "auditor",
    "stranger",
)

# login  redirected to the sign-in, which keeps the address asked for
# home   redirected to the first page, nothing changed
# saved  redirected, and rows changed
#
# `whose` is the plan, task, dependency or rule in the address: one of the plan of all but the
# stranger (arms, ours, handed, theirs), of the stranger's plan, or none there is (nowhere);
# an agency or a directive is one there is (-), or one that nobody knows (unknown);
# a foreigner is a person of the stranger's plan, named in ours.
# State PM, which leads ours, is the lead's agency; handed is handed to the contributor.
# fmt: off
TABLE = """
method route                                                              whose      anonymous admin coordinator lead  contributor viewer auditor stranger
GET    /                                                                  -          login     /admin 200         200   200         200    200     200
GET    /plans                                                             -          login     200   200         200   200         200    200     200
GET    /reminders                                                         -          login     200   200         200   200         200    200     200
GET    /search                                                            -          login  200  200  200  200  200  200  200
GET    /account                                                           -          login     200   200         200   200         200    200     200
GET    /plans/template.xlsx                                               -          login     200   200         200   200         200    200     200
GET    /plans/import                                                      -          login     403   200         403   403         403    403     200
GET    /plans/import/columns                                              -          login     403   404         403   403         403    403     404
GET    /login                                                             -          200       home  home        home  home        home   home    home
GET    /help                                                              -          200       200   200         200   200         200    200     200
GET    /help/<role>                                                       -          200       200   200         200   200         200    200     200
GET    /admin                                                             -          login  200  404  404  404  404  404  404
GET    /admin/mail                                                        -          login  200  404  404  404  404  404  404
GET    /admin/sign-in                                                     -          login  200  404  404  404  404  404  404
GET    /admin/health                                                      -          login  200  404  404  404  404  404  404
GET    /admin/backups                                                     -          login  200  404  404  404  404  404  404
GET    /admin/journal                                                     -          login  200  404  404  404  404  404  404
GET    /accessibility                                                     -          200       200   200         200   200         200    200     200
GET    /healthz                                                           -          200       200   200         200   200         200    200     200
GET    /static/<path:filename>                                            -          200       200   200         200   200         200    200     200
GET    /kept                                                              -          login  home  home  home  home  home  home  home
GET    /calendar/<token>.ics                                              -          404  404  404  404  404  404  404  404
GET    /r/<token>                                                         -          404  404  404  404  404  404  404  404

GET    /plans/<slug>                                                      arms       login     404   200         200   200         200    200     404
GET    /plans/<slug>                                                      stranger's login     404   404         404   404         404    404     200
GET    /plans/<slug>                                                      nowhere    login     404   404         404   404         404    404     404
GET    /plans/<slug>/tasks                                                arms       login     404   200         200   200         200    200     404
GET    /plans/<slug>/tasks                                                stranger's login     404   404         404   404         404    404     200
GET    /plans/<slug>/tasks                                                nowhere    login     404   404         404   404         404    404     404
GET    /plans/<slug>/tasks/lookup                                         arms       login     404   200         200   200         200    200     404
GET    /plans/<slug>/tasks/lookup                                         stranger's login     404   404         404   404         404    404     200
GET    /plans/<slug>/tasks/lookup                                         nowhere    login     404   404         404   404         404    404     404
GET    /plans/<slug>/gantt                                                arms       login     404   200         200   200         200    200     404
GET    /plans/<slug>/gantt                                                stranger's login     404   404         404   404         404    404     200
GET    /plans/<slug>/gantt                                                nowhere    login     404   404         404   404         404    404     404
GET    /plans/<slug>/news                                                 arms       login     404   200         200   200         200    200     404
GET    /plans/<slug>/news                                                 stranger's login     404   404         404   404         404    404     200
GET    /plans/<slug>/news                                                 nowhere    login     404   404         404   404         404    404     404
GET    /plans/<slug>/gantt.<any(svg, png, pdf):kind>                      arms       login     404   200         200   200         200    200     404
GET    /plans/<slug>/gantt.<any(svg, png, pdf):kind>                      stranger's login     404   404         404   404         404    404     200
GET    /plans/<slug>/gantt.<any(svg, png, pdf):kind>                      nowhere    login     404   404         404   404         404    404     404
GET    /plans/<slug>/burndown                                             arms       login     404   200         200   200         200    200     404
GET    /plans/<slug>/burndown                                             stranger's login     404   404         404   404         404    404     200
GET    /plans/<slug>/burndown                                             nowhere    login     404   404         404   404         404    404     404
GET    /plans/<slug>/burndown.<any(svg, png, pdf):kind>                   arms       login     404   200         200   200         200    200     404
GET    /plans/<slug>/burndown.<any(svg, png, pdf):kind>                   stranger's login     404   404         404   404         404    404     200
GET    /plans/<slug>/burndown.<any(svg, png, pdf):kind>                   nowhere    login     404   404         404   404         404    404     404
GET    /plans/<slug>/burndown.csv                                         arms       login     404   200         200   200         200    200     404
GET    /plans/<slug>/burndown.csv                                         stranger's login     404   404         404   404         404    404     200
GET    /plans/<slug>/burndown.csv                                         nowhere    login     404   404         404   404         404    404     404
GET    /plans/<slug>/tasks/new                                            arms       login     404   200         403   403         403    403     404
GET    /plans/<slug>/tasks/new                                            stranger's login     404   404         404   404         404    404     200
GET    /plans/<slug>/tasks/new                                            nowhere    login     404   404         404   404         404    404     404
GET    /plans/<slug>/tasks/directive                                      arms       login     404   200         403   403         403    403     404
GET    /plans/<slug>/tasks/directive                                      stranger's login     404   404         404   404         404    404     200
GET    /plans/<slug>/tasks/directive                                      nowhere    login     404   404         404   404         404    404     404
GET    /plans/<slug>/tasks/sheet                                          arms       login     404   200         403   403         403    403     404
GET    /plans/<slug>/tasks/sheet                                          stranger's login     404   404         404   404         404    404     200
GET    /plans/<slug>/tasks/sheet                                          nowhere    login     404   404         404   404         404    404     404
GET    /plans/<slug>/moves                                                arms       login     404   200         200   200         200    200     404
GET    /plans/<slug>/moves                                                stranger's login     404   404         404   404         404    404     200
GET    /plans/<slug>/moves                                                nowhere    login     404   404         404   404         404    404     404
GET    /work.csv                                                          -          login  200  200  200  200  200  200  200
GET    /plans.csv                                                         -          login  200  200  200  200  200  200  200
GET    /reminders.csv                                                     -          login  200  200  200  200  200  200  200
GET    /search.csv                                                        -          login  200  200  200  200  200  200  200
GET    /plans/<slug>/journal.csv                                          arms       login  404  200  200  403  403  200  404
GET    /plans/<slug>/journal.csv                                          stranger's login  404  404  404  404  404  404  200
GET    /plans/<slug>/journal.csv                                          nowhere    login  404  404  404  404  404  404  404
GET    /plans/<slug>/moves.csv                                            arms       login  404  200  200  200  200  200  404
GET    /plans/<slug>/moves.csv                                            stranger's login  404  404  404  404  404  404  200
GET    /plans/<slug>/moves.csv                                            nowhere    login  404  404  404  404  404  404  404
GET    /plans/<slug>/tasks.csv                                            arms       login  404  200  200  200  200  200  404
GET    /plans/<slug>/tasks.csv                                            stranger's login  404  404  404  404  404  404  200
GET    /plans/<slug>/tasks.csv                                            nowhere    login  404  404  404  404  404  404  404
GET    /plans/<slug>/journal                                              arms       login     404   200         200   403         403    200     404
GET    /plans/<slug>/journal                                              stranger's login     404   404         404   404         404    404     200
GET    /plans/<slug>/journal                                              nowhere    login     404   404         404   404         404    404     404
GET    /plans/<slug>/export.<any(mspdi, xlsx, csv, ics, json, pdf):form>  arms       login     404   200         200   200         200    200     404
GET    /plans/<slug>/export.<any(mspdi, xlsx, csv, ics, json, pdf):form>  stranger's login     404   404         404   404         404    404     200
GET    /plans/<slug>/export.<any(mspdi, xlsx, csv, ics, json, pdf):form>  nowhere    login     404   404         404   404         404    404     404

GET    /tasks/<int:task_id>                                               ours       login     404   200         200   200         200    200     404
GET    /tasks/<int:task_id>                                               theirs     login     404   200         200   200         200    200     404
GET    /tasks/<int:task_id>                                               stranger's login     404   404         404   404         404    404     200
GET    /tasks/<int:task_id>                                               nowhere    login     404   404         404   404         404    404     404
GET    /tasks/<int:task_id>/report                                        ours       login     404   200         200   403         403    403     404
GET    /tasks/<int:task_id>/report                                        handed     login     404   200         403   200         403    403     404
GET    /tasks/<int:task_id>/report                                        theirs     login     404   200         403   403         403    403     404
GET    /tasks/<int:task_id>/report                                        stranger's login     404   404         404   404         404    404     200
GET    /tasks/<int:task_id>/report                                        nowhere    login     404   404         404   404         404    404     404
GET    /tasks/<int:task_id>/gesture                                       ours       login     404   /plans/arms/gantt  /plans/arms/gantt  /plans/arms/gantt  /plans/arms/gantt  /plans/arms/gantt  404
GET    /tasks/<int:task_id>/gesture                                       stranger's login     404   404  404  404  404  404  /plans/strangers/gantt
GET    /tasks/<int:task_id>/gesture                                       nowhere    login     404   404  404  404  404  404  404
GET    /tasks/<int:task_id>/edit                                          ours       login     404   200         403   403         403    403     404
GET    /tasks/<int:task_id>/edit                                          stranger's login     404   404         404   404         404    404     200
GET    /tasks/<int:task_id>/edit                                          nowhere    login     404   404         404   404         404    404     404
GET    /tasks/<int:task_id>/removal                                       ours       login     404   200         403   403         403    403     404
GET    /tasks/<int:task_id>/removal                                       stranger's login     404   404         404   404         404    404     200
GET    /tasks/<int:task_id>/removal                                       nowhere    login     404   404         404   404         404    404     404

POST   /tasks/<int:task_id>/report                                        ours       login     404   saved       saved 403         403    403     404
POST   /tasks/<int:task_id>/report                                        handed     login     404   saved       403   saved       403    403     404
POST   /tasks/<int:task_id>/report                                        theirs     login     404   saved       403   403         403    403     404
POST   /tasks/<int:task_id>/report                                        stranger's login     404   404         404   404         404    404     saved
POST   /tasks/<int:task_id>/report                                        nowhere    login     404   404         404   404         404    404     404
POST   /plans/<slug>/tasks/new                                            arms       login     404   saved       403   403         403    403     404
POST   /plans/<slug>/tasks/new                                            stranger's login     404   404         404   404         404    404     saved
POST   /plans/<slug>/tasks/new                                            nowhere    login     404   404         404   404         404    404     404
POST   /plans/<slug>/tasks/directive                                      arms       login     404   200         403   403         403    403     404
POST   /plans/<slug>/tasks/directive                                      stranger's login     404   404         404   404         404    404     200
POST   /plans/<slug>/tasks/directive                                      nowhere    login     404   404         404   404         404    404     404
POST   /plans/<slug>/tasks/sheet                                          arms       login     404   saved       403   403         403    403     404
POST   /plans/<slug>/tasks/sheet                                          stranger's login     404   404         404   404         404    404     saved
POST   /plans/<slug>/tasks/sheet                                          nowhere    login     404   404         404   404         404    404     404
POST   /dependencies/<int:dependency_id>                                  ours       login     404   saved       403   403         403    403     404
POST   /dependencies/<int:dependency_id>                                  stranger's login     404   404         404   404         404    404     saved
POST   /dependencies/<int:dependency_id>                                  nowhere    login     404   404         404   404         404    404     404
POST   /tasks/<int:task_id>/edit                                          ours       login     404   saved       403   403         403    403     404
POST   /tasks/<int:task_id>/edit                                          stranger's login     404   404         404   404         404    404     saved
POST   /tasks/<int:task_id>/edit                                          nowhere    login     404   404         404   404         404    404     404
POST   /tasks/<int:task_id>/gesture                                       ours       login     404   saved       403   403         403    403     404
POST   /tasks/<int:task_id>/gesture                                       stranger's login     404   404         404   404         404    404     saved
POST   /tasks/<int:task_id>/gesture                                       nowhere    login     404   404         404   404         404    404     404
POST   /tasks/<int:task_id>/removal                                       ours       login     404   saved       403   403         403    403     404
POST   /tasks/<int:task_id>/removal                                       stranger's login     404   404         404   404         404    404     saved
POST   /tasks/<int:task_id>/removal                                       nowhere    login     404   404         404   404         404    404     404
POST   /tasks/<int:task_id>/dependencies                                  ours       login     404   saved       403   403         403    403     404
POST   /tasks/<int:task_id>/dependencies                                  stranger's login     404   404         404   404         404    404     saved
POST   /tasks/<int:task_id>/dependencies                                  nowhere    login     404   404         404   404         404    404     404
POST   /dependencies/<int:dependency_id>/removal                          ours       login     404   saved       403   403         403    403     404
POST   /dependencies/<int:dependency_id>/removal                          stranger's login     404   404         404   404         404    404     saved
POST   /dependencies/<int:dependency_id>/removal                          nowhere    login     404   404         404   404         404    404     404
GET    /plans/<slug>/baselines  arms  login  404  200  200  200  200  200  404
GET    /plans/<slug>/baselines  stranger's  login  404  404  404  404  404  404  200
GET    /plans/<slug>/baselines  nowhere  login  404  404  404  404  404  404  404
GET    /plans/<slug>/baselines/compare  arms  login  404  200  200  200  200  200  404
GET    /plans/<slug>/baselines/compare  stranger's  login  404  404  404  404  404  404  200
GET    /plans/<slug>/baselines/compare  nowhere  login  404  404  404  404  404  404  404
GET    /plans/<slug>/baselines/compare.csv  arms  login  404  200  200  200  200  200  404
GET    /plans/<slug>/baselines/compare.csv  stranger's  login  404  404  404  404  404  404  200
GET    /plans/<slug>/baselines/compare.csv  nowhere  login  404  404  404  404  404  404  404
POST   /plans/<slug>/baselines  arms  login  404  saved  403  403  403  403  404
POST   /plans/<slug>/baselines  stranger's  login  404  404  404  404  404  404  saved
POST   /plans/<slug>/baselines  nowhere  login  404  404  404  404  404  404  404
POST   /baselines/<int:baseline_id>/name  ours  login  404  saved  403  403  403  403  404
POST   /baselines/<int:baseline_id>/name  stranger's  login  404  404  404  404  404  404  saved
POST   /baselines/<int:baseline_id>/name  nowhere  login  404  404  404  404  404  404  404
POST   /baselines/<int:baseline_id>/retirement  ours  login  404  saved  403  403  403  403  404
POST   /baselines/<int:baseline_id>/retirement  stranger's  login  404  404  404  404  404  404  saved
POST   /baselines/<int:baseline_id>/retirement  nowhere  login  404  404  404  404  404  404  404
POST   /baselines/<int:baseline_id>/restoration  ours  login  404  saved  403  403  403  403  404
POST   /baselines/<int:baseline_id>/restoration  stranger's  login  404  404  404  404  404  404  saved
POST   /baselines/<int:baseline_id>/restoration  nowhere  login  404  404  404  404  404  404  404
POST   /baselines/<int:baseline_id>/charts  ours  login  404  saved  403  403  403  403  404
POST   /baselines/<int:baseline_id>/charts  stranger's  login  404  404  404  404  404  404  saved
POST   /baselines/<int:baseline_id>/charts  nowhere  login  404  404  404  404  404  404  404

GET    /plans/<slug>/settings/lines-of-effort  arms  login  404  200  403  403  403  403  404
GET    /plans/<slug>/settings/lines-of-effort  stranger's  login  404  404  404  404  404  404  200
GET    /plans/<slug>/settings/lines-of-effort  nowhere  login  404  404  404  404  404  404  404
GET    /plans/<slug>/settings/objectives  arms  login  404  200  403  403  403  403  404
GET    /plans/<slug>/settings/objectives  stranger's  login  404  404  404  404  404  404  200
GET    /plans/<slug>/settings/objectives  nowhere  login  404  404  404  404  404  404  404
GET    /plans/<slug>/settings/objectives/tasks  arms  login  404  200  403  403  403  403  404
GET    /plans/<slug>/settings/objectives/tasks  stranger's  login  404  404  404  404  404  404  200
GET    /plans/<slug>/settings/objectives/tasks  nowhere  login  404  404  404  404  404  404  404
GET    /plans/<slug>/settings/agencies  arms  login  404  200  403  403  403  403  404
GET    /plans/<slug>/settings/agencies  stranger's  login  404  404  404  404  404  404  200
GET    /plans/<slug>/settings/agencies  nowhere  login  404  404  404  404  404  404  404
POST   /plans/<slug>/settings/lines-of-effort  arms  login  404  saved  403  403  403  403  404
POST   /plans/<slug>/settings/lines-of-effort  stranger's  login  404  404  404  404  404  404  saved
POST   /plans/<slug>/settings/lines-of-effort  nowhere  login  404  404  404  404  404  404  404
POST   /plans/<slug>/settings/lines-of-effort/<int:effort_id>  arms  login  404  saved  403  403  403  403  404
POST   /plans/<slug>/settings/lines-of-effort/<int:effort_id>  stranger's  login  404  404  404  404  404  404  saved
POST   /plans/<slug>/settings/lines-of-effort/<int:effort_id>  nowhere  login  404  404  404  404  404  404  404
POST   /plans/<slug>/settings/lines-of-effort/<int:effort_id>/place  arms  login  404  saved  403  403  403  403  404
POST   /plans/<slug>/settings/lines-of-effort/<int:effort_id>/place  stranger's  login  404  404  404  404  404  404  saved
POST   /plans/<slug>/settings/lines-of-effort/<int:effort_id>/place  nowhere  login  404  404  404  404  404  404  404
POST   /plans/<slug>/settings/lines-of-effort/<int:effort_id>/retirement  arms  login  404  saved  403  403  403  403  404
POST   /plans/<slug>/settings/lines-of-effort/<int:effort_id>/retirement  stranger's  login  404  404  404  404  404  404  saved
POST   /plans/<slug>/settings/lines-of-effort/<int:effort_id>/retirement  nowhere  login  404  404  404  404  404  404  404
POST   /plans/<slug>/settings/lines-of-effort/<int:effort_id>/restoration  arms  login  404  saved  403  403  403  403  404
POST   /plans/<slug>/settings/lines-of-effort/<int:effort_id>/restoration  stranger's  login  404  404  404  404  404  404  saved
POST   /plans/<slug>/settings/lines-of-effort/<int:effort_id>/restoration  nowhere  login  404  404  404  404  404  404  404
POST   /plans/<slug>/settings/objectives  arms  login  404  saved  403  403  403  403  404
POST   /plans/<slug>/settings/objectives  stranger's  login  404  404  404  404  404  404  saved
POST   /plans/<slug>/settings/objectives  nowhere  login  404  404  404  404  404  404  404
POST   /plans/<slug>/settings/objectives/<int:objective_id>  arms  login  404  saved  403  403  403  403  404
POST   /plans/<slug>/settings/objectives/<int:objective_id>  stranger's  login  404  404  404  404  404  404  saved
POST   /plans/<slug>/settings/objectives/<int:objective_id>  nowhere  login  404  404  404  404  404  404  404
POST   /plans/<slug>/settings/objectives/<int:objective_id>/place  arms  login  404  saved  403  403  403  403  404
POST   /plans/<slug>/settings/objectives/<int:objective_id>/place  stranger's  login  404  404  404  404  404  404  saved
POST   /plans/<slug>/settings/objectives/<int:objective_id>/place  nowhere  login  404  404  404  404  404  404  404
POST   /plans/<slug>/settings/objectives/<int:objective_id>/retirement  arms  login  404  saved  403  403  403  403  404
POST   /plans/<slug>/settings/objectives/<int:objective_id>/retirement  stranger's  login  404  404  404  404  404  404  saved
POST   /plans/<slug>/settings/objectives/<int:objective_id>/retirement  nowhere  login  404  404  404  404  404  404  404
POST   /plans/<slug>/settings/objectives/<int:objective_id>/restoration  arms  login  404  saved  403  403  403  403  404
POST   /plans/<slug>/settings/objectives/<int:objective_id>/restoration  stranger's  login  404  404  404  404  404  404  saved
POST   /plans/<slug>/settings/objectives/<int:objective_id>/restoration  nowhere  login  404  404  404  404  404  404  404
POST   /plans/<slug>/settings/objectives/tasks  arms  login  404  saved  403  403  403  403  404
POST   /plans/<slug>/settings/objectives/tasks  stranger's  login  404  404  404  404  404  404  saved
POST   /plans/<slug>/settings/objectives/tasks  nowhere  login  404  404  404  404  404  404  404
POST   /plans/<slug>/settings/agencies  arms  login  404  saved  403  403  403  403  404
POST   /plans/<slug>/settings/agencies  stranger's  login  404  404  404  404  404  404  saved
POST   /plans/<slug>/settings/agencies  nowhere  login  404  404  404  404  404  404  404
POST   /plans/<slug>/settings/agencies/<int:agency_id>/removal  arms  login  404  saved  403  403  403  403  404
POST   /plans/<slug>/settings/agencies/<int:agency_id>/removal  stranger's  login  404  404  404  404  404  404  saved
POST   /plans/<slug>/settings/agencies/<int:agency_id>/removal  nowhere  login  404  404  404  404  404  404  404
GET    /mail/<any(reminders, notices):ledger>/<int:row_id>  ours  login  404  200  200  404  404  200  404
GET    /mail/<any(reminders, notices):ledger>/<int:row_id>  stranger's  login  404  404  404  404  404  404  200
GET    /mail/<any(reminders, notices):ledger>/<int:row_id>  nowhere  login  404  404  404  404  404  404  404
POST   /mail/<any(reminders, notices):ledger>/<int:row_id>/again  ours       login     saved   saved       403   403         403    403     404
POST   /mail/<any(reminders, notices):ledger>/<int:row_id>/again  stranger's login     saved   404         404   404         404    404     saved
GET    /plans/<slug>/settings/calendar  arms  login  404  200  403  403  403  403  404
GET    /plans/<slug>/settings/calendar  stranger's  login  404  404  404  404  404  404  200
GET    /plans/<slug>/settings/calendar  nowhere  login  404  404  404  404  404  404  404
POST   /plans/<slug>/settings/calendar  arms  login  404  saved  403  403  403  403  404
POST   /plans/<slug>/settings/calendar  stranger's  login  404  404  404  404  404  404  saved
POST   /plans/<slug>/settings/calendar  nowhere  login  404  404  404  404  404  404  404
GET    /plans/<slug>/settings/reminders  arms  login  404  200  403  403  403  403  404
GET    /plans/<slug>/settings/reminders  stranger's  login  404  404  404  404  404  404  200
GET    /plans/<slug>/settings/reminders  nowhere  login  404  404  404  404  404  404  404
POST   /plans/<slug>/settings/reminders  arms  login  404  saved  403  403  403  403  404
POST   /plans/<slug>/settings/reminders  stranger's  login  404  404  404  404  404  404  saved
POST   /plans/<slug>/settings/reminders  nowhere  login  404  404  404  404  404  404  404
POST   /reminder-rules/<int:rule_id>  ours  login  404  saved  403  403  403  403  404
POST   /reminder-rules/<int:rule_id>  stranger's  login  404  404  404  404  404  404  saved
POST   /reminder-rules/<int:rule_id>  nowhere  login  404  404  404  404  404  404  404
POST   /reminder-rules/<int:rule_id>/switch  ours  login  404  saved  403  403  403  403  404
POST   /reminder-rules/<int:rule_id>/switch  stranger's  login  404  404  404  404  404  404  saved
POST   /reminder-rules/<int:rule_id>/switch  nowhere  login  404  404  404  404  404  404  404
POST   /reminder-rules/<int:rule_id>/retirement  ours  login  404  saved  403  403  403  403  404
POST   /reminder-rules/<int:rule_id>/retirement  stranger's  login  404  404  404  404  404  404  saved
POST   /reminder-rules/<int:rule_id>/retirement  nowhere  login  404  404  404  404  404  404  404
POST   /reminder-rules/<int:rule_id>/restoration  ours  login  404  saved  403  403  403  403  404
POST   /reminder-rules/<int:rule_id>/restoration  stranger's  login  404  404  404  404  404  404  saved
POST   /reminder-rules/<int:rule_id>/restoration  nowhere  login  404  404  404  404  404  404  404
GET    /plans/<slug>/reminders  arms  login  404  200  200  200  200  200  404
GET    /plans/<slug>/reminders  stranger's  login  404  404  404  404  404  404  200
GET    /plans/<slug>/reminders  nowhere  login  404  404  404  404  404  404  404
POST   /mail/<any(reminders, notices):ledger>/<int:row_id>/again  nowhere    login     404   404         404   404         404    404     404
POST   /mail/<any(reminders, notices):ledger>/<int:row_id>/seen  ours       login     saved   saved       403   403         403    403     404
POST   /mail/<any(reminders, notices):ledger>/<int:row_id>/seen  stranger's login     saved   404         404   404         404    404     saved
POST   /mail/<any(reminders, notices):ledger>/<int:row_id>/seen  nowhere    login     404   404         404   404         404    404     404
POST   /plans/import                                                      -          login     403   422         403   403         403    403     422
POST   /plans/import/columns                                              -          login     403   200         403   403         403    403     404
POST   /plans/import/confirm                                              -          login     403   saved       403   403         403    403     404
POST   /journal/<int:seq>/undo                                            ours       login     404   saved       403   403         403    403     404
POST   /journal/<int:seq>/undo                                            stranger's login     404   404         404   404         404    404     saved
POST   /journal/<int:seq>/undo                                            nowhere    login     404   404         404   404         404    404     404
POST   /r/<token>                                                         -          404  404  404  404  404  404  404  404
POST   /tasks/<int:task_id>/comments                                      ours       login  404  saved  saved  saved  403  403  404
POST   /tasks/<int:task_id>/comments                                      stranger's login  404  404  404  404  404  404  saved
POST   /tasks/<int:task_id>/comments                                      nowhere    login  404  404  404  404  404  404  404
POST   /comments/<int:comment_id>/resolution                              ours       login  404  saved  saved  saved  403  403  404
POST   /comments/<int:comment_id>/resolution                              stranger's login  404  404  404  404  404  404  saved
POST   /comments/<int:comment_id>/resolution                              nowhere    login  404  404  404  404  404  404  404
POST   /tasks/<int:task_id>/update-request                                ours       login  404  saved  403  403  403  403  404
POST   /tasks/<int:task_id>/update-request                                stranger's login  404  404  404  404  404  404  saved
POST   /tasks/<int:task_id>/update-request                                nowhere    login  404  404  404  404  404  404  404
POST   /plans/<slug>/update-request                                       arms       login  404  saved  403  403  403  403  404
POST   /plans/<slug>/update-request                                       stranger's login  404  404  404  404  404  404  saved
POST   /plans/<slug>/update-request                                       nowhere    login  404  404  404  404  404  404  404
POST   /tasks/<int:task_id>/assignee                                      ours       login  404  saved  saved  403  403  403  404
POST   /tasks/<int:task_id>/assignee                                      stranger's login  404  404  404  404  404  404  422
POST   /tasks/<int:task_id>/assignee                                      nowhere    login  404  404  404  404  404  404  404
POST   /tasks/<int:task_id>/handovers                                     ours       login  404  saved  saved  403  403  403  404
POST   /tasks/<int:task_id>/handovers                                     stranger's login  404  404  404  404  404  404  saved
POST   /tasks/<int:task_id>/handovers                                     nowhere    login  404  404  404  404  404  404  404
POST   /handovers/<int:offer_id>                                          ours       login  404  403  saved  403  403  403  404
POST   /handovers/<int:offer_id>                                          stranger's login  404  404  404  404  404  404  saved
POST   /handovers/<int:offer_id>                                          nowhere    login  404  404  404  404  404  404  404
POST   /tasks/<int:task_id>/support                                       ours       login  404  403  403  403  403  403  404
POST   /tasks/<int:task_id>/support                                       stranger's login  404  404  404  404  404  404  403
POST   /tasks/<int:task_id>/support                                       nowhere    login  404  404  404  404  404  404  404
POST   /tasks/<int:task_id>/evidence                                      ours       login  404  saved  saved  403  403  403  404
POST   /tasks/<int:task_id>/evidence                                      handed     login  404  saved  403  saved  403  403  404
POST   /tasks/<int:task_id>/evidence                                      stranger's login  404  404  404  404  404  404  saved
POST   /tasks/<int:task_id>/evidence                                      nowhere    login  404  404  404  404  404  404  404
GET    /evidence/<int:evidence_id>                                        ours       login  404  200  200  200  200  200  404
GET    /evidence/<int:evidence_id>                                        stranger's login  404  404  404  404  404  404  200
GET    /evidence/<int:evidence_id>                                        nowhere    login  404  404  404  404  404  404  404
POST   /evidence/<int:evidence_id>/removal                                ours       login  404  saved  saved  403  403  403  404
POST   /evidence/<int:evidence_id>/removal                                stranger's login  404  404  404  404  404  404  saved
POST   /evidence/<int:evidence_id>/removal                                nowhere    login  404  404  404  404  404  404  404
POST   /plans/<slug>/tasks/together                                       arms       login  404  saved  403  403  403  403  404
POST   /plans/<slug>/tasks/together                                       stranger's login  404  404  404  404  404  404  saved
POST   /plans/<slug>/tasks/together                                       nowhere    login  404  404  404  404  404  404  404
GET    /plans/<slug>/members                                              arms       login  404  301  403  403  403  403  404
GET    /plans/<slug>/settings/members  arms       login  404  200  403  403  403  403  404
GET    /plans/<slug>/members                                              stranger's login  404  404  404  404  404  404  301
GET    /plans/<slug>/settings/members  stranger's login  404  404  404  404  404  404  200
GET    /plans/<slug>/members                                              nowhere    login  404  404  404  404  404  404  404
GET    /plans/<slug>/settings/members  nowhere    login  404  404  404  404  404  404  404
POST   /plans/<slug>/settings/members                                              arms       login  404  saved  403  403  403  403  404
POST   /plans/<slug>/settings/members                                              stranger's login  404  404  404  404  404  404  saved
POST   /plans/<slug>/settings/members                                              nowhere    login  404  404  404  404  404  404  404
POST   /plans/<slug>/settings/members/<int:user_id>  arms  login  404  saved  403  403  403  403  404
POST   /plans/<slug>/settings/members/<int:user_id>  stranger's  login  404  404  404  404  404  404  saved
POST   /plans/<slug>/settings/members/<int:user_id>  nowhere  login  404  404  404  404  404  404  404
POST   /plans/<slug>/settings/members/<int:user_id>  foreigner  login  404  404  403  403  403  403  404
POST   /plans/<slug>/settings/members/<int:user_id>/removal                        arms       login  404  saved  403  403  403  403  404
POST   /plans/<slug>/settings/members/<int:user_id>/removal                        stranger's login  404  404  404  404  404  404  saved
POST   /plans/<slug>/settings/members/<int:user_id>/removal                        nowhere    login  404  404  404  404  404  404  404
POST   /plans/<slug>/settings/members/<int:user_id>/removal                        foreigner  login  404  404  403  403  403  403  404
POST   /plans/<slug>/settings/members/<int:user_id>/restoration                    arms       login  404  saved  403  403  403  403  404
POST   /plans/<slug>/settings/members/<int:user_id>/restoration                    stranger's login  404  404  404  404  404  404  saved
POST   /plans/<slug>/settings/members/<int:user_id>/restoration                    nowhere    login  404  404  404  404  404  404  404
POST   /plans/<slug>/settings/members/<int:user_id>/restoration                    foreigner  login  404  404  403  403  403  403  404
GET    /account/mail                                                      -          login  200  200  200  200  200  200  200
POST   /account/mail                                                      -          login  saved  saved  saved  saved  saved  saved  saved
POST   /account/absence                                                   -          login  saved  saved  saved  saved  saved  saved  saved
POST   /plans/<slug>/views                                                arms       login  404  saved  saved  saved  saved  saved  404
POST   /plans/<slug>/views                                                stranger's login  404  404  404  404  404  404  saved
POST   /plans/<slug>/views                                                nowhere    login  404  404  404  404  404  404  404
POST   /views/<int:view_id>/removal                                       ours       login  404  saved  404  404  404  404  404
POST   /views/<int:view_id>/removal                                       stranger's login  404  404  404  404  404  404  saved
POST   /views/<int:view_id>/removal                                       nowhere    login  404  404  404  404  404  404  404
POST   /account/calendar                                                  -          login  saved  saved  saved  saved  saved  saved  saved
POST   /admin/sign-in                                                     -          login  saved  404  404  404  404  404  404
POST   /admin/mail/test                                                   -          login  saved  404  404  404  404  404  404
POST   /admin/mail/<any(reminders, notices):ledger>/<int:row_id>/again    ours       login  saved  404  404  404  404  404  404
POST   /admin/mail/<any(reminders, notices):ledger>/<int:row_id>/again    stranger's login  saved  404  404  404  404  404  404
POST   /admin/mail/<any(reminders, notices):ledger>/<int:row_id>/again    nowhere    login  404    404  404  404  404  404  404
POST   /admin/mail/<any(reminders, notices):ledger>/<int:row_id>/seen     ours       login  saved  404  404  404  404  404  404
POST   /admin/mail/<any(reminders, notices):ledger>/<int:row_id>/seen     stranger's login  saved  404  404  404  404  404  404
POST   /admin/mail/<any(reminders, notices):ledger>/<int:row_id>/seen     nowhere    login  404    404  404  404  404  404  404
POST   /admin/health/verification                                         -          login  saved  404  404  404  404  404  404
POST   /admin/backups                                                     -          login  saved  404  404  404  404  404  404
POST   /admin/backups/<int:backup_id>/verification                        -          login  saved  404  404  404  404  404  404
POST   /admin/backups/keeping                                             -          login  saved  404  404  404  404  404  404
GET    /forgotten                                                         -          200  200  200  200  200  200  200  200
GET    /set-password/<token>                                              -          404  404  404  404  404  404  404  404
GET    /first/<token>                                                     -          404  404  404  404  404  404  404  404
GET    /account/password                                                  -          login  200  200  200  200  200  200  200
GET    /account/address/<token>                                           -          login  404  404  404  404  404  404  404
GET    /admin/first-steps                                                 -          login  200  404  404  404  404  404  404
GET    /admin/people                                                      -          login  200  404  404  404  404  404  404
GET    /admin/people/new                                                  -          login  200  404  404  404  404  404  404
GET    /admin/people/<int:user_id>                                        -          login  200  404  404  404  404  404  404
GET    /admin/people/import                                               -          login  200  404  404  404  404  404  404
GET    /admin/people/template.csv                                         -          login  200  404  404  404  404  404  404
POST   /forgotten                                                         -          saved  saved  saved  saved  saved  saved  saved  saved
POST   /set-password/<token>                                              -          404  404  404  404  404  404  404  404
POST   /first/<token>                                                     -          404  404  404  404  404  404  404  404
POST   /account/password                                                  -          login  422  422  422  422  422  422  422
POST   /account/address                                                   -          login  saved  saved  saved  saved  saved  saved  saved
POST   /account/address/<token>                                           -          login  404  404  404  404  404  404  404
POST   /account/sessions                                                  -          login  saved  saved  saved  saved  saved  saved  saved
POST   /admin/people/new                                                  -          login  saved  404  404  404  404  404  404
POST   /admin/people/<int:user_id>                                        -          login  saved  404  404  404  404  404  404
POST   /admin/people/<int:user_id>/invitation                             -          login  saved  404  404  404  404  404  404
POST   /admin/people/<int:user_id>/link                                   -          login  saved  404  404  404  404  404  404
POST   /admin/people/<int:user_id>/reset                                  -          login  saved  404  404  404  404  404  404
POST   /admin/people/<int:user_id>/sessions                               -          login  saved  404  404  404  404  404  404
POST   /admin/people/<int:user_id>/admission                              -          login  saved  404  404  404  404  404  404
POST   /admin/people/<int:user_id>/closing                                -          login  saved  404  404  404  404  404  404
POST   /admin/people/<int:user_id>/opening                                -          login  saved  404  404  404  404  404  404
POST   /admin/people/<int:user_id>/appointment                            -          login  saved  404  404  404  404  404  404
POST   /admin/people/<int:user_id>/dismissal                              -          login  saved  404  404  404  404  404  404
POST   /admin/people/<int:user_id>/agency                                 -          login  saved  404  404  404  404  404  404
POST   /admin/people/import                                               -          login  200  404  404  404  404  404  404
POST   /admin/people/import/confirm                                       -          login  saved  404  404  404  404  404  404
GET    /agencies                                                          -          login  200  200  200  200  200  200  200
GET    /agencies/new                                                      -          login  200  200  403  403  403  403  200
POST   /agencies/new                                                      -          login  saved  saved  403  403  403  403  saved
GET    /agencies/<code>                                                   -          login  200  200  200  200  200  200  200
GET    /agencies/<code>                                                   unknown    login  404  404  404  404  404  404  404
GET    /agencies/<code>/edit                                              -          login  200  403  403  403  403  403  403
GET    /agencies/<code>/edit                                              unknown    login  404  404  404  404  404  404  404
POST   /agencies/<code>/edit                                              -          login  saved  403  403  403  403  403  403
POST   /agencies/<code>/edit                                              unknown    login  404  404  404  404  404  404  404
POST   /agencies/<code>/retirement                                        -          login  saved  403  403  403  403  403  403
POST   /agencies/<code>/retirement                                        unknown    login  404  404  404  404  404  404  404
POST   /agencies/<code>/restoration                                       -          login  saved  403  403  403  403  403  403
POST   /agencies/<code>/restoration                                       unknown    login  404  404  404  404  404  404  404
POST   /agencies/<code>/merge                                             -          login  saved  403  403  403  403  403  403
POST   /agencies/<code>/merge                                             unknown    login  404  404  404  404  404  404  404
GET    /directives                                                        -          login  200  200  200  200  200  200  200
GET    /directives/new                                                    -          login  200  200  403  403  403  403  200
POST   /directives/new                                                    -          login  saved  saved  403  403  403  403  saved
GET    /directives/<int:directive_id>                                     -          login  200  200  200  200  200  200  200
GET    /directives/<int:directive_id>                                     unknown    login  404  404  404  404  404  404  404
GET    /directives/<int:directive_id>/edit                                -          login  200  200  403  403  403  403  200
GET    /directives/<int:directive_id>/edit                                unknown    login  404  404  404  404  404  404  404
POST   /directives/<int:directive_id>/edit                                -          login  saved  saved  403  403  403  403  saved
POST   /directives/<int:directive_id>/edit                                unknown    login  404  404  404  404  404  404  404
POST   /directives/<int:directive_id>/retirement                          -          login  saved  saved  403  403  403  403  saved
POST   /directives/<int:directive_id>/retirement                          unknown    login  404  404  404  404  404  404  404
POST   /directives/<int:directive_id>/restoration                         -          login  saved  saved  403  403  403  403  saved
POST   /directives/<int:directive_id>/restoration                         unknown    login  404  404  404  404  404  404  404
POST   /directives/<int:directive_id>/merge                               -          login  saved  saved  403  403  403  403  saved
POST   /directives/<int:directive_id>/merge                               unknown    login  404  404  404  404  404  404  404
POST   /login                                                             -          422       422   422         422   422         422    422     422
POST   /account                                                           -          login  saved  saved  saved  saved  saved  saved  saved
POST   /logout                                                            -          login     saved saved       saved saved       saved  saved   saved

GET    /plans/new  -  login  200  200  403  403  403  403  200
GET    /plans/new/nothing  -  login  200  200  403  403  403  403  200
GET    /plans/new/copy  -  login  200  200  403  403  403  403  200
GET    /plans/archived  -  login  200  200  200  200  200  200  200
GET    /plans/templates  -  login  403  200  403  403  403  403  200
GET    /plans/<slug>/settings/details  arms  login  404  200  403  403  403  403  404
GET    /plans/<slug>/settings/details  stranger's  login  404  404  404  404  404  404  200
GET    /plans/<slug>/settings/details  nowhere  login  404  404  404  404  404  404  404
GET    /plans/<slug>/settings/directive  arms  login  404  200  403  403  403  403  404
GET    /plans/<slug>/settings/directive  stranger's  login  404  404  404  404  404  404  200
GET    /plans/<slug>/settings/directive  nowhere  login  404  404  404  404  404  404  404
GET    /plans/<slug>/settings/start  arms  login  404  200  403  403  403  403  404
GET    /plans/<slug>/settings/start  stranger's  login  404  404  404  404  404  404  200
GET    /plans/<slug>/settings/start  nowhere  login  404  404  404  404  404  404  404
GET    /plans/<slug>/settings/stage  arms  login  404  200  403  403  403  403  404
GET    /plans/<slug>/settings/stage  stranger's  login  404  404  404  404  404  404  200
GET    /plans/<slug>/settings/stage  nowhere  login  404  404  404  404  404  404  404
GET    /plans/<slug>/template  arms  login  404  200  403  403  403  403  404
GET    /plans/<slug>/template  stranger's  login  404  404  404  404  404  404  200
GET    /plans/<slug>/template  nowhere  login  404  404  404  404  404  404  404
GET    /plans/<slug>/new/directive  arms  login  404  200  403  403  403  403  404
GET    /plans/<slug>/new/directive  stranger's  login  404  404  404  404  404  404  200
GET    /plans/<slug>/new/directive  nowhere  login  404  404  404  404  404  404  404
GET    /plans/<slug>/new/efforts  arms  login  404  200  403  403  403  403  404
GET    /plans/<slug>/new/efforts  stranger's  login  404  404  404  404  404  404  200
GET    /plans/<slug>/new/efforts  nowhere  login  404  404  404  404  404  404  404
GET    /plans/<slug>/new/people  arms  login  404  200  403  403  403  403  404
GET    /plans/<slug>/new/people  stranger's  login  404  404  404  404  404  404  200
GET    /plans/<slug>/new/people  nowhere  login  404  404  404  404  404  404  404
GET    /plans/<slug>/new/check  arms  login  404  200  403  403  403  403  404
GET    /plans/<slug>/new/check  stranger's  login  404  404  404  404  404  404  200
GET    /plans/<slug>/new/check  nowhere  login  404  404  404  404  404  404  404

POST   /plans/new/nothing  -  login  saved  saved  403  403  403  403  saved
POST   /plans/<slug>/copies  arms  login  404  saved  403  403  403  403  404
POST   /plans/<slug>/copies  stranger's  login  404  404  404  404  404  404  saved
POST   /plans/<slug>/copies  nowhere  login  404  404  404  404  404  404  404
POST   /plans/<slug>/template  arms  login  404  saved  403  403  403  403  404
POST   /plans/<slug>/template  stranger's  login  404  404  404  404  404  404  saved
POST   /plans/<slug>/template  nowhere  login  404  404  404  404  404  404  404
POST   /plans/<slug>/settings/details  arms  login  404  saved  403  403  403  403  404
POST   /plans/<slug>/settings/details  stranger's  login  404  404  404  404  404  404  saved
POST   /plans/<slug>/settings/details  nowhere  login  404  404  404  404  404  404  404
POST   /plans/<slug>/settings/directive  arms  login  404  saved  403  403  403  403  404
POST   /plans/<slug>/settings/directive  stranger's  login  404  404  404  404  404  404  saved
POST   /plans/<slug>/settings/directive  nowhere  login  404  404  404  404  404  404  404
POST   /plans/<slug>/settings/start  arms  login  404  saved  403  403  403  403  404
POST   /plans/<slug>/settings/start  stranger's  login  404  404  404  404  404  404  saved
POST   /plans/<slug>/settings/start  nowhere  login  404  404  404  404  404  404  404
POST   /plans/<slug>/new/directive  arms  login  404  saved  403  403  403  403  404
POST   /plans/<slug>/new/directive  stranger's  login  404  404  404  404  404  404  saved
POST   /plans/<slug>/new/directive  nowhere  login  404  404  404  404  404  404  404
POST   /plans/<slug>/new/efforts  arms  login  404  saved  403  403  403  403  404
POST   /plans/<slug>/new/efforts  stranger's  login  404  404  404  404  404  404  saved
POST   /plans/<slug>/new/efforts  nowhere  login  404  404  404  404  404  404  404
POST   /plans/<slug>/new/people  arms  login  404  saved  403  403  403  403  404
POST   /plans/<slug>/new/people  stranger's  login  404  404  404  404  404  404  saved
POST   /plans/<slug>/new/people  nowhere  login  404  404  404  404  404  404  404
POST   /plans/<slug>/settings/stage  arms  login  404  saved  403  403  403  403  404
POST   /plans/<slug>/settings/stage  stranger's  login  404  404  404  404  404  404  saved
POST   /plans/<slug>/settings/stage  nowhere  login  404  404  404  404  404  404  404
POST   /plans/<slug>/reopening  arms  login  404  saved  403  403  403  403  404
POST   /plans/<slug>/reopening  stranger's  login  404  404  404  404  404  404  saved
POST   /plans/<slug>/reopening  nowhere  login  404  404  404  404  404  404  404
POST   /plans/<slug>/archive  arms  login  404  saved  403  403  403  403  404
POST   /plans/<slug>/archive  stranger's  login  404  404  404  404  404  404  saved
POST   /plans/<slug>/archive  nowhere  login  404  404  404  404  404  404  404
POST   /plans/<slug>/archive/removal  arms  login  404  saved  403  403  403  403  404
POST   /plans/<slug>/archive/removal  stranger's  login  404  404  404  404  404  404  saved
POST   /plans/<slug>/archive/removal  nowhere  login  404  404  404  404  404  404  404
POST   /plans/<slug>/deletion  arms  login  404  422  403  403  403  403  404
POST   /plans/<slug>/deletion  stranger's  login  404  404  404  404  404  404  422
POST   /plans/<slug>/deletion  nowhere  login  404  404  404  404  404  404  404
POST   /plans/archived/<int:plan_id>/restoration  arms  login  404  saved  404  404  404  404  404
POST   /plans/archived/<int:plan_id>/restoration  stranger's  login  404  404  404  404  404  404  saved
POST   /plans/archived/<int:plan_id>/restoration  nowhere  login  404  404  404  404  404  404  404
"""  # noqa: E501  # a table reads across
# fmt: on
