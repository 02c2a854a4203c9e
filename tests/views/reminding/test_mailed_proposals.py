"""What people of a plan send to its address is opened as a sheet or read as a directive."""

from __future__ import annotations

from email.message import EmailMessage
from itertools import count
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models import FormerShortName, Membership, Plan, ReceivedMail
from support.ground.office import OTHER_SLUG, SLUG
from workplan.extensions import db
from workplan.mail.inbound.mailbox import Fetched
from workplan.services.delivery.incoming import proposals, received, settling
from workplan.services.record.transaction import writing
from workplan.storage.choosing import store_at

if TYPE_CHECKING:
    from support.ground.site import Site

NUMBERS = count(1)
SHEET = b"Task Name,Begin,Days\nDraft the annex,1/5/2027,5\nClear the annex,1/12/2027,3\n"
ORDER = (
    "Forwarded:\n> Sec. 2. Work. (a) Within 30 days of the date of this order, the Secretary of "
    "State shall review the list."
)


def came(
    site: Site,
    words: str = "See the sheet.",
    *files: tuple[str, bytes],
    to: str = f"plan+{SLUG}@office.example",
    who: str = "lead",
) -> ReceivedMail:
    """Let a mail come in, and return it as it was settled."""
    mail = EmailMessage()
    mail["From"] = site.office.email(who) if "@" not in who else who
    mail["To"], mail["Subject"] = to, "Fwd: the annex"
    mail["Message-ID"] = f"<p{next(NUMBERS)}@office.example>"
    mail.set_content(words)
    for name, content in files:
        mail.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    store, raw = store_at("", site.app.extensions["workplan"].instance), mail.as_bytes()
    with site.inside():
        assert received.keep(store, Fetched("x", raw, len(raw)), "Maildir", site.now)
        settling.settle_waiting(store, site.now, "plan@office.example")
        row = db.session.scalars(select(ReceivedMail).order_by(ReceivedMail.id.desc())).first()
        assert row is not None
        db.session.refresh(row)
        db.session.expunge(row)
        return row


def test_a_mail_of_one_of_its_people_waits_for_the_coordinator_of_the_plan(site: Site) -> None:
    mail = came(site)
    with site.inside() as office:
        assert (mail.state, mail.kind, mail.plan_id) == ("parked", "other", office.plan().id)
        assert mail.user_id == office.lead.id
    assert mail.reason == proposals.WAITS


@pytest.mark.parametrize(
    ("to", "who"),
    [
        (f"plan+{SLUG}@office.example", "jo@elsewhere.example"),
        (f"plan+{SLUG}@office.example", "stranger"),
        ("plan+nowhere@office.example", "lead"),
        ("plan@office.example", "lead"),
        (f"plan+{SLUG}@elsewhere.example", "lead"),
        (f"joe+{SLUG}@office.example", "lead"),
    ],
)
def test_what_others_send_or_sent_elsewhere_belongs_to_no_plan(
    site: Site, to: str, who: str
) -> None:
    mail = came(site, to=to, who=who)
    assert (mail.state, mail.plan_id, mail.reason) == ("parked", None, settling.NO_ANSWER)


def test_a_sheet_is_opened_and_its_columns_are_asked_for(site: Site) -> None:
    mail = came(site, "See the sheet.", ("annex.csv", SHEET))
    coordinator = site.browser("coordinator")
    page = coordinator.get(f"/received/{mail.id}").page
    assert page.column("File") == ["annex.csv"]
    answer = coordinator.submit(f"/received/{mail.id}", {}, f"/received/{mail.id}/open")
    assert answer.location.startswith("/plans/import/columns?token=")
    assert f"into={SLUG}" in answer.location
    columns = coordinator.get(answer.location).page
    assert "Draft the annex" in columns.text
    assert not [task for task in site.rows("tasks") if "annex" in task.name]


def test_its_words_are_read_as_a_directive_whole_also_where_they_quote(site: Site) -> None:
    mail = came(site, ORDER)
    coordinator = site.browser("coordinator")
    page = coordinator.get(f"/received/{mail.id}").page
    assert "the Secretary of State shall review the list" in page.one("pre").text
    where = f"/plans/{SLUG}/tasks/directive"
    read = coordinator.post(where, page.form(where).values()).page
    assert "review the list" in read.text.lower()
    assert "State" in read.text


