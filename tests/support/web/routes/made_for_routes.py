"""Makes what a route of the table of rights changes: a task, a comment, a person, each new."""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from models import Extension, Plan, ReceivedMail, Reminder, User
from support.ground.office import OTHER_SLUG, SLUG
from support.web.routes.route_rows import Row
from workplan.backup import asked
from workplan.extensions import db
from workplan.mail.inbound.mailbox import Fetched
from workplan.services.accounts import accounts, administrators, bounced_addresses, invitations
from workplan.services.accounts.invitations import NewPerson
from workplan.services.accounts.membership import closures, memberships
from workplan.services.accounts.membership.memberships import MembershipFields
from workplan.services.coordination import conversations, handovers
from workplan.services.coordination.tasking import extensions
from workplan.services.coordination.tasking.extensions import Asked
from workplan.services.delivery.incoming import received
from workplan.services.finding import saved_views
from workplan.services.record.actor import Actor
from workplan.services.record.change import Change
from workplan.services.record.transaction import writing
from workplan.services.reporting import evidence
from workplan.services.reporting.evidence import Given
from workplan.services.spills import asking as spill_asking
from workplan.services.structure import reminder_rules
from workplan.services.structure.baseline import baselines
from workplan.services.structure.baseline.baselines import Grounds
from workplan.services.structure.rule_terms import Terms
from workplan.services.structure.task import dependencies, tasks
from workplan.services.structure.task.dependencies import DependencyFields
from workplan.storage.choosing import store_at

if TYPE_CHECKING:
    from support.ground.site import Site

NUMBERS = count(1)
OPERATOR = Actor(None, "Operator", "cli")


def new_task(site: Site, row: Row) -> int:
    is_strange = row.whose == "stranger's"
    with site.inside() as office:
        wanted = office.fields(f"x{next(NUMBERS)}", leads=("ZEBRA",) if is_strange else ("PM",))
        actor = office.stranger if is_strange else office.coordinator
        task_id, _ = tasks.add(Change(actor, site.now), OTHER_SLUG if is_strange else SLUG, wanted)
    return task_id


def new_silence(site: Site, row: Row) -> None:
    """Add a task that was reported on twenty days ago, and not since."""
    task_id, then = new_task(site, row), site.now - timedelta(days=20)
    with site.inside() as office:
        actor = office.stranger if row.whose == "stranger's" else office.coordinator
        office.report(task_id, then, actor, percent=10)


def new_comment(site: Site, row: Row) -> int:
    is_strange = row.whose == "stranger's"
    with site.inside() as office:
        actor = office.stranger if is_strange else office.coordinator
        said = conversations.say(Change(actor, site.now), site.tasks[row.whose], "To be resolved")
        return said.comment_id


def new_evidence(site: Site, row: Row) -> int:
    with site.inside() as office:
        actor = office.stranger if row.whose == "stranger's" else office.coordinator
        store = store_at("", site.app.extensions["workplan"].instance)
        given = Given([("shown.txt", b"Shown")])
        evidence.add(store, Change(actor, site.now), site.tasks[row.whose], given)
    return max(piece.id for piece in site.rows("evidence"))


def dead_mail(site: Site, row: Row) -> int:
    """Return the number of the reminder of a task, which a change finds failed for good."""
    with site.inside(), writing() as session:
        reminder = session.scalars(
            select(Reminder).where(Reminder.task_id == site.tasks[row.whose]).limit(1)
        ).one()
        if row.method == "POST":
            reminder.state, reminder.sent_at, reminder.seen_at = "dead", None, None
        return reminder.id


def parked_mail(site: Site, row: Row) -> int:
    """Return the number of a mail of the plan, or of none, that waits for somebody."""
    plans = {"ours": SLUG, "stranger's": OTHER_SLUG}
    store = store_at("", site.app.extensions["workplan"].instance)
    content = f"From: jo@elsewhere.example\nSubject: Hello {next(NUMBERS)}\n\nSome words".encode()
    message = Fetched("x", content, len(content))
    with site.inside():
        assert received.keep(store, message, "Maildir here", site.now)
        with writing() as session:
            mail = session.scalars(select(ReceivedMail).order_by(ReceivedMail.id.desc())).first()
            assert mail is not None
            mail.state, mail.reason = "parked", "Nobody knows whose it is."
            if row.whose in plans:
                slug = plans[row.whose]
                mail.plan_id = session.scalars(select(Plan.id).where(Plan.slug == slug)).one()
            return mail.id


def new_spill(site: Site, row: Row) -> int:
    """Return the number of a request that waits, of the plan or of the strangers'."""
    is_strange = row.whose == "stranger's"
    with site.inside() as office:
        actor = office.stranger if is_strange else office.coordinator
        words = f"Words that are not there {next(NUMBERS)}"
        wanted = spill_asking.Asked("words", None, words, "Classified")
        slug = OTHER_SLUG if is_strange else SLUG
        return spill_asking.ask(Change(actor, site.now), slug, wanted)


