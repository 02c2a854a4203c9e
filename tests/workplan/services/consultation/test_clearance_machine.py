"""Whatever anybody does in any order, no plan is approved past an agency without a record of it.

A machine sends versions, answers, decides, goes on, drops, ends, approves and takes back at random.
After each step it asks the rows themselves, and none of the code that is tried.
"""

from __future__ import annotations

import contextlib
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import text

from support.ground.office import SLUG
from support.record.clearing import AFTER_IT, LEADS, WANTED, draft, names_official, rewrites
from workplan.errors import WorkplanError
from workplan.extensions import db
from workplan.services.changes.undoing import undo
from workplan.services.consultation import approvals, clearances
from workplan.services.consultation.clearances import Sent
from workplan.services.coordination.rounds import answers, asking, settling
from workplan.services.coordination.rounds.answers import Answer, Comment
from workplan.services.record.change import Change
from workplan.services.structure import plan_stages

if TYPE_CHECKING:
    from pathlib import Path

    from support.ground.fixtures import Founded
    from support.ground.workshop import Workshop

AGENCIES = st.sampled_from(sorted(LEADS))
KINDS = st.sampled_from(["concur", "comment", "non_concur"])
REASONS = st.sampled_from(["", "It cannot wait."])
NUMBERS = count(1)
LAST_SENT = """
SELECT max(v.number) FROM round_versions v JOIN rounds r ON r.id = v.round_id
WHERE r.state = 'open'
"""
ASKS = """
SELECT a.agency_id, v.number, a.gone_on_because, a.dropped_because,
  (SELECT w.kind FROM round_answers w WHERE w.ask_id = a.id ORDER BY w.id DESC LIMIT 1) AS kind,
  (SELECT count(*) FROM round_comments c WHERE c.decision IS NULL AND c.answer_id =
    (SELECT max(w.id) FROM round_answers w WHERE w.ask_id = a.id)) AS undecided
FROM round_asks a JOIN round_versions v ON v.id = a.version_id
WHERE v.round_id = :round ORDER BY v.number
"""


