"""When a task counts as done, in the browser: what was typed stands when somebody was first."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from support.ground.site import Site


def test_terms_on_what_was_saved_meanwhile_are_refused_and_stand_as_they_were_typed(
    site: Site,
) -> None:
    task = f"/tasks/{site.tasks['ours']}"
    saved_to = f"{task}/closing"
    coordinator = site.browser("coordinator")
    form = coordinator.get(f"{task}/chain").page.form(saved_to)
    verifier = next(option["value"] for option in form.all("option") if option["value"])
    first = {"criteria": "Signed", "needs_evidence": "1"}
    assert coordinator.submit(f"{task}/chain", first, saved_to).status_code == 302
    typed = {"version": "0", "criteria": "Sent\nFiled", "verifier": verifier}
    refused = coordinator.post(saved_to, typed)
    assert refused.status_code == 422
    kept = refused.page.form(saved_to).values()
    assert kept["criteria"].split() == ["Sent", "Filed"]
    assert "needs_evidence" not in kept
    assert kept["verifier"] == verifier
    assert refused.submit(coordinator, {}, saved_to).status_code == 302
    assert (
        coordinator.get(f"{task}/chain").page.form(saved_to).values()["criteria"]
        == (kept["criteria"])
    )
