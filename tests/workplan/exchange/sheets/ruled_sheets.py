"""Sheets whose suspenses are rules, and whose cells leave something to be said."""

from __future__ import annotations

from tests.workplan.exchange.sheets.made import Sheet, comma, ods, xlsx

RULED = [
    Sheet(
        "suspenses that count from the signature, from another task, and again and again",
        xlsx(
            """
            No|Tasking|Start|Suspense
            =1|Issue the guidance|=2026-10-05|60 days after signature
            =2|Send the list||signed+6 months
            =3|Report on the list||3 months after 2
            =4|Update it||after 3 +10
            =5|Report on progress||quarterly from 1 Oct 2026
            =6|Tell Congress||when the list is published +30
            =7|Meet||=2026-11-02
            """
        ),
        "number name start deadline",
        [
            "1 Issue the guidance: 1d 261005..– due signed+60",
            "2 Send the list: 1d due signed+6 months",
            "3 Report on the list: 1d due 3 months after 2",
            "4 Update it: 1d due 10 days after 3",
            "5 Report on progress: 1d due quarterly from 1 Oct 2026",
            "6 Tell Congress: 1d due when the list is published +30",
            "7 Meet: 1d due 261102",
        ],
    ),
    Sheet(
        "what comes again without a first day counts from a start, which is said",
        comma(
            """
            No|Task|Start|Due
            1|Review the list|2026-10-05|every 180 days
            2|Report||annually
            """
        ),
        "number name start deadline",
        [
            "1 Review the list: 1d 261005..– due every 180 days from 3 Apr 2027",
            "2 Report: 1d due yearly from 5 Oct 2027",
        ],
        (
            "D2: “every 180 days” counts from the start of the task, 5 Oct 2026: every 180 days "
            "from 3 Apr 2027.",
            "D3: “annually” counts from the plan’s start, 5 Oct 2026: yearly from 5 Oct 2027.",
        ),
    ),
    Sheet(
        "suspenses in a circle are refused for their rows only, and a rule that leads nowhere",
        comma(
            """
            No|Task|Start|Suspense
            1|Draft|2026-10-05|10 days after 2
            2|Clear||10 days after 1
            3|Send||10 days after 2
            4|Hold||10 days after 4
            5|Wait||10 days after 9
            6|Again||quarterly from 1 Oct
            """
        ),
        "number name start deadline",
        [
            "1 Draft: 1d 261005..–",
            "2 Clear: 1d",
            "3 Send: 1d due 10 days after 2",
            "4 Hold: 1d",
            "5 Wait: 1d",
            "6 Again: 1d",
        ],
        (
            "D2: “Draft” counts in a circle from its own task (D2, D3), so it has no suspense.",
            "D3: “Clear” counts in a circle from its own task (D2, D3), so it has no suspense.",
            "D5: “10 days after 4” counts from its own task, so it has no suspense.",
            "D6: “10 days after 9” gives the task no suspense. No task has the number “9”.",
            "D7: “quarterly from 1 Oct” gives the task no suspense. It names no year.",
        ),
    ),
    Sheet(
        "starts of tasks that have predecessors are left out, and their cells are named",
        xlsx(
            """
            No|Task|Start|Finish|Predecessors|Owner
            =1|Draft|=2026-10-05|=2026-10-06||State + War
            =2|Clear|=2026-11-02|=2026-11-03|=1|State (lead), War (consult)
            =3|Send|=2026-11-09||=2|War (OCR); State
            """
        ),
        "number name start finish predecessors owner",
        [
            "1 Draft: 2d 261005..261006 by State, War",
            "2 Clear: 2d 261102..261103 after 1 by State with War: consult",
            "3 Send: 1d 261109..– after 2 by State with War: coordinate",
        ],
        ("Predecessors say when these tasks start, so their own starts are left out: C3:C4.",),
    ),
    Sheet(
        "outline numbers are what suspenses count from, in an OpenDocument sheet",
        ods(
            """
            WBS|Task|Lead|Start|Due
            4(a)|Draft|State; DoD|=2026-10-05|within 60 days of the date of this order
            4(b)|Clear|DoD||30 days after 4(a)
            """
        ),
        "wbs name owner start deadline",
        [
            "743325240[4(a)] Draft: 1d 261005..– due signed+60 by State with DoD: coordinate",
            "599918587[4(b)] Clear: 1d due 30 days after 743325240 by DoD",
        ],
    ),
]
