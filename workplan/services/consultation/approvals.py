"""The approving official approves a plan: its cleared version is sealed, its baseline frozen.

There is no way past the agencies: what is approved was cleared, each having answered or been gone
on without on the record, or the official says why it is approved without that.
"""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Baseline, Plan, PlanApproval, PlanVersion, User
from workplan.clock import civil_date
from workplan.errors import InvalidInput, NotAllowed, StaleVersion
from workplan.plain_text import prose
from workplan.scheduling.explain import day_words
from workplan.services.consultation import clearances
from workplan.services.consultation.text import frozen, versions
from workplan.services.coordination import notices
from workplan.services.coordination.notices import News, Told
from workplan.services.coordination.rounds import finding
from workplan.services.people import plan_members, rights
from workplan.services.record import journal
from workplan.services.record.actor import Actor
from workplan.services.record.change import Change
from workplan.services.record.read_models import read_first
from workplan.services.structure import plan_stages
from workplan.services.structure.baseline import approval_baselines
from workplan.vocabulary import NoticeKind, Stage

LONGEST = 2_000
BEFORE = (Stage.DRAFTING, Stage.CLEARANCE)


class Approved(NamedTuple):
    """An approval that stands."""

    number: int
    name: str
    at: datetime
    baseline: str
    without_because: str


class Ready(NamedTuple):
    """What stands between a plan and its approval.

    Args:
        number: the version that was cleared last, if nothing that was decided changed since; else
            None.
        digest: of what would be sealed: that version, or the plan as it stands.
        obstacle: why it cannot be approved now; "" if it can.
        is_without: whether it can only be approved without a clearance, with a reason.
    """

    number: int | None
    obstacle: str
    is_without: bool
    digest: str = ""


def approve(change: Change, slug: str, version: int, seen: str, because: str = "") -> int:
    """Approve a plan, and return the number of the version that is sealed by it.

    Whoever approves has just proved who they are; the caller sees to that.

    Args:
        version: the version of the plan that the official saw.
        seen: the digest of what they saw that they approve.
        because: why it is approved without a clearance; needed only then.

    Raises:
        NotAllowed: for anybody but the approving official of the plan.
        StaleVersion: when somebody changed the plan since, or what would be sealed is another.
        InvalidInput: while it goes round, when it changed since it was cleared, and without a
            reason where no clearance ended as cleared.
    """
    with change.transaction() as session:
        plan = require_official(session, change.actor, slug)
        if plan.version != version:
            raise StaleVersion(version, plan.version)
        ready = readiness(session, plan)
        if ready.obstacle:
            raise InvalidInput("approval", ready.obstacle)
        if ready.digest != seen:
            raise StaleVersion(version, plan.version)
        because = _checked(because) if ready.is_without else ""
        sealed = _version(change, plan, ready)
        official = session.get_one(User, plan.approver_id)
        plan_stages.approve_in(change, plan, official.name, because)
        baseline = approval_baselines.frozen_at(session, plan.id, change.now)
        assert baseline is not None
        approval = PlanApproval(
            plan_id=plan.id,
            version_id=sealed.id,
            baseline_id=baseline,
            approved_by_id=official.id,
            approved_at=change.now,
            without_because=because,
        )
        session.add(approval)
        session.flush()
        after = {"number": sealed.number, "checksum": sealed.digest, "name": official.name}
        entry = journal.Entry("plan.sealed", ("plan", plan.id), after=after)
        journal.note(change, plan.id, entry)
        _tell(change, plan, sealed, official.name)
        return sealed.number


def _checked(because: str, empty: str = "Say why it is approved without a clearance.") -> str:
    """Return a reason as it is kept, or refuse none and too much."""
    because = prose(because).strip()
    if not because:
        raise InvalidInput("because", empty)
    if len(because) > LONGEST:
        raise InvalidInput("because", f"Shorten the reason to {LONGEST:,} characters.")
    return because


def require_official(session: Session, actor: Actor, slug: str) -> Plan:
    """Return a plan to its approving official, and refuse everybody else."""
    plan, _ = rights.plan_for(session, actor, slug)
    rights.require_open(session, plan.id)
    if plan.approver_id is None or plan.approver_id != actor.id:
        raise NotAllowed("Only the approving official of the plan approves it. Ask them.")
    return plan


