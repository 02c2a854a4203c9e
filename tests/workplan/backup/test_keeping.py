"""Which backups are kept: every one of some days, the last of each month, and the newest whole."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as some

from workplan.backup import making
from workplan.backup.keeping import Kept, beyond, surplus

NOW = datetime(2026, 11, 29, 2, 30, tzinfo=UTC)
PLACE = Path("/var/backups/workplan")
BACKUPS = some.lists(
    some.tuples(some.integers(0, 900), some.booleans()), unique_by=lambda one: one[0], max_size=60
)


def backup(made_at: datetime, *, is_whole: bool = True) -> Kept:
    return Kept(PLACE / making.name_at(made_at), made_at, is_whole)


def nightly(nights: int) -> list[Kept]:
    """Return a backup of each of the last nights, tonight's included, the oldest first."""
    return [backup(NOW - timedelta(days=ago)) for ago in range(nights - 1, -1, -1)]


def days_of(found: list[Path]) -> list[str]:
    return [making.moment_of(path).date().isoformat() for path in found]


def test_every_one_of_the_last_days_stays_and_the_last_of_each_month_before() -> None:
    found = nightly(400)
    gone = surplus(found, found[-1].folder, 30)
    left = days_of([one.folder for one in found if one.folder not in gone])
    months = [day for day in left if day < "2026-10-30"]
    assert months == [
        *("2025-10-31", "2025-11-30", "2025-12-31", "2026-01-31", "2026-02-28", "2026-03-31"),
        *("2026-04-30", "2026-05-31", "2026-06-30", "2026-07-31", "2026-08-31", "2026-09-30"),
    ]
    assert left[len(months) :] == days_of([one.folder for one in found[-31:]])


def test_what_stays_is_the_same_however_often_it_is_asked() -> None:
    found, left = nightly(200), list[Kept]()
    for one in found:
        left.append(one)
        gone = surplus(left, one.folder, 30)
        left = [kept for kept in left if kept.folder not in gone]
    at_once = surplus(found, found[-1].folder, 30)
    assert [one.folder for one in found if one.folder not in at_once] == [o.folder for o in left]


def test_one_that_is_not_whole_takes_no_months_place_from_one_that_is() -> None:
    whole = backup(datetime(2026, 7, 3, tzinfo=UTC))
    broken = backup(datetime(2026, 7, 30, tzinfo=UTC), is_whole=False)
    lacking = [backup(datetime(2026, 8, day, tzinfo=UTC), is_whole=False) for day in (4, 5)]
    new = backup(NOW)
    gone = surplus([whole, broken, *lacking, new], new.folder, 30)
    assert gone == [broken.folder, lacking[0].folder]


def test_a_clock_that_was_set_back_deletes_neither_the_new_one_nor_the_newest_whole() -> None:
    ahead = backup(NOW + timedelta(days=400))
    new = backup(NOW)
    assert surplus([new, ahead], new.folder, 1) == []


@given(BACKUPS, some.integers(1, 400))
def test_the_newest_whole_one_and_the_new_one_are_never_deleted(
    others: list[tuple[int, bool]], days: int
) -> None:
    new = backup(NOW)
    found = [
        new,
        *(backup(NOW - timedelta(hours=24 * ago + 1), is_whole=whole) for ago, whole in others),
    ]
    newest = max((one for one in found if one.is_whole), key=lambda one: one.made_at)
    for gone in (surplus(found, new.folder, days), beyond(found, new.folder, days)):
        assert not {new.folder, newest.folder} & set(gone)
        assert set(gone) <= {one.folder for one in found}
