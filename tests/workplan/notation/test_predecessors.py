"""What a task waits for: the longest number wins, and what is written is read back."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workplan.notation import predecessors
from workplan.notation.codes import Codes
from workplan.notation.predecessors import Wait
from workplan.notation.refusals import NotUnderstood

PLAN = Codes(["3(b)", "3(b).1", "3(b).2", "4(i)", "4(i).1", "4(ii)", "A", "A+1", "P-2"])
# Numbers as plans have them, and some that hold what the notation uses itself.
CODE = st.text(alphabet="0123ABab().-+, ;FS", min_size=1, max_size=8).filter(
    lambda code: code == code.strip(" ,;") and code.casefold() not in predecessors.NOTHING
)
PLAIN_CODE = st.from_regex(r"[1-9][0-9]?(\([a-k]\))?(\.[1-9])?", fullmatch=True)
WAIT = st.tuples(st.sampled_from(("FS", "SS", "FF", "SF")), st.integers(-999, 999), st.booleans())


@pytest.mark.parametrize(
    ("text", "waits"),
    [
        ("", ()),
        ("none", ()),
        ("4(i)", (Wait("4(i)"),)),
        ("3(b).1 FS+2, 4(i)", (Wait("3(b).1", "FS", 2), Wait("4(i)"))),
        ("3(B).1fs + 2;4(I)SS", (Wait("3(b).1", "FS", 2), Wait("4(i)", "SS"))),
        ("3(b)+2e", (Wait("3(b)", "FS", 2, True),)),
        ("3(b) FF−1", (Wait("3(b)", "FF", -1),)),
        ("3(b)-1", (Wait("3(b)", "FS", -1),)),
        ("3(b) +2w", (Wait("3(b)", "FS", 10),)),
        ("3(b) +1ew", (Wait("3(b)", "FS", 7, True),)),
        ("3(b)+0.5", (Wait("3(b)", "FS", 0, lag_parts=720),)),
        ("3(b) SS-1.25", (Wait("3(b)", "SS", -1, lag_parts=-360),)),
        ("3(b)+4h", (Wait("3(b)", "FS", 0, lag_parts=720),)),
        ("4(i) FS+30 min", (Wait("4(i)", "FS", 0, lag_parts=90),)),
        ("4(i) FS-90 minutes, 3(b)", (Wait("4(i)", "FS", 0, lag_parts=-270), Wait("3(b)"))),
        ("4(i)+1 week", (Wait("4(i)", "FS", 5),)),
        ("4(i)+0", (Wait("4(i)"),)),
        ("3(b)+36eh", (Wait("3(b)", "FS", 1, True, 720),)),
        ("A+1", (Wait("A+1"),)),
        ("A +1", (Wait("A", "FS", 1),)),
        ("P-2", (Wait("P-2"),)),
        ("4(ii), 4(i).1 ,", (Wait("4(ii)"), Wait("4(i).1"))),
    ],
)
def test_a_cell_is_read(text: str, waits: tuple[Wait, ...]) -> None:
    assert predecessors.read(text, PLAN) == waits


@pytest.mark.parametrize(
    ("text", "said", "mending"),
    [
        ("3(b).9", "No task has the number “3(b).9”.", "3(b).2"),
        ("4(i), 3(c).1 FS+2", "No task has the number “3(c).1”.", "4(i), 3(b).1 FS+2"),
        ("4(i) FX", "“FX” after 4(i) is no type and lag.", "4(i)"),
        ("4(i), 4(i) SS", "4(i) stands twice.", "4(i)"),
        ("4(i) FS+0.00001", "“+0.00001” after 4(i) is less than a minute.", "4(i) FS"),
        ("3(b), 4(i)-0.4min", "“-0.4” after 4(i) is less than a minute.", "3(b), 4(i)"),
        ("zzzz", "Give a number as the column “No.” shows it.", None),
    ],
)
def test_what_is_not_understood_is_named_with_the_way_out(
    text: str, said: str, mending: str | None
) -> None:
    with pytest.raises(NotUnderstood) as refused:
        predecessors.read(text, PLAN)
    assert said in refused.value.message
    offered = [one.value for one in refused.value.mendings]
    assert offered == ([mending] if mending else [])
    for value in offered:
        predecessors.read(value, PLAN)


def test_a_lag_that_stands_alone_takes_minutes_and_none_below_one() -> None:
    assert predecessors.lag_in("30 min", 480, is_elapsed=False) == (0, 90)
    assert predecessors.lag_in("-2h", 480, is_elapsed=True) == (0, -120)
    assert predecessors.lag_in("0", 480, is_elapsed=False) == (0, 0)
    with pytest.raises(NotUnderstood, match="less than a minute"):
        predecessors.lag_in("0.00001", 480, is_elapsed=False)


def test_a_number_that_two_tasks_have_names_none() -> None:
    with pytest.raises(NotUnderstood, match="Two tasks have the number 7"):
        predecessors.read("7", Codes(["7", "8", "7"]))


@given(st.lists(st.tuples(PLAIN_CODE, WAIT), max_size=5, unique_by=lambda pair: pair[0]))
def test_what_is_written_is_read_back(pairs: list[tuple[str, tuple[str, int, bool]]]) -> None:
    waits = tuple(Wait(code, kind, lag, is_e and lag != 0) for code, (kind, lag, is_e) in pairs)
    codes = Codes(code for code, _ in pairs)
    assert predecessors.read(predecessors.written(waits), codes) == waits
    assert predecessors.read(predecessors.written(waits, codes), codes) == waits


@given(st.lists(CODE, min_size=1, max_size=6, unique_by=str.casefold), st.data())
def test_reading_any_numbers_never_breaks(known: list[str], data: st.DataObject) -> None:
    codes = Codes(known)
    text = data.draw(st.text(alphabet="0123ABab().-+, ;FSe", max_size=20) | st.sampled_from(known))
    with suppress(NotUnderstood):
        assert all(wait.code in codes for wait in predecessors.read(text, codes))


@pytest.mark.parametrize(
    ("wait", "words"),
    [
        (Wait("1"), "1 must finish first"),
        (Wait("1", "FS", 2), "1 must finish first, then 2 working days"),
        (Wait("1", "FS", -1), "may start 1 working day before 1 finishes"),
        (Wait("1", "SS"), "starts no earlier than 1 starts"),
        (Wait("1", "SS", 5), "starts 5 working days after 1 starts"),
        (Wait("1", "FF"), "1 must finish no later"),
        (Wait("1", "FF", 3, True), "finishes 3 calendar days after 1 finishes"),
        (Wait("1", "SF", -2), "finishes 2 working days before 1 starts"),
        (Wait("1", "FS", 1, lag_parts=720), "1 must finish first, then 1.5 working days"),
        (Wait("1", "FS", 0, lag_parts=-90), "may start 0.06 working days before 1 finishes"),
    ],
)
def test_it_is_said_as_people_say_it(wait: Wait, words: str) -> None:
    assert predecessors.said(wait) == words
