"""What to mend first, and the ten practices."""

from __future__ import annotations

from workplan.health.advice import advice_of
from workplan.health.point import Point
from workplan.health.practices import Facts, practices_of

WHOLE = Facts(baseline="Approved")


def points(**attention: list[int]) -> list[Point]:
    """Return the 14 points, of which some need attention: p1=[7] is point 1 for task 7."""
    found = []
    for number in range(1, 15):
        tasks = attention.get(f"p{number}")
        verdict = "pass" if tasks is None else "attention"
        found.append(Point(number, "", "", "", "", verdict, "", tasks or ()))  # type: ignore[arg-type]
    return found


def judged(given: list[Point], facts: Facts = WHOLE) -> dict[int, str]:
    return {one.number: one.verdict for one in practices_of(given, facts)}


def test_the_task_that_weighs_most_comes_first_and_a_long_one_is_split() -> None:
    found = advice_of(points(p1=[7, 3], p8=[7], p7=[3, 4]), WHOLE)
    assert [(one.kind, one.task, one.points) for one in found] == [
        ("split", 7, [1, 8]),
        ("link", 3, [1, 7]),
        ("catch up", 4, [7]),
    ]


def test_a_missed_baseline_alone_is_no_advice() -> None:
    assert advice_of(points(p11=[1, 2], p14=[1]), WHOLE) == []


def test_gaps_and_a_missing_baseline_have_room_beside_tasks() -> None:
    found = advice_of(points(p1=[1, 2, 3]), Facts(gaps=["6"]))
    assert [one.kind for one in found] == ["link", "gap", "baseline"]


def test_wrong_dates_come_before_everything_that_they_make_wrong() -> None:
    assert advice_of(points(p8=[1], p9=[1]), WHOLE)[0].kind == "dates"
    assert advice_of(points(p5=[1]), WHOLE)[0].kind == "free"


def test_a_sound_plan_passes_all_but_what_cannot_be_run() -> None:
    assert set(judged(points()).values()) == {"pass", "not run"}
    assert judged(points())[3] == "not run"


def test_practices_follow_the_points_that_stand_behind_them() -> None:
    assert judged(points(p4=[1]))[2] == "attention"
    assert judged(points(p8=[1]))[4] == "attention"
    assert judged(points(p12=[1]))[6] == "attention"
    assert judged(points(p6=[1]))[7] == "attention"
    assert judged(points(p9=[1]))[9] == "attention"


def test_practices_see_what_no_schedule_shows() -> None:
    seen = judged(points(), Facts(gaps=["6"], unled=2, silent=1, is_open=False))
    assert [seen[n] for n in (1, 3, 5, 8, 9, 10)] == [
        "attention",
        "attention",
        "attention",
        "not run",
        "attention",
        "attention",
    ]
    assert judged(points(), WHOLE._replace(strays=1))[5] == "attention"


def test_each_says_by_what_it_was_judged() -> None:
    said = {one.number: one.judged_by for one in practices_of(points(), WHOLE)}
    assert said[2] == "points 1 to 4"
    assert said[7] == "points 6 and 7"
    assert said[4] == "point 8"
    assert said[10] == "“Approved” is frozen"


def test_a_plan_without_objectives_is_not_judged_by_them() -> None:
    seen = {p.number: p for p in practices_of(points(), Facts(has_objectives=False))}
    assert {seen[n].verdict for n in (1, 5)} == {"not run"}
    assert seen[1].judged_by == "the plan has no objectives"


def test_a_plan_whose_days_do_not_pass_is_not_judged_by_progress() -> None:
    given = points()
    given[8] = given[8]._replace(verdict="not run", why="the days do not pass")
    assert judged(given)[9] == "not run"


def test_several_gaps_are_named_in_the_plural() -> None:
    [first, *_] = practices_of(points(), Facts(gaps=["1", "2"]))
    assert first.judged_by == "no task serves objectives 1, 2"