def new_backup(site: Site) -> int:
    """Make a backup, later than any that was made before, since a second has one name."""
    settings = site.app.extensions["workplan"]
    later = site.now + timedelta(hours=next(NUMBERS))
    with site.inside():
        asked.ask(Change(OPERATOR, later), settings, db.engine).run()
    return max(row.id for row in site.rows("backups"))


def new_member(site: Site, row: Row) -> int:
    """Make somebody a viewer, who has left already where they are to be brought back."""
    slug = OTHER_SLUG if row.whose == "stranger's" else SLUG
    user_id, email = new_person(site)
    with site.inside():
        memberships.join(Change(OPERATOR, site.now), email, slug, MembershipFields("viewer"))
        if row.route.endswith("/restoration"):
            memberships.leave(Change(OPERATOR, site.now), email, slug)
    return user_id


def new_person(site: Site) -> tuple[int, str]:
    """Return the id and the address of somebody who is in no plan."""
    email = f"m{next(NUMBERS)}@office.example"
    with site.inside():
        return accounts.add(Change(OPERATOR, site.now), email, "Mona Member")[0], email


def new_account(site: Site, row: Row) -> int:
    """Return somebody who was invited: closed, or an administrator, where that is taken back."""
    with site.inside() as office:
        change = Change(office.people["admin"], site.now)
        person = NewPerson(f"a{next(NUMBERS)}@office.example", "Ada New")
        [user_id] = invitations.prepare(change, [person])
        if row.route.endswith("/mail"):
            with change.transaction() as session:
                bounced_addresses.flag(change, session.get_one(User, user_id), "550 Gone")
        if row.route.endswith("/opening"):
            closures.disable(change, user_id)
        if row.route.endswith("/dismissal"):
            administrators.make(change, user_id)
    return user_id


def new_view(site: Site, row: Row) -> int:
    with site.inside() as office:
        is_strange = row.whose == "stranger's"
        actor = office.stranger if is_strange else office.coordinator
        slug, name = OTHER_SLUG if is_strange else SLUG, f"View {next(NUMBERS)}"
        saved_views.save(Change(actor, site.now), slug, name, "late=1", is_shared=False)
    return max(view.id for view in site.rows("saved_views"))


def new_rule(site: Site, row: Row) -> int:
    """Add a rule; it is retired already where it is to be restored."""
    with site.inside() as office:
        is_strange = row.whose == "stranger's"
        change = Change(office.stranger if is_strange else office.coordinator, site.now)
        slug, days = OTHER_SLUG if is_strange else SLUG, -31 - next(NUMBERS) % 229
        reminder_rules.add(change, slug, Terms(days, "supervisor"))
        plan_id = office.plan(slug).id
        number = reminder_rules.alike(db.session(), plan_id, Terms(days, "supervisor")).id
        if row.route.endswith("/restoration"):
            reminder_rules.retire(change, number, 1)
    return number


def new_baseline(site: Site, row: Row) -> int:
    """Freeze a plan; the baseline is retired already where it is to be restored."""
    with site.inside() as office:
        is_strange = row.whose == "stranger's"
        change = Change(office.stranger if is_strange else office.coordinator, site.now)
        slug, name = OTHER_SLUG if is_strange else SLUG, f"Frozen {next(NUMBERS)}"
        number = baselines.freeze(change, slug, name, Grounds(is_charted=False))
        if row.route.endswith("/restoration"):
            baselines.retire(change, number, 1)
    return number


def new_offer(site: Site, row: Row) -> int:
    task_id = new_task(site, row)
    with site.inside() as office:
        actor = office.stranger if row.whose == "stranger's" else office.lead
        return handovers.propose(Change(actor, site.now), task_id, office.agencies["DSCA"], "Yours")


def new_extension(site: Site, row: Row) -> int | None:
    """Ask for a later suspense of a new task; none of the strangers' plan."""
    if row.whose == "stranger's":
        return None
    with site.inside() as office:
        wanted = office.fields(f"x{next(NUMBERS)}", due=site.day(20))
        task_id, _ = tasks.add(Change(office.coordinator, site.now), SLUG, wanted)
        asked_for = Asked(site.day(30), "The data are late", "We work at night")
        return extensions.ask(Change(office.lead, site.now), task_id, asked_for)


def without_extensions(site: Site) -> None:
    """Let no later suspense be asked for."""
    with site.inside(), writing() as session:
        session.execute(delete(Extension))


def new_link(site: Site, row: Row) -> int:
    task_id = new_task(site, row)
    with site.inside() as office:
        actor = office.stranger if row.whose == "stranger's" else office.coordinator
        dependencies.add(Change(actor, site.now), task_id, DependencyFields(predecessor(site, row)))
    return max(link.id for link in site.rows("dependencies"))


def predecessor(site: Site, row: Row) -> int:
    return site.tasks["stranger's other" if row.whose == "stranger's" else "handed"]
