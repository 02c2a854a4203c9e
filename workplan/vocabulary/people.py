"""Codes of people in plans, and of accounts."""

from __future__ import annotations

from workplan.vocabulary.code import Code


class Role(Code):
    """What somebody is in a plan."""

    COORDINATOR = "coordinator", "Coordinator"
    LEAD = "lead", "Agency lead"
    CONTRIBUTOR = "contributor", "Contributor"
    VIEWER = "viewer", "Viewer"
    AUDITOR = "auditor", "Auditor"


class AccountLinkKind(Code):
    """What a single-use link to an account is for."""

    INVITATION = "invitation", "Invitation"
    RESET = "reset", "New password"
    FIRST_ADMIN = "first_admin", "First administrator"
    NEW_ADDRESS = "new_address", "New address"


class AccountState(Code):
    """How an account stands, those first that need somebody's attention."""

    REFUSED = "refused", "Mail did not leave"
    BOUNCED = "bounced", "Mail came back"
    HELD = "held", "Slowed"
    UNUSED = "unused", "Invitation not used"
    HOMELESS = "homeless", "No agency"
    INVITED = "invited", "Invited"
    ACTIVE = "active", "Active"
    CLOSED = "closed", "Closed"

    @property
    def needs_attention(self) -> bool:
        """Tell whether an administrator has something to do."""
        return self.value in ("refused", "bounced", "held", "unused", "homeless")
