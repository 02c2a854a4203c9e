"""What cannot be taken of an agency is named with the way out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from support.web.refusals import refuses
from workplan.extensions import db
from workplan.services.people import agencies, agency_names
from workplan.services.record.change import Change

if TYPE_CHECKING:
    from support.ground.office import Office

from support.record.renaming import NOW, TREASURY, admin, changed


@pytest.mark.parametrize(
    ("wanted", "field", "words"),
    [
        ({"code": "  "}, "code", "empty"),
        ({"code": "a b"}, "code", "“A B” is no code"),
        ({"code": "pm"}, "code", "has the code PM already"),
        ({"label": ""}, "label", "empty"),
        ({"label": "x" * 41}, "label", "40 characters at most"),
        ({"label": "dscA"}, "label", "another agency as “dscA”"),
        ({"name": "x" * 201}, "name", "200 characters"),
        ({"parent": "NOBODY"}, "parent", "“NOBODY”"),
        ({"mail_domain": "state"}, "mail_domain", "“state” is no domain"),
        ({"also_called": "x" * 201}, "also_called", "200 characters"),
        ({"also_called": "\n".join(map(str, range(41)))}, "also_called", "40 at most"),
        ({"supervisor": "nobody@office.example"}, "supervisor", "nobody@office.example"),
    ],
)
def test_what_cannot_be_taken_is_named_with_the_way_out(
    office: Office, wanted: dict[str, Any], field: str, words: str
) -> None:
    with refuses(field, words):
        agencies.add(Change(admin(office), NOW), replace(TREASURY, **wanted))
    assert agency_names.meant_by(db.session(), "TREASURY") is None


def test_no_agency_stands_below_itself(office: Office) -> None:
    for parent in ("STATE", "PM"):
        with refuses("parent", "stands below it"):
            changed(office, "STATE", parent=parent)


def test_a_name_means_one_agency_and_stands_once(office: Office) -> None:
    with refuses("also_called", "means another agency already"):
        changed(office, "STATE", also_called=agencies.by_code(db.session(), "PM").name)
    names = "The Secretary of State\n\n  the  secretary of state "
    changed(office, "STATE", also_called=names)
    assert agencies.by_code(db.session(), "STATE").also_called == "the secretary of state"
    with refuses("also_called", "means another agency already"):
        changed(office, "PM", also_called="The Secretary of STATE")
