"""A form makes one change; what is old is forgotten by the beat, and not by every form."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models import UsedForm
from support.ground.office import FOUNDED_AT
from workplan.extensions import db
from workplan.services.record import form_numbers
from workplan.services.record.form_numbers import DoneAlready, Form
from workplan.services.record.transaction import writing

if TYPE_CHECKING:
    from support.ground.office import Office


def use(name: str, after: timedelta = timedelta()) -> None:
    with writing() as session:
        form_numbers.use(session, Form(name, FOUNDED_AT + after))


@pytest.mark.usefixtures("office")
def test_a_form_is_used_once() -> None:
    use("a")
    with pytest.raises(DoneAlready):
        use("a", timedelta(hours=1))


def test_a_day_later_a_form_is_forgotten_and_no_sooner(office: Office) -> None:
    use("old")
    use("young", timedelta(hours=2))
    with office.app.app_context():
        form_numbers.forget_old(db.session(), FOUNDED_AT + timedelta(days=1, hours=1))
        assert db.session().scalars(select(UsedForm.form_hash)).all() == ["young"]
        form_numbers.forget_old(db.session(), FOUNDED_AT + timedelta(days=1, hours=1))
        assert db.session().scalars(select(UsedForm.form_hash)).all() == ["young"]
