"""Every check of health has its words, and the page for operators names the same checks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from support.ground.moments import washington
from support.ground.places import ROOT
from workplan.extensions import db
from workplan.services.operations import health
from workplan.services.operations.check_words import CHECKS, words_of
from workplan.storage.disk import DiskStore

if TYPE_CHECKING:
    from pathlib import Path

    from support.ground.office import Office


def test_every_check_has_its_words(office: Office, tmp_path: Path) -> None:  # noqa: ARG001
    found = health.of_records(db.session(), washington(2026, 11, 25))
    found += health.of_database() + health.of_evidence(DiskStore(tmp_path), "here")
    assert {check.name for check in found} | {"records"} == CHECKS.keys()


def test_the_page_for_operators_names_the_same_checks() -> None:
    page = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    section = page.partition("## Backups")[0]
    assert set(re.findall(r"^\| `([a-z ]+)` \|", section, re.MULTILINE)) == CHECKS.keys()


def test_a_check_that_is_not_known_stands_as_it_is() -> None:
    assert words_of("new thing").title == "New thing"
