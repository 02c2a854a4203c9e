"""Sheets as programs and offices of tasking give them out."""

from __future__ import annotations

from tests.workplan.exchange.sheets.made import Sheet, comma, xlsx

TWO = "=2026-01-05|=2026-01-09"
PROGRAMS = [
    Sheet(
        "the table of a tasking office, with long texts and notes in the column of status",
        xlsx(
            """
            Implementation plan – DRAFT
            As of:|=2026-11-01||POC: J. Doe
            |
            Tasking #|Language|Required Action|Lead|Support|Start|Due (memo)|Status / Notes
            3(a)|Within 60 days|Report|State|DoD|11/3/2026|Jan 15, 2027|Awaiting review by lawyers L
            3(b)|Update|Revise|State|DoD|11/10/26|60 days after|Not started; staff is asked for
            """
        ),
        "wbs keep name owner keep start deadline note",
        [
            "319430273[3(a)] Report: 50d 261103..– due 270115 by State (Awaiting review by lawyers "
            "L; Language: Within 60 days; Support: DoD)",
            "674680642[3(b)] Revise: 1d 261110..– SNET 261110 by State (Not started; staff is "
            "asked for; Language: Update; Support: DoD)",
        ],
        ("G6: “60 days after” is no date; the task has no suspense.",),
    ),
    Sheet(
        "the export of a planner of tasks",
        xlsx(
            """
            Plan name|CAT work
            Date of export|11/3/2026
            |
            Task ID|Task Name|Bucket Name|Progress|Assigned To|Start date|Due date|Completed Date
            x1|Draft rule|To do|Not started|Jane Doe;Bob Roe|11/03/2026|11/20/2026|
            x2|Clear rule|To do|Completed|Jane Doe|11/03/2026|11/20/2026|11/04/2026
            """
        ),
        "number name keep status owner start deadline actual_finish",
        [
            "258775611[x1] Draft rule: 13d 261103..– due 261120 by Jane Doe "
            "with Bob Roe: coordinate (Bucket Name: To do)",
            "360743297[x2] Clear rule: 2d 261103..– due 261120 100% began 261103 ended 261104 "
            "by Jane Doe (Bucket Name: To do)",
        ],
        ("it is taken to last from its start to its suspense: G5.",),
    ),
    Sheet(
        "a register of weaknesses",
        comma(
            """
            Milestone ID|Weakness|Milestone Description|Scheduled Completion Date|POC|Status
            M1|AC-2|Disable accounts|03/31/2027|J. Doe|Ongoing
            M2|AC-3|Enforce|06/30/2027|J. Doe|Delayed
            """
        ),
        "number keep name finish owner status",
        [
            "126732335[M1] Disable accounts: 1d 270331..270331 by J. Doe (Weakness: AC-2; "
            "Status: Ongoing)",
            "799289237[M2] Enforce: 1d 270630..270630 SNET 270630 by J. Doe (Weakness: AC-3; "
            "Status: Delayed)",
        ],
        ("D2: the finish is alone, so the start is counted back to 31 Mar 2027.",),
    ),
    Sheet(
        "a sheet from a service on the web, whose first column is the primary one",
        comma(
            """
            Primary Column|Assigned To|Start Date|End Date|Duration|Predecessors|% Complete|Status
            Kickoff|jane@state.gov|11/02/26|11/02/26|0||100%|Complete
            Draft|jane@state.gov|11/03/26|11/13/26|9d|1|50%|In Progress
            Review|Bob Smith, Ann Lee|11/17/26|11/20/26|4d|2FS +1d|0%|Not Started
            """
        ),
        "name owner start finish duration predecessors percent status",
        [
            "2 Kickoff: 0d 261102..261102 100% began 261102 ended 261102 by jane@state.gov",
            "3 Draft: 9d 261103..261113 after 2 50% began 261103 by jane@state.gov",
            "4 Review: 4d 261117..261120 after 3FS+1d by Bob Smith with Ann Lee: coordinate",
        ],
        ("come out only if federal holidays are worked",),
    ),
    Sheet(
        "the columns and values of Project’s own table",
        comma(
            """
            ID|Active|Task Mode|Name|Duration|Start|Finish|Predecessors|Outline Level|Notes
            1|Yes|Auto Scheduled|Draft rule|10 days|1/4/27 8:00 AM|1/15/27 5:00 PM||1|
            2|Yes|Auto Scheduled|Review|5 days|Wed 1/20/27|Tue 1/26/27|1FS+2 days|1|
            """
        ),
        "number leave leave name duration start finish predecessors level note",
        [
            "1 Draft rule: 10d 270104..270115",
            "2 Review: 5d 270120..270126 after 1FS+2d",
        ],
        ("The dates of the sheet come out only if federal holidays are worked",),
    ),
    Sheet(
        "days as Excel counts them, in a column that lost its form",
        xlsx("Task|Start|End\nA|=46027|=46031\n"),
        "name start finish",
        ["2 A: 5d 260105..260109"],
        ("B2: “46027” is read as the number by which Excel counts days: 5 Jan 2026.",),
    ),
    Sheet(
        "a milestone is marked in a column of its own",
        xlsx(f"Task|Milestone|Start|Finish\nA|No|{TWO}\nB|Yes|=2026-01-12|=2026-01-12\n"),
        "name milestone start finish",
        ["2 A: 5d 260105..260109", "3 B: 0d 260112..260112 SNET 260112"],
    ),
    Sheet(
        "names of months in military and long forms",
        comma("Task|Suspense|Start\nA|05JAN2026|5 January 2026\nB|NLT Mar. 3, 2026|Jan-2026\n"),
        "name deadline start",
        ["2 A: 1d 260105..– SNET 260105 due 260105", "3 B: 41d 260101..– due 260303"],
        ("C3: “Jan-2026” is read as the month 2026-01; its first day is taken, 1 Jan 2026.",),
    ),
    Sheet(
        "the table of Primavera, with its own names of columns above the headings",
        xlsx(
            """
            task_code|status_code|task_name|target_drtn_hr_cnt|start_date|end_date|pred_list
            Activity ID|Activity Status|(*)Activity Name|Duration(h)|(*)Start|(*)Finish|Predecessors
            A1000|In Progress|Draft|=40|05-Jan-26 08:00 A|09-Jan-26 17:00|
            A1010|Not Started|Clear|=16|12-Jan-26 08:00*|13-Jan-26 17:00|A1000
            """
        ),
        "number status name duration start finish predecessors",
        [
            "245272299[A1000] Draft: 5d 260105..260109 began 260105",
            "893560234[A1010] Clear: 2d 260112..260113 after 245272299",
        ],
    ),
    Sheet(
        "the export of a service on the web that names parents and what blocks",
        comma(
            """
            Task ID|Completed At|Name|Assignee|Start Date|Due Date|Parent task|Blocked By
            12001|2026-01-09|Draft|Jo Park|2026-01-05|2026-01-12|The rule|
            12002||Clear|Jo Park|2026-01-12|2026-01-20|The rule|Draft
            12000||The rule||2026-01-05|||
            12003||Publish|Jo Park|2026-01-22|2026-01-23|Publish|
            """
        ),
        "number actual_finish name owner start deadline parent predecessors",
        [
            "12001 Draft: 5d 260105..– in 12000 due 260112 100% began 260105 ended 260109 "
            "by Jo Park",
            "12002 Clear: 6d 260112..– in 12000 after 12001 due 260120 by Jo Park",
            "12000 The rule: 0d",
            "12003 Publish: 2d 260122..– SNET 260122 due 260123 by Jo Park",
        ],
        (
            "The levels are from the column “Parent task”.",
            "G5: “Publish” names no task in which this one can lie.",
        ),
    ),
    Sheet(
        "the table of a free program, with a table of people below",
        comma(
            """
            ID|Name|Begin date|End date|Duration|Completion|Predecessors|Outline number|Resources
            0|Draft|1/5/26|1/9/26|5|50||1|Jo Park
            1|Clear|1/12/26|1/13/26|2|0|0|2|
            ||
            ID|Name|Default role|e-mail|Phone
            0|Jo Park|Lead|jo@state.gov|555
            """
        ),
        "number name start finish duration percent predecessors wbs owner",
        [
            "208050209[1] Draft: 5d 260105..260109 50% began 260105 by Jo Park",
            "1[2] Clear: 2d 260112..260113 SNET 260112",
        ],
        ("A5: “ID” begins another table, which is left out.",),
    ),
]
"""Each is read as it came."""
