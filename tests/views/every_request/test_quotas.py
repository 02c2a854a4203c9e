"""What a person leaves waiting is bounded: files of forms that were not saved, and kept forms."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from models import KeptForm
from views.support.sent import uploads
from workplan.errors import NotFound
from workplan.extensions import db
from workplan.services.reporting import kept_forms

if TYPE_CHECKING:
    from support.ground.site import Site

LEAD, OTHER = 2, 22


def test_a_persons_oldest_files_go_when_the_newest_need_the_room(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "MOST_KEPT", 250)
    with site.inside():
        theirs = uploads.keep(b"x" * 90, "other.txt", OTHER)
        tokens = [uploads.keep(b"x" * 90, f"{n}.txt", LEAD) for n in range(4)]
        for token in tokens[:2]:
            with pytest.raises(NotFound, match="Upload the file again"):
                uploads.kept(token, LEAD)
        assert [uploads.kept(token, LEAD)[0] for token in tokens[2:]] == ["2.txt", "3.txt"]
        assert uploads.kept(theirs, OTHER)[0] == "other.txt", "nobody else loses anything"


def test_a_person_has_twenty_kept_forms_at_most(site: Site) -> None:
    with site.inside() as office:
        me, other = office.lead.id or 0, office.coordinator.id or 0
        kept_forms.keep(site.now, other, "/tasks/1", {"done": ["theirs"]})
        tokens = [
            kept_forms.keep(site.now + timedelta(seconds=n), me, "/tasks/1", {"done": [str(n)]})
            for n in range(25)
        ]
        count = select(func.count()).select_from(KeptForm)
        assert db.session.scalar(count.where(KeptForm.user_id == me)) == kept_forms.MOST_KEPT
        assert db.session.scalar(count.where(KeptForm.user_id == other)) == 1
        found = kept_forms.find(db.session(), site.now, me, tokens[-1] or "")
        assert found is not None
        assert found.fields == {"done": ["24"]}
        assert kept_forms.find(db.session(), site.now, me, tokens[4] or "") is None