def test_a_document_is_put_into_the_field_for_the_text_of_a_directive(site: Site) -> None:
    mail = came(site, "Here.", ("order.txt", b"Sec. 1. The Secretary of War shall act."))
    coordinator = site.browser("coordinator")
    sent = {"file": "1", "as": "text"}
    answer = coordinator.post(f"/received/{mail.id}/open", sent)
    assert "The Secretary of War shall act." in answer.page.one("textarea", name="text").text


def test_a_mail_to_two_plans_of_its_sender_is_left_to_the_house_which_says_why(site: Site) -> None:
    with site.inside() as office, writing() as session:
        other = session.scalars(select(Plan).where(Plan.slug == OTHER_SLUG)).one()
        session.add(Membership(plan_id=other.id, user_id=office.lead.id, role="viewer"))
    both = f"plan+{SLUG}@office.example, plan+{OTHER_SLUG}@office.example"
    mail = came(site, to=both)
    assert (mail.state, mail.plan_id, mail.reason) == ("parked", None, proposals.SEVERAL)
    assert came(site, to=f"plan+{OTHER_SLUG}@office.example").plan_id is not None


def test_a_plan_is_written_to_by_a_short_name_that_it_had(site: Site) -> None:
    with site.inside() as office, writing() as session:
        plan = office.plan()
        session.add(FormerShortName(plan_id=plan.id, slug="arms-before", left_at=site.now))
    assert came(site, to="Plan+Arms-Before@office.example").plan_id == 1


def test_a_text_may_be_either_and_the_files_of_a_forwarded_mail_are_its_own(site: Site) -> None:
    inner = EmailMessage()
    inner["From"], inner["Subject"] = "jo@elsewhere.example", "The dates"
    inner.set_content("Here they are.")
    inner.add_attachment(SHEET, maintype="text", subtype="csv", filename="inner.csv")
    mail = came(site, "See below.", ("table.txt", SHEET), ("the dates.eml", inner.as_bytes()))
    page = site.browser("coordinator").get(f"/received/{mail.id}").page
    assert page.column("File") == ["table.txt", "inner.csv"]
    text, inside = page.column("Open")
    assert "Open as a sheet" in text
    assert "Read as a directive" in text
    assert "Read as a directive" not in inside


def test_on_a_task_stands_what_its_sender_wrote_and_not_the_mails_below(site: Site) -> None:
    quoted = "\n".join(f"> line {n} of an old mail" for n in range(900))
    mail = came(site, f"Please add this.\n\n{quoted}")
    answer = site.browser("coordinator").post(f"/received/{mail.id}/task", {"code": "1a"})
    assert answer.status_code == 302
    [comment] = [c for c in site.rows("task_comments") if "Please add this." in c.body]
    assert "old mail" not in comment.body


def test_a_text_that_is_too_long_is_refused_on_the_page_of_the_mail(site: Site) -> None:
    mail = came(site, "Here.", ("order.txt", b"The Secretary of State shall act. " * 15_000))
    path = f"/received/{mail.id}"
    sent = {"file": "1", "as": "text"}
    refused = site.browser("coordinator").post(f"{path}/open", sent)
    assert refused.status_code == 422
    assert "400,000 can be taken" in refused.page.text


def test_the_journal_does_not_keep_from_whom_a_sheet_was(site: Site) -> None:
    own = b"UID,Code,Name,Duration,Part of,Start\n901,9x,Draft the annex,5,,2027-01-05\n"
    mail = came(site, "Here.", ("ours.csv", own))
    coordinator = site.browser("coordinator")
    page = coordinator.submit(f"/received/{mail.id}", {}, f"/received/{mail.id}/open").page
    assert page.one("input", name="reason")["value"] == f"Sent with mail {mail.id}"


def test_a_file_that_is_none_of_these_is_refused_on_the_page_of_the_mail(site: Site) -> None:
    mail = came(site, "Here.", ("photo.bin", b"\x00\x01\x02"))
    coordinator = site.browser("coordinator")
    path = f"/received/{mail.id}"
    refused = coordinator.submit(path, {}, f"{path}/open")
    assert refused.status_code == 422
    assert "The file holds binary data, not a table of text." in refused.page.text
    gone = coordinator.submit(path, {"file": "7"}, f"{path}/open")
    assert "This mail has no such file" in gone.page.text


def test_only_who_changes_the_plan_opens_what_was_sent(site: Site) -> None:
    mail = came(site, "See the sheet.", ("annex.csv", SHEET))
    page = site.browser("auditor").get(f"/received/{mail.id}").page
    assert page.column("File") == ["annex.csv"]
    assert "Open as a sheet" not in page.text
