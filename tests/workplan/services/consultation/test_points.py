"""The points of a comment are split off, settled one by one, and answered together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support.consultation.letters_in import CAMPAIGN, by, comment, mails, points_of, typed, version
from support.ground.office import OTHER_SLUG, SLUG
from support.programs.outbox import EIGHT
from support.web.refusals import refuses
from workplan.errors import InvalidInput, NotFound
from workplan.services.changes.undoing.undo import undo
from workplan.services.consultation import answers, comments
from workplan.services.consultation import points as settling
from workplan.services.consultation.comments import Sender
from workplan.services.consultation.points import Settled
from workplan.services.record.change import Change
from workplan.services.structure.task import tasks

if TYPE_CHECKING:
    from support.ground.office import Office

DECLINED = Settled("declined", "Not this year.")


def split(office: Office, words: str) -> int:
    return settling.split(by(office), SLUG, 1, version(1), words)


def settle(office: Office, which: int = 1, wanted: Settled = DECLINED) -> None:
    settling.settle(by(office), SLUG, 1, version(1), which, wanted)


def test_the_first_words_take_the_place_of_all_of_it_and_later_ones_follow(
    office: Office,
) -> None:
    typed(office)
    assert split(office, "Please hear  small firms a second time.") == 1
    assert split(office, "The figures should count first sellers.") == 2
    assert [point.number for point in points_of(1)] == [1, 2]
    for wrong in ("", "Nobody said this.", "The figures should count first sellers."):
        with refuses("words"):
            split(office, wrong)


def test_a_point_goes_again_while_it_is_open_and_the_last_is_all_of_the_comment(
    office: Office,
) -> None:
    typed(office)
    split(office, "Please hear small firms a second time.")
    split(office, "The figures should count first sellers.")
    settle(office, 2)
    with refuses("point"):
        settling.join(by(office), SLUG, 1, version(1), 2)
    settling.join(by(office), SLUG, 1, version(1), 1)
    settling.reopen(by(office), SLUG, 1, version(1), 2)
    settling.join(by(office), SLUG, 1, version(1), 2)
    assert [(point.number, point.words) for point in points_of(1)] == [(2, "")]
    with refuses("point"):
        settling.join(by(office), SLUG, 1, version(1), 2)
    with pytest.raises(NotFound):
        settling.join(by(office), SLUG, 1, version(1), 9)


@pytest.mark.parametrize(
    ("field", "wanted"),
    [
        ("disposition", Settled("perhaps", "So.")),
        ("answer", Settled("declined", "  ")),
        ("answer", Settled("declined", "x" * 4_001)),
        ("because", Settled("accepted", "We do so.")),
        ("because", Settled("in_part", "We do some.")),
        ("task", Settled("accepted", "We do so.", task_id=98_765)),
        ("objective", Settled("declined", "No.", objective_id=98_765)),
    ],
)
def test_what_cannot_stand_is_refused_at_its_field(
    office: Office, field: str, wanted: Settled
) -> None:
    typed(office)
    with refuses(field):
        settle(office, 1, wanted)
    assert points_of(1)[0].disposition is None


def test_a_task_that_was_removed_is_none_that_a_point_changes(office: Office) -> None:
    typed(office)
    theirs = office.add("9z")
    office.remove(theirs)
    with refuses("task"):
        settle(office, 1, Settled("accepted", "So.", task_id=theirs))


def test_it_is_settled_with_its_task_settled_anew_and_undone(office: Office) -> None:
    typed(office)
    task = office.add("1a")
    settle(office, 1, Settled("accepted", "We hear them.", "Agreed", task))
    first = office.journal()[-1]
    assert (first.verb, (first.after or {})["task_id"]) == ("comment.settled", task)
    settle(office)
    last = office.last_seq()
    settle(office)
    assert office.last_seq() == last, "as it stands, it leaves no entry"
    with pytest.raises(InvalidInput, match="Since then"):
        undo(by(office), first.seq)
    undo(by(office), last)
    assert (points_of(1)[0].disposition, points_of(1)[0].task_id) == ("accepted", task)


def test_an_answer_waits_until_every_point_is_settled_and_then_nothing_changes(
    office: Office,
) -> None:
    typed(office)
    split(office, "Please hear small firms a second time.")
    split(office, "The figures should count first sellers.")
    settle(office, 1)
    with pytest.raises(InvalidInput, match=r"Point 2 is not settled"):
        answers.send(by(office), SLUG, 1, version(1))
    settle(office, 2)
    answers.send(by(office), SLUG, 1, version(1))
    assert [(mail.kind, mail.address, mail.state) for mail in mails()] == [
        ("answer", "maker@example.org", "pending")
    ]
    with pytest.raises(InvalidInput, match="is answered"):
        settle(office, 1, Settled("declined", "Otherwise."))
    with pytest.raises(InvalidInput, match="is answered"):
        comments.set_aside(by(office), SLUG, 1, version(1), "No")
    settled = next(e.seq for e in office.journal() if e.verb == "comment.settled")
    with pytest.raises(InvalidInput, match="Since then"):
        undo(by(office), settled)


def test_opened_again_what_has_not_left_stays_and_a_second_answer_follows(
    office: Office,
) -> None:
    typed(office)
    settle(office)
    answers.send(by(office), SLUG, 1, version(1))
    with refuses("because"):
        answers.reopen(by(office), SLUG, 1, version(1), "")
    answers.reopen(by(office), SLUG, 1, version(1), "The wrong year")
    assert [mail.state for mail in mails()] == ["cancelled"]
    settle(office, 1, Settled("declined", "Not in 2027."))
    answers.send(by(office), SLUG, 1, version(1))
    assert [mail.state for mail in mails()] == ["cancelled", "pending"]
    assert comment(1).answered_by_id == office.coordinator.id


def test_copies_are_answered_with_the_first_each_by_a_mail_of_its_own(office: Office) -> None:
    senders = [Sender(f"S{n}", "", f"s{n}@example.org" if n else "") for n in range(4)]
    for sender in senders:
        typed(office, CAMPAIGN, sender)
    with pytest.raises(InvalidInput, match="repeats ARMS-0001"):
        settling.settle(by(office), SLUG, 2, 1, 1, DECLINED)
    settle(office)
    answers.send(by(office), SLUG, 1, version(1))
    assert [mail.address for mail in mails()] == [f"s{n}@example.org" for n in (1, 2, 3)]
    assert all(comment(number).answered_at for number in (1, 2, 3, 4))
    entry = office.journal()[-1]
    assert (entry.after or {})["letters"] == 4
    with pytest.raises(InvalidInput, match="Look at that"):
        answers.reopen(by(office), SLUG, 2, version(2), "Wrong")
    answers.reopen(by(office), SLUG, 1, version(1), "Wrong")
    assert not any(comment(number).answered_at for number in (1, 2, 3, 4))


def test_a_task_of_another_plan_is_none_that_a_point_changes(office: Office) -> None:
    typed(office)
    wanted = office.fields("z9", leads=("DSCA",))
    foreign, _ = tasks.add(Change(office.stranger, EIGHT), OTHER_SLUG, wanted)
    with refuses("task"):
        settle(office, 1, Settled("accepted", "So.", task_id=foreign))


def test_the_number_of_a_point_is_never_given_again(office: Office) -> None:
    typed(office)
    split(office, "Please hear small firms a second time.")
    split(office, "The figures should count first sellers.")
    settle(office, 2)
    undone = office.last_seq()
    settling.reopen(by(office), SLUG, 1, version(1), 2)
    settling.join(by(office), SLUG, 1, version(1), 2)
    assert split(office, "The figures should count") == 3
    with pytest.raises(InvalidInput, match="Since then"):
        undo(by(office), undone)


def test_undo_settles_no_point_of_a_comment_that_is_set_aside(office: Office) -> None:
    typed(office)
    settle(office)
    seq = office.last_seq()
    comments.set_aside(by(office), SLUG, 1, version(1), "Not for us")
    with pytest.raises(InvalidInput, match="Since then"):
        undo(by(office), seq)
