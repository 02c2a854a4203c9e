"""The duties of a directive as JSON, in the form in which labelled directives are kept."""

from __future__ import annotations

from datetime import date
from typing import Any

from workplan.directives.actions import action_of, recipient_of
from workplan.directives.deadlines import Due
from workplan.directives.duties import Duty
from workplan.directives.reading import Reading


def as_json(reading: Reading) -> dict[str, Any]:
    """Return a reading as one document."""
    pairs = zip(reading.duties, reading.directed_on, strict=True)
    return {
        "signed_on": reading.signed_on.isoformat() if reading.signed_on else None,
        "taskers": [_tasker(duty, day) for duty, day in pairs],
        "not_taskers": [
            {"section": unit.section, "quote": unit.text[:120], "why": why}
            for unit, why in reading.left_out
        ],
    }


def _tasker(duty: Duty, directed_on: date | None) -> dict[str, Any]:
    tasker: dict[str, Any] = {
        "section": duty.section,
        "quote": duty.quote,
        "at": duty.at,
        "chapeau": duty.chapeau,
        "leads": duty.leads,
        "acting_through": duty.through,
        "supporting": [{"who": who, "role": role} for who, role in duty.supporting],
        "action": action_of(duty),
        "due": due_as_json(duty.due),
        "directed_on": directed_on.isoformat() if directed_on else None,
        "deliverable_to": recipient_of(duty),
        "sure": not duty.doubts,
        "doubts": duty.doubts,
    }
    if duty.is_standing:
        tasker["standing"] = True
    return tasker


def due_as_json(due: Due) -> dict[str, Any]:
    """Return a rule in the form of labelled directives."""
    written: dict[str, Any] = {"rule": due.rule}
    if due.span is not None:
        written[due.span.unit] = due.span.number
    elif due.rule in ("after_task", "event"):
        written["days"] = None
    if due.section:
        written["section"] = due.section
    if due.event:
        written["event"] = due.event
    if due.on is not None:
        written["on"] = due.on.isoformat()
    if due.rule == "recurring":
        written["every"] = due.every or None
        written["first"] = due_as_json(due.first) if due.first else None
    if due.urgency:
        written["urgency"] = due.urgency
    return written


def due_words(due: Due) -> str:
    """Return a rule in words, as a table has room for."""
    span = f"{due.span.number} {due.span.unit}" if due.span else ""
    span = span[:-1] if due.span and due.span.number == 1 else span
    if due.rule == "signed_plus":
        return f"{span} after its signature"
    if due.rule == "after_task":
        return f"{span} after {due.section}" if span else f"after {due.section}"
    if due.rule == "fixed":
        return due.on.isoformat() if due.on else ""
    if due.rule == "recurring":
        again = f"every {due.every}" if due.every else "again and again"
        return f"{again}, first {due_words(due.first)}" if due.first else again
    if due.rule == "event":
        return f"{span} after {due.event}" if span else due.event
    return due.urgency or "no day"
