"""Files and links that show a report to be true: attached, taken away, removed on the record."""

from __future__ import annotations

import hashlib
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest

from support.web.reports import full
from workplan.storage import kinds
from workplan.storage.disk import DiskStore
from workplan.storage.store import StoreFailure

if TYPE_CHECKING:
    from pathlib import Path

    from support.ground.site import Site

PDF = b"%PDF-1.7\nThe memorandum, signed.\n"
ZIP = b"PK\x03\x04"


def page_of(site: Site, task: str = "ours") -> str:
    return f"/tasks/{site.tasks[task]}"


def file(content: bytes = PDF, name: str = "Übersicht “x”.pdf") -> tuple[BytesIO, str]:
    return BytesIO(content), name


def stored(site: Site) -> list[Path]:
    folder = site.app.extensions["workplan"].instance / "evidence"
    return [path for path in folder.rglob("*") if path.is_file()]


def attach(site: Site, **what: Any) -> Any:
    return site.browser("lead").post(f"{page_of(site)}/evidence", what)


def test_a_file_is_kept_under_a_random_name_and_comes_back_as_it_was(site: Site) -> None:
    assert attach(site, evidence=file()).status_code == 302

    [row], [path] = site.rows("evidence"), stored(site)
    assert path.name == row.stored_as
    assert row.checksum == hashlib.sha256(PDF).hexdigest()
    assert row.size_bytes == len(PDF)
    answer = site.browser("viewer").get(f"/evidence/{row.id}")
    assert answer.data == PDF
    assert answer.content_type == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
    assert "filename*=UTF-8''%C3%9Cbersicht" in answer.headers["Content-Disposition"]
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    entry = site.work()["journal"][-1]
    assert (entry.verb, entry.subject_id) == ("task.evidence_added", site.tasks["ours"])
    assert entry.after["checksum"] == row.checksum


def test_a_link_is_kept_without_a_file(site: Site) -> None:
    attach(site, evidence_url="https://www.federalregister.gov/d/2018-1?a=1")

    [row] = site.rows("evidence")
    assert row.name == "www.federalregister.gov/d/2018-1"
    link = site.browser("viewer").get(page_of(site)).page.one("a", href=row.url)
    assert link["rel"] == "noopener noreferrer"
    assert site.browser("viewer").get(f"/evidence/{row.id}").status_code == 404


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("run.html", b"<script>alert(1)</script>", "“run.html” is none of the kinds"),
        ("drawing.svg", b"<svg/>", "none of the kinds"),
        ("nameless", b"text", "none of the kinds"),
        ("empty.txt", b"", "“empty.txt” is empty"),
        ("false.pdf", b"MZ\x90 a program", "not what its ending says"),
        ("false.txt", b"a\0b", "not what its ending says"),
        ("false.docx", b"<html>", "not what its ending says"),
        ("n" * 200 + ".txt", b"x", "may have 200 characters"),
        ("large.pdf", PDF + b"x" * 3_000, "larger than"),
    ],
)
def test_a_file_that_may_not_be_kept_is_named_with_the_way_out(
    site: Site, monkeypatch: pytest.MonkeyPatch, name: str, content: bytes, words: str
) -> None:
    monkeypatch.setattr(kinds, "MAX_BYTES", 3_000)
    answer = attach(site, evidence=file(content, name), evidence_url="https://a.example/kept")

    assert answer.status_code == 422
    assert words in answer.page.one(role="alert").text
    assert answer.page.one("input", id="evidence-url")["value"] == "https://a.example/kept"
    assert site.rows("evidence") == []
    assert stored(site) == []


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://a.example/x",
        "https://",
        "http://[::1",
        "a" * 3000,
    ],
)
def test_a_link_that_is_none_is_refused(site: Site, url: str) -> None:
    answer = attach(site, evidence_url=url)

    assert answer.status_code == 422
    assert "is no link" in answer.page.one(role="alert").text


def test_nothing_at_all_and_too_much_at_once_are_refused(site: Site) -> None:
    many = [file(b"x", f"{n}.txt") for n in range(6)]

    assert "Nothing was chosen" in attach(site).page.one(role="alert").text
    assert "6 files are too many" in attach(site, evidence=many).page.one(role="alert").text
    assert stored(site) == []


def test_a_folder_in_a_name_is_not_kept(site: Site) -> None:
    attach(site, evidence=file(b"x", "C:/plans/../secret.txt"))

    assert [row.name for row in site.rows("evidence")] == ["secret.txt"]


def test_a_report_and_its_evidence_are_saved_together(site: Site) -> None:
    lead = site.browser("lead")

    lead.submit(full(site), {"percent": 50, "evidence": [file(), file(ZIP, "Table.XLSX")]})

    reports, rows = site.rows("status_reports"), site.rows("evidence")
    assert [row.name for row in rows] == ["Übersicht “x”.pdf", "Table.XLSX"]
    assert {row.report_id for row in rows} == {reports[-1].id}


