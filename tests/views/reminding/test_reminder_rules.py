"""The page of a plan's reminder rules: each a sentence, and what changing one does shown before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from support.ground.office import SLUG

if TYPE_CHECKING:
    from support.ground.site import Site
    from support.web.browsers import Answer
    from support.web.page import Element

PAGE = f"/plans/{SLUG}/settings/reminders"


def row(site: Site, sentence: str) -> Element:
    page = site.browser("coordinator").get(PAGE).page
    return next(r for r in page.all("tr") if sentence in r.text)


def press(site: Site, sentence: str, verb: str, **typed: Any) -> Answer:
    """Press a button beside a rule, look at what it changes, and confirm."""
    form = next(f for f in row(site, sentence).all("form") if verb in f.text)
    shown = site.browser("coordinator").post(
        form["action"], {**form.values(), "preview": "1", **typed}
    )
    assert shown.status_code == 200
    assert "Nothing is saved yet" in shown.page.text
    return site.browser("coordinator").post(
        form["action"], shown.page.form(form["action"]).values()
    )


def add(site: Site, **typed: Any) -> Answer:
    wanted = {"days": 20, "side": "before", "audience": "supervisor", **typed}
    return site.browser("coordinator").submit(PAGE, wanted, PAGE)


def test_a_rule_is_added_turned_off_and_on_retired_and_restored(site: Site) -> None:
    assert add(site).location == PAGE
    sentence = "20 working days before, to the supervisor of the lead agency"
    assert " on " in row(site, sentence).text
    assert press(site, sentence, "Turn off").location == PAGE
    assert " off " in row(site, sentence).text
    assert press(site, sentence, "Turn on").location == PAGE
    assert press(site, sentence, "Retire").location == PAGE
    page = site.browser("coordinator").get(PAGE).page
    assert sentence in page.one("div", aria_labelledby="retired").text
    assert press(site, sentence, "Restore").location == PAGE
    assert " on " in row(site, sentence).text


def test_another_day_and_audience_is_one_change_that_shows_what_it_does(site: Site) -> None:
    with site.inside() as office:
        office.add("9z", 5, site.day(20), now=site.now)
    sentence = "7 working days before, to the lead agency"
    form = next(f for f in row(site, sentence).all("form") if "Show what it changes" in f.text)
    typed = {**form.values(), "days": "6", "preview": "1"}
    shown = site.browser("coordinator").post(form["action"], typed)
    assert "2 reminders more and 2 fewer would go out" in shown.page.one("h1").text
    assert "9z Draft part 9z" in shown.page.one("div", aria_labelledby="gained").text
    assert "6 working days before" in shown.page.one("div", aria_labelledby="gained").text
    saved = site.browser("coordinator").post(
        form["action"], shown.page.form(form["action"]).values()
    )
    assert saved.location == PAGE
    assert row(site, "6 working days before, to the lead agency")


def test_a_slip_of_the_keyboard_is_answered_at_its_field(site: Site) -> None:
    before = site.work()
    slips: tuple[tuple[dict[str, Any], str, str], ...] = (
        ({"days": ""}, "days", "Give a number; 0 is on the day itself."),
        ({"days": "soon"}, "days", "“soon” is no whole number."),
        ({"days": "261"}, "days", "working days is too far."),
        ({"days": "-3"}, "days", "is less than none"),
        ({"days": "14", "audience": "lead"}, "days", "has that rule already."),
        ({"audience": "everybody"}, "audience", "“everybody” is not among the choices."),
    )
    for changes, field, said in slips:
        answer = add(site, **changes)
        assert answer.status_code == 422
        assert said in answer.page.one(id=f"{field}-error").text
        assert answer.page.one(id="problems").one("a")["href"] == f"#{field}"
    assert site.work() == before


def test_a_rule_that_somebody_changed_meanwhile_is_not_changed_unseen(site: Site) -> None:
    add(site)
    sentence = "20 working days before"
    form = next(f for f in row(site, sentence).all("form") if "Retire" in f.text)
    press(site, sentence, "Turn off")
    values = {k: v for k, v in form.values().items() if k != "preview"}
    answer = site.browser("coordinator").post(form["action"], values)
    assert answer.status_code == 409
    assert "Somebody changed this rule meanwhile" in answer.page.text
