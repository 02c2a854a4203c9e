"""Sheets of text and workbooks as people of offices keep them: headings, letters, dates, owners."""

from __future__ import annotations

from tests.workplan.exchange.sheets.made import Sheet, comma, ods, xlsx

PLAIN = [
    Sheet(
        "three lines of title stand above the headings",
        xlsx(
            """
            Implementation of the memorandum
            Office of Policy, draft 3
            Updated|=2026-01-02
            No|Task Name|Owner|Start Date|End Date|Status|% Complete|Predecessors|Comments
            =1|Draft the rule|State|=2026-01-05|=2026-01-16|In Progress|=0.5||First draft
            =2|Clear the rule|DoD|=2026-01-20|=2026-01-23|Not Started|=0|=1|
            """,
            merged=("A1:I1", "A2:I2"),
        ),
        "number name owner start finish status percent predecessors note",
        [
            "1 Draft the rule: 10d 260105..260116 50% began 260105 by State (First draft)",
            "2 Clear the rule: 4d 260120..260123 after 1 by DoD",
        ],
    ),
    Sheet(
        "dates with the month first are told by one that has no other reading",
        comma(
            """
            ID|Task|Start|Finish
            1|Draft|1/5/2026|1/16/2026
            2|Clear|2/2/2026|2/6/2026
            """
        ),
        "number name start finish",
        ["1 Draft: 10d 260105..260116", "2 Clear: 5d 260202..260206 SNET 260202"],
    ),
    Sheet(
        "dates with the day first are told by one that has no other reading",
        comma(
            """
            ID|Task|Start|Finish
            1|Draft|5/1/2026|16/1/2026
            2|Clear|2/2/2026|6/2/2026
            """,
            ";",
        ),
        "number name start finish",
        ["1 Draft: 10d 260105..260116", "2 Clear: 5d 260202..260206 SNET 260202"],
    ),
    Sheet(
        "dates with two readings are read month first and said to be",
        comma("Task,Start,Due Date\nDraft,1/5/2026,2/3/2026\n".replace(",", "|")),
        "name start deadline",
        ["2 Draft: 21d 260105..– due 260203"],
        ("Dates such as 1/5/2026 have two readings. The month is taken first",),
    ),
    Sheet(
        "letters of Windows and semicolons",
        comma(
            """
            Nr|Activity|Responsible|Begin|End
            1|Décret d’application|État|2026-01-05|2026-01-09
            """,
            ";",
            "cp1252",
        ),
        "number name owner start finish",
        ["1 Décret d’application: 5d 260105..260109 by État"],
    ),
    Sheet(
        "what Excel calls Unicode text: UTF-16 and tabs",
        comma(
            """
            No.|Action|Lead Agency|Suspense|Start
            1|Publish – final|DoD/State|15 Mar 2026|12-Jan-26
            """,
            "\t",
            "utf-16",
        ),
        "number name owner deadline start",
        ["1 Publish – final: 43d 260112..– due 260315 by DoD, State"],
    ),
    Sheet(
        "a mark of UTF-8 before the first heading",
        comma("Task|Days|Start\nDraft|3|Jan 5, 2026\n", ",", "utf-8-sig"),
        "name duration start",
        ["2 Draft: 3d 260105..–"],
    ),
    Sheet(
        "bars between the cells, and a line that tells so",
        b"sep=|\nTask|Start|End\nDraft|2026-01-05|2026-01-07\n",
        "name start finish",
        ["2 Draft: 3d 260105..260107"],
    ),
    Sheet(
        "fiscal quarters: the first day of a start, the last of a suspense",
        xlsx(
            """
            Action Item|Lead|Start|Due Date
            Draft guidance|State|Q1 FY26|Q2 FY26
            Train posts|State|FY26 Q3|4th quarter FY2026
            Report|State|2026 Q2|FY27
            """
        ),
        "name owner start deadline",
        [
            "2 Draft guidance: 123d 251001..– due 260331 by State",
            "3 Train posts: 127d 260401..– SNET 260401 due 260930 by State",
            "4 Report: 377d 260401..– SNET 260401 due 270930 by State",
        ],
        (
            "C2: “Q1 FY26” is read as quarter 1 of fiscal year 2026, from October; its first day "
            "is taken, 1 Oct 2025.",
            "D3: “4th quarter FY2026” is read as quarter 4 of fiscal year 2026, from October; its "
            "last day is taken, 30 Sep 2026.",
            "C4: “2026 Q2” is read as quarter 2 of calendar year 2026",
            "D4: “FY27” is read as the fiscal year 2027; its last day is taken, 30 Sep 2027.",
        ),
    ),
    Sheet(
        "what is no date stays beside its row and stops no other",
        xlsx(
            """
            Task|Start|Finish|Suspense
            Draft|=2026-01-05|=2026-01-09|TBD
            Clear|TBD|31 Feb 2026|5 March
            Sign|1/12/2026|1/13/2026|n/a
            """
        ),
        "name start finish deadline",
        [
            "2 Draft: 5d 260105..260109",
            "3 Clear: 1d",
            "4 Sign: 2d 260112..260113 SNET 260112",
        ],
        (
            "D2: “TBD” is no date; the task has no suspense.",
            "B3: “TBD” is no date; the task has no start of its own.",
            "C3: “31 Feb 2026” is no day of any calendar; the task has no finish of its own.",
            "D3: “5 March” names no year; the task has no suspense.",
            "Neither a duration nor start and finish: 1 day is taken for A3.",
        ),
    ),
    Sheet(
        "durations in every unit",
        comma(
            """
            No|Task|Duration|Start
            1|A|10|2026-01-05
            2|B|10 days|2026-01-05
            3|C|2 wks|2026-01-05
            4|D|1 mon|2026-01-05
            5|E|4h|2026-01-05
            6|F|~3 days?|2026-01-05
            7|G|5-7 days|2026-01-05
            8|H|10 edays|2026-01-05
            9|I|long|2026-01-05
            10|J|0 days|2026-01-05
            """
        ),
        "number name duration start",
        [
            "1 A: 10d 260105..–",
            "2 B: 10d 260105..–",
            "3 C: 10d 260105..–",
            "4 D: 20d 260105..–",
            "5 E: 0.5d 260105..–",
            "6 F: 3d 260105..–",
            "7 G: 7d 260105..–",
            "8 H: 8d 260105..–",
            "9 I: 1d 260105..–",
            "10 J: 0d 260105..–",
        ],
        (
            "C7: “~3 days?” is an estimate, taken as it stands.",
            "C8: “5-7 days” is a range, of which the longer is taken: 7 days.",
            "C9: 10 calendar days are 8 working days here.",
            "C10: “long” is no duration.",
        ),
    ),
    Sheet(
        "a heading that tells the unit",
        xlsx("Task|Duration (weeks)|Start\nDraft|=2|=2026-01-05\nClear|=1.5|=2026-01-05\n"),
        "name duration start",
        ["2 Draft: 10d 260105..–", "3 Clear: 7.5d 260105..–"],
        (),
    ),
    Sheet(
        "several owners, one of whom leads",
        xlsx(
            """
            Task|Owner|Start
            A|State/DoD; Commerce (lead)|=2026-01-05
            B|State; DoD|=2026-01-05
            C|State, Commerce|=2026-01-05
            D|TBD|=2026-01-05
            E|State¶DoD (support)|=2026-01-05
            F|State; DoD, Commerce|=2026-01-05
            G|State + DoD, Commerce|=2026-01-05
            H|Doe, Jane; Roe, Rick|=2026-01-05
            """
        ),
        "name owner start",
        [
            "2 A: 1d 260105..– by Commerce with State: coordinate, DoD: coordinate",
            "3 B: 1d 260105..– by State with DoD: coordinate",
            "4 C: 1d 260105..– by State with Commerce: coordinate",
            "5 D: 1d 260105..–",
            "6 E: 1d 260105..– by State with DoD: assist",
            "7 F: 1d 260105..– by State with DoD: coordinate, Commerce: coordinate",
            "8 G: 1d 260105..– by State, DoD with Commerce: coordinate",
            "9 H: 1d 260105..– by Doe, Jane with Roe, Rick: coordinate",
        ],
        (
            "Of several names the first leads, and the others support its task: B2, B3, B4, B6, "
            "B7, B8, B9.",
        ),
    ),
    Sheet(
        "shares as parts of one, of a hundred, and nearly",
        xlsx(
            """
            Task|Progress|Start|Finish
            A|~50 %|=2026-01-05|=2026-01-09
            B|=25|=2026-01-05|=2026-01-09
            C|100%|=2026-01-05|=2026-01-09
            D|lots|=2026-01-05|=2026-01-09
            """
        ),
        "name percent start finish",
        [
            "2 A: 5d 260105..260109 50% began 260105",
            "3 B: 5d 260105..260109 25% began 260105",
            "4 C: 5d 260105..260109 100% began 260105 ended 260109",
            "5 D: 5d 260105..260109",
        ],
        ("B5: “lots” is no percentage; the task has none.",),
    ),
    Sheet(
        "words of status",
        comma(
            """
            Task|State|Start|Finish|% Done
            A|Complete|2026-01-05|2026-01-09|
            B|IN PROGRESS|2026-01-05|2026-01-09|
            C|On hold|2026-01-05|2026-01-09|
            D|not started|2026-01-05|2026-01-09|
            E|Completed|2026-01-05|2026-01-09|80%
            """
        ),
        "name status start finish percent",
        [
            "2 A: 5d 260105..260109 100% began 260105 ended 260109",
            "3 B: 5d 260105..260109 began 260105",
            "4 C: 5d 260105..260109 (Status: On hold)",
            "5 D: 5d 260105..260109",
            "6 E: 5d 260105..260109 80% began 260105",
        ],
        (
            "B3: “IN PROGRESS”, so the start is taken for the actual one.",
            "B4: “On hold” is kept in the notes; here its people report the status.",
            "B6: “Completed” contradicts 80 %, which is taken.",
        ),
    ),
    Sheet(
        "an OpenDocument sheet with real dates",
        ods(
            """
            Ref|Deliverable|POC|Start|Completion Date
            A-1|Draft|Jo Park|=2026-01-05|=2026-01-09
            A-2|Clear|Jo Park|=2026-01-12|=2026-01-13
            """
        ),
        "number name owner start finish",
        [
            "249160656[A-1] Draft: 5d 260105..260109 by Jo Park",
            "888163434[A-2] Clear: 2d 260112..260113 SNET 260112 by Jo Park",
        ],
    ),
]
"""Each is read as it stands."""