def test_a_report_that_is_refused_keeps_its_files_for_the_next_try(site: Site) -> None:
    lead = site.browser("lead")

    refused = lead.submit(
        full(site), {"percent": "most", "evidence": file(), "evidence_url": "https://a.example"}
    )

    assert refused.status_code == 422
    assert site.rows("evidence") == []
    assert stored(site) == []
    box = refused.page.one("input", name="kept_file")
    assert "checked" in box.attributes
    again = {**refused.form.values(), "percent": 50, "kept_file": box["value"]}
    assert lead.post(full(site), again).status_code == 302
    assert [row.name for row in site.rows("evidence")] == ["Übersicht “x”.pdf", "a.example"]
    uploads = site.app.extensions["workplan"].instance / "uploads"
    assert [*uploads.iterdir()] == []


def test_a_report_that_is_previewed_apart_still_has_its_files_when_confirmed(site: Site) -> None:
    lead = site.browser("lead")

    shown = lead.submit(full(site), {"percent": 50, "evidence": file(), "preview": "1"})

    assert stored(site) == []
    assert shown.submit(lead, {"reason": "Seen"}).status_code == 302
    assert [row.name for row in site.rows("evidence")] == ["Übersicht “x”.pdf"]


def test_a_file_that_waited_through_two_previews_is_attached_once(site: Site) -> None:
    lead = site.browser("lead")
    first = lead.submit(full(site), {"percent": "most", "evidence": file()})
    token = first.page.one("input", name="kept_file")["value"]
    again = {**first.form.values(), "percent": 50, "kept_file": [token, token], "preview": "1"}

    shown = lead.post(full(site), again)

    tokens = [field["value"] for field in shown.page.all("input", name="kept_file")]
    assert set(tokens) == {token}
    lead.post(full(site), {**again, "kept_file": tokens, "preview": None})
    assert len(site.rows("evidence")) == 1


def test_a_store_that_takes_nothing_loses_nothing_that_was_typed(site: Site) -> None:
    instance = site.app.extensions["workplan"].instance
    (instance / "evidence").write_text("a file, where the folder should be")

    answer = site.browser("lead").submit(
        full(site), {"percent": 50, "done": "My text", "evidence": file()}
    )

    assert answer.status_code == 422
    assert "the file store does not answer. Try again" in answer.page.one(role="alert").text
    assert answer.form.values()["done"] == "My text"
    assert answer.page.one("input", name="kept_file")
    assert site.rows("evidence") == []


def test_a_file_that_cannot_be_let_go_of_hides_nothing(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stuck(_store: DiskStore, _key: str) -> None:
        raise StoreFailure("The file could not be dropped")

    monkeypatch.setattr(DiskStore, "drop", stuck)
    sent = {"percent": 1, "reason": "", "evidence": file()}

    answer = site.browser("lead").submit(full(site), sent)

    assert answer.status_code == 422
    assert "1 % is less than the 40 % reported before" in answer.page.one("main").text
    assert site.rows("evidence") == []


def test_a_file_that_waits_is_nobody_elses(site: Site) -> None:
    lead, other = site.browser("lead"), site.browser("other_lead")
    refused = lead.submit(full(site), {"percent": "most", "evidence": file()})
    token = refused.page.one("input", name="kept_file")["value"]

    answer = other.submit(full(site, "theirs"), {"percent": 50, "kept_file": token})

    assert answer.status_code == 422
    assert "no longer kept" in answer.text
    assert site.rows("evidence") == []


def test_removing_is_a_record_and_the_file_stays_for_those_who_read_everything(site: Site) -> None:
    attach(site, evidence=file())
    [row] = site.rows("evidence")
    lead = site.browser("lead")

    assert lead.post(f"/evidence/{row.id}/removal", {"reason": " "}).status_code == 422
    assert lead.post(f"/evidence/{row.id}/removal", {"reason": "A draft"}).status_code == 302
    again = lead.post(f"/evidence/{row.id}/removal", {"reason": "A draft"})

    assert "was removed already" in again.page.one(role="alert").text
    assert len(stored(site)) == 1
    assert lead.get(f"/evidence/{row.id}").status_code == 404
    assert site.browser("auditor").get(f"/evidence/{row.id}").data == PDF
    assert "“A draft”" in site.browser("viewer").get(page_of(site)).text
    verbs = [e.verb for e in site.work()["journal"]]
    assert verbs[-2:] == ["task.evidence_added", "task.evidence_removed"]


def test_a_file_that_was_altered_in_the_store_is_not_served(site: Site) -> None:
    attach(site, evidence=file())
    [row], [path] = site.rows("evidence"), stored(site)
    path.write_bytes(PDF + b"and more")

    answer = site.browser("lead").get(f"/evidence/{row.id}")

    assert answer.status_code == 503
    assert "its checksum differs" in answer.text


def test_a_large_file_is_let_through_where_files_are_taken_and_nowhere_else(site: Site) -> None:
    site.app.config["MAX_CONTENT_LENGTH"] = 100_000
    coordinator, large = site.browser("coordinator"), b"x" * 200_000

    assert attach(site, evidence=file(large, "long.txt")).status_code == 302
    plan = {"file": file(large, "plan.csv")}
    assert coordinator.post("/plans/import", plan).status_code == 422
    said = {"body": large.decode()}
    refused = coordinator.post(f"{page_of(site)}/comments", said)
    assert refused.status_code == 413
    assert "Go back: what you typed is still there" in refused.page.one("main").text
