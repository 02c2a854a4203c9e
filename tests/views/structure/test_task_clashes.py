"""Two people change one task: what is merged, what is a clash, and what nobody loses."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from support.ground.site import Site


def edit(site: Site, name: str = "ours") -> str:
    return f"/tasks/{site.tasks[name]}/edit"


def test_a_change_of_what_was_changed_meanwhile_shows_both_and_loses_neither(site: Site) -> None:
    coordinator, office = site.browser("coordinator"), site.office
    mine = {
        "name": "My name",
        "description": "My description",
        "duration_days": "33",
        f"agency_{office.agencies['DOD']}": "assist",
        "reason": "My reason",
    }
    typed = coordinator.get(edit(site)).form.values() | mine
    theirs = {"name": "Their name", "description": "Their description", "duration_days": 44}
    assert coordinator.submit(edit(site), theirs).status_code == 302
    answer = coordinator.post(edit(site), typed)
    assert answer.status_code == 409
    alert = answer.page.one(role="alert").text
    for words in ("Their name", "Their description", "44 working days"):
        assert words in alert
    for words in ("My name", "My description", "33 working days", "DoD (assist)"):
        assert words in alert
    values = answer.form.values()
    assert mine.items() <= values.items()
    with site.inside() as office_:
        assert office_.task(site.tasks["ours"]).name == "Their name"
    assert answer.submit(coordinator, {}).status_code == 302
    with site.inside() as office_:
        assert office_.task(site.tasks["ours"]).name == "My name"


def test_a_change_of_what_was_reported_on_meanwhile_stands_beside_the_report(site: Site) -> None:
    coordinator = site.browser("coordinator")
    typed = coordinator.get(edit(site)).form.values() | {"name": "My name"}
    report = f"/tasks/{site.tasks['ours']}/report"
    assert site.browser("lead").submit(report, {"percent": 50}).status_code == 302
    answer = coordinator.post(edit(site), typed)
    assert answer.status_code == 302
    shown = coordinator.get(answer.location).text
    assert "changed other fields while you were typing; both changes stand" in shown
    assert "My name" in shown
    assert "50 %" in shown


def test_two_people_change_different_fields_and_both_stand(site: Site) -> None:
    coordinator = site.browser("coordinator")
    typed = coordinator.get(edit(site)).form.values() | {"name": "My name"}
    assert coordinator.submit(edit(site), {"duration_days": "44"}).status_code == 302
    answer = coordinator.post(edit(site), typed)
    assert answer.status_code == 302
    values = coordinator.get(edit(site)).form.values()
    assert (values["name"], values["duration_days"]) == ("My name", "44")


def test_two_people_change_different_agencies_and_both_stand(site: Site) -> None:
    coordinator, agencies = site.browser("coordinator"), site.office.agencies
    state, dod, dsca = (f"agency_{agencies[code]}" for code in ("STATE", "DOD", "DSCA"))
    coordinator.submit(edit(site), {dsca: "assist"})
    typed = coordinator.get(edit(site)).form.values() | {state: "clear", dsca: ""}

    assert coordinator.submit(edit(site), {dod: "consult"}).status_code == 302
    assert coordinator.post(edit(site), typed).status_code == 302

    values = coordinator.get(edit(site)).form.values()
    codes = ("PM", "STATE", "DOD", "DSCA")
    found = {code: values.get(f"agency_{agencies[code]}") for code in codes}
    assert found == {"PM": "lead", "STATE": "clear", "DOD": "consult", "DSCA": None}


def test_one_agency_in_two_roles_is_a_clash_and_so_is_half_a_constraint(site: Site) -> None:
    coordinator, agencies = site.browser("coordinator"), site.office.agencies
    dod = f"agency_{agencies['DOD']}"
    typed = coordinator.get(edit(site)).form.values() | {dod: "clear"}
    coordinator.submit(edit(site), {dod: "consult"})
    assert coordinator.post(edit(site), typed).status_code == 409

    held = {"constraint_code": "SNET", "constraint_on": site.day(9).isoformat()}
    coordinator.submit(edit(site), held)
    typed = coordinator.get(edit(site)).form.values() | {"constraint_code": "MSO"}
    coordinator.submit(edit(site), {"constraint_on": site.day(12).isoformat()})
    assert coordinator.post(edit(site), typed).status_code == 409


def test_a_clash_in_one_field_takes_back_nothing_in_the_others(site: Site) -> None:
    coordinator, agencies = site.browser("coordinator"), site.office.agencies
    state, dod = (f"agency_{agencies[code]}" for code in ("STATE", "DOD"))
    typed = coordinator.get(edit(site)).form.values() | {"name": "My name", dod: "assist"}
    theirs = {"name": "Theirs", "description": "Their words", "duration_days": "44", state: "clear"}
    assert coordinator.submit(edit(site), theirs).status_code == 302

    clash = coordinator.post(edit(site), typed)

    assert clash.status_code == 409
    rows = [row.text.split()[0] for row in clash.page.one(role="alert").all("tr")[1:]]
    assert rows == ["Name", "Agencies"]
    assert clash.submit(coordinator, {}).status_code == 302
    values = coordinator.get(edit(site)).form.values()
    assert (values["name"], values["description"]) == ("My name", "Their words")
    assert (values["duration_days"], values[state], values[dod]) == ("44", "clear", "assist")


def test_a_clash_shows_what_was_before_theirs_and_mine(site: Site) -> None:
    coordinator = site.browser("coordinator")
    typed = coordinator.get(edit(site)).form.values() | {"name": "My name", "description": "Mine"}
    assert coordinator.submit(edit(site), {"name": "Their name"}).status_code == 302
    answer = coordinator.post(edit(site), typed)
    assert answer.status_code == 409
    row = next(r.text for r in answer.page.all("tr") if r.text.startswith("Name"))
    assert row == "Name Draft part 1a Their name My name"
    kept = answer.form.values()
    assert (kept["name"], kept["description"]) == ("My name", "Mine")
    assert answer.submit(coordinator, {}).status_code == 302
