"""The forms by which a coordinator says who is in a plan, and as what."""

from __future__ import annotations

from wtforms import BooleanField, StringField
from wtforms.validators import InputRequired, Length

from views.support.sent import agency_choices
from views.support.sent.forms import BaseForm, ChoiceField, VersionField
from workplan import vocabulary
from workplan.extensions import Session, db
from workplan.services.accounts.membership import member_changes
from workplan.services.accounts.membership.memberships import MembershipFields
from workplan.services.pages.lists.member_lists import MemberRow


class RoleForm(BaseForm):
    """What somebody is in a plan, and for which agency."""

    version = VersionField()
    role = ChoiceField("Role", choices=vocabulary.Role.choices(), default="viewer")
    agency = ChoiceField("Agency")
    is_supervisor = BooleanField("Supervisor of the agency")

    @classmethod
    def in_plan(cls, plan_id: int, row: MemberRow | None = None) -> RoleForm:
        """Return the form with the agencies of a plan, filled from a member or as it was sent."""
        data = row and {
            "version": row.version,
            "role": row.role,
            "agency": row.agency_code,
            "is_supervisor": row.is_supervisor,
        }
        form = cls(formdata=None, data=data) if data else cls()
        form.agency.offer_groups(agency_choices.of_plan(db.session(), plan_id, "None"))
        return form

    def wanted(self) -> MembershipFields:
        """Return what the person decided."""
        return MembershipFields(self.role.data, self.agency.data or None, self.is_supervisor.data)


class AdditionForm(BaseForm):
    """Who is added by their address, and who is invited by it with a name."""

    email = StringField(
        "Address", [InputRequired("Give the address of the person."), Length(max=254)]
    )
    name = StringField("Name", [Length(max=200)])
    role = ChoiceField("Role", choices=vocabulary.Role.choices(), default="viewer")
    agency = ChoiceField("Agency")
    is_supervisor = BooleanField("Supervisor of the agency")

    @classmethod
    def in_plan(cls, plan_id: int) -> AdditionForm:
        """Return the form with the agencies of a plan."""
        form = cls()
        form.agency.offer_groups(agency_choices.of_plan(db.session(), plan_id, "None"))
        return form

    def wanted(self) -> MembershipFields:
        """Return what the person decided."""
        is_said = self.is_supervisor.data or None  # A box that is left alone says nothing.
        return MembershipFields(self.role.data, self.agency.data or None, is_said)


class RemovalForm(BaseForm):
    """Who takes the tasks of somebody who leaves, and why they leave."""

    version = VersionField()
    to = ChoiceField("Their tasks go to")
    reason = StringField("Why", [Length(max=500)])

    @classmethod
    def of(
        cls, session: Session, plan_id: int, user_id: int, row: MemberRow | None = None
    ) -> RemovalForm:
        """Return the form with those who may take everything, filled from a member or as sent.

        Args:
            row: the member; None when the form was sent.
        """
        form = cls(formdata=None, data={"version": row.version}) if row else cls()
        able = member_changes.successors(session, plan_id, user_id)
        form.to.offer(
            [
                ("", "Choose"),
                *((str(one.id), one.name) for one in able),
                (str(member_changes.AGENCIES), "Back to their lead agencies"),
            ]
        )
        return form
