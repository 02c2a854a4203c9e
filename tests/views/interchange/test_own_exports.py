"""A plan's own export, brought back."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest

from support.ground.office import SLUG

if TYPE_CHECKING:
    from support.ground.site import Site


@pytest.mark.parametrize("form", ["csv", "xlsx", "mspdi", "json"])
def test_the_plans_own_export_brought_back_differs_in_nothing(site: Site, form: str) -> None:
    me = site.browser("coordinator")
    with site.inside() as office:
        office.report(site.tasks["ours"], site.now, office.coordinator, percent=40)
    content = me.get(f"/plans/{SLUG}/export.{form}").data
    name = f"plan.{'xml' if form == 'mspdi' else form}"
    page = me.post("/plans/import", {"file": (BytesIO(content), name), "into": SLUG}).page
    assert "Dates here that are not those of the file" not in page.text
