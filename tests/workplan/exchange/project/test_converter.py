"""What Project keeps to itself is read through the converter, and refused well without it."""

from __future__ import annotations

import subprocess
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from workplan.errors import InvalidInput
from workplan.exchange import formats
from workplan.exchange.project import converter

if TYPE_CHECKING:
    from pathlib import Path

# Microsoft publishes this form; the converter reads it as it does MPP, from the same program.
MPX = b"""\
MPX,Microsoft Project for Windows,4.0,ANSI
10,$,0,2,",",.
11,2,0,1,8.00,40.00,0.00/h,0.00/h,1,0
12,0,0,0,/,:,am,pm,20,0
20,Standard,0,1,1,1,1,1,0
25,2,8:00,12:00,13:00,17:00,,
25,3,8:00,12:00,13:00,17:00,,
25,4,8:00,12:00,13:00,17:00,,
25,5,8:00,12:00,13:00,17:00,,
25,6,8:00,12:00,13:00,17:00,,
30,Plan of the office,,,Standard,03/01/2027,,0,,,,,,,,,,,,,,,,,,,,,,
61,90,98,1,3,40,50,51,70
70,1,1,Review the policy,1,5d,03/01/2027 8:00,03/05/2027 17:00,
70,2,2,Publish the rule,1,3d,03/08/2027 8:00,03/10/2027 17:00,1
"""
OWN_FORM = converter.COMPOUND + b"\0" * 504 + converter.TASKS_OF_PROJECT
"""How a file of Project begins, and no more of it."""
OLD_WORKBOOK = converter.COMPOUND + b"\0" * 504 + "Workbook".encode("utf-16-le")

program = pytest.mark.program


def refusal(content: bytes) -> str:
    with pytest.raises(InvalidInput) as refused:
        formats.read(content, "plan.mpp")
    assert refused.value.field == "file"
    return refused.value.message


@program
def test_a_file_of_project_comes_in_with_its_tasks_dates_and_links() -> None:
    plan = formats.read(MPX, "plan.mpx")
    assert plan.title == "Plan of the office"
    assert [(task.name, task.duration_days, task.start_on) for task in plan.tasks] == [
        ("Review the policy", 5, date(2027, 3, 1)),
        ("Publish the rule", 3, date(2027, 3, 8)),
    ]
    assert [(link.predecessor, link.successor) for link in plan.links] == [(1, 2)]


@program
def test_a_broken_file_of_project_is_refused_in_one_sentence_with_the_way_out() -> None:
    assert refusal(OWN_FORM) == converter.BROKEN
    assert refusal(MPX[:150]) == converter.BROKEN


@program
def test_nothing_of_a_file_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    formats.plain(MPX)
    with pytest.raises(InvalidInput):
        formats.plain(OWN_FORM)
    assert [*tmp_path.iterdir()] == []


def test_without_java_or_the_converter_the_way_out_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(converter.shutil, "which", lambda _: None)
    assert not converter.is_installed()
    assert refusal(OWN_FORM) == converter.ABSENT
    monkeypatch.undo()
    monkeypatch.setattr(converter, "find_spec", lambda _: None)
    assert not converter.is_installed()
    assert refusal(OWN_FORM) == converter.ABSENT


def test_a_converter_that_is_not_ready_in_time_is_ended_and_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def runs_out(command: list[str], **options: Any) -> None:
        raise subprocess.TimeoutExpired(command, options["timeout"])

    monkeypatch.setattr(converter.subprocess, "run", runs_out)
    assert refusal(OWN_FORM) == converter.SLOW


def test_an_old_workbook_of_excel_is_no_file_of_project() -> None:
    assert converter.is_own_form(OWN_FORM)
    assert not converter.is_own_form(OLD_WORKBOOK)
    assert not converter.is_own_form(b"<?xml version='1.0'?><Project/>")


@program
def test_a_small_file_that_stands_for_too_much_is_refused_and_fills_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(converter, "LIMITED", 'ulimit -f 8; exec "$@"')
    monkeypatch.setattr(converter, "MOST_BYTES", 8 * 512)
    many = MPX + b"".join(b"70,%d,%d,t,1,1d,,,\n" % (n, n) for n in range(3, 400))
    assert refusal(many) == converter.LARGE


def test_the_converter_is_told_nothing_of_our_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    told: dict[str, Any] = {}

    def hear(command: list[str], **options: Any) -> None:
        told.update(options)
        raise subprocess.TimeoutExpired(command, 1)

    monkeypatch.setenv("SECRET_KEY", "nobody's business")
    monkeypatch.setattr(converter.subprocess, "run", hear)
    assert refusal(OWN_FORM) == converter.SLOW
    assert told["env"].keys() == {"PATH"}


def test_a_sheet_whose_first_heading_begins_so_is_no_file_of_project() -> None:
    for sheet in (b"MPX code,Task Name,Begin\n1,Draft,1/5/2027\n", b"MPX,Task Name,Begin\n"):
        assert not converter.is_own_form(sheet)


def test_a_file_that_is_too_large_is_not_even_converted() -> None:
    whole = OWN_FORM + b"\0" * formats.MAX_BYTES
    assert refusal(whole) == "The file has 65 MB, and 64 MB can be taken."
