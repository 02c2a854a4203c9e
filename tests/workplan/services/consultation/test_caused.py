"""What a point of a comment may name as the change that it caused."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from support.consultation.letters_in import by, open_to_comments, points_of, typed, version
from support.ground.office import FOUNDED_AT, SLUG
from support.programs.outbox import EIGHT
from support.web.refusals import refuses
from workplan.extensions import db
from workplan.services.changes.undoing.undo import undo
from workplan.services.consultation import points
from workplan.services.consultation.caused import CHANGES
from workplan.services.consultation.points import Settled
from workplan.services.pages.comments import caused_changes

if TYPE_CHECKING:
    from support.ground.office import Office

ACCEPTED = Settled("accepted", "It is done.")


def changed(office: Office) -> int:
    """Change a task after the comment came, and return the entry."""
    office.change(office.add("1a"), now=EIGHT + timedelta(hours=1), duration_days=9)
    return max(entry.seq for entry in office.journal() if entry.verb == "task.changed")


def test_changes_of_tasks_and_of_the_text_count_and_reports_and_comments_do_not() -> None:
    assert {"task.changed", "task.added", "section.changed", "initiative.added"} <= {*CHANGES}
    assert not {"task.reported", "task.commented", "comment.settled", "mail.parked"} & {*CHANGES}


def test_only_changes_since_the_comment_came_are_offered_and_the_one_that_is_kept(
    office: Office,
) -> None:
    seq = changed(office)
    session, plan = db.session(), office.plan()
    since = EIGHT + timedelta(minutes=1)
    assert [int(one) for one, _ in caused_changes.offered(session, plan, since, None)] == [seq]
    later = EIGHT + timedelta(days=1)
    assert caused_changes.offered(session, plan, later, None) == []
    [(one, words)] = caused_changes.offered(session, plan, later, seq)
    assert int(one) == seq
    assert words.startswith(f"{seq:,}, ")
    assert caused_changes.said_of(session, plan, [None, seq]) == {seq: words}
    assert caused_changes.said_of(session, plan, [None]) == {}
    assert since > FOUNDED_AT


def test_a_point_names_it_only_where_it_is_accepted_and_an_undo_takes_it_back(
    office: Office,
) -> None:
    open_to_comments(office)
    number, seq = typed(office), changed(office)
    for wanted in (
        Settled("declined", "No.", change_seq=seq),
        ACCEPTED._replace(change_seq=1),
        ACCEPTED._replace(change_seq=987_654),
    ):
        with refuses("change"):
            points.settle(by(office), SLUG, number, version(number), 1, wanted)
    with refuses("because"):
        points.settle(by(office), SLUG, number, version(number), 1, ACCEPTED)
    points.settle(by(office), SLUG, number, version(number), 1, ACCEPTED._replace(change_seq=seq))
    assert points_of(number)[0].change_seq == seq
    undo(by(office), office.last_seq())
    assert points_of(number)[0].change_seq is None
