"""In which order tasks stand: what moved is told, put back, and put forth again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from support.ground.moments import washington
from workplan.extensions import db
from workplan.services.changes.undoing.undo import undo
from workplan.services.record import journal
from workplan.services.record.change import Change
from workplan.services.structure.task import task_order

if TYPE_CHECKING:
    from support.ground.office import Office

NOW = washington(2026, 9, 2)
ORDERS = st.integers(0, 9).flatmap(
    lambda count: st.tuples(st.just([*range(count)]), st.permutations(range(count)))
)


def test_one_task_that_is_put_elsewhere_is_all_that_moved() -> None:
    assert task_order.moved([1, 2, 3, 4, 5], [2, 3, 4, 1, 5]) == [1]
    assert task_order.moved([1, 2, 3], [1, 2, 3]) == []
    assert task_order.moved([1, 2, 3], [9, 1, 8, 2, 3]) == []


@given(ORDERS)
def test_what_moved_can_be_put_back_and_forth(orders: tuple[list[int], list[int]]) -> None:
    before, after = orders
    going = task_order.moved(before, after)
    assert task_order.put(after, task_order.places(before, going)) == before
    assert task_order.put(before, task_order.places(after, going)) == after


def test_a_task_that_is_gone_leaves_the_others_where_they_are_to_be() -> None:
    wanted = task_order.places([1, 2, 3], [1, 3])
    assert task_order.put([3, 1], wanted) == [1, 3]


def test_an_order_is_stored_journalled_and_taken_back(office: Office) -> None:
    first, second, third = (office.add(code) for code in ("1a", "1b", "1c"))
    change = Change(office.coordinator, NOW)
    with change.transaction() as session:
        plan = office.plan()
        before = task_order.order_of(session, plan.id)
        assert before[-3:] == [first, second, third]
        after = [*before[:-3], third, first, second]
        entry = task_order.entry(plan.id, before, after, "Most urgent")
        assert entry is not None
        task_order.store(session, plan.id, after)
        journal.record(change, NOW.date(), plan.id, [entry])
    assert task_order.order_of(db.session(), office.plan().id) == after
    undo(Change(office.coordinator, NOW), office.last_seq())
    assert task_order.order_of(db.session(), office.plan().id) == before
    undo(Change(office.coordinator, NOW), office.last_seq())
    assert task_order.order_of(db.session(), office.plan().id) == after
