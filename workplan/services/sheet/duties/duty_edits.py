"""What somebody makes of the duties that were read: edited, ticked, split in two, joined."""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import count
from typing import NamedTuple

from workplan.services.sheet.cells import COLUMNS, Cells
from workplan.services.sheet.duties.directive_rows import Proposal

Sent = Mapping[str, str]


class Edited(NamedTuple):
    """The duties as somebody left them.

    Args:
        rows: those that stand, in the order of the text.
        joined: of each that was joined to another, by its key: the key of that one.
        focus: the row on which somebody acted; empty for none.
    """

    rows: list[Proposal]
    joined: dict[str, str]
    focus: str = ""


def edited(found: list[Proposal], sent: Mapping[str, Sent]) -> Edited:
    """Return duties with what was sent of each; what nobody touched follows the reading.

    Args:
        found: the duties as they are read now.
        sent: the fields of each row by its key; `orig` has its cells as the words gave them.
    """
    keys = {proposal.key for proposal in found}
    copies = {key: row for key, row in sent.items() if row.get("of") in keys and key not in keys}
    rows, joined = [], {}
    for proposal in found:
        own = [proposal._replace(key=key) for key in copies if copies[key]["of"] == proposal.key]
        into = sent.get(proposal.key, {}).get("into", "")
        if into:
            joined[proposal.key] = into
        else:
            rows.append(_typed(proposal, sent.get(proposal.key)))
        rows += [_typed(copy, sent[copy.key])._replace(of=proposal.key) for copy in own]
    return Edited(rows, joined)


def split(now: Edited, key: str) -> Edited:
    """Return the duties with one of them twice; the second gets a number of its own."""
    at = _place(now.rows, key)
    if at is None:
        return now
    row = now.rows[at]
    codes = {other.cells.code for other in now.rows}
    code = next(c for n in count(2) if (c := f"{row.cells.code}.{n}") not in codes)
    largest = max(int(other[1:]) for other in (*(r.key for r in now.rows), *now.joined))
    copy = row._replace(
        key=f"n{largest + 1}", of=row.of or row.key, cells=row.cells._replace(code=code)
    )
    return Edited([*now.rows[: at + 1], copy, *now.rows[at + 1 :]], now.joined, copy.key)


def join(now: Edited, key: str) -> Edited:
    """Return the duties with one of them and the next as one, which all owners of both have."""
    at = _place(now.rows, key)
    if at is None or at + 1 == len(now.rows):
        return now
    row, after = now.rows[at : at + 2]
    name = f"{row.cells.name}; {after.cells.name[:1].lower()}{after.cells.name[1:]}"
    texts = dict.fromkeys((row.sentence, after.sentence))
    cells = row.cells._replace(
        name=name,
        leads=_together(" + ", row.cells.leads, after.cells.leads),
        supports=_together(", ", row.cells.supports, after.cells.supports),
        suspense=row.cells.suspense or after.cells.suspense,
    )
    checks = row.checks
    if after.cells.suspense not in ("", cells.suspense):
        checks = [*checks, f"What was joined to it was due {after.cells.suspense}."]
    both = row._replace(cells=cells, sentence=" ".join(texts), checks=checks)
    joined = now.joined if after.of else now.joined | {after.key: row.key}
    return Edited([*now.rows[:at], both, *now.rows[at + 2 :]], joined, row.key)


def _together(joint: str, *texts: str) -> str:
    """Return the owners of several cells, each once."""
    return joint.join(dict.fromkeys(o for text in texts for o in text.split(joint) if o))


def _place(rows: list[Proposal], key: str) -> int | None:
    return next((number for number, row in enumerate(rows) if row.key == key), None)


def _typed(proposal: Proposal, sent: Sent | None) -> Proposal:
    if sent is None:
        return proposal
    before = _cells(sent.get("orig", ""))
    texts = []
    for column, read in zip(COLUMNS, proposal.read, strict=True):
        text = sent.get(column, "")
        texts.append(read if before and text == getattr(before, column) else text)
    return proposal._replace(
        cells=Cells(*texts),
        is_taken="take" in sent,
        sentence=sent.get("sentence", proposal.sentence),
    )


def _cells(text: str) -> Cells | None:
    try:
        found = json.loads(text) if text else None
    except ValueError:
        return None
    if not isinstance(found, list) or len(found) != len(COLUMNS):
        return None
    return Cells(*map(str, found))
