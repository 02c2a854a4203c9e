"""The form by which anybody comments: without signing in, off by default, and not for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from support.ground.office import SLUG
from workplan.policy import FORM_SECONDS
from workplan.services.lifecycle import plan_changes
from workplan.services.lifecycle.comment_terms import CommentTerms
from workplan.services.record.change import Change

if TYPE_CHECKING:
    from support.ground.site import Site
    from support.web.browsers import Answer

PAGE = f"/comment/{SLUG}"


@pytest.fixture
def offering(site: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    """The site, whose plan offers the form; whoever fills it in takes their time."""
    monkeypatch.setattr("views.consultation.comments.public_comments.FORM_SECONDS", 0)
    terms = CommentTerms(
        takes_comments=False, shows_comments=True, comment_days=10, offers_form=True
    )
    with site.inside() as office:
        version = office.plan().version
        plan_changes.take_comments(Change(office.coordinator, site.now), SLUG, version, terms)
    return site


def send(site: Site, **more: Any) -> Answer:
    visitor = site.browser("anonymous")
    visitor.get(PAGE)  # Which may say that the last one came.
    form = visitor.get(PAGE).page.form(PAGE)
    return visitor.post(PAGE, {**form.values(), "words": "Please hear small firms.", **more})


def references(site: Site) -> list[str]:
    return [row.reference for row in site.rows("comments")]


def test_it_is_not_there_unless_the_plan_offers_it(site: Site) -> None:
    assert site.browser("anonymous").get(PAGE).status_code == 404
    assert site.browser("coordinator").get(PAGE).status_code == 404


def test_whoever_sends_one_reads_its_reference_and_by_when_it_is_answered(offering: Site) -> None:
    visitor = offering.browser("anonymous")
    form = visitor.get(PAGE).page.form(PAGE)
    answer = visitor.post(PAGE, {**form.values(), "words": "Please hear small firms."})
    assert (answer.status_code, answer.location) == (302, PAGE)
    [reference] = references(offering)
    page = visitor.get(PAGE).page
    assert page.one("h1").text == f"Your comment is {reference}"
    assert "It is answered by" in page.one("main").text
    # Looked at again, it is the form for another one.
    assert visitor.get(PAGE).page.one("h1").text.startswith("Comment on ")


def test_what_is_wrong_stands_at_its_field_and_nothing_typed_is_lost(offering: Site) -> None:
    answer = send(offering, email="nowhere", sender="J. Whitaker")
    assert answer.status_code == 422
    values = answer.page.form(PAGE).values()
    assert (values["words"], values["sender"]) == ("Please hear small firms.", "J. Whitaker")
    assert answer.page.one("#email-error")
    assert references(offering) == []


def test_a_program_that_fills_in_every_field_is_told_so(offering: Site) -> None:
    answer = send(offering, homepage="https://example.org")
    assert answer.status_code == 422
    assert "The field that is to stay empty is not" in answer.page.one("main").text
    assert references(offering) == []


def test_what_comes_within_a_moment_waits_for_a_second_look(
    offering: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("views.consultation.comments.public_comments.FORM_SECONDS", FORM_SECONDS)
    for more in ({}, {"opened": ""}, {"opened": "made.up"}):
        answer = send(offering, **more)
        assert answer.status_code == 422
        assert answer.page.form(PAGE).values()["words"] == "Please hear small firms."
    assert references(offering) == []


def test_a_name_stands_in_the_register_only_with_consent(offering: Site) -> None:
    send(offering, sender="J. Whitaker", may_be_named="y")
    send(offering, sender="A. Nobody", words="Another thing altogether.")
    page = offering.browser("anonymous").get(f"/register/{SLUG}").page.one("main").text
    assert "J. Whitaker" in page
    assert "A. Nobody" not in page


def test_the_register_and_the_settings_lead_to_it(offering: Site) -> None:
    register = offering.browser("anonymous").get(f"/register/{SLUG}").page
    settings = offering.browser("coordinator").get(f"/plans/{SLUG}/settings/comments").page
    for page in (register, settings):
        assert PAGE in [a["href"] for a in page.one("main").all("a")]


def test_one_who_sends_a_form_twice_has_one_comment(offering: Site) -> None:
    visitor = offering.browser("anonymous")
    form = visitor.get(PAGE).page.form(PAGE)
    sent = {**form.values(), "words": "Please hear small firms."}
    visitor.post(PAGE, sent)
    visitor.post(PAGE, sent)
    assert len(references(offering)) == 1
