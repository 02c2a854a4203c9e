"""A comment is said to stand behind the words of those sections that name it, while they do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from models import Comment
from support.consultation.letters_in import by
from support.ground.office import SLUG
from support.record.plan_texts import write
from workplan.extensions import db
from workplan.services.consultation import comments
from workplan.services.consultation.comments import Letter, Sender
from workplan.services.consultation.text import sections, sources
from workplan.services.consultation.text.sources import SourceFields
from workplan.services.pages.text.cited import citing

if TYPE_CHECKING:
    from support.ground.office import Office


def test_a_section_that_names_it_is_found_until_the_source_or_the_section_goes(
    office: Office,
) -> None:
    number = comments.enter(by(office), SLUG, Letter(Sender("J. Whitaker"), "", "Hear us."))
    comment = db.session.scalars(select(Comment.id)).one()
    for heading in ("Purpose", "Approach"):
        write(office, heading, "Small makers are heard.")
    first = sources.add(by(office), SLUG, 1, SourceFields("comment", "are heard", str(number)))
    sources.add(by(office), SLUG, 2, SourceFields("comment", "", str(number)))
    found = citing(db.session(), comment)
    assert found == [(1, "Purpose", "are heard"), (2, "Approach", "")]
    sources.remove(by(office), SLUG, first)
    sections.retire(by(office), SLUG, 2, 1)
    assert citing(db.session(), comment) == []
