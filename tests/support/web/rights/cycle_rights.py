"""The rows of the table of rights that are about reporting cycles."""

from __future__ import annotations

# fmt: off
OF_CYCLES = """GET    /plans/<slug>/cycles  arms  login  404  200  200  200  200  200  404
GET    /plans/<slug>/cycles  stranger's  login  404  404  404  404  404  404  200
GET    /plans/<slug>/cycles  nowhere  login  404  404  404  404  404  404  404
GET    /plans/<slug>/cycles/open  arms  login  404  /plans/arms/cycles/2  /plans/arms/cycles/2  /plans/arms/cycles/2  /plans/arms/cycles/2  /plans/arms/cycles/2  404
GET    /plans/<slug>/cycles/open  stranger's  login  404  404  404  404  404  404  /plans/strangers/cycles/2
GET    /plans/<slug>/cycles/open  nowhere  login  404  404  404  404  404  404  404
GET    /plans/<slug>/cycles/<int:number>  arms  login  404  200  200  200  200  200  404
GET    /plans/<slug>/cycles/<int:number>  stranger's  login  404  404  404  404  404  404  200
GET    /plans/<slug>/cycles/<int:number>  nowhere  login  404  404  404  404  404  404  404
GET    /plans/<slug>/cycles/<int:number>.csv  arms  login  404  200  200  200  200  200  404
GET    /plans/<slug>/cycles/<int:number>.csv  stranger's  login  404  404  404  404  404  404  200
GET    /plans/<slug>/cycles/<int:number>.csv  nowhere  login  404  404  404  404  404  404  404
POST   /plans/<slug>/cycles  arms  login  404  saved  403  403  403  403  404
POST   /plans/<slug>/cycles  stranger's  login  404  404  404  404  404  404  saved
POST   /plans/<slug>/cycles  nowhere  login  404  404  404  404  404  404  404
POST   /plans/<slug>/cycles/<int:number>  arms  login  404  saved  403  403  403  403  404
POST   /plans/<slug>/cycles/<int:number>  stranger's  login  404  404  404  404  404  404  saved
POST   /plans/<slug>/cycles/<int:number>  nowhere  login  404  404  404  404  404  404  404
POST   /plans/<slug>/cycles/<int:number>/asks  arms  login  404  saved  403  403  403  403  404
POST   /plans/<slug>/cycles/<int:number>/asks  stranger's  login  404  404  404  404  404  404  saved
POST   /plans/<slug>/cycles/<int:number>/asks  nowhere  login  404  404  404  404  404  404  404
POST   /plans/<slug>/cycles/<int:number>/closing  arms  login  404  saved  403  403  403  403  404
POST   /plans/<slug>/cycles/<int:number>/closing  stranger's  login  404  404  404  404  404  404  saved
POST   /plans/<slug>/cycles/<int:number>/closing  nowhere  login  404  404  404  404  404  404  404
POST   /plans/<slug>/cycles/<int:number>/withdrawal  arms  login  404  saved  403  403  403  403  404
POST   /plans/<slug>/cycles/<int:number>/withdrawal  stranger's  login  404  404  404  404  404  404  saved
POST   /plans/<slug>/cycles/<int:number>/withdrawal  nowhere  login  404  404  404  404  404  404  404
GET    /plans/<slug>/report  arms  login  404  200  200  200  200  200  404
GET    /plans/<slug>/report  stranger's  login  404  404  404  404  404  404  200
GET    /plans/<slug>/report  nowhere  login  404  404  404  404  404  404  404
GET    /plans/<slug>/report.<any(pdf, html, xlsx):form>  arms  login  404  200  200  200  200  200  404
GET    /plans/<slug>/report.<any(pdf, html, xlsx):form>  stranger's  login  404  404  404  404  404  404  200
GET    /plans/<slug>/report.<any(pdf, html, xlsx):form>  nowhere  login  404  404  404  404  404  404  404
"""  # noqa: E501  # a table reads across
# fmt: on
