"""The rows of the table of rights that are about what agencies ask of each other in a plan."""

from __future__ import annotations

# fmt: off
OF_COORDINATION = """GET    /plans/<slug>/registers  arms  login  404  200  200  200  200  200  404
GET    /plans/<slug>/registers  stranger's  login  404  404  404  404  404  404  200
GET    /plans/<slug>/registers  nowhere  login  404  404  404  404  404  404  404
GET    /plans/<slug>/registers.csv  arms  login  404  200  200  200  200  200  404
GET    /plans/<slug>/registers.csv  stranger's  login  404  404  404  404  404  404  200
GET    /plans/<slug>/registers.csv  nowhere  login  404  404  404  404  404  404  404
GET    /plans/<slug>/registers/new  arms  login  404  200  200  200  403  403  404
GET    /plans/<slug>/registers/new  stranger's  login  404  404  404  404  404  404  200
GET    /plans/<slug>/registers/new  nowhere  login  404  404  404  404  404  404  404
GET    /plans/<slug>/registers/<int:number>  arms  login  404  200  200  200  200  200  404
GET    /plans/<slug>/registers/<int:number>  stranger's  login  404  404  404  404  404  404  200
GET    /plans/<slug>/registers/<int:number>  nowhere  login  404  404  404  404  404  404  404
GET    /plans/<slug>/registers/<int:number>/memo.<any(pdf, html):form>  arms  login  404  200  200  200  200  200  404
GET    /plans/<slug>/registers/<int:number>/memo.<any(pdf, html):form>  stranger's  login  404  404  404  404  404  404  200
GET    /plans/<slug>/registers/<int:number>/memo.<any(pdf, html):form>  nowhere  login  404  404  404  404  404  404  404
GET    /plans/<slug>/registers/<int:number>/edit  arms  login  404  200  403  403  403  403  404
GET    /plans/<slug>/registers/<int:number>/edit  stranger's  login  404  404  404  404  404  404  200
GET    /plans/<slug>/registers/<int:number>/edit  nowhere  login  404  404  404  404  404  404  404
POST   /plans/<slug>/registers/new  arms  login  404  saved  saved  saved  403  403  404
POST   /plans/<slug>/registers/new  stranger's  login  404  404  404  404  404  404  saved
POST   /plans/<slug>/registers/new  nowhere  login  404  404  404  404  404  404  404
POST   /plans/<slug>/registers/<int:number>/edit  arms  login  404  saved  403  403  403  403  404
POST   /plans/<slug>/registers/<int:number>/edit  stranger's  login  404  404  404  404  404  404  saved
POST   /plans/<slug>/registers/<int:number>/edit  nowhere  login  404  404  404  404  404  404  404
POST   /plans/<slug>/registers/<int:number>/closing  arms  login  404  saved  403  403  403  403  404
POST   /plans/<slug>/registers/<int:number>/closing  stranger's  login  404  404  404  404  404  404  saved
POST   /plans/<slug>/registers/<int:number>/closing  nowhere  login  404  404  404  404  404  404  404
POST   /plans/<slug>/registers/<int:number>/reopening  arms  login  404  saved  403  403  403  403  404
POST   /plans/<slug>/registers/<int:number>/reopening  stranger's  login  404  404  404  404  404  404  saved
POST   /plans/<slug>/registers/<int:number>/reopening  nowhere  login  404  404  404  404  404  404  404
POST   /plans/<slug>/registers/<int:number>/retirement  arms  login  404  saved  403  403  403  403  404
POST   /plans/<slug>/registers/<int:number>/retirement  stranger's  login  404  404  404  404  404  404  saved
POST   /plans/<slug>/registers/<int:number>/retirement  nowhere  login  404  404  404  404  404  404  404
POST   /plans/<slug>/registers/<int:number>/restoration  arms  login  404  saved  403  403  403  403  404
POST   /plans/<slug>/registers/<int:number>/restoration  stranger's  login  404  404  404  404  404  404  saved
POST   /plans/<slug>/registers/<int:number>/restoration  nowhere  login  404  404  404  404  404  404  404
POST   /tasks/<int:task_id>/assessment  ours  login  404  saved  403  403  403  403  404
POST   /tasks/<int:task_id>/assessment  stranger's  login  404  404  404  404  404  404  saved
POST   /tasks/<int:task_id>/assessment  nowhere  login  404  404  404  404  404  404  404
POST   /tasks/<int:task_id>/assessment/withdrawal  ours  login  404  saved  403  403  403  403  404
POST   /tasks/<int:task_id>/assessment/withdrawal  stranger's  login  404  404  404  404  404  404  saved
POST   /tasks/<int:task_id>/assessment/withdrawal  nowhere  login  404  404  404  404  404  404  404
POST   /tasks/<int:task_id>/recovery-steps  ours  login  404  saved  saved  403  403  403  404
POST   /tasks/<int:task_id>/recovery-steps  stranger's  login  404  404  404  404  404  404  saved
POST   /tasks/<int:task_id>/recovery-steps  nowhere  login  404  404  404  404  404  404  404
POST   /recovery-steps/<int:step_id>/completion  ours  login  404  saved  saved  403  403  403  404
POST   /recovery-steps/<int:step_id>/completion  stranger's  login  404  404  404  404  404  404  saved
POST   /recovery-steps/<int:step_id>/completion  nowhere  login  404  404  404  404  404  404  404
POST   /recovery-steps/<int:step_id>/reopening  ours  login  404  saved  saved  403  403  403  404
POST   /recovery-steps/<int:step_id>/reopening  stranger's  login  404  404  404  404  404  404  saved
POST   /recovery-steps/<int:step_id>/reopening  nowhere  login  404  404  404  404  404  404  404
POST   /recovery-steps/<int:step_id>/removal  ours  login  404  saved  saved  403  403  403  404
POST   /recovery-steps/<int:step_id>/removal  stranger's  login  404  404  404  404  404  404  saved
POST   /recovery-steps/<int:step_id>/removal  nowhere  login  404  404  404  404  404  404  404
POST   /tasks/<int:task_id>/inner-suspense  ours  login  404  403  saved  403  403  403  404
POST   /tasks/<int:task_id>/inner-suspense  stranger's  login  404  404  404  404  404  404  403
POST   /tasks/<int:task_id>/inner-suspense  nowhere  login  404  404  404  404  404  404  404
POST   /tasks/<int:task_id>/inner-suspense/clearing  ours  login  404  403  saved  403  403  403  404
POST   /tasks/<int:task_id>/inner-suspense/clearing  stranger's  login  404  404  404  404  404  404  403
POST   /tasks/<int:task_id>/inner-suspense/clearing  nowhere  login  404  404  404  404  404  404  404
"""  # noqa: E501  # a table reads across
# fmt: on
