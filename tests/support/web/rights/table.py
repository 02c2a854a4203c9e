"""Who gets which answer from every route: the table of rights."""

from __future__ import annotations

from support.web.rights.chain_rights import OF_THE_CHAIN
from support.web.rights.consultation_rights import OF_CONSULTATION
from support.web.rights.coordination_rights import OF_COORDINATION
from support.web.rights.cycle_rights import OF_CYCLES
from support.web.rights.house_rights import OF_THE_HOUSE
from support.web.rights.plan_rights import OF_A_PLAN
from support.web.rights.progress_rights import OF_PROGRESS
from support.web.rights.request_rights import OF_REQUESTS
from support.web.rights.round_rights import OF_ROUNDS
from support.web.rights.text_rights import OF_TEXTS

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
GET    /plans/import/confirm                                              -          login     403   404         403   403         403    403     404
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
GET    /metrics                                                           -          200       200   200         200   200         200    200     200
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
""" + OF_A_PLAN + OF_THE_HOUSE + OF_THE_CHAIN + OF_CONSULTATION + OF_COORDINATION + OF_ROUNDS + OF_TEXTS + OF_REQUESTS + OF_CYCLES + OF_PROGRESS  # noqa: E501  # a table reads across
# fmt: on
