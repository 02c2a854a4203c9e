"""What a command prints of a file that comes in: as a new plan, or merged into one."""

from __future__ import annotations

import click

from workplan.exchange.merging import Merge, why_kept
from workplan.scheduling.explain import shift_words
from workplan.services.interchange.imports import UNSIGNED, ImportReport


def show_merge(found: Merge, called: dict[int, str], *, is_saved: bool) -> None:
    """Print what a newer file changes in a plan.

    Args:
        called: what people call the tasks of the file, by uid.
    """
    called = {task.uid: task.called for task in found.removed} | called
    said = "Changed:" if is_saved else "Would change:"
    if found.first:
        click.echo(found.first)
    click.echo("Nothing differs." if found.is_empty else said)
    for task in found.efforts_added:
        click.echo(f"  line of effort added: {task.called}")
    for task in found.added:
        click.echo(f"  added: {task.called}")
    for task in found.removed:
        click.echo(f"  removed: {task.called}")
    for change in found.changed:
        what = f"{change.field} {change.before} → {change.after}"
        click.echo(f"  changed: {called.get(change.uid, change.name)}: {what}")
    for change in found.kept:
        about = called.get(change.uid, change.name)
        click.echo(f"  kept, since {why_kept(change)}: {about}: {change.field}")
    for task in found.asked:
        click.echo(f"  stays: {task.called}: it was added here, and the file lacks it")
        if task.uid not in found.in_the_way:
            click.echo(f"    To take it out, give --remove {task.uid}.")
    for task in found.bound:
        click.echo(f"  stays: {task.called}: the file lacks it, and it is not removed any more")
        click.echo("    To end it as not done, superseded or merged, use its second page.")
    for mark, links in (("+", found.links_added), ("−", found.links_removed)):
        for link in links:
            ends = " → ".join(
                called.get(uid, str(uid)) for uid in (link.predecessor, link.successor)
            )
            click.echo(f"  {mark} dependency {ends} {link.type}")


def show(report: ImportReport, called: dict[int, str], *, is_saved: bool) -> None:
    """Print what becomes of a file that is a new plan; `called` as of a merge."""
    done = "Saved" if is_saved else "Would save"
    click.echo(f"{done} /plans/{report.slug}: {report.tasks} tasks, {report.links} links.")
    for remark in report.remarks:
        about = f"{called.get(remark.uid, remark.uid)}, " if remark.uid is not None else ""
        click.echo(f"  {remark.kind}: {about}{remark.field}: {remark.said}")
        if remark.field == UNSIGNED and remark.uid is None:
            click.echo(f"    Or give: plans directive {report.slug} CITATION --as EMAIL")
    if report.unmapped:
        names = ", ".join(report.unmapped)
        click.echo(f"  kept as text, since no agency has the name: {names} (see --agency)")
    if not report.differences:
        click.echo("  Every computed date is the file's own.")
    for d in report.differences:
        click.echo(
            f"  differs: {called.get(d.uid, d.name)}: file {d.theirs[0]} to {d.theirs[1]}, here "
            f"{d.ours[0]} to {d.ours[1]} ({shift_words(d.days) or 'same finish'}): {d.cause}"
        )
