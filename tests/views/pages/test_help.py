"""Help: ten jobs a role, links that lead somewhere for the reader, commands that exist."""

from __future__ import annotations

import html
import json
import re
import shlex
from typing import TYPE_CHECKING

import click
import pytest
from flask.cli import FlaskGroup, ScriptInfo

from support.ground.places import ROOT
from views.pages.help import ROLES

if TYPE_CHECKING:
    from support.ground.site import Site

READERS = {"operator": "anonymous", "administrator": "admin"}
ANCHORS = re.compile(r"help\.page', role='([a-z]+)'\) }}#([a-z-]+)")


@pytest.mark.parametrize("role", [role.name for role in ROLES])
def test_a_page_has_ten_jobs_and_its_links_lead_somewhere(site: Site, role: str) -> None:
    reader = site.browser(READERS.get(role, role))
    page = reader.get(f"/help/{role}").page
    jobs = page.one("main").all("section", class_="card job")
    ids = [job.one("h2")["id"] for job in jobs]
    assert len(ids) == len(set(ids)) == 10
    for link in page.one("main").all("a"):
        assert reader.get(link["href"]).status_code in (200, 302), link["href"]


def test_the_index_leads_to_each_role_and_says_which_is_the_readers(site: Site) -> None:
    page = site.browser("lead").get("/help").page
    links = [link["href"] for link in page.one(class_="plain roles").all("a")]
    assert links == [f"/help/{role.name}" for role in ROLES]
    [own] = [one for one in page.one(class_="plain roles").all("li") if "This is you." in one.text]
    assert "Agency leads" in own.text


def test_a_link_that_leads_nowhere_for_the_reader_is_absent(site: Site) -> None:
    stranger = site.browser("anonymous").get("/help/administrator").page.one("main")
    assert not [link for link in stranger.all("a") if link["href"].startswith("/admin")]
    lead = site.browser("lead").get("/help/coordinator").page.one("main")
    assert not [link for link in lead.all("a") if "/members" in link["href"]]


def test_a_role_that_there_is_not_is_not_found(site: Site) -> None:
    assert site.browser("lead").get("/help/king").status_code == 404


def test_every_anchor_that_a_page_leads_to_is_a_job() -> None:
    found = {
        anchor
        for path in (ROOT / "templates").rglob("*.html")
        for anchor in ANCHORS.findall(path.read_text(encoding="utf-8"))
    }
    assert found
    for role, job in found:
        text = (ROOT / "templates" / "help" / f"{role}.html").read_text(encoding="utf-8")
        assert f"job('{job}'" in text


def test_every_command_that_help_shows_is_taken_by_the_app(site: Site) -> None:
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "templates" / "help").glob("*")]
    shown = {
        html.unescape(" ".join(command.split()))
        for text in texts
        for command in re.findall(r"<code>flask ([^<]+)</code>", text)
    }
    assert len(shown) > 10
    at: click.Command
    flask = FlaskGroup(create_app=lambda: site.app)
    top = click.Context(flask, obj=ScriptInfo(create_app=lambda: site.app))
    # In a context of its own: the group would push one and leave it to those who follow.
    with site.app.app_context():
        for command in shown:
            at, context, words = flask, top, shlex.split(command)
            with top.scope(cleanup=False):
                while isinstance(at, click.Group):
                    name, found, words = at.resolve_command(context, words)
                    assert found is not None, command
                    if isinstance(found, click.Group):
                        context = click.Context(found, parent=context, info_name=name)
                    at = found
                at.make_context(name, words, parent=context)


def test_each_picture_is_small_says_what_it_shows_and_belongs_to_a_job() -> None:
    folder = ROOT / "workplan" / "static" / "help"
    listed = json.loads((folder / "pictures.json").read_text(encoding="utf-8"))
    assert {one["file"] for one in listed} == {path.name for path in folder.glob("*.webp")}
    for one in listed:
        assert (folder / one["file"]).stat().st_size <= 60_000
        assert len(one["alt"]) > 40
        text = (ROOT / "templates" / "help" / f"{one['role']}.html").read_text(encoding="utf-8")
        assert f"job('{one['job']}'" in text


def test_a_picture_stands_on_its_page_with_its_words(site: Site) -> None:
    [picture] = site.browser("lead").get("/help/lead").page.one("main").all("img")
    assert "Save and Nothing changed" in picture["alt"]
    assert site.browser("lead").get(picture["src"]).status_code == 200
