"""What must not be here leaves for good: a coordinator asks, an administrator confirms."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from models import Evidence, KeptMail, Task, User
from support.ground.office import OTHER_SLUG, SLUG
from support.web.reports import full, line
from views.support import errands
from workplan.extensions import db
from workplan.services.history import recomputed
from workplan.services.record import journal
from workplan.services.record.transaction import writing

if TYPE_CHECKING:
    from support.ground.site import Site

WORDS = "Operation Quiet Heron leaves Fort Adler on the ninth"
LIST, NEW = f"/plans/{SLUG}/spills", f"/plans/{SLUG}/spills/new"
HOUSE = "/admin/spills"


def say(site: Site, words: str = WORDS) -> None:
    """Let the words stand in a task, a report, a comment and so in the journal."""
    task = site.tasks["ours"]
    lead = site.browser("lead")
    done = f"Agreed with the staff.\n{words}. More next week."
    lead.post(full(site), line(site, done=done))
    lead.post(f"/tasks/{task}/comments", {"body": f"Is it true? {words.upper()}!"})
    with site.inside(), writing() as session:
        session.add(
            KeptMail(
                plan_id=session.get_one(Task, task).plan_id,
                message_id="<1@office.example>",
                subject="Reminder",
                body="He wrote:\n> Operation Quiet Heron\n> leaves Fort Adler on the\n> ninth.",
                written_at=site.now,
            )
        )


def ask(site: Site, who: str = "coordinator", **given: Any) -> Any:
    wanted = {"kind": "words", "words": WORDS, "why": "It is classified."} | given
    return site.browser(who).post(NEW, wanted)


def number(site: Site) -> int:
    return int(site.rows("spills")[-1].id)


def remove(site: Site, who: str = "admin", **given: Any) -> Any:
    return site.browser(who).post(f"{HOUSE}/{number(site)}/removal", {"sure": "1"} | given)


def everything(site: Site) -> str:
    return "".join(str(rows) for rows in site.dump().values()).lower()


def holds(site: Site) -> bool:
    with site.inside():
        journal.verify(db.session())
        return not list(recomputed.differences(db.session()))


def test_words_leave_every_text_mail_and_entry_and_the_journal_still_holds(site: Site) -> None:
    say(site)
    assert "quiet heron" in everything(site)
    assert ask(site).headers["Location"] == LIST
    assert "quiet heron" in everything(site)

    assert remove(site, answer="Done at once.").headers["Location"] == HOUSE

    found = everything(site)
    assert "heron" not in found
    assert "adler" not in found
    assert "agreed with the staff.\\n[removed]. more next week." in found
    assert holds(site)
    page = site.browser("coordinator").get(LIST).page
    assert "Removed" in page.text
    assert "Done at once." in page.text
    assert "3 texts, 1 journal entry" in page.text
    entry = [entry for entry in site.rows("journal") if entry.verb == "spill.removed"][-1]
    assert entry.actor_name == "Max Root"
    assert len(entry.after["rests"]) == entry.after["entries"] == 1
    assert site.browser("coordinator").get(f"/tasks/{site.tasks['ours']}").status_code == 200


def test_one_looks_where_words_stand_before_anybody_is_asked(site: Site) -> None:
    say(site)
    answer = ask(site, look="1")
    assert answer.status_code == 200
    said = answer.page.text
    assert "1 × report" in said
    assert "1 × comment" in said
    assert "1 × mail as it was sent" in said
    assert "1 journal entry of this plan" in said
    assert not site.rows("spills")


def test_an_administrator_sees_why_and_how_much_and_never_what(site: Site) -> None:
    say(site)
    ask(site)
    page = site.browser("admin").get(HOUSE).page
    assert "It is classified." in page.text
    assert "3 texts, 1 journal entry" in page.text
    assert "Heron" not in page.text
    state = site.browser("admin").get("/admin").page.text
    assert "1 request waits to remove something for good." in state


def test_only_a_coordinator_asks_and_only_of_their_own_plan(site: Site) -> None:
    for who in ("lead", "auditor", "viewer"):
        assert site.browser(who).get(LIST).status_code == 403
        assert ask(site, who).status_code == 403
    assert site.browser("admin").get(LIST).status_code == 404
    strangers = f"/plans/{OTHER_SLUG}/spills"
    assert site.browser("coordinator").get(strangers).status_code == 404
    assert site.browser("coordinator").post(f"{HOUSE}/1/removal", {}).status_code == 404


def test_what_cannot_be_asked_says_why_and_keeps_what_was_typed(site: Site) -> None:
    for given, said in (
        ({"words": "abc"}, "cannot be looked for"),
        ({"words": "2026"}, "with a letter"),
        ({"why": ""}, "Say why"),
        ({"why": f"Since {WORDS} stands there"}, "The reason says what has to leave"),
        ({"kind": "rumor"}, "Choose what has to leave"),
    ):
        answer = ask(site, **given)
        assert answer.status_code == 422
        assert said in answer.page.text
        assert (given.get("words") or WORDS) in answer.page.one("textarea").text
    assert not site.rows("spills")


def test_what_is_no_file_of_the_plan_is_not_found(site: Site) -> None:
    assert ask(site, kind="file", subject_id="77").status_code == 404
    page = site.browser("coordinator").get(f"{NEW}?kind=sent_mail&subject_id=77")
    assert page.status_code == 404


def test_nothing_leaves_before_it_is_said_that_it_cannot_be_brought_back(site: Site) -> None:
    say(site)
    ask(site)
    refused = site.browser("admin").post(f"{HOUSE}/{number(site)}/removal", {"answer": "So"})
    assert refused.status_code == 422
    assert "cannot be brought back" in refused.page.text
    assert "quiet heron" in everything(site)


def test_what_is_withdrawn_or_declined_stays_and_its_words_are_forgotten(site: Site) -> None:
    say(site)
    ask(site)
    site.browser("coordinator").post(f"/spills/{number(site)}/withdrawal", {})
    ask(site)
    refused = site.browser("admin").post(f"{HOUSE}/{number(site)}/refusal", {})
    assert refused.status_code == 422
    assert "Say why it stays" in refused.page.text
    site.browser("admin").post(f"{HOUSE}/{number(site)}/refusal", {"answer": "It is public."})
    assert [(row.state, row.words) for row in site.rows("spills")] == [
        ("withdrawn", ""),
        ("declined", ""),
    ]
    assert "It is public." in site.browser("coordinator").get(LIST).page.text
    assert remove(site).status_code == 422
    assert "quiet heron" in everything(site)


def test_the_words_do_not_come_back_with_a_form_that_was_open(site: Site) -> None:
    task, coordinator = site.tasks["ours"], site.browser("coordinator")
    with site.inside(), writing() as session:
        session.get_one(Task, task).name = WORDS
    opened = coordinator.get(f"/tasks/{task}/edit").form.values()
    assert opened["name"] == WORDS
    version = site.version(task)
    ask(site)
    remove(site)
    assert site.version(task) == version + 1
    for sent in (opened, opened | {"description": "Else"}, opened | {"name": f"{WORDS} or so"}):
        assert coordinator.post(f"/tasks/{task}/edit", sent).status_code == 422
    other = opened | {"name": "Another", "description": "Else"}
    assert coordinator.post(f"/tasks/{task}/edit", other).status_code == 409
    with site.inside() as office:
        assert office.task(task).name == "[removed]"


def test_no_form_brings_them_back(site: Site) -> None:
    say(site)
    ask(site)
    remove(site)
    comments = f"/tasks/{site.tasks['ours']}/comments"
    for typed in (WORDS, f"He said: {WORDS.upper()}!", WORDS.replace(" ", "\n> ")):
        refused = site.browser("lead").post(comments, {"body": typed})
        assert refused.status_code == 422
        assert "were removed for good from here" in refused.page.text
    assert site.browser("lead").post(comments, {"body": "Operation Quiet"}).status_code == 302
    assert "heron" not in everything(site)
    assert ask(site, words=WORDS).status_code == 302


def test_a_file_leaves_the_store_and_its_checksum_stays(site: Site) -> None:
    task = site.tasks["ours"]
    file = BytesIO(b"%PDF-1.7\nQuiet Heron\n"), "heron.pdf"
    site.browser("lead").post(f"/tasks/{task}/evidence", {"evidence": file})
    [row] = site.rows("evidence")
    page = site.browser("coordinator").get(f"/tasks/{task}").page
    link = page.one("a", href=f"{NEW}?kind=file&subject_id={row.id}")
    assert link.text == "Must not be here: heron.pdf"
    form = site.browser("coordinator").get(link["href"]).page
    assert "Remove “heron.pdf” for good?" in form.text

    ask(site, kind="file", subject_id=str(row.id), words="heron.pdf")
    remove(site)

    [gone] = site.rows("evidence")
    assert gone.gone_at is not None
    assert (gone.checksum, gone.name) == (row.checksum, "[removed]")
    folder = site.app.extensions["workplan"].instance / "evidence"
    assert not [path for path in folder.rglob("*") if path.is_file()]
    assert site.browser("auditor").get(f"/evidence/{row.id}").status_code == 404
    assert "removed for good" in site.browser("auditor").get(f"/tasks/{task}").page.text
    assert "heron" not in everything(site)
    assert holds(site)


def test_a_mail_as_it_was_sent_leaves_whole(site: Site) -> None:
    say(site)
    with site.inside():
        mail = db.session.scalars(select(KeptMail)).one().id
    ask(site, kind="sent_mail", subject_id=str(mail), words="")
    remove(site)
    [row] = site.rows("kept_mails")
    assert (row.subject, row.body) == ("[removed]", "[removed]")


def test_whoever_asked_does_not_confirm_it(site: Site) -> None:
    with site.inside() as office, writing() as session:
        person = office.people["coordinator"].id
        session.get_one(User, person).is_admin = True
    ask(site)
    site.browsers.clear()
    assert "it takes another administrator" in site.browser("coordinator").get(HOUSE).page.text
    refused = remove(site, "coordinator")
    assert refused.status_code == 422
    assert "It takes two" in refused.page.text


def test_a_file_that_is_gone_is_not_looked_for_in_a_backup(site: Site) -> None:
    file = BytesIO(b"%PDF-1.7\nQuiet Heron\n"), "a.pdf"
    site.browser("lead").post(f"/tasks/{site.tasks['ours']}/evidence", {"evidence": file})
    with site.inside():
        number_of_file = db.session.scalars(select(Evidence.id)).one()
    ask(site, kind="file", subject_id=str(number_of_file), words="")
    remove(site)
    with site.inside():
        to = site.app.extensions["workplan"].instance / "backups"
        result = site.app.test_cli_runner().invoke(args=["backup", str(to)])
    assert result.exit_code == 0, result.output


def test_the_administrators_and_the_coordinator_hear_of_it_by_mail(site: Site) -> None:
    ask(site)
    errands.wait()
    remove(site)
    errands.wait()
    folder = site.app.extensions["workplan"].instance / "mail"
    texts = [path.read_text() for path in sorted(folder.rglob("*.eml"))]
    subjects = [line for text in texts for line in text.splitlines() if line.startswith("Subject:")]
    assert sorted(subjects) == [
        "Subject: Removed for good",
        "Subject: Something has to be removed for good",
    ]
    assert "Heron" not in "".join(texts)


def test_a_mail_that_was_written_to_a_file_leaves_with_its_words(site: Site) -> None:
    folder = site.app.extensions["workplan"].instance / "mail"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "a.eml").write_text(f"From: a@b.example\nSubject: x\n\nSay {WORDS}.\n")
    (folder / "b.eml").write_text("From: a@b.example\nSubject: x\n\nSay nothing.\n")
    ask(site)
    remove(site)
    assert not (folder / "a.eml").exists()
    assert (folder / "b.eml").exists()
