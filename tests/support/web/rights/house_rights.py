"""The rows of the table of rights that are about the house: mail, accounts, agencies and more."""

from __future__ import annotations

# fmt: off
OF_THE_HOUSE = """POST   /admin/mail/test                                                   -          login  saved  404  404  404  404  404  404
POST   /admin/mail/<any(reminders, notices):ledger>/<int:row_id>/again    ours       login  saved  404  404  404  404  404  404
POST   /admin/mail/<any(reminders, notices):ledger>/<int:row_id>/again    stranger's login  saved  404  404  404  404  404  404
POST   /admin/mail/<any(reminders, notices):ledger>/<int:row_id>/again    nowhere    login  404    404  404  404  404  404  404
POST   /admin/mail/<any(reminders, notices):ledger>/<int:row_id>/seen     ours       login  saved  404  404  404  404  404  404
POST   /admin/mail/<any(reminders, notices):ledger>/<int:row_id>/seen     stranger's login  saved  404  404  404  404  404  404
POST   /admin/mail/<any(reminders, notices):ledger>/<int:row_id>/seen     nowhere    login  404    404  404  404  404  404  404
POST   /admin/health/verification                                         -          login  saved  404  404  404  404  404  404
GET    /admin/spills                                                      -          login  200  404  404  404  404  404  404
POST   /admin/spills/<int:spill_id>/removal                               ours       login  saved  404  404  404  404  404  404
POST   /admin/spills/<int:spill_id>/removal                               stranger's login  saved  404  404  404  404  404  404
POST   /admin/spills/<int:spill_id>/removal                               nowhere    login  404    404  404  404  404  404  404
POST   /admin/spills/<int:spill_id>/refusal                               ours       login  saved  404  404  404  404  404  404
POST   /admin/spills/<int:spill_id>/refusal                               stranger's login  saved  404  404  404  404  404  404
POST   /admin/spills/<int:spill_id>/refusal                               nowhere    login  404    404  404  404  404  404  404
POST   /admin/backups                                                     -          login  saved  404  404  404  404  404  404
POST   /admin/backups/<int:backup_id>/verification                        -          login  saved  404  404  404  404  404  404
POST   /admin/mail/keeping                                                -          login  saved  404  404  404  404  404  404
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
POST   /directives/<int:directive_id>/objectives                          -          login  saved  saved  403  403  403  403  saved
POST   /directives/<int:directive_id>/objectives                          unknown    login  404  404  404  404  404  404  404
POST   /directives/<int:directive_id>/merge                               -          login  saved  saved  403  403  403  403  saved
POST   /directives/<int:directive_id>/merge                               unknown    login  404  404  404  404  404  404  404
POST   /login                                                             -          422       422   422         422   422         422    422     422
POST   /account/sheets                                                    -          login  404  404  404  404  404  404  404
POST   /account                                                           -          login  saved  saved  saved  saved  saved  saved  saved
POST   /logout                                                            -          login     saved saved       saved saved       saved  saved   saved
"""  # noqa: E501  # a table reads across
# fmt: on
