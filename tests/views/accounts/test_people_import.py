"""Many people from a table: looked at line by line, then invited."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest

from support.programs.letters import token_in
from support.web.server.marks import marked
from views.support import errands

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from support.ground.site import Site, Sites
    from support.programs.mail_server import MailServer

PATH = "/admin/people/import"
TABLE = """Email,Name,Agency,Time zone
ana@state.example,Ana Lima,STATE,America/Chicago
ben@state.example,Ben Ode,State PM,
lead@office.example,Lena Ivanova,,
no address,Nobody,,
ana@state.example,Ana Again,,
cai@state.example,Cai Ito,Moon,
dov@state.example,,STATE,
eli@state.example,Eli Roy,,Mars/Olympus
"""


@pytest.fixture
def mailing(sites: Sites, tmp_path: Path, mail_server: MailServer) -> Iterator[Site]:
    """The site, whose mail leaves through the server of the tests."""
    with sites.opened(tmp_path, mail_url=mail_server.url, base_url="https://work.example") as site:
        yield site
        errands.wait()


def test_a_table_is_looked_at_and_nothing_is_saved(site: Site) -> None:
    admin = site.browser("admin")
    with marked(site.app) as mark:
        answer = admin.post(PATH, {"pasted": TABLE})
    assert mark.said == []
    page = answer.page
    assert "2 lines can be taken; 6 lines cannot" in page.one("h1").text
    why = {row.all("th")[0].text: row.text for row in page.all("tbody")[0].all("tr")}
    assert "Is here already" in why["4"]
    assert "no email address" in why["5"]
    assert "Stands on line 2 as well" in why["6"]
    assert "no agency “Moon”" in why["7"]
    assert "a name on one line" in why["8"]
    assert "no time zone" in why["9"]


def test_those_who_can_be_taken_are_invited_and_can_set_a_password(
    mailing: Site, mail_server: MailServer
) -> None:
    admin = mailing.browser("admin")
    looked = admin.post(PATH, {"file": (BytesIO(TABLE.encode()), "people.csv")})
    answer = looked.submit(admin, {}, action=f"{PATH}/confirm")
    assert answer.location == "/admin/people?state=all"
    errands.wait()
    people = {row.email: row for row in mailing.rows("users")}
    assert people["ben@state.example"].agency_id == mailing.office.agencies["PM"]
    assert people["ana@state.example"].time_zone == "America/Chicago"
    assert sorted(mail.who for mail in mail_server.mails) == ["ana", "ben"]
    assert token_in(mail_server.mails[0])
    verbs = [entry.verb for entry in mailing.rows("journal")]
    assert verbs.count("user.invited") == 2
    assert "user.invited_again" not in verbs


@pytest.mark.parametrize(
    ("pasted", "said"),
    [
        ("", "Nothing was given."),
        ("Email,Name\n", "headings and no line below"),
        ("Who,What\na,b\n", "no column email and no column name. Use the template"),
        ("Email,Name\n" + "x@y.example,X\n" * 1001, "1,001 lines, and 1,000 fit"),
    ],
)
def test_what_is_no_such_table_is_refused_with_the_way_out(
    site: Site, pasted: str, said: str
) -> None:
    answer = site.browser("admin").post(PATH, {"pasted": pasted})
    assert answer.status_code == 422
    assert said in answer.page.one(id="problems").text


def test_a_table_with_tabs_is_read_as_a_spreadsheet_pastes_it(site: Site) -> None:
    pasted = "Name\tEmail\nAna Lima\tana@state.example\n"
    answer = site.browser("admin").post(PATH, {"pasted": pasted})
    assert "1 line can be taken" in answer.page.one("h1").text


def test_the_template_is_a_table_that_can_be_taken(site: Site) -> None:
    admin = site.browser("admin")
    saved = admin.get("/admin/people/template.csv")
    answer = admin.post(PATH, {"file": (BytesIO(saved.data), "people.csv")})
    assert "1 line can be taken" in answer.page.one("h1").text


def test_it_is_the_administrators_alone(site: Site) -> None:
    coordinator = site.browser("coordinator")
    assert coordinator.get(PATH).status_code == 404
    assert coordinator.post(f"{PATH}/confirm", {"text": TABLE}).status_code == 404
