"""The rows of the table of rights that are about change requests."""

from __future__ import annotations

# fmt: off
OF_REQUESTS = """GET    /plans/<slug>/changes  arms  login  404  200  200  200  200  200  404
GET    /plans/<slug>/changes  stranger's  login  404  404  404  404  404  404  200
GET    /plans/<slug>/changes  nowhere  login  404  404  404  404  404  404  404
GET    /plans/<slug>/changes/<int:number>  arms  login  404  200  200  200  200  200  404
GET    /plans/<slug>/changes/<int:number>  stranger's  login  404  404  404  404  404  404  200
GET    /plans/<slug>/changes/<int:number>  nowhere  login  404  404  404  404  404  404  404
POST   /plans/<slug>/changes/limit  arms  login  404  422  403  403  403  403  404
POST   /plans/<slug>/changes/limit  stranger's  login  404  404  404  404  404  404  422
POST   /plans/<slug>/changes/limit  nowhere  login  404  404  404  404  404  404  404
POST   /plans/<slug>/changes/<int:number>/acceptance  arms  login  404  saved  403  403  403  403  404
POST   /plans/<slug>/changes/<int:number>/acceptance  stranger's  login  404  404  404  404  404  404  saved
POST   /plans/<slug>/changes/<int:number>/acceptance  nowhere  login  404  404  404  404  404  404  404
POST   /plans/<slug>/changes/<int:number>/refusal  arms  login  404  saved  403  403  403  403  404
POST   /plans/<slug>/changes/<int:number>/refusal  stranger's  login  404  404  404  404  404  404  saved
POST   /plans/<slug>/changes/<int:number>/refusal  nowhere  login  404  404  404  404  404  404  404
POST   /plans/<slug>/changes/<int:number>/withdrawal  arms  login  404  403  saved  403  403  403  404
POST   /plans/<slug>/changes/<int:number>/withdrawal  stranger's  login  404  404  404  404  404  404  403
POST   /plans/<slug>/changes/<int:number>/withdrawal  nowhere  login  404  404  404  404  404  404  404
"""  # noqa: E501  # a table reads across
# fmt: on
