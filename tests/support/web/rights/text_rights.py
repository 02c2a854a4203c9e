"""The rows of the table of rights that are about the text of a plan, its versions and clearance."""

from __future__ import annotations

# fmt: off
OF_TEXTS = """GET    /plans/<slug>/text  arms  login  404  200  200  200  200  200  404
GET    /plans/<slug>/text  stranger's  login  404  404  404  404  404  404  200
GET    /plans/<slug>/text  nowhere  login  404  404  404  404  404  404  404
GET    /plans/<slug>/text.<any(pdf, html):form>  arms  login  404  200  200  200  200  200  404
GET    /plans/<slug>/text.<any(pdf, html):form>  stranger's  login  404  404  404  404  404  404  200
GET    /plans/<slug>/text.<any(pdf, html):form>  nowhere  login  404  404  404  404  404  404  404
GET    /plans/<slug>/text/sections/new  arms  login  404  200  403  403  403  403  404
GET    /plans/<slug>/text/sections/new  stranger's  login  404  404  404  404  404  404  200
GET    /plans/<slug>/text/sections/new  nowhere  login  404  404  404  404  404  404  404
GET    /plans/<slug>/text/sections/<int:number>  arms  login  404  200  200  200  200  200  404
GET    /plans/<slug>/text/sections/<int:number>  stranger's  login  404  404  404  404  404  404  200
GET    /plans/<slug>/text/sections/<int:number>  nowhere  login  404  404  404  404  404  404  404
GET    /plans/<slug>/text/sections/<int:number>/edit  arms  login  404  200  403  403  403  403  404
GET    /plans/<slug>/text/sections/<int:number>/edit  stranger's  login  404  404  404  404  404  404  200
GET    /plans/<slug>/text/sections/<int:number>/edit  nowhere  login  404  404  404  404  404  404  404
GET    /plans/<slug>/versions  arms  login  404  200  200  200  200  200  404
GET    /plans/<slug>/versions  stranger's  login  404  404  404  404  404  404  200
GET    /plans/<slug>/versions  nowhere  login  404  404  404  404  404  404  404
GET    /plans/<slug>/versions/<int:number>  arms  login  404  200  200  200  200  200  404
GET    /plans/<slug>/versions/<int:number>  stranger's  login  404  404  404  404  404  404  200
GET    /plans/<slug>/versions/<int:number>  nowhere  login  404  404  404  404  404  404  404
GET    /plans/<slug>/versions/<int:number>.<any(pdf, html, json):form>  arms  login  404  200  200  200  200  200  404
GET    /plans/<slug>/versions/<int:number>.<any(pdf, html, json):form>  stranger's  login  404  404  404  404  404  404  200
GET    /plans/<slug>/versions/<int:number>.<any(pdf, html, json):form>  nowhere  login  404  404  404  404  404  404  404
GET    /plans/<slug>/versions/<int:number>/changes  arms  login  404  200  200  200  200  200  404
GET    /plans/<slug>/versions/<int:number>/changes  stranger's  login  404  404  404  404  404  404  200
GET    /plans/<slug>/versions/<int:number>/changes  nowhere  login  404  404  404  404  404  404  404
POST   /plans/<slug>/text  arms  login  404  saved  403  403  403  403  404
POST   /plans/<slug>/text  stranger's  login  404  404  404  404  404  404  saved
POST   /plans/<slug>/text  nowhere  login  404  404  404  404  404  404  404
POST   /plans/<slug>/text/sections/new  arms  login  404  saved  403  403  403  403  404
POST   /plans/<slug>/text/sections/new  stranger's  login  404  404  404  404  404  404  saved
POST   /plans/<slug>/text/sections/new  nowhere  login  404  404  404  404  404  404  404
POST   /plans/<slug>/text/sections/<int:number>/edit  arms  login  404  saved  403  403  403  403  404
POST   /plans/<slug>/text/sections/<int:number>/edit  stranger's  login  404  404  404  404  404  404  saved
POST   /plans/<slug>/text/sections/<int:number>/edit  nowhere  login  404  404  404  404  404  404  404
POST   /plans/<slug>/text/sections/<int:number>/place  arms  login  404  saved  403  403  403  403  404
POST   /plans/<slug>/text/sections/<int:number>/place  stranger's  login  404  404  404  404  404  404  saved
POST   /plans/<slug>/text/sections/<int:number>/place  nowhere  login  404  404  404  404  404  404  404
POST   /plans/<slug>/text/sections/<int:number>/retirement  arms  login  404  saved  403  403  403  403  404
POST   /plans/<slug>/text/sections/<int:number>/retirement  stranger's  login  404  404  404  404  404  404  saved
POST   /plans/<slug>/text/sections/<int:number>/retirement  nowhere  login  404  404  404  404  404  404  404
POST   /plans/<slug>/text/sections/<int:number>/restoration  arms  login  404  saved  403  403  403  403  404
POST   /plans/<slug>/text/sections/<int:number>/restoration  stranger's  login  404  404  404  404  404  404  saved
POST   /plans/<slug>/text/sections/<int:number>/restoration  nowhere  login  404  404  404  404  404  404  404
POST   /plans/<slug>/text/sections/<int:number>/sources  arms  login  404  saved  403  403  403  403  404
POST   /plans/<slug>/text/sections/<int:number>/sources  stranger's  login  404  404  404  404  404  404  saved
POST   /plans/<slug>/text/sections/<int:number>/sources  nowhere  login  404  404  404  404  404  404  404
POST   /plans/<slug>/text/sources/<int:source_id>/removal  arms  login  404  saved  403  403  403  403  404
POST   /plans/<slug>/text/sources/<int:source_id>/removal  stranger's  login  404  404  404  404  404  404  saved
POST   /plans/<slug>/text/sources/<int:source_id>/removal  nowhere  login  404  404  404  404  404  404  404
POST   /plans/<slug>/versions  arms  login  404  saved  403  403  403  403  404
POST   /plans/<slug>/versions  stranger's  login  404  404  404  404  404  404  saved
POST   /plans/<slug>/versions  nowhere  login  404  404  404  404  404  404  404
POST   /plans/<slug>/text/sections/<int:number>/remarks  arms  login  404  saved  saved  saved  403  403  404
POST   /plans/<slug>/text/sections/<int:number>/remarks  stranger's  login  404  404  404  404  404  404  saved
POST   /plans/<slug>/text/sections/<int:number>/remarks  nowhere  login  404  404  404  404  404  404  404
POST   /plans/<slug>/text/remarks/<int:remark_id>/answers  arms  login  404  saved  saved  saved  403  403  404
POST   /plans/<slug>/text/remarks/<int:remark_id>/answers  stranger's  login  404  404  404  404  404  404  saved
POST   /plans/<slug>/text/remarks/<int:remark_id>/answers  nowhere  login  404  404  404  404  404  404  404
POST   /plans/<slug>/text/remarks/<int:remark_id>/resolution  arms  login  404  saved  saved  saved  403  403  404
POST   /plans/<slug>/text/remarks/<int:remark_id>/resolution  stranger's  login  404  404  404  404  404  404  saved
POST   /plans/<slug>/text/remarks/<int:remark_id>/resolution  nowhere  login  404  404  404  404  404  404  404
GET    /plans/<slug>/close-out  arms  login  404  200  200  200  200  200  404
GET    /plans/<slug>/close-out  stranger's  login  404  404  404  404  404  404  200
GET    /plans/<slug>/close-out  nowhere  login  404  404  404  404  404  404  404
GET    /plans/<slug>/close-out.<any(pdf, html):form>  arms  login  404  200  200  200  200  200  404
GET    /plans/<slug>/close-out.<any(pdf, html):form>  stranger's  login  404  404  404  404  404  404  200
GET    /plans/<slug>/close-out.<any(pdf, html):form>  nowhere  login  404  404  404  404  404  404  404
GET    /plans/<slug>/clearance  arms  login  404  200  200  200  200  200  404
GET    /plans/<slug>/clearance  stranger's  login  404  404  404  404  404  404  200
GET    /plans/<slug>/clearance  nowhere  login  404  404  404  404  404  404  404
POST   /plans/<slug>/clearance  arms  login  404  saved  403  403  403  403  404
POST   /plans/<slug>/clearance  stranger's  login  404  404  404  404  404  404  saved
POST   /plans/<slug>/clearance  nowhere  login  404  404  404  404  404  404  404
POST   /plans/<slug>/approver  arms  login  404  409  403  403  403  403  404
POST   /plans/<slug>/approver  stranger's  login  404  404  404  404  404  404  409
POST   /plans/<slug>/approver  nowhere  login  404  404  404  404  404  404  404
POST   /plans/<slug>/approval  arms  login  404  403  403  403  403  403  404
POST   /plans/<slug>/approval  stranger's  login  404  404  404  404  404  404  403
POST   /plans/<slug>/approval  nowhere  login  404  404  404  404  404  404  404
GET    /plans/<slug>/clearance.csv  arms  login  404  200  200  200  200  200  404
GET    /plans/<slug>/clearance.csv  stranger's  login  404  404  404  404  404  404  200
GET    /plans/<slug>/clearance.csv  nowhere  login  404  404  404  404  404  404  404
GET    /plans/<slug>/clearance.pdf  arms  login  404  200  200  200  200  200  404
GET    /plans/<slug>/clearance.pdf  stranger's  login  404  404  404  404  404  404  200
GET    /plans/<slug>/clearance.pdf  nowhere  login  404  404  404  404  404  404  404
POST   /plans/<slug>/approval/removal  arms  login  404  422  422  422  422  422  404
POST   /plans/<slug>/approval/removal  stranger's  login  404  404  404  404  404  404  422
POST   /plans/<slug>/approval/removal  nowhere  login  404  404  404  404  404  404  404
"""  # noqa: E501  # a table reads across
# fmt: on
