"""The official who approves a plan, and what is theirs alone."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Plan, PlanApproval, Round, User
from workplan.errors import InvalidInput
from workplan.services.record.actor import Actor
from workplan.vocabulary import RoundState


def official_of(session: Session, plan: Plan) -> str:
    """Return the name of the approving official of a plan; "" where none is named."""
    return session.scalar(select(User.name).where(User.id == (plan.approver_id or 0))) or ""


def require_no_approval(session: Session, plan: Plan) -> None:
    """Refuse to take back what an official approved; they do so themselves."""
    stands = PlanApproval.plan_id == plan.id, PlanApproval.ended_at.is_(None)
    official = session.scalar(
        select(User.name).join(PlanApproval, PlanApproval.approved_by_id == User.id).where(*stands)
    )
    if official is not None:
        raise InvalidInput(
            "entry",
            f"{official} approved the plan with their password. Give them the reason: they take it "
            "back on the page of clearance.",
        )


def require_theirs(session: Session, plan: Plan, actor: Actor) -> None:
    """Refuse to take an approved plan out of its official's hands by anybody else."""
    if plan.approver_id not in (None, actor.id):
        raise InvalidInput(
            "entry",
            f"{official_of(session, plan)} is the approving official of this plan and decides on "
            "changes of it, so its approval is not taken back here. Use “Close” instead.",
        )


def require_nobody_else(session: Session, plan: Plan) -> None:
    """Refuse to approve past an approving official, and while a clearance goes on."""
    if plan.approver_id is not None:
        official = session.get_one(User, plan.approver_id).name
        raise InvalidInput(
            "stage",
            f"{official} approves this plan, on its page of clearance. Name nobody as approving "
            "official there, or ask them.",
        )
    goes_round = select(Round.id).where(
        Round.plan_id == plan.id, Round.task_id.is_(None), Round.state == RoundState.OPEN
    )
    if session.scalar(goes_round) is not None:
        raise InvalidInput(
            "stage",
            "The plan is still in clearance. Look there, and end it as cleared or withdraw it.",
        )
