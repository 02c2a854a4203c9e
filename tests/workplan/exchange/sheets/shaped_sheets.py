"""Sheets whose shape says something: levels, links, merged cells, several sheets, odd rows."""

from __future__ import annotations

from tests.workplan.exchange.sheets.made import Sheet, comma, xlsx

TWO = "=2026-01-05|=2026-01-09"
SHAPED = [
    Sheet(
        "levels from a column of outline levels",
        comma(
            """
            ID|Outline Level|Task Name|Duration|Start
            1|1|Phase one|10 days|1/5/26 8:00 AM
            2|2|Draft|5 days|1/5/26 8:00 AM
            3|2|Clear|5 days|1/12/26 8:00 AM
            4|1|Publish|0 days|1/16/26 5:00 PM
            """
        ),
        "number level name duration start",
        [
            "1 Phase one: 0d",
            "2 Draft: 5d 260105..– in 1",
            "3 Clear: 5d 260112..– SNET 260112 in 1",
            "4 Publish: 0d 260116..– SNET 260116",
        ],
        ("The levels are from the column “Outline Level”.",),
    ),
    Sheet(
        "levels from numbers of an outline, and numbers that a later file has again",
        xlsx(
            f"""
            WBS|Activity|Start|End
            =1|Rule|=2026-01-01|
            1.1|Draft|{TWO}
            1.2|Clear|=2026-01-12|=2026-01-13
            1.2.1|Ask DoD|=2026-01-12|=2026-01-12
            =2|Train|=2026-02-02|=2026-02-03
            """
        ),
        "wbs name start finish",
        [
            "1 Rule: 0d",
            "1010000[1.1] Draft: 5d 260105..260109 in 1",
            "1020000[1.2] Clear: 0d in 1",
            "1020100[1.2.1] Ask DoD: 1d 260112..260112 SNET 260112 in 1020000",
            "2 Train: 2d 260202..260203 SNET 260202",
        ],
        (
            "The levels are from the numbers in “WBS”.",
            "lasts as long as they do, so its own is not used: C2, C4, D4.",
        ),
    ),
    Sheet(
        "a column of numbers whose parts are an outline",
        comma(
            """
            #|Tasks|Start|End
            1.0|Rule||
            1.1|Draft|2026-01-05|2026-01-09
            """
        ),
        "wbs name start finish",
        ["1[1.0] Rule: 0d", "1010000[1.1] Draft: 5d 260105..260109 in 1"],
        ("The levels are from the numbers in “#”.",),
    ),
    Sheet(
        "levels from blanks before the names",
        comma(
            """
            Task|Start|Finish
            Rule||
            ···Draft|2026-01-05|2026-01-09
            ······Ask|2026-01-05|2026-01-06
            ···Clear|2026-01-12|2026-01-13
            Train|2026-02-02|2026-02-03
            """
        ).replace(b"Task,", b"Task Name,"),
        "name start finish",
        [
            "2 Rule: 0d",
            "3 Draft: 0d in 2",
            "4 Ask: 2d 260105..260106 in 3",
            "5 Clear: 2d 260112..260113 SNET 260112 in 2",
            "6 Train: 2d 260202..260203 SNET 260202",
        ],
        ("The levels are from the blanks before the names.",),
    ),
    Sheet(
        "levels from indents of cells",
        xlsx(
            f"Task|Start|Finish\nRule||\nDraft|{TWO}\nTrain|{TWO}\n",
            indents={"A3": 2},
        ),
        "name start finish",
        ["2 Rule: 0d", "3 Draft: 5d 260105..260109 in 2", "4 Train: 5d 260105..260109"],
        ("The levels are from the indents of the names.",),
    ),
    Sheet(
        "levels from bold rows without dates",
        xlsx(
            f"Task|Start|Finish\nRule||\nDraft|{TWO}\nPosts||\nTrain|{TWO}\n",
            bold=("A1", "A2", "A4"),
        ),
        "name start finish",
        [
            "2 Rule: 0d",
            "3 Draft: 5d 260105..260109 in 2",
            "4 Posts: 0d",
            "5 Train: 5d 260105..260109 in 4",
        ],
        ("The levels are from rows that are bold or stand alone, and have no dates.",),
    ),
    Sheet(
        "headings of parts stand alone across merged cells",
        xlsx(
            f"No|Task|Start|Finish\nPart A: rule\n=1|Draft|{TWO}\nPart B: posts\n=2|Train|{TWO}\n",
            merged=("A2:D2", "A4:D4"),
        ),
        "number name start finish",
        [
            "900000001[Row 2] Part A: rule: 0d",
            "1 Draft: 5d 260105..260109 in 900000001",
            "900000003[Row 4] Part B: posts: 0d",
            "2 Train: 5d 260105..260109 in 900000003",
        ],
    ),
    Sheet(
        "an owner whose cell spans three rows",
        xlsx(
            f"Task|Lead|Start|Finish\nA|State|{TWO}\nB||{TWO}\nC||{TWO}\nD|DoD|{TWO}\n",
            merged=("B2:B4",),
        ),
        "name owner start finish",
        [
            "2 A: 5d 260105..260109 by State",
            "3 B: 5d 260105..260109 by State",
            "4 C: 5d 260105..260109 by State",
            "5 D: 5d 260105..260109 by DoD",
        ],
    ),
    Sheet(
        "headings in two rows, of which the upper ones span",
        xlsx(
            f"ID|Task|Planned||Actual|\n|||||\n=1|Draft|{TWO}|=2026-01-06|\n".replace(
                "|||||", "||Start|Finish|Start|Finish"
            ),
            merged=("A1:A2", "B1:B2", "C1:D1", "E1:F1"),
        ),
        "number name start finish actual_start actual_finish",
        ["1 Draft: 5d 260105..260109 began 260106"],
    ),
    Sheet(
        "predecessors of every kind",
        comma(
            """
            ID|Name|Duration|Start|Predecessors
            1|A|10|2026-01-05|
            2|B|5|2026-01-05|1FS+2 days
            3|C|5|2026-01-05|2SS-1d
            4|D|5|2026-01-05|2;3
            5|E|5|2026-01-05|1FF, 4FS+50%
            6|F|5|2026-01-05|99; 1FS+2 edays
            7|G|5|2026-01-05|7
            8|H|5|2026-01-05|A
            """
        ),
        "number name duration start predecessors",
        [
            "1 A: 10d 260105..–",
            "2 B: 5d 260105..– after 1FS+2d",
            "3 C: 5d 260105..– after 2SS-1d",
            "4 D: 5d 260105..– after 2; 3",
            "5 E: 5d 260105..– after 1FF; 4FS+2.5d",
            "6 F: 5d 260105..– after 1FS+2ed",
            "7 G: 5d 260105..–",
            "8 H: 5d 260105..– after 1",
        ],
        (
            "E7: “99” names no task of this sheet, so it is left out.",
            "E8: “7” is the task itself, so it is left out.",
        ),
    ),
    Sheet(
        "a circle of predecessors loses its last link",
        comma(
            """
            ID|Name|Duration|Start|Depends On
            1|A|10|2026-01-05|2
            2|B|5|2026-01-05|1
            """
        ),
        "number name duration start predecessors",
        ["1 A: 10d 260105..– after 2", "2 B: 5d 260105..–"],
        ("E3: “A” waits for its own task in a circle, so it is left out.",),
    ),
    Sheet(
        "predecessors by outline numbers",
        comma(
            """
            WBS|Name|Days|Begin|Pred.
            1.1|A|2|2026-01-05|
            1.2|B|2|2026-01-05|1.1
            """
        ),
        "wbs name duration start predecessors",
        ["1010000[1.1] A: 2d 260105..–", "1020000[1.2] B: 2d 260105..– after 1010000"],
    ),
    Sheet(
        "the sheet that looks like a plan among several",
        xlsx(
            "Contacts\nName|Phone\nJo Park|555\n",
            f"Task|Start|Finish|Owner\nDraft|{TWO}|State\n",
            "Lists\nOpen\nClosed\n",
            names=("People", "Work plan", "Lists"),
        ),
        "name start finish owner",
        ["2 Draft: 5d 260105..260109 by State"],
        ("The sheet “Work plan”.",),
    ),
    Sheet(
        "columns that nobody knows are kept with the notes",
        comma(
            """
            Task|Start|Risk|Budget line|Remarks
            A|2026-01-05|High|07-1234|Ask twice
            """
        ),
        "name start keep keep note",
        ["2 A: 1d 260105..– (Ask twice; Risk: High; Budget line: 07-1234)"],
    ),
    Sheet(
        "empty rows, headings again and sums are no tasks",
        comma(
            """
            No|Task|Start|Days
            1|A|2026-01-05|2
            ||
            No|Task|Start|Days
            2|B|2026-01-05|3
            |Total||5
            ||2026-02-02|
            Source: our office|||
            """
        ),
        "number name start duration",
        ["1 A: 2d 260105..–", "2 B: 3d 260105..–"],
        (
            "B6: “Total” is a sum, and no task.",
            "C7: “2026-02-02” has no name beside it, so its row is left out.",
            "A8: “Source: our office” stands alone below the last task, so it is none.",
        ),
    ),
]
"""Each is read as its shape says."""
