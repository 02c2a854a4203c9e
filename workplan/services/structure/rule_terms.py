"""What a reminder rule says: when it writes, to whom, on which condition, in which words."""

from __future__ import annotations

from collections.abc import Mapping, Sized
from typing import Any, NamedTuple

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from models import Membership, ReminderRule, RulePerson, User
from workplan.errors import InvalidInput
from workplan.plain_text import is_plain_line
from workplan.reminders import wording
from workplan.vocabulary import Audience, DayKind, RuleCondition

FARTHEST = 260
"""How many days before or after a suspense a rule may write."""
MOST_NAMED = 20


class Terms(NamedTuple):
    """What a rule says.

    Args:
        rung_days: days from the suspense, negative before it.
        audience: to whom.
        counted_in: which days those are.
        condition: what has to be so on the day.
        wording: what it says of each task besides; empty for nothing.
        people: who is named, when the audience is the people named.
    """

    rung_days: int
    audience: str
    counted_in: str = DayKind.WORKING.value
    condition: str = RuleCondition.OPEN.value
    wording: str = ""
    people: tuple[int, ...] = ()

    @property
    def when(self) -> tuple[int, str, str, str]:
        """What a plan has one rule for, whomever it names and however it says it."""
        return self.rung_days, self.audience, self.counted_in, self.condition


def terms_of(session: Session, rule: ReminderRule) -> Terms:
    """Return what a rule says."""
    people = named_by(session, [rule.id]).get(rule.id, ())
    when = rule.rung_days, rule.audience, rule.counted_in, rule.condition
    return Terms(*when, rule.wording, people)


def named_by(session: Session, rule_ids: Any) -> dict[int, tuple[int, ...]]:
    """Return whom each of some rules names; one select."""
    rows = session.execute(
        select(RulePerson.rule_id, RulePerson.user_id)
        .where(RulePerson.rule_id.in_(rule_ids))
        .order_by(RulePerson.user_id)
    )
    found: dict[int, tuple[int, ...]] = {}
    for rule_id, user_id in rows:
        found[rule_id] = (*found.get(rule_id, ()), user_id)
    return found


def kept_terms(facts: Mapping[str, Any]) -> Terms:
    """Return what an entry of the journal keeps of a rule; what older ones lack is as it was."""
    rest = {key: facts[key] for key in ("counted_in", "condition", "wording") if facts.get(key)}
    people = tuple(person["user_id"] for person in facts.get("people") or ())
    return Terms(facts["rung_days"], facts["audience"], people=people, **rest)


def checked(session: Session, plan_id: int, terms: Terms) -> Terms:
    """Return what a rule is to say, in order.

    Raises:
        InvalidInput: with the field that is wrong.
    """
    for field, known in (
        ("audience", Audience),
        ("counted_in", DayKind),
        ("condition", RuleCondition),
    ):
        value = getattr(terms, field)
        if value not in known.codes():
            raise InvalidInput(field, f"“{value}” is not known here. Choose from the list.")
    if not -FARTHEST <= terms.rung_days <= FARTHEST:
        days = "working days" if terms.counted_in == DayKind.WORKING else "days"
        raise InvalidInput(
            "rung_days",
            f"{terms.rung_days} {days} is too far. Give −{FARTHEST} (before) to {FARTHEST}.",
        )
    words = " ".join(terms.wording.split())
    if words and not is_plain_line(words):
        raise InvalidInput("wording", "It has characters that no mail holds. Type it anew.")
    if len(words) > wording.LONGEST:
        raise InvalidInput(
            "wording",
            f"That is {len(words):,} characters. Shorten it to {wording.LONGEST}.",
        )
    try:
        wording.check(words)
    except wording.UnknownName as error:
        names = ", ".join(f"{{{{{name}}}}}" for name in wording.FIELDS)
        raise InvalidInput("wording", f"{error} Use one of {names}.") from error
    return terms._replace(wording=words, people=_people(session, plan_id, terms))


def _people(session: Session, plan_id: int, terms: Terms) -> tuple[int, ...]:
    if terms.audience != Audience.NAMED:
        return ()
    people = tuple(sorted(set(terms.people)))
    if not people:
        raise InvalidInput("people", "Nobody is named. Choose at least one person, or an audience.")
    require_few(people)
    members = set(
        session.scalars(
            select(Membership.user_id).where(
                Membership.plan_id == plan_id, Membership.user_id.in_(people)
            )
        )
    )
    for user_id in people:
        if user_id not in members:
            user = session.get(User, user_id)
            name = user.name if user else f"Person {user_id}"
            raise InvalidInput(
                "people", f"{name} is not in this plan. Add them first, or leave out."
            )
    return people


def require_few(people: Sized) -> None:
    """Require that a rule names no more people than one mail should.

    Raises:
        InvalidInput: with how many are too many.
    """
    if len(people) > MOST_NAMED:
        raise InvalidInput("people", f"{len(people)} people are too many. Name {MOST_NAMED}.")


def put(session: Session, rule: ReminderRule, terms: Terms) -> None:
    """Let a rule say what `checked` returned."""
    rule.rung_days, rule.audience, rule.counted_in, rule.condition = terms.when
    rule.wording = terms.wording
    session.add(rule)
    session.flush()
    session.execute(delete(RulePerson).where(RulePerson.rule_id == rule.id))
    if terms.people:
        rows = [{"rule_id": rule.id, "user_id": user_id} for user_id in terms.people]
        session.execute(insert(RulePerson), rows)


def facts_of(terms: Terms) -> dict[str, Any]:
    """Return what the journal keeps of a rule."""
    return {
        "rung_days": terms.rung_days,
        "audience": terms.audience,
        "counted_in": terms.counted_in,
        "condition": terms.condition,
        "wording": terms.wording,
        "people": [{"user_id": user_id} for user_id in terms.people],
    }
