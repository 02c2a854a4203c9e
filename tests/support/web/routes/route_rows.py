"""A row of the table of rights, as it is read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from support.ground.office import OTHER_SLUG, SLUG

if TYPE_CHECKING:
    from support.ground.site import Site

NOWHERE = 987_654


class Row(NamedTuple):
    """A line of the table; `answers` are in the order of ROLES."""

    method: str
    route: str
    whose: str
    answers: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.method} {self.route} {self.whose}"

    def path(self, site: Site, number: int | None = None) -> str:
        """Return an address that this row is about; `number` is that of a task, link or entry."""
        slug = {"arms": SLUG, "foreigner": SLUG, "stranger's": OTHER_SLUG}.get(
            self.whose, "nowhere"
        )
        given = {
            "<slug>": slug,
            "<any(svg, png, pdf):kind>": "svg",
            "<any(mspdi, xlsx, csv, ics, json, pdf):form>": "json",
            "<path:filename>": "icon.svg",
            "<int:task_id>": number or site.tasks.get(self.whose, NOWHERE),
            "<int:dependency_id>": number or NOWHERE,
            "<int:seq>": number or NOWHERE,
            "<int:comment_id>": number or NOWHERE,
            "<int:offer_id>": number or NOWHERE,
            "<int:extension_id>": number or NOWHERE,
            "<int:evidence_id>": number or NOWHERE,
            "<int:view_id>": number or NOWHERE,
            "<int:baseline_id>": number or NOWHERE,
            "<int:user_id>": number or NOWHERE,
            "<code>": "NOBODY" if self.whose == "unknown" else f"N{number}" if number else "PM",
            "<int:directive_id>": number or (NOWHERE if self.whose == "unknown" else 1),
            "<int:effort_id>": number or NOWHERE,
            "<int:objective_id>": number or NOWHERE,
            "<int:agency_id>": number or NOWHERE,
            "<token>": "no-such-link",
            "<role>": "lead",
            "<int:backup_id>": number or NOWHERE,
            "<any(reminders, notices):ledger>": "reminders",
            "<int:row_id>": number or NOWHERE,
            "<int:mail_id>": number or NOWHERE,
            "<int:rule_id>": number or NOWHERE,
            "<int:plan_id>": number or NOWHERE,
            "<int:number>": number or NOWHERE,
            "<int:which>": 1,
            "<int:step_id>": number or NOWHERE,
            "<int:claim_id>": number or NOWHERE,
            "<int:spill_id>": number or NOWHERE,
            "<int:round_id>": number or NOWHERE,
            "<int:ask_id>": number or NOWHERE,
            "<int:bureau_ask_id>": number or NOWHERE,
            "<int:remark_id>": number or NOWHERE,
            "<int:source_id>": number or NOWHERE,
            "<any(pdf, html):form>": "html",
            "<any(pdf, html, xlsx):form>": "html",
            "<any(pdf, html, json):form>": "json",
        }
        path = self.route
        for placeholder, value in given.items():
            path = path.replace(placeholder, str(value))
        return path


def parsed(table: str) -> list[Row]:
    """Return the rows; columns are separated by two spaces or more, where names have one."""
    _, *lines = filter(None, table.splitlines())
    pattern = re.compile(r"(\w+) +(\S.*?) {2,}(\S+) +(.+)")
    matches = [pattern.fullmatch(line.strip()) for line in lines]
    return [Row(m[1], m[2], m[3], tuple(m[4].split())) for m in matches if m]
