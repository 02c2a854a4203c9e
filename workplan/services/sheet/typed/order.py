"""The order that somebody gave to rows, brought into the order that the plan has now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from workplan.services.sheet.cells import Spot
from workplan.services.structure.task.task_order import moved


def merged(stored: Sequence[Spot], shown: Sequence[Spot], wanted: Sequence[Spot]) -> list[Spot]:
    """Return all rows of a plan in the order that somebody wants for those that were shown.

    What others added or moved meanwhile keeps its place; what they removed stays away. A subtask
    that was not shown goes where its task goes.

    Args:
        stored: all rows as the plan has them now.
        shown: those that the page showed, as it showed them.
        wanted: the same in the order and on the levels that are wanted, with new ones.
    """
    known = {spot.key for spot in shown}
    now = {spot.key: spot.level for spot in stored}
    was = {spot.key: spot.level for spot in shown}
    wanted = [spot for spot in wanted if spot.key in now or spot.key not in known]
    levels = {
        spot.key: now[spot.key]
        if spot.key in now and spot.level == was.get(spot.key)
        else spot.level
        for spot in wanted
    }
    going = set(moved([spot.key for spot in shown], [spot.key for spot in wanted]))
    going |= {spot.key for spot in wanted if spot.key not in now}
    carried = _carried(stored, known, going)
    taken = going | {key for keys in carried.values() for key in keys}
    found = [spot.key for spot in stored if spot.key not in taken]
    before: str | None = None
    for number, spot in enumerate(wanted):
        if spot.key in going:
            at = _place(found, before, wanted[number + 1 :], going)
            found[at:at] = [spot.key, *carried.get(spot.key, ())]
        before = spot.key
    shift = {
        key: levels.get(above, now[above]) - now[above]
        for above, keys in carried.items()
        if above in now
        for key in keys
    }
    return [Spot(key, levels.get(key, now.get(key, 1) + shift.get(key, 0))) for key in found]


def _place(found: list[str], before: str | None, later: Sequence[Spot], going: set[str]) -> int:
    """Return where a row goes in: after the one before it, or else before the next that stays."""
    if before is not None:
        return found.index(before) + 1
    staying = next((spot.key for spot in later if spot.key not in going), None)
    return found.index(staying) if staying is not None else len(found)


def _carried(stored: Sequence[Spot], known: set[str], going: set[str]) -> dict[str, list[str]]:
    """Return the subtasks that were not shown of each row that goes elsewhere."""
    carried: dict[str, list[str]] = {}
    over: Spot | None = None
    for spot in stored:
        if over is not None and spot.level > over.level and spot.key not in known:
            carried[over.key].append(spot.key)
        elif spot.key in going:
            over = spot
            carried[over.key] = []
        elif over is not None and (spot.level <= over.level or spot.key in known):
            over = None
    return carried


def numbered(
    shown: Sequence[Spot], numbers: Mapping[str, int], levels: Mapping[str, int]
) -> tuple[Spot, ...]:
    """Return the order that somebody gave by numbers, where rows cannot be dragged.

    A row whose number was changed goes before one that has that number still; its subtasks go with
    it, unless they were given other numbers themselves.

    Args:
        shown: the rows as the page showed them, which are numbered 10, 20, 30 and so on.
        numbers: the numbers as they were sent, also of new rows.
        levels: the levels as they were sent.
    """
    printed = {spot.key: 10 * place for place, spot in enumerate(shown, 1)}
    above = {spot.key: parent for spot, parent in _lines(shown)}
    changed = {key for key, number in numbers.items() if number != printed.get(key)}
    followers: dict[str, list[str]] = {}
    for spot in shown:
        leader = above[spot.key]
        while leader is not None and leader not in changed:
            leader = above[leader]
        if leader is not None and spot.key not in changed:
            followers.setdefault(leader, []).append(spot.key)
    led = {key for keys in followers.values() for key in keys}
    keys = [key for key in {**printed, **numbers} if key not in led]
    keys.sort(key=lambda key: (numbers.get(key, printed.get(key, 0)), key not in changed))
    was = {spot.key: spot.level for spot in shown}
    found = []
    for key in keys:
        level = levels.get(key, was.get(key, 1))
        found.append(Spot(key, level))
        for other in followers.get(key, ()):
            own = levels.get(other, was[other])
            shift = level - was[key] if own == was[other] else 0
            found.append(Spot(other, own + shift))
    return tuple(found)


def _lines(shown: Sequence[Spot]) -> list[tuple[Spot, str | None]]:
    """Return each row with the task above it."""
    line: list[str] = []
    found: list[tuple[Spot, str | None]] = []
    for spot in shown:
        del line[max(spot.level - 1, 0) :]
        found.append((spot, line[-1] if line and spot.level > 1 else None))
        if spot.level:
            line.append(spot.key)
    return found
