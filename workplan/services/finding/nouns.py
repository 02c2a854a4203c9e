"""Find words in what tasks stand in, who works on them, and why things changed, kind by kind.

Each is found by whoever its page is for: directives and agencies by everybody, plans with their
lines of effort, objectives and registers by their members, people by administrators and by the
coordinators of their plans, the reasons of a journal by whoever reads that entry there. These rows
are few beside tasks and reports, so they are read and folded here; as many selects whatever there
is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import literal, or_, select
from sqlalchemy.orm import Session

from models import (
    Agency,
    Directive,
    Initiative,
    JournalEntry,
    Membership,
    Objective,
    Plan,
    PlanSection,
    RegisterEntry,
    User,
)
from workplan.folding import fold
from workplan.services.finding.excerpts import Parts, excerpt, whole
from workplan.services.finding.sought import words_in
from workplan.services.people import house_rights, rights
from workplan.services.people.which_plans import coordinated, listed_plans
from workplan.services.record.actor import Actor
from workplan.services.record.verbs import ADMINISTRATION

MOST_OF_A_KIND = 8
LOOKED_AT = 5_000
"""As many rows of a kind are read, the newest first."""


class Hit(NamedTuple):
    """Something that holds all the words.

    Args:
        key: by which its page is found: a number, a code, or the short name of a plan.
        parts: its texts, each part with whether it matched.
        about: what it belongs to, in words; "" for nothing.
        within: the short name of the plan on whose page it stands; "" for none.
    """

    key: str
    parts: Parts
    about: str = ""
    within: str = ""


class Group(NamedTuple):
    """What was found of one kind, and how many more there are.

    Args:
        kind: plan, directive, objective, effort, register, section, agency, person, reason or
            house_reason.
    """

    kind: str
    label: str
    hits: list[Hit]
    more: int


def find_nouns(session: Session, actor: Actor, typed: str) -> list[Group]:
    """Return what holds every word, by kind; kinds without a hit are left out."""
    words = words_in(typed)
    if not words:
        return []
    groups = []
    for kind, label, wanted in (*_kinds(actor), *_reasons(session, actor)):
        names = 1 if kind == "plan" else 2
        found = _matching(session.execute(wanted.limit(LOOKED_AT)).all(), words, names)
        if found:
            shown = found[:MOST_OF_A_KIND]
            groups.append(Group(kind, label, shown, len(found) - len(shown)))
    return groups


def _kinds(actor: Actor) -> Iterable[tuple[str, str, Any]]:
    """Yield each kind with its select: key, what it belongs to, its plan, and then its texts."""
    plans = listed_plans(actor)
    yield (
        "plan",
        "Plans",
        select(Plan.slug, Plan.mail_tag, Plan.slug, Plan.title, Plan.note)
        .where(Plan.id.in_(plans))
        .order_by(Plan.id.desc()),
    )
    yield (
        "directive",
        "Directives",
        select(Directive.id, Directive.status, Directive.id, Directive.citation, Directive.title)
        .where(Directive.merged_into_id.is_(None))
        .order_by(Directive.id.desc()),
    )
    yield from _inside(plans)
    yield (
        "agency",
        "Agencies",
        select(Agency.code, Agency.name, Agency.code, Agency.label, Agency.name, Agency.also_called)
        .where(Agency.merged_into_id.is_(None))
        .order_by(Agency.label),
    )
    yield ("person", "People", _people(actor))


def _inside(plans: Any) -> Iterable[tuple[str, str, Any]]:
    """Yield the kinds of what stands in some plans, likewise.

    Args:
        plans: the select of their ids.
    """
    yield (
        "objective",
        "Objectives",
        select(Objective.id, Plan.title, Plan.slug, Objective.code, Objective.statement)
        .join(Plan, Plan.directive_id == Objective.directive_id)
        .where(Plan.id.in_(plans), Objective.retired_at.is_(None))
        .order_by(Plan.id.desc(), Objective.position),
    )
    yield (
        "effort",
        "Lines of effort",
        select(Initiative.code, Plan.title, Plan.slug, Initiative.code, Initiative.title)
        .join(Plan, Plan.id == Initiative.plan_id)
        .where(Plan.id.in_(plans), Initiative.retired_at.is_(None))
        .order_by(Plan.id.desc(), Initiative.position),
    )
    yield (
        "register",
        "Registers",
        select(
            RegisterEntry.number,
            Plan.title,
            Plan.slug,
            RegisterEntry.statement,
            literal(""),
            RegisterEntry.decider,
            RegisterEntry.outcome,
        )
        .join(Plan, Plan.id == RegisterEntry.plan_id)
        .where(Plan.id.in_(plans), RegisterEntry.retired_at.is_(None))
        .order_by(RegisterEntry.id.desc()),
    )
    yield (
        "section",
        "Texts of plans",
        select(PlanSection.number, Plan.title, Plan.slug, PlanSection.heading, PlanSection.body)
        .join(Plan, Plan.id == PlanSection.plan_id)
        .where(Plan.id.in_(plans), PlanSection.retired_at.is_(None))
        .order_by(Plan.id.desc(), PlanSection.position),
    )


def _reasons(session: Session, actor: Actor) -> Iterable[tuple[str, str, Any]]:
    """Yield the reasons of entries that a person may read; a group of changes gives its one."""
    entry = JournalEntry
    given = entry.reason != "", entry.cause_seq.is_(None)
    readable = [
        one.readable_journal() for one in rights.standings(session, actor) if one.may_read_journal
    ]
    if readable:
        yield (
            "reason",
            "Reasons in journals",
            select(entry.seq, Plan.title, Plan.slug, entry.reason)
            .join(Plan, Plan.id == entry.plan_id)
            .where(*given, or_(*readable))
            .order_by(entry.seq.desc()),
        )
    if house_rights.is_administrator(actor):
        yield (
            "house_reason",
            "Reasons in the journal of the administration",
            select(entry.seq, entry.actor_name, entry.seq, entry.reason)
            .where(*given, entry.plan_id.is_(None), entry.verb.in_(ADMINISTRATION))
            .order_by(entry.seq.desc()),
        )


def _people(actor: Actor) -> Any:
    """Return the select of people: all of them for an administrator, else one's own members."""
    if house_rights.is_administrator(actor):
        return select(User.id, User.email, User.id, User.name, User.email).order_by(User.name)
    return (
        select(User.id, Plan.title, Plan.slug, User.name, User.email)
        .join(Membership, Membership.user_id == User.id)
        .join(Plan, Plan.id == Membership.plan_id)
        .where(Plan.id.in_(coordinated(actor)))
        .order_by(User.name, Plan.id.desc())
    )


def _joined(texts: Iterable[str | None]) -> str:
    return " · ".join(" ".join(one.split()) for one in dict.fromkeys(texts) if one)


def _matching(rows: Sequence[Any], words: tuple[str, ...], names: int) -> list[Hit]:
    """Return the rows in which every word stands, those whose first texts begin with one first.

    Args:
        names: how many texts of a row are its name, which is shown whole.
    """
    found = []
    for key, about, within, *texts in rows:
        name, rest = _joined(texts[:names]), _joined(texts[names:])
        folded = fold(f"{name} {rest}")
        if all(word in folded for word in words):
            begins = any(f" {folded}".find(f" {word}") >= 0 for word in words)
            parts = whole(name, words)
            if rest and any(word in fold(rest) for word in words):
                parts += [(" · ", False), *excerpt(rest, words)]
            found.append((not begins, Hit(str(key), parts, str(about), str(within))))
    return [hit for _, hit in sorted(found, key=lambda one: one[0])]
