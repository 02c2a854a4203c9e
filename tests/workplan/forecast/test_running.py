"""What the runs of a plan say together."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.workplan.scheduling.any_network.test_working_minutes import in_minutes
from workplan.calendars.spans import Span
from workplan.calendars.working import federal_calendar
from workplan.forecast.forecast import Forecast
from workplan.forecast.running import forecast
from workplan.forecast.spread import Finished, learnt
from workplan.scheduling.network import Activity, Link, Network
from workplan.scheduling.schedule import schedule

START = date(2026, 6, 1)
SPREAD = learnt([])
SURE = learnt([Finished(i, "State", 100, 100) for i in range(4_000)])
"""Work that has always taken exactly as long as planned."""


def network(activities: list[Activity], links: tuple[Link, ...] = ()) -> Network:
    return Network(activities, links, federal_calendar(), START, START)


def run(plan: Network, spread=SPREAD, seed: int = 1, **options: object) -> Forecast:
    found = forecast(plan, spread, {}, seed, **options)  # type: ignore[arg-type]
    assert found is not None
    return found


CHAIN = [Activity(1, 10), Activity(2, 20), Activity(3, 0)]
LINKS = (Link(1, 2), Link(2, 3))


def test_the_same_seed_says_the_same_and_another_does_not() -> None:
    plan = network(CHAIN, LINKS)
    assert run(plan) == run(plan)
    assert run(plan).ends != run(plan, seed=2).ends


def test_the_end_is_spread_about_the_planned_one() -> None:
    plan = network(CHAIN, LINKS)
    planned, found = schedule(plan).finish_on, run(plan)
    assert planned is not None
    assert found.end.p10 < planned < found.end.p90
    assert found.end.p10 <= found.end.p50 <= found.end.p80 <= found.end.p90
    assert 0.3 < found.share_by(planned) < 0.7
    assert sum(count for _, count in found.ends) == found.runs == 10_000


def test_work_that_always_goes_as_planned_ends_as_planned() -> None:
    plan = network(CHAIN, LINKS)
    found = run(plan, SURE)
    planned = schedule(plan).finish_on
    assert planned is not None
    assert abs((found.end.p50 - planned).days) <= 1


def test_what_takes_longer_than_planned_makes_the_end_later() -> None:
    slow = learnt([Finished(i, "State", 10, 18) for i in range(40)])
    plan = network(CHAIN, LINKS)
    planned = schedule(plan).finish_on
    found = forecast(plan, slow, {1: "State", 2: "State"}, 1)
    assert found is not None
    assert planned is not None
    assert found.end.p10 > planned


def test_a_suspense_is_kept_in_more_of_the_runs_the_later_it_is() -> None:
    days = [date(2026, 6, 12), date(2026, 6, 16), date(2026, 7, 1), date(2027, 1, 4)]
    activities = [Activity(i, 10, deadline_on=day) for i, day in enumerate(days)]
    kept = run(network(activities)).kept
    assert kept[0] < kept[1] < kept[2] < kept[3] == 1.0


def test_a_suspense_that_counts_from_other_work_moves_with_it() -> None:
    after = Activity(2, 10, due_after=(1, Span(60, "days")))
    before = Activity(3, 10, deadline_on=date(2026, 6, 3))
    kept = run(network([Activity(1, 20), after, before], (Link(1, 2), Link(1, 3)))).kept
    assert kept[2] > 0.99
    assert kept[3] == 0


def test_a_suspense_of_a_task_with_subtasks_is_kept_when_the_last_of_them_keeps_it() -> None:
    due = date(2026, 6, 15)
    whole = Activity(9, 0, deadline_on=due)
    parts = [Activity(i, 10, parent=9, deadline_on=due) for i in (1, 2)]
    kept = run(network([whole, *parts])).kept
    assert 0 < kept[9] < min(kept[1], kept[2])


def test_what_is_done_has_no_chance_and_is_not_drawn() -> None:
    done = Activity(
        1,
        10,
        percent=100,
        deadline_on=date(2026, 7, 1),
        actual_start_on=START,
        actual_finish_on=date(2026, 6, 5),
    )
    found = run(network([done, Activity(2, 5)]))
    assert found.kept == {}
    assert found.open_leaves == 1


def test_nothing_open_has_no_forecast() -> None:
    done = Activity(1, 1, percent=100, actual_start_on=START, actual_finish_on=START)
    assert forecast(network([done]), SPREAD, {}, 1) is None


def test_what_drives_the_end_comes_first_and_what_has_room_is_not_named() -> None:
    activities = [Activity(1, 5), Activity(2, 60), Activity(3, 4)]
    found = run(network(activities, (Link(1, 2),)))
    assert [one.uid for one in found.movers] == [2, 1]
    assert all(one.share > 0.99 for one in found.movers)
    assert found.movers[0].brings_back > found.movers[1].brings_back >= 0


def test_a_finish_that_an_agency_foresees_is_not_mixed_in() -> None:
    plain = network([Activity(1, 10)])
    foreseen = network([Activity(1, 10, forecast_on=date(2027, 3, 1))])
    assert run(foreseen).ends == run(plain).ends


def test_runs_that_no_calendar_reaches_end_on_its_last_day() -> None:
    links = (Link(1, 2), Link(2, 3, "FS", 3_000, is_elapsed=True))
    found = run(network([Activity(1, 20_000), Activity(2, 15_000), Activity(3, 5)], links))
    assert found.ends[-1][0] == date(2199, 12, 31)
    assert found.end.p10 < found.end.p90


def test_milestones_that_are_followed_have_their_days() -> None:
    found = run(network(CHAIN, LINKS), followed=[3])
    assert found.finishes[3] == found.end


def test_the_figures_settle_as_runs_are_added_and_the_last_are_those_of_all() -> None:
    found = run(network(CHAIN, LINKS))
    assert [stage.runs for stage in found.settling] == [2_000, 4_000, 6_000, 8_000, 10_000]
    assert found.settling[-1].end == found.end
    assert abs((found.settling[0].end.p80 - found.end.p80).days) <= 3


def test_a_large_plan_is_run_fewer_times() -> None:
    found = run(network([Activity(i, 5) for i in range(2_000)]))
    assert found.runs == 2_500


def test_a_milestone_that_begins_a_day_is_shown_on_that_day() -> None:
    monday = date(2026, 8, 3)
    held = Activity(1, 0, constraint="SNET", constraint_on=monday)
    plan = network([held, Activity(2, 5)])
    assert schedule(plan).dates(0).finish_on == monday
    assert set(run(plan, followed=[1]).finishes[1]) == {monday}


def test_fewer_runs_are_the_first_of_more() -> None:
    plan = network(CHAIN, LINKS)
    assert run(plan, runs=2_000).end == run(plan).settling[0].end


def test_work_of_parts_of_days_that_goes_as_planned_ends_as_planned() -> None:
    plan = in_minutes(network([Activity(1, 3), Activity(2, 5)], (Link(1, 2),)))
    halves = [a._replace(duration=a.duration + 240) for a in plan.activities]
    plan = replace(plan, activities=halves)
    assert run(plan, SURE).end.p50 == schedule(plan).finish_on


def test_a_milestone_beyond_all_calendars_is_shown_on_their_last_day() -> None:
    links = (Link(3, 4), Link(4, 1), Link(1, 2, "SS"))
    plan = network(
        [Activity(3, 20_000), Activity(4, 20_000), Activity(1, 5), Activity(2, 0)], links
    )
    assert not schedule(plan).dates(1).is_end_of_day
    assert run(plan, followed=[2]).finishes[2].p90 == date(2199, 12, 31)


def test_links_in_calendar_days_make_a_plan_be_run_fewer_times() -> None:
    activities = [Activity(i, 5) for i in range(400)]
    links = tuple(Link(i, i + 1, "FS", 3, is_elapsed=True) for i in range(399))
    assert run(network(activities, links)).runs == 205


def test_many_that_share_the_end_are_none_that_drives_it() -> None:
    assert run(network([Activity(i, 20) for i in range(60)])).movers == []
