"""Mail for administrators: settings without secrets, a test aloud, rows without their words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from models import Reminder, Task
from support.ground.office import SLUG
from support.programs.mail_server import MailServer
from workplan.services.record.transaction import writing

if TYPE_CHECKING:
    from pathlib import Path

    from support.ground.site import Site, Sites


def dead(site: Site) -> tuple[int, str]:
    """Let a reminder fail for good; return its number, and the name of its task."""
    with site.inside(), writing() as session:
        row = session.scalars(select(Reminder).order_by(Reminder.id).limit(1)).one()
        row.state, row.sent_at, row.seen_at = "dead", None, None
        row.last_reply = "550 5.1.1 No such user"
        return row.id, session.get_one(Task, row.task_id).name


def test_settings_say_where_they_come_from_and_no_secret(sites: Sites, tmp_path: Path) -> None:
    url = "smtp+starttls://robot:hush-hush@mail.office.example:587"
    given = {"mail_url": url, "given": frozenset({"MAIL_URL"}), "in_file": frozenset({"MAIL_URL"})}
    with sites.opened(tmp_path, **given) as site:
        text = site.browser("admin").get("/admin/mail").page.one("main").text
    assert "mail.office.example, port 587, by smtp+starttls, signs in" in text
    assert "file of settings" in text
    assert "hush-hush" not in text
    assert "robot" not in text


def test_a_test_shows_the_conversation_line_by_line(sites: Sites, tmp_path: Path) -> None:
    with MailServer() as server, sites.opened(tmp_path, mail_url=server.url) as site:
        admin = site.browser("admin")
        answer = admin.post("/admin/mail/test")
        assert answer.location.startswith("/admin/mail?test=")
        page = admin.get(answer.location).page
        assert [mail.recipient for mail in server.mails] == [site.office.email("admin")]
    table = next(t for t in page.all("table") if "RCPT" in t.text.upper())
    assert "250 2.0.0 Kept" in table.text
    assert "Accepted" in page.one("main").text


def test_a_refusal_shows_the_way_out(sites: Sites, tmp_path: Path) -> None:
    with MailServer() as server, sites.opened(tmp_path, mail_url=server.url) as site:
        server.answers["RCPT"].append("550 5.1.1 No such user")
        admin = site.browser("admin")
        text = admin.get(admin.post("/admin/mail/test").location).page.one("main").text
    assert "Not accepted" in text
    assert "Correct the address, or ask whoever runs the mail server" in text


def test_a_row_says_to_whom_and_what_was_answered_and_nothing_of_the_task(site: Site) -> None:
    number, task = dead(site)
    admin = site.browser("admin")
    page = admin.get("/admin/mail").page
    assert page.heading == "1 mail failed for good"
    text = page.one("main").text
    assert SLUG in text
    assert "550 5.1.1 No such user" in text
    assert task not in text
    answer = admin.post(f"/admin/mail/reminders/{number}/seen")
    assert answer.location == "/admin/mail#rows"
    assert "550 5.1.1" in admin.get("/admin/mail?state=seen").text
    assert admin.post(f"/admin/mail/reminders/{number}/again").location == "/admin/mail#rows"
    assert "550 5.1.1" not in admin.get("/admin/mail?state=seen").text


def test_an_entry_that_tells_of_no_test_is_not_found(site: Site) -> None:
    assert site.browser("admin").get("/admin/mail?test=1").status_code == 404


def test_for_how_long_texts_of_mails_are_kept_is_said_and_set_there(site: Site) -> None:
    admin = site.browser("admin")
    section = admin.get("/admin/mail").page.section("keeping")
    assert "The text of a mail is kept for 1,095 days" in section.text

    saved = admin.submit("/admin/mail", {"mail_days": "400"}, "/admin/mail/keeping")

    assert saved.location == "/admin/mail#keeping"
    assert "kept for 400 days" in admin.get("/admin/mail").page.section("keeping").text
    entry = next(e for e in site.rows("journal") if e.verb == "house.changed")
    assert (entry.before, entry.after) == ({"mail_days": None}, {"mail_days": 400})
    refused = admin.submit("/admin/mail", {"mail_days": "3"}, "/admin/mail/keeping")
    assert refused.status_code == 422
    assert "Give 30 to 3,650 days" in refused.page.one(id="mail_days-error").text
    stale = admin.post("/admin/mail/keeping", {"version": 0, "mail_days": "50"})
    assert stale.status_code == 409
