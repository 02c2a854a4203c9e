"""The forms about an agency: what it is called and where it belongs, and into which it merges."""

from __future__ import annotations

from wtforms import StringField
from wtforms.validators import InputRequired, Length

from models import Agency
from views.support.sent.forms import BaseForm, ChoiceField, TextField, VersionField
from workplan.extensions import Session
from workplan.services.people import agencies
from workplan.services.people.agency_fields import AgencyFields
from workplan.services.structure.agency_merges import Wanted

NO_DEPARTMENT = ("", "None: it is a department")


class AgencyForm(BaseForm):
    """What an agency is called, and where it belongs."""

    version = VersionField()
    code = StringField("Code", [InputRequired("Give the agency a code."), Length(max=40)])
    label = StringField("Label", [InputRequired("Say how tables show the agency."), Length(max=40)])
    name = StringField("Full name", [InputRequired("Give its full name."), Length(max=200)])
    parent = ChoiceField("Bureau of")
    mail_domain = StringField("Domain of mail", [Length(max=200)])
    supervisor = StringField("Supervisor", [Length(max=254)])
    also_called = TextField("Also called", [Length(max=8_000)])

    @classmethod
    def to_fill(cls, session: Session, agency: Agency | None = None) -> AgencyForm:
        """Return the form as it was submitted or, for an agency, as that stands.

        Args:
            agency: the one that is changed; it is not offered as its own department.
        """
        form = cls(data=cls._data(session, agency) if agency else None)
        above = agency.parent_id if agency else None
        offered = agencies.codes_by_id(session, [above] if above else [])
        own = agency.id if agency else None
        form.parent.offer(
            [NO_DEPARTMENT, *(found for number, found in offered.items() if number != own)]
        )
        return form

    @staticmethod
    def _data(session: Session, agency: Agency) -> dict[str, object]:
        now = agencies.fields_of(session, agency)
        return {
            "version": agency.version,
            "code": now.code,
            "label": now.label,
            "name": now.name,
            "parent": now.parent or "",
            "mail_domain": now.mail_domain or "",
            "supervisor": now.supervisor or "",
            "also_called": now.also_called,
        }

    def wanted(self) -> AgencyFields:
        """Return what the person decided."""
        return AgencyFields(
            self.code.data or "",
            self.label.data or "",
            self.name.data or "",
            self.parent.data or None,
            self.mail_domain.data or None,
            self.supervisor.data or None,
            self.also_called.data or "",
        )


class MergeForm(BaseForm):
    """Into which agency one is merged, and its code once more, since it is not undone."""

    into = ChoiceField("Merge it into")
    typed = StringField("Its code")
    reason = StringField("Why", [Length(max=500)])

    @classmethod
    def of(cls, session: Session, agency: Agency) -> MergeForm:
        """Return the form, with the agencies that could take this one in."""
        form = cls()
        offered = agencies.codes_by_id(session)
        form.into.offer(
            [
                ("", "Choose one"),
                *(found for number, found in offered.items() if number != agency.id),
            ]
        )
        return form

    def wanted(self, code: str) -> Wanted:
        """Return what the person asks for."""
        return Wanted(code, self.into.data or "", self.typed.data or "")
