"""What a select found, as a read model: each column in the field of its name."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest
from sqlalchemy import select

from models import Agency
from workplan.extensions import db
from workplan.services.record.read_models import read, read_first

if TYPE_CHECKING:
    from support.ground.office import Office


class Labelled(NamedTuple):
    """An agency as this test reads it."""

    code: str
    label: str


def test_each_column_is_read_into_the_field_of_its_name(office: Office) -> None:  # noqa: ARG001  # brings the tables
    wanted = select(Agency.code, Agency.label).where(Agency.code == "PM")
    [found] = read(Labelled, db.session.execute(wanted))
    assert (found.code, found.label) == ("PM", "State PM")
    assert read_first(Labelled, db.session.execute(wanted)) == found


def test_no_row_is_no_read_model(office: Office) -> None:  # noqa: ARG001  # brings the tables
    nowhere = select(Agency.code, Agency.label).where(Agency.id == 0)
    assert read(Labelled, db.session.execute(nowhere)) == []
    assert read_first(Labelled, db.session.execute(nowhere)) is None


@pytest.mark.parametrize(
    "wanted",
    [
        select(Agency.label, Agency.code),
        select(Agency.code, Agency.label.label("name")),
        select(Agency.code, Agency.label, Agency.id),
    ],
    ids=["another order", "another name", "one more"],
)
def test_other_columns_than_its_fields_are_refused(office: Office, wanted: object) -> None:  # noqa: ARG001
    with pytest.raises(TypeError, match="Labelled has the fields"):
        read(Labelled, db.session.execute(wanted))  # type: ignore[call-overload]
