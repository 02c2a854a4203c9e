"""`flask settings`: what is set, from where, and setting it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from workplan.extensions import db
from workplan.services.accounts import house_settings

if TYPE_CHECKING:
    from click.testing import Result

    from support.ground.office import Office


def run(office: Office, *arguments: str) -> Result:
    return office.app.test_cli_runner().invoke(args=["settings", *arguments])


def test_each_setting_is_listed_with_where_it_comes_from(office: Office) -> None:
    run(office, "set", "idle_minutes", "20")
    lines = run(office, "list").stdout.splitlines()
    found = {line.split()[0]: line for line in lines[2:]}
    assert found["idle_minutes"].split() == ["idle_minutes", "20", "set", "here"]
    assert found["session_hours"].split() == ["session_hours", "12", "default"]
    assert found["government_banner"].split() == ["government_banner", "off", "default"]


def test_a_setting_is_set_and_reset_by_the_operator(office: Office) -> None:
    assert "government_banner is on." in run(office, "set", "government_banner", "on").output
    db.session.rollback()
    assert house_settings.fields_of(db.session())[0].government_banner is True
    own = office.journal()[-1]
    assert (own.verb, own.actor_name, own.door) == ("house.changed", "Operator", "cli")
    assert "is the default." in run(office, "reset", "government_banner").output
    assert "was the default already" in run(office, "reset", "government_banner").output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("idle_minutes", "soon"), "“soon” is no whole number"),
        (("idle_minutes", "0"), "Give 1 to 720 minutes"),
        (("government_banner", "yes"), "neither on nor off"),
        (("colour", "red"), "is not one of"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(
    office: Office, arguments: tuple[str, ...], said: str
) -> None:
    result = run(office, "set", *arguments)
    assert result.exit_code != 0
    assert said in result.output
