"""The rows of the table of rights that are about how the work goes."""

from __future__ import annotations

# fmt: off
OF_PROGRESS = """GET    /plans/<slug>/forecast  arms  login  404  200  200  200  200  200  404
GET    /plans/<slug>/forecast  stranger's  login  404  404  404  404  404  404  200
GET    /plans/<slug>/forecast  nowhere  login  404  404  404  404  404  404  404
GET    /plans/<slug>/forecast.<any(svg, png, pdf):kind>  arms  login  404  200  200  200  200  200  404
GET    /plans/<slug>/forecast.<any(svg, png, pdf):kind>  stranger's  login  404  404  404  404  404  404  200
GET    /plans/<slug>/forecast.<any(svg, png, pdf):kind>  nowhere  login  404  404  404  404  404  404  404
GET    /plans/<slug>/forecast.csv  arms  login  404  200  200  200  200  200  404
GET    /plans/<slug>/forecast.csv  stranger's  login  404  404  404  404  404  404  200
GET    /plans/<slug>/forecast.csv  nowhere  login  404  404  404  404  404  404  404
GET    /plans/<slug>/health  arms  login  404  200  200  200  200  200  404
GET    /plans/<slug>/health  stranger's  login  404  404  404  404  404  404  200
GET    /plans/<slug>/health  nowhere  login  404  404  404  404  404  404  404
GET    /plans/<slug>/health.csv  arms  login  404  200  200  200  200  200  404
GET    /plans/<slug>/health.csv  stranger's  login  404  404  404  404  404  404  200
GET    /plans/<slug>/health.csv  nowhere  login  404  404  404  404  404  404  404
GET    /plans/<slug>/milestones  arms  login  404  200  200  200  200  200  404
GET    /plans/<slug>/milestones  stranger's  login  404  404  404  404  404  404  200
GET    /plans/<slug>/milestones  nowhere  login  404  404  404  404  404  404  404
GET    /plans/<slug>/milestones.<any(svg, png, pdf):kind>  arms  login  404  200  200  200  200  200  404
GET    /plans/<slug>/milestones.<any(svg, png, pdf):kind>  stranger's  login  404  404  404  404  404  404  200
GET    /plans/<slug>/milestones.<any(svg, png, pdf):kind>  nowhere  login  404  404  404  404  404  404  404
GET    /plans/<slug>/milestones.csv  arms  login  404  200  200  200  200  200  404
GET    /plans/<slug>/milestones.csv  stranger's  login  404  404  404  404  404  404  200
GET    /plans/<slug>/milestones.csv  nowhere  login  404  404  404  404  404  404  404
GET    /plans/<slug>/objectives  arms  login  404  200  200  200  200  200  404
GET    /plans/<slug>/objectives  stranger's  login  404  404  404  404  404  404  200
GET    /plans/<slug>/objectives  nowhere  login  404  404  404  404  404  404  404
GET    /plans/<slug>/objectives.csv  arms  login  404  200  200  200  200  200  404
GET    /plans/<slug>/objectives.csv  stranger's  login  404  404  404  404  404  404  200
GET    /plans/<slug>/objectives.csv  nowhere  login  404  404  404  404  404  404  404
"""  # noqa: E501  # a table reads across