class Clearance(RuleBasedStateMachine):
    """A plan, its two agencies, its coordinator and its official."""

    founded: Founded
    workshop: Workshop
    folder: Path

    def __init__(self) -> None:
        super().__init__()
        self.was_approved = False
        self.open = contextlib.ExitStack()
        place = self.folder / str(next(NUMBERS))
        place.mkdir()
        app = self.open.enter_context(self.workshop.lent(self.founded.url, place))
        self.open.enter_context(app.app_context())
        self.office = replace(self.founded.office, app=app)

    @initialize()
    def begin(self) -> None:
        draft(self.office)
        names_official(self.office)

    def teardown(self) -> None:
        self.open.close()

    @rule()
    def write(self) -> None:
        self.tried(lambda: rewrites(self.office, f"Wording {next(NUMBERS)}."))

    @rule(asked=st.sets(AGENCIES, min_size=1))
    def send(self, asked: set[str]) -> None:
        wanted = {self.office.agencies[code]: WANTED for code in asked}
        last = (
            self.one(
                "SELECT max(v.number) FROM round_versions v JOIN rounds r ON r.id = v.round_id"
                " WHERE r.state = 'open'"
            )
            or 0
        )
        now = AFTER_IT.replace(day=8)
        change = Change(self.office.coordinator, now)
        self.tried(lambda: clearances.send(change, SLUG, Sent("", wanted, last)))

    @rule(agency=AGENCIES, kind=KINDS)
    def answer(self, agency: str, kind: str) -> None:
        said = () if kind == "concur" else (Comment("", "Say more.", "More."),)
        change = self.by(LEADS[agency])
        self.tried(lambda: answers.answer(change, self.ask(agency), Answer(kind, said)))

    @rule(decision=st.sampled_from(["accepted", "declined"]))
    def decide(self, decision: str) -> None:
        comment = self.one("SELECT min(id) FROM round_comments WHERE decision IS NULL") or 0
        self.tried(lambda: settling.decide(self.by(), comment, decision, "So it is."))

    @rule(agency=AGENCIES, because=REASONS)
    def go_on(self, agency: str, because: str) -> None:
        self.tried(lambda: settling.go_on_without(self.by(), self.ask(agency), because))

    @rule(agency=AGENCIES, because=REASONS)
    def drop(self, agency: str, because: str) -> None:
        self.tried(lambda: asking.drop(self.by(), self.ask(agency), because))

    @rule()
    def clear(self) -> None:
        self.tried(lambda: settling.clear(self.by(), self.round()))

    @rule(because=REASONS)
    def withdraw(self, because: str) -> None:
        self.tried(lambda: settling.withdraw(self.by(), self.round(), because))

    @rule(because=REASONS, who=st.sampled_from(["viewer", "viewer", "coordinator"]))
    def approve(self, because: str, who: str) -> None:
        plan = self.office.plan()
        seen = approvals.readiness(db.session(), plan).digest
        self.tried(lambda: approvals.approve(self.by(who), SLUG, plan.version, seen, because))

    @rule(stage=st.sampled_from(["clearance", "approved", "implementing"]))
    def move(self, stage: str) -> None:
        self.tried(lambda: plan_stages.move_to_stage(self.by(), SLUG, stage))

    @rule()
    def take_back(self) -> None:
        seq = self.one("SELECT max(seq) FROM journal WHERE verb = 'plan.stage'") or 0
        self.tried(lambda: undo.undo(self.by(), seq))

    @rule(who=st.sampled_from(["viewer", "coordinator"]), because=REASONS)
    def revoke(self, who: str, because: str) -> None:
        self.tried(lambda: approvals.take_back(self.by(who), SLUG, because))

    @invariant()
    def no_agency_was_passed_over_in_silence(self) -> None:
        stage = self.one(f"SELECT stage FROM plans WHERE slug = '{SLUG}'")  # noqa: S608  # ours
        is_approved = stage in ("approved", "implementing")
        has_just_come = is_approved and not self.was_approved
        self.was_approved = is_approved
        if not has_just_come:
            return
        approval = db.session.execute(
            text("SELECT without_because, version_id FROM plan_approvals WHERE ended_at IS NULL")
        ).one()
        digest = db.session.execute(
            text("SELECT digest FROM plan_versions WHERE id = :id"), {"id": approval.version_id}
        ).scalar_one()
        sealed = [e for e in self.office.journal() if e.verb == "plan.sealed"]
        assert sealed[-1].after["checksum"] == digest
        state = self.one("SELECT state FROM rounds ORDER BY id DESC LIMIT 1")
        if approval.without_because:
            assert state != "open"
            return
        assert state == "cleared"
        last: dict[int, Any] = {}
        for row in db.session.execute(text(ASKS), {"round": self.round()}):
            last[row.agency_id] = row
        assert last
        for row in last.values():
            if row.dropped_because:
                continue
            assert row.kind in ("concur", "comment") or (row.kind is None and row.gone_on_because)
            assert row.undecided == 0

    def tried(self, do: Any) -> None:
        """Do something that may be refused; nothing else may go wrong."""
        with contextlib.suppress(WorkplanError):
            do()
        db.session.rollback()

    def by(self, who: str = "coordinator") -> Change:
        return Change(self.office.people[who], AFTER_IT)

    def ask(self, agency: str) -> int:
        number = self.office.agencies[agency]
        return self.one(f"SELECT max(id) FROM round_asks WHERE agency_id = {number}") or 0  # noqa: S608  # ours

    def round(self) -> int:
        return self.one("SELECT max(id) FROM rounds") or 0

    def one(self, statement: str) -> Any:
        db.session.rollback()
        return db.session.execute(text(statement)).scalar()


def test_no_path_leads_to_an_approval_past_an_agency(
    founded: Founded, workshop: Workshop, tmp_path: Path
) -> None:
    class Here(Clearance):
        pass

    Here.founded, Here.workshop, Here.folder = founded, workshop, tmp_path
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        Here,
        settings=settings(
            max_examples=40,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            phases=(Phase.generate,),  # To shrink by real databases takes minutes.
        ),
    )
