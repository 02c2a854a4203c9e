"""The rows of the table of rights that are about comments from outside.

No plan here shows them to the public; what that page shows is tested beside it.
"""

from __future__ import annotations

# fmt: off
OF_CONSULTATION = """GET    /plans/<slug>/comments  arms  login  404  200  200  200  200  200  404
GET    /plans/<slug>/comments  stranger's  login  404  404  404  404  404  404  200
GET    /plans/<slug>/comments  nowhere  login  404  404  404  404  404  404  404
GET    /plans/<slug>/comments/counts  arms  login  404  200  200  200  200  200  404
GET    /plans/<slug>/comments/counts  stranger's  login  404  404  404  404  404  404  200
GET    /plans/<slug>/comments/counts  nowhere  login  404  404  404  404  404  404  404
GET    /plans/<slug>/comments.csv  arms  login  404  200  200  200  200  200  404
GET    /plans/<slug>/comments.csv  stranger's  login  404  404  404  404  404  404  200
GET    /plans/<slug>/comments.csv  nowhere  login  404  404  404  404  404  404  404
GET    /plans/<slug>/comments.xlsx  arms  login  404  200  200  200  200  200  404
GET    /plans/<slug>/comments.xlsx  stranger's  login  404  404  404  404  404  404  200
GET    /plans/<slug>/comments.xlsx  nowhere  login  404  404  404  404  404  404  404
GET    /plans/<slug>/comments.pdf  arms  login  404  200  200  200  200  200  404
GET    /plans/<slug>/comments.pdf  stranger's  login  404  404  404  404  404  404  200
GET    /plans/<slug>/comments.pdf  nowhere  login  404  404  404  404  404  404  404
GET    /plans/<slug>/comments/<int:number>  arms  login  404  200  200  200  200  200  404
GET    /plans/<slug>/comments/<int:number>  stranger's  login  404  404  404  404  404  404  200
GET    /plans/<slug>/comments/<int:number>  nowhere  login  404  404  404  404  404  404  404
GET    /plans/<slug>/comments/new  arms  login  404  200  403  403  403  403  404
GET    /plans/<slug>/comments/new  stranger's  login  404  404  404  404  404  404  200
GET    /plans/<slug>/comments/new  nowhere  login  404  404  404  404  404  404  404
GET    /plans/<slug>/comments/<int:number>/sender  arms  login  404  200  403  403  403  403  404
GET    /plans/<slug>/comments/<int:number>/sender  stranger's  login  404  404  404  404  404  404  200
GET    /plans/<slug>/comments/<int:number>/sender  nowhere  login  404  404  404  404  404  404  404
GET    /plans/<slug>/settings/comments  arms  login  404  200  403  403  403  403  404
GET    /plans/<slug>/settings/comments  stranger's  login  404  404  404  404  404  404  200
GET    /plans/<slug>/settings/comments  nowhere  login  404  404  404  404  404  404  404
POST   /plans/<slug>/comments/new  arms  login  404  saved  403  403  403  403  404
POST   /plans/<slug>/comments/new  stranger's  login  404  404  404  404  404  404  saved
POST   /plans/<slug>/comments/new  nowhere  login  404  404  404  404  404  404  404
POST   /plans/<slug>/comments/<int:number>/sender  arms  login  404  saved  403  403  403  403  404
POST   /plans/<slug>/comments/<int:number>/sender  stranger's  login  404  404  404  404  404  404  saved
POST   /plans/<slug>/comments/<int:number>/sender  nowhere  login  404  404  404  404  404  404  404
POST   /plans/<slug>/comments/<int:number>/aside  arms  login  404  saved  403  403  403  403  404
POST   /plans/<slug>/comments/<int:number>/aside  stranger's  login  404  404  404  404  404  404  saved
POST   /plans/<slug>/comments/<int:number>/aside  nowhere  login  404  404  404  404  404  404  404
POST   /plans/<slug>/comments/<int:number>/return  arms  login  404  saved  403  403  403  403  404
POST   /plans/<slug>/comments/<int:number>/return  stranger's  login  404  404  404  404  404  404  saved
POST   /plans/<slug>/comments/<int:number>/return  nowhere  login  404  404  404  404  404  404  404
POST   /plans/<slug>/comments/<int:number>/own  arms  login  404  saved  403  403  403  403  404
POST   /plans/<slug>/comments/<int:number>/own  stranger's  login  404  404  404  404  404  404  saved
POST   /plans/<slug>/comments/<int:number>/own  nowhere  login  404  404  404  404  404  404  404
POST   /plans/<slug>/comments/<int:number>/answer  arms  login  404  saved  403  403  403  403  404
POST   /plans/<slug>/comments/<int:number>/answer  stranger's  login  404  404  404  404  404  404  saved
POST   /plans/<slug>/comments/<int:number>/answer  nowhere  login  404  404  404  404  404  404  404
POST   /plans/<slug>/comments/<int:number>/reopening  arms  login  404  saved  403  403  403  403  404
POST   /plans/<slug>/comments/<int:number>/reopening  stranger's  login  404  404  404  404  404  404  saved
POST   /plans/<slug>/comments/<int:number>/reopening  nowhere  login  404  404  404  404  404  404  404
POST   /plans/<slug>/comments/<int:number>/mails/again  arms  login  404  saved  403  403  403  403  404
POST   /plans/<slug>/comments/<int:number>/mails/again  stranger's  login  404  404  404  404  404  404  saved
POST   /plans/<slug>/comments/<int:number>/mails/again  nowhere  login  404  404  404  404  404  404  404
POST   /plans/<slug>/comments/<int:number>/mails/left  arms  login  404  saved  403  403  403  403  404
POST   /plans/<slug>/comments/<int:number>/mails/left  stranger's  login  404  404  404  404  404  404  saved
POST   /plans/<slug>/comments/<int:number>/mails/left  nowhere  login  404  404  404  404  404  404  404
POST   /plans/<slug>/comments/<int:number>/points  arms  login  404  saved  403  403  403  403  404
POST   /plans/<slug>/comments/<int:number>/points  stranger's  login  404  404  404  404  404  404  saved
POST   /plans/<slug>/comments/<int:number>/points  nowhere  login  404  404  404  404  404  404  404
POST   /plans/<slug>/comments/<int:number>/points/<int:which>/letting-go  arms  login  404  saved  403  403  403  403  404
POST   /plans/<slug>/comments/<int:number>/points/<int:which>/letting-go  stranger's  login  404  404  404  404  404  404  saved
POST   /plans/<slug>/comments/<int:number>/points/<int:which>/letting-go  nowhere  login  404  404  404  404  404  404  404
POST   /plans/<slug>/comments/<int:number>/points/<int:which>/settlement  arms  login  404  saved  403  403  403  403  404
POST   /plans/<slug>/comments/<int:number>/points/<int:which>/settlement  stranger's  login  404  404  404  404  404  404  saved
POST   /plans/<slug>/comments/<int:number>/points/<int:which>/settlement  nowhere  login  404  404  404  404  404  404  404
POST   /plans/<slug>/comments/<int:number>/points/<int:which>/reopening  arms  login  404  saved  403  403  403  403  404
POST   /plans/<slug>/comments/<int:number>/points/<int:which>/reopening  stranger's  login  404  404  404  404  404  404  saved
POST   /plans/<slug>/comments/<int:number>/points/<int:which>/reopening  nowhere  login  404  404  404  404  404  404  404
POST   /plans/<slug>/comments/<int:number>/points/<int:which>/filing  arms  login  404  saved  403  403  403  403  404
POST   /plans/<slug>/comments/<int:number>/points/<int:which>/filing  stranger's  login  404  404  404  404  404  404  saved
POST   /plans/<slug>/comments/<int:number>/points/<int:which>/filing  nowhere  login  404  404  404  404  404  404  404
POST   /plans/<slug>/comments/<int:number>/points/<int:which>/draft/asking  arms  login  404  saved  403  403  403  403  404
POST   /plans/<slug>/comments/<int:number>/points/<int:which>/draft/asking  stranger's  login  404  404  404  404  404  404  saved
POST   /plans/<slug>/comments/<int:number>/points/<int:which>/draft/asking  nowhere  login  404  404  404  404  404  404  404
POST   /plans/<slug>/comments/<int:number>/points/<int:which>/draft/dropping  arms  login  404  saved  403  403  403  403  404
POST   /plans/<slug>/comments/<int:number>/points/<int:which>/draft/dropping  stranger's  login  404  404  404  404  404  404  saved
POST   /plans/<slug>/comments/<int:number>/points/<int:which>/draft/dropping  nowhere  login  404  404  404  404  404  404  404
POST   /plans/<slug>/comments/<int:number>/points/<int:which>/draft/sending-back  arms  login  404  saved  403  403  403  403  404
POST   /plans/<slug>/comments/<int:number>/points/<int:which>/draft/sending-back  stranger's  login  404  404  404  404  404  404  saved
POST   /plans/<slug>/comments/<int:number>/points/<int:which>/draft/sending-back  nowhere  login  404  404  404  404  404  404  404
POST   /plans/<slug>/comments/<int:number>/points/<int:which>/draft  arms  login  404  403  saved  403  403  403  404
POST   /plans/<slug>/comments/<int:number>/points/<int:which>/draft  stranger's  login  404  404  404  404  404  404  403
POST   /plans/<slug>/comments/<int:number>/points/<int:which>/draft  nowhere  login  404  404  404  404  404  404  404
GET    /plans/<slug>/comments/<int:number>/files/<int:which>  arms  login  404  404  404  404  404  404  404
GET    /plans/<slug>/comments/<int:number>/files/<int:which>  stranger's  login  404  404  404  404  404  404  404
GET    /plans/<slug>/comments/<int:number>/files/<int:which>  nowhere  login  404  404  404  404  404  404  404
GET    /plans/<slug>/comments/<int:number>/letter  arms  login  404  200  200  200  200  200  404
GET    /plans/<slug>/comments/<int:number>/letter  stranger's  login  404  404  404  404  404  404  200
GET    /plans/<slug>/comments/<int:number>/letter  nowhere  login  404  404  404  404  404  404  404
GET    /plans/<slug>/comments/<int:number>/person  arms  login  404  200  403  403  403  403  404
GET    /plans/<slug>/comments/<int:number>/person  stranger's  login  404  404  404  404  404  404  200
GET    /plans/<slug>/comments/<int:number>/person  nowhere  login  404  404  404  404  404  404  404
GET    /plans/<slug>/comments/<int:number>/person.zip  arms  login  404  200  403  403  403  403  404
GET    /plans/<slug>/comments/<int:number>/person.zip  stranger's  login  404  404  404  404  404  404  200
GET    /plans/<slug>/comments/<int:number>/person.zip  nowhere  login  404  404  404  404  404  404  404
POST   /plans/<slug>/comments/<int:number>/person  arms  login  404  saved  403  403  403  403  404
POST   /plans/<slug>/comments/<int:number>/person  stranger's  login  404  404  404  404  404  404  saved
POST   /plans/<slug>/comments/<int:number>/person  nowhere  login  404  404  404  404  404  404  404
POST   /plans/<slug>/settings/comments  arms  login  404  saved  403  403  403  403  404
POST   /plans/<slug>/settings/comments  stranger's  login  404  404  404  404  404  404  saved
POST   /plans/<slug>/settings/comments  nowhere  login  404  404  404  404  404  404  404
GET    /comment/<slug>  arms  404  404  404  404  404  404  404  404
GET    /comment/<slug>  stranger's  404  404  404  404  404  404  404  404
GET    /comment/<slug>  nowhere  404  404  404  404  404  404  404  404
POST   /comment/<slug>  arms  404  404  404  404  404  404  404  404
POST   /comment/<slug>  stranger's  404  404  404  404  404  404  404  404
POST   /comment/<slug>  nowhere  404  404  404  404  404  404  404  404
GET    /register/<slug>  arms  404  404  404  404  404  404  404  404
GET    /register/<slug>  stranger's  404  404  404  404  404  404  404  404
GET    /register/<slug>  nowhere  404  404  404  404  404  404  404  404
"""  # noqa: E501  # a table reads across
# fmt: on
