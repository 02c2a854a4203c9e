"""Sheets whose numbers, shares and lengths have to be told apart."""

from __future__ import annotations

from tests.workplan.exchange.sheets.made import Sheet, comma, xlsx

NUMBERED: list[Sheet] = [
    Sheet(
        "of a number that stands twice the first row keeps it",
        comma("No|Task|Start\n1|A|2026-01-05\n2|B|2026-01-05\n3|C|2026-01-05\n2|D|2026-01-05\n"),
        "number name start",
        [
            "1 A: 1d 260105..–",
            "2 B: 1d 260105..–",
            "3 C: 1d 260105..–",
            "451774522[Row 5] D: 1d 260105..–",
        ],
        ("“2” stands 2 times under “No”; the first keeps it.",),
    ),
    Sheet(
        "numbers most of which stand twice do not number the tasks",
        comma("No|Task|Start\n1|A|2026-01-05\n1|B|2026-01-05\n"),
        "number name start",
        ["2[1] A: 1d 260105..–", "3 B: 1d 260105..–"],
        ("“1” stands more than once under “No”",),
    ),
    Sheet(
        "shares of one beside a share that somebody typed as text",
        xlsx("Task|Start|% Complete\nA|=2026-01-05|=0.6\nB||=1\nC||40\nD||25 %\n"),
        "name start percent",
        [
            "2 A: 1d 260105..– 60% began 260105",
            "3 B: 1d 100% began 260105 ended 260105",
            "4 C: 1d 40%",
            "5 D: 1d 25%",
        ],
    ),
    Sheet(
        "a row that names two other headings is a row",
        comma("No|Task|Owner|Status|Start\n1|A|Owner|Status|2026-01-05\n2|B|State|Done|\n"),
        "number name owner status start",
        [
            "1 A: 1d 260105..– by Owner (Status: Status)",
            "2 B: 1d 100% began 260105 ended 260105 by State",
        ],
    ),
    Sheet(
        "a task that came between two others lies in none of them",
        comma("No|Task|Start|Duration|% Complete\n1|A|2026-01-05|3|\n1a|New||2|\n2|B||1|50%\n"),
        "number name start duration percent",
        ["1 A: 3d 260105..–", "874122627[1a] New: 2d", "2 B: 1d 50%"],
    ),
    Sheet(
        "thousands in numbers of days",
        comma("Task|Duration|Start\nA|1,000 days|2026-01-05\nB|2,5|\n", ";"),
        "name duration start",
        ["2 A: 1000d 260105..–", "3 B: 2.5d"],
    ),
    Sheet(
        "a finish alone counts back to the start, and is no suspense",
        comma("Task|Duration|Start|Finish\nA|3|2026-01-05|\nB|3||2026-01-16\n"),
        "name duration start finish",
        ["2 A: 3d 260105..–", "3 B: 3d 260114..260116 SNET 260114"],
        ("D3: the finish is alone, so the start is counted back to 14 Jan 2026.",),
    ),
    Sheet(
        "a finish before its start is not used",
        comma("Task|Start|Finish\nA|2026-01-05|2026-01-02\n"),
        "name start finish",
        ["2 A: 1d 260105..–"],
        ("C2: “2026-01-02” is before the start, so it is not used; the task takes 1 day.",),
    ),
]
"""Each is read as its numbers say."""