def take_back(change: Change, slug: str, because: str) -> None:
    """Take an approval back, with a reason; the plan has the stage again that it had before.

    Raises:
        NotAllowed: for anybody but whoever approved it.
        InvalidInput: without a reason, and where no approval stands.
    """
    with change.transaction() as session:
        plan, _ = rights.plan_for(session, change.actor, slug)
        rights.require_open(session, plan.id)
        stands = PlanApproval.plan_id == plan.id, PlanApproval.ended_at.is_(None)
        approval = session.scalar(select(PlanApproval).where(*stands))
        if approval is None:
            raise InvalidInput("because", "No approval stands. Reload the page.")
        if approval.approved_by_id != change.actor.id:
            raise NotAllowed("Only the official who approved the plan takes that back. Ask them.")
        plan_stages.take_approval_back(change, plan, _checked(because, "Say why you take it back."))


def readiness(session: Session, plan: Plan) -> Ready:
    """Return what stands between a plan and its approval; as many selects for any plan."""
    if plan.is_template:
        return Ready(None, "A template is never approved. Use it for a plan.", is_without=False)
    if plan.stage not in BEFORE:
        return Ready(None, "The plan is approved already. Reload the page.", is_without=False)
    if finding.open_clearance(session, plan.id) is not None:
        return Ready(
            None,
            "The plan is still in clearance. Look there: the coordinator ends it, or withdraws it.",
            is_without=False,
        )
    content = frozen.content_of(session, plan)
    if not clearances.is_cleared(session, plan.id):
        return Ready(None, "", is_without=True, digest=frozen.digest_of(content))
    number = clearances.last_cleared(session, plan.id)
    cleared = versions.of_number(session, plan.id, number)
    decided = [frozen.decided_of(c) for c in (cleared.content, content)]
    if decided[0] != decided[1]:
        return Ready(
            None,
            f"The plan changed since version {number} was cleared. Look at what changed: the "
            "coordinator sends it round again, or changes it back.",
            is_without=False,
        )
    return Ready(number, "", is_without=False, digest=cleared.digest)


def standing_approval(session: Session, plan_id: int) -> Approved | None:
    """Return the approval of a plan that was not taken back, if there is one; one select."""
    rows = session.execute(
        select(
            PlanVersion.number,
            User.name,
            PlanApproval.approved_at.label("at"),
            Baseline.name.label("baseline"),
            PlanApproval.without_because,
        )
        .join(PlanVersion, PlanVersion.id == PlanApproval.version_id)
        .join(User, User.id == PlanApproval.approved_by_id)
        .join(Baseline, Baseline.id == PlanApproval.baseline_id)
        .where(PlanApproval.plan_id == plan_id, PlanApproval.ended_at.is_(None))
        .order_by(PlanApproval.id.desc())
        .limit(1)
    )
    return read_first(Approved, rows)


def approval_said(session: Session, version: PlanVersion) -> str:
    """Return by whom and when a version was approved, in words; "" for one that is not."""
    row = session.execute(
        select(User.name, PlanApproval.approved_at, Plan.time_zone)
        .join(User, User.id == PlanApproval.approved_by_id)
        .join(Plan, Plan.id == PlanApproval.plan_id)
        .where(PlanApproval.version_id == version.id, PlanApproval.ended_at.is_(None))
    ).first()
    if row is None:
        return ""
    return f"Approved by {row.name} on {day_words(civil_date(row.approved_at, row.time_zone))}"


def _version(change: Change, plan: Plan, ready: Ready) -> PlanVersion:
    """Return the version that is sealed: the cleared one, the last if the plan is so, or a new."""
    if ready.number is not None:
        return versions.of_number(change.session, plan.id, ready.number)
    last = versions.last_of(change.session, plan.id)
    content = frozen.content_of(change.session, plan)
    if last is not None and last.digest == frozen.digest_of(content):
        return last
    return versions.keep_in(change, plan, "As approved")


def _tell(change: Change, plan: Plan, sealed: PlanVersion, official: str) -> None:
    """Tell everybody in the plan who speaks for an agency, and its coordinators."""
    members = plan_members.members_of(change.session, plan.id)
    people = {one.user_id for one in members if one.role in ("lead", "coordinator")}
    said = f"Version {sealed.number}, approved by {official}. Its tasks are yours to carry out now."
    news = News(NoticeKind.APPROVED, said)
    notices.tell_all(change, plan.id, [Told(None, news, people)])
