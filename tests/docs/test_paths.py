"""Every file, folder and page that the documentation names is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from support.ground.places import ROOT

PAGES = sorted(
    [
        *ROOT.glob("*.md"),
        *(ROOT / "docs").rglob("*.md"),
        *(ROOT / "workplan").rglob("README.md"),
        *(ROOT / "views").rglob("README.md"),
        ROOT / "tests" / "scenarios" / "README.md",
    ]
)
ENDINGS = r"\.(?:py|md|html|json|css|js|toml|txt|conf|example|service|timer|svg|sh)"
MADE = ("instance/", "mail-outcomes/", "test-results/", "/")
"""What is made when the app runs, or stands on a machine; it is in no checkout."""
OF_OPERATORS = ("workplan-backup.timer", "journald.conf", "manifest.json")
"""What a page calls as operators do, without its folder."""

of_every_page = pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))


def named(text: str) -> list[str]:
    """Return what stands in backticks and looks like a file or a folder of ours."""
    quoted = re.findall(r"`([^`\s…*<>]+)`", text)
    return [name for name in quoted if re.search(rf"/$|{ENDINGS}$", name) and "://" not in name]


def is_there(name: str, page: Path) -> bool:
    """Tell whether a name leads somewhere: from the top, from its page, or beside it."""
    if name.startswith(MADE) or name in OF_OPERATORS:
        return True
    return any((base / name).exists() for base in (ROOT, page.parent, page.parent / "docs"))


@of_every_page
def test_every_file_that_is_named_is_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    neighbours = {Path(name).parent for name in named(text) if "/" in name}
    missing = [
        name
        for name in named(text)
        if not is_there(name, page)
        # A row may name a second file of the folder that it named just before.
        and not ("/" not in name and any((ROOT / near / name).exists() for near in neighbours))
    ]
    assert missing == []


@of_every_page
def test_every_link_leads_to_a_page_and_a_heading_of_it(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if target.startswith("http"):
            continue
        file, _, anchor = target.partition("#")
        other = (page.parent / file).resolve() if file else page
        assert other.exists(), target
        if anchor:
            headings = re.findall(r"^#+ (.+)$", other.read_text(encoding="utf-8"), re.MULTILINE)
            assert anchor in {slug(heading) for heading in headings}, target


def slug(heading: str) -> str:
    """Return the anchor of a heading, as places that show Markdown make it."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def test_the_readme_is_short_and_leads_to_every_page() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert len(text.splitlines()) < 140
    pages = [f"docs/{page.name}" for page in (ROOT / "docs").glob("*.md")]
    wanted = [*pages, "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "LICENSE", "NOTICE"]
    assert [page for page in wanted if f"]({page})" not in text] == []


def test_every_decision_is_in_the_index_and_has_its_four_parts() -> None:
    folder = ROOT / "docs" / "decisions"
    index = (folder / "README.md").read_text(encoding="utf-8")
    found = sorted(folder.glob("[0-9]*.md"))
    assert [file.name for file in found if f"]({file.name})" not in index] == []
    parts = ["Context", "Decision", "Consequences", "What would change our mind"]
    for file in found:
        text = file.read_text(encoding="utf-8")
        assert re.findall(r"^## (.+)$", text, re.MULTILINE) == parts, file.name
        assert text.startswith(f"# {file.name[:4]}: ")
