"""The fields of a plan itself, on the page that founds it and among its settings."""

from __future__ import annotations

from wtforms import BooleanField, StringField
from wtforms.validators import InputRequired, Length

from views.support.sent.forms import BaseForm, ChoiceField, TextField, VersionField, WholeField
from views.support.session import settings
from workplan.extensions import db
from workplan.policy import ACKNOWLEDGE_DAYS
from workplan.services.lifecycle import short_names
from workplan.services.lifecycle.plan_fields import PlanFields
from workplan.services.tasks.directive import directive_choices
from workplan.vocabulary import Verified

ZONES = (
    ("America/New_York", "Eastern (New York)"),
    ("America/Chicago", "Central (Chicago)"),
    ("America/Denver", "Mountain (Denver)"),
    ("America/Phoenix", "Arizona (Phoenix)"),
    ("America/Los_Angeles", "Pacific (Los Angeles)"),
    ("America/Anchorage", "Alaska (Anchorage)"),
    ("Pacific/Honolulu", "Hawaii (Honolulu)"),
    ("America/Puerto_Rico", "Atlantic (Puerto Rico)"),
    ("Pacific/Guam", "Guam"),
    ("UTC", "UTC"),
    ("Europe/London", "London"),
    ("Europe/Brussels", "Brussels"),
    ("Asia/Tokyo", "Tokyo"),
    ("Asia/Seoul", "Seoul"),
)
"""The time zones that are offered, with their words; a plan may have another by command or file."""
NONE_YET = ("", "None yet")


class PlanForm(BaseForm):
    """What a plan is called, and the rest that stands on the plan itself."""

    version = VersionField(default=0)
    title = StringField("Title", [InputRequired("Give the plan a title."), Length(max=200)])
    slug = StringField("Short name in the address bar", [Length(max=60)])
    note = TextField("Note", [Length(max=10_000)])
    marking = StringField("Marking", [Length(max=200)])
    time_zone = ChoiceField("Time zone", default="America/New_York")
    mail_tag = StringField("Mail tag", [Length(max=40)])
    verifies = ChoiceField(
        "Checked before it is done", choices=Verified.choices(), default=Verified.DIRECTED.value
    )
    acknowledge_days = WholeField("Working days to acknowledge a task", default=ACKNOWLEDGE_DAYS)
    has_bare_mails = BooleanField("Mails say how many tasks there are, and not which")
    reason = StringField("Why", [Length(max=500)])

    def offer_zones(self, *kept: str) -> None:
        """Offer the known zones, that of the installation, and those that a plan has already."""
        known = dict(ZONES)
        others = [zone for zone in (settings().time_zone, *kept) if zone and zone not in known]
        self.time_zone.offer([*ZONES, *((zone, zone) for zone in dict.fromkeys(others))])

    def wanted(self) -> PlanFields:
        """Return what the person decided; an empty short name is made from the title."""
        slug, days = (self.slug.data or "").strip(), self.acknowledge_days.data
        return PlanFields(
            title=self.title.data or "",
            slug=slug or short_names.proposed(db.session(), self.title.data or ""),
            time_zone=self.time_zone.data or "",
            note=self.note.data or "",
            marking=self.marking.data or None,
            mail_tag=self.mail_tag.data or "",
            verifies=self.verifies.data or "",
            acknowledge_days=ACKNOWLEDGE_DAYS if days is None else days,
            has_bare_mails=bool(self.has_bare_mails.data),
        )


def directives(kept: int | None = None) -> list[tuple[str, str]]:
    """Return the directives to choose from, with their citations and days of signature.

    Args:
        kept: the one that the plan has, which stays among them though it is retired.
    """
    found = directive_choices.choices(db.session(), kept)
    return [NONE_YET, *((str(number), words) for number, words in found)]
