"""The small burndown of an overview."""

from __future__ import annotations

from datetime import date
from xml.etree import ElementTree as ET

from workplan.charts.sparklines import spark
from workplan.forecast.burndown import BurnDay, Burndown, IdealDay

FIRST, LAST = date(2027, 1, 4), date(2027, 2, 1)


def day(on: date, scope: tuple[int, int], left: tuple[int, int]) -> BurnDay:
    return BurnDay(on, *scope, *left, 0, 0, 0, 0, 0)


def burndown(*days: BurnDay, ideal: tuple[IdealDay, ...] = ()) -> Burndown:
    return Burndown(LAST, days, ideal, "Approved" if ideal else None)


def test_the_small_chart_steps_down_inside_its_frame() -> None:
    days = [
        day(FIRST, (4, 40), (4, 40)),
        day(date(2027, 1, 18), (6, 60), (5, 50)),
        day(LAST, (6, 60), (1, 10)),
    ]
    ideal = (IdealDay(FIRST, 4, 40), IdealDay(date(2027, 6, 1), 0, 0))
    svg = ET.fromstring(str(spark(burndown(*days, ideal=ideal))))  # noqa: S314  # drawn just now
    lines = {line.get("class"): line.get("points").split() for line in svg.findall("polyline")}
    assert set(lines) == {"spark__ideal", "spark__actual"}
    points = [tuple(map(float, point.split(","))) for point in lines["spark__actual"]]
    assert points[0][0] == 0
    assert points[-1][0] == 260
    assert all(0 <= x <= 260 and 0 <= y <= 64 for x, y in points)
    assert points[-1][1] > points[0][1]
    assert str(spark(burndown())) == ""
    assert "polyline" in str(spark(burndown(day(LAST, (1, 1), (0, 0)))))
