"""The rows of the table of rights that are about coordination: versions, answers, decisions."""

from __future__ import annotations

# fmt: off
OF_ROUNDS = """GET    /plans/<slug>/coordination  arms  login  404  200  200  200  200  200  404
GET    /plans/<slug>/coordination  stranger's  login  404  404  404  404  404  404  200
GET    /plans/<slug>/coordination  nowhere  login  404  404  404  404  404  404  404
GET    /tasks/<int:task_id>/coordination  ours  login  404  200  200  200  200  200  404
GET    /tasks/<int:task_id>/coordination  stranger's  login  404  404  404  404  404  404  200
GET    /tasks/<int:task_id>/coordination  nowhere  login  404  404  404  404  404  404  404
POST   /tasks/<int:task_id>/coordination  ours  login  404  saved  saved  403  403  403  404
POST   /tasks/<int:task_id>/coordination  handed  login  404  saved  403  saved  403  403  404
POST   /tasks/<int:task_id>/coordination  stranger's  login  404  404  404  404  404  404  saved
POST   /tasks/<int:task_id>/coordination  nowhere  login  404  404  404  404  404  404  404
POST   /coordination/asks/<int:ask_id>/answer  theirs  login  404  403  saved  403  403  403  404
POST   /coordination/asks/<int:ask_id>/answer  stranger's  login  404  404  404  404  404  404  403
POST   /coordination/asks/<int:ask_id>/answer  nowhere  login  404  404  404  404  404  404  404
POST   /coordination/asks/<int:ask_id>/bureaus  theirs  login  404  403  saved  403  403  403  404
POST   /coordination/asks/<int:ask_id>/bureaus  stranger's  login  404  404  404  404  404  404  403
POST   /coordination/asks/<int:ask_id>/bureaus  nowhere  login  404  404  404  404  404  404  404
POST   /coordination/bureaus/<int:bureau_ask_id>/answer  theirs  login  404  403  saved  403  403  403  404
POST   /coordination/bureaus/<int:bureau_ask_id>/answer  stranger's  login  404  404  404  404  404  404  403
POST   /coordination/bureaus/<int:bureau_ask_id>/answer  nowhere  login  404  404  404  404  404  404  404
POST   /coordination/asks/<int:ask_id>/going-on  ours  login  404  saved  saved  403  403  403  404
POST   /coordination/asks/<int:ask_id>/going-on  stranger's  login  404  404  404  404  404  404  saved
POST   /coordination/asks/<int:ask_id>/going-on  nowhere  login  404  404  404  404  404  404  404
POST   /coordination/comments/<int:remark_id>/decision  ours  login  404  saved  saved  403  403  403  404
POST   /coordination/comments/<int:remark_id>/decision  stranger's  login  404  404  404  404  404  404  saved
POST   /coordination/comments/<int:remark_id>/decision  nowhere  login  404  404  404  404  404  404  404
POST   /coordination/<int:round_id>/clearing  ours  login  404  saved  saved  403  403  403  404
POST   /coordination/<int:round_id>/clearing  stranger's  login  404  404  404  404  404  404  saved
POST   /coordination/<int:round_id>/clearing  nowhere  login  404  404  404  404  404  404  404
POST   /coordination/<int:round_id>/withdrawal  ours  login  404  saved  saved  403  403  403  404
POST   /coordination/<int:round_id>/withdrawal  stranger's  login  404  404  404  404  404  404  saved
POST   /coordination/<int:round_id>/withdrawal  nowhere  login  404  404  404  404  404  404  404
POST   /coordination/asks/<int:ask_id>/dropping  ours  login  404  saved  saved  403  403  403  404
POST   /coordination/asks/<int:ask_id>/dropping  stranger's  login  404  404  404  404  404  404  saved
POST   /coordination/asks/<int:ask_id>/dropping  nowhere  login  404  404  404  404  404  404  404
POST   /coordination/asks/<int:ask_id>/day  ours  login  404  saved  saved  403  403  403  404
POST   /coordination/asks/<int:ask_id>/day  stranger's  login  404  404  404  404  404  404  saved
POST   /coordination/asks/<int:ask_id>/day  nowhere  login  404  404  404  404  404  404  404
POST   /coordination/<int:round_id>/agencies  ours  login  404  saved  saved  403  403  403  404
POST   /coordination/<int:round_id>/agencies  stranger's  login  404  404  404  404  404  404  saved
POST   /coordination/<int:round_id>/agencies  nowhere  login  404  404  404  404  404  404  404
GET    /c/<token>  -  404  404  404  404  404  404  404  404
POST   /c/<token>  -  404  404  404  404  404  404  404  404
"""  # noqa: E501  # a table reads across
# fmt: on
