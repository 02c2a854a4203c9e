"""A row for every verb about the house, with every field that its entry can carry."""

from __future__ import annotations

from typing import Any

from support.record.journal.entry_values import (
    AGENCY,
    CARL,
    DIRECTIVE,
    DRAFT,
    ENERGY,
    HANA,
    ITA,
    MAIL,
    MEMO,
    RULE,
)

OF_THE_HOUSE: dict[str, tuple[tuple[str, int], dict[str, Any] | None, dict[str, Any] | None]] = {
    "mail.tested": (
        ("mail", None),
        None,
        {
            "to": "hana@doe.example",
            "is_accepted": True,
            "reply": "250 Kept",
            "way_out": "",
            "lines": [["us", "ehlo here"], ["server", "250 there"]],
        },
    ),
    "mail.parked": (("mail", 7013), None, {"checksum": "5" * 64}),
    "mail.tried_again": (("mail", 7013), None, {"checksum": "5" * 64}),
    "mail.set_aside": (("mail", 7013), None, {"checksum": "5" * 64}),
    "mail.given": (("mail", 7013), None, {"checksum": "5" * 64}),
    "mail.placed": (("task", DRAFT), None, {"mail_id": 7013, "checksum": "5" * 64}),
    "mail.bounced": (
        ("task", DRAFT),
        None,
        {"to": "Hana Novak", "reply": "550 No such user", "sent_at": "2026-09-01T12:00:00+00:00"},
    ),
    "user.mail_bounced": (("user", HANA), None, {"reply": "550 No such user"}),
    "user.mail_works": (("user", HANA), {"reply": "550 No such user"}, None),
    "backup.asked": (("backup", 7008), None, {"name": "workplan-2026-09-01T120000Z"}),
    "backup.made": (
        ("backup", 7008),
        None,
        {"name": "workplan-2026-09-01T120000Z", "size_bytes": 5_300_000, "entries": 1},
    ),
    "backup.failed": (
        ("backup", 7008),
        None,
        {"name": "workplan-2026-09-01T120000Z", "said": "The disk is full."},
    ),
    "backup.deleted": (
        ("backup", 7008),
        None,
        {"name": "workplan-2026-09-01T120000Z", "backup_days": 30, "newest": 14},
    ),
    "backup.checked": (
        ("backup", 7008),
        None,
        {"name": "workplan-2026-09-01T120000Z", "is_whole": False, "said": "A file was altered."},
    ),
    "journal.verified": (
        ("journal", None),
        None,
        {"first": 1, "last": 9, "is_whole": True, "holds": True, "said": "", "compared": 2},
    ),
    "house.changed": (
        ("house", 1),
        {"idle_minutes": None, "consent_banner": None, "government_banner": None},
        {"idle_minutes": 20, "consent_banner": "You agree.", "government_banner": True},
    ),
    "agency.added": (("agency", ENERGY), None, AGENCY),
    "agency.changed": (("agency", ENERGY), dict.fromkeys(AGENCY), AGENCY),
    "agency.retired": (("agency", ENERGY), {}, {}),
    "agency.restored": (("agency", ENERGY), {}, {}),
    "agency.merged": (
        ("agency", ITA),
        {"agency_id": ITA},
        {"agency_id": ENERGY, "plans": 2, "tasks": 3, "initiatives": 2, "memberships": 1}
        | {"handovers": 1, "support_lines": 2, "saved_views": 2}
        | {"names_moved": ["the Trade Office", "ITA HQ"], "names_lost": ["Trade"]},
    ),
    "task.agencies_merged": (
        ("task", RULE),
        {"leads": [ITA], "supports": [[ENERGY, "clear"]]},
        {"leads": [ENERGY], "supports": []},
    ),
    "directive.added": (("directive", MEMO), None, DIRECTIVE),
    "directive.changed": (("directive", MEMO), dict.fromkeys(DIRECTIVE), DIRECTIVE),
    "directive.retired": (("directive", MEMO), {}, {}),
    "directive.restored": (("directive", MEMO), {}, {}),
    "directive.objective_followed": (
        ("directive", MEMO),
        None,
        {"objective": "2", "became": "carried", "heir": "1", "heir_of": "NSM-18"},
    ),
    "directive.merged": (("directive", MEMO), {"citation": "NSPM 10"}, {"citation": "NSPM-10"}),
    "plan.directive_moved": (
        ("plan", 7008),
        {"signed_on": "2026-08-03"},
        {"citation": "NSPM-10", "signed_on": "2026-08-04"},
    ),
    "user.added": (("user", HANA), None, {"email": "hana@doe.example", "name": "Hana Novak"}),
    "user.disabled": (("user", HANA), None, {"assignee_id": CARL}),
    "user.password_reset": (("user", HANA), None, {}),
    "user.password_changed": (("user", HANA), None, None),
    "user.signed_in": (("user", HANA), None, None),
    "user.signed_out": (("user", HANA), None, None),
    "user.mail_chosen": (("user", HANA), MAIL, MAIL),
    "user.absence_said": (
        ("user", HANA),
        None,
        {"from_on": "2026-09-01", "until_on": "2026-09-09", "delegate_id": CARL},
    ),
    "user.absence_ended": (("user", HANA), None, {}),
    "user.feed_given": (("user", HANA), None, None),
    "user.feed_ended": (("user", HANA), None, None),
    "user.invited": (
        ("user", HANA),
        None,
        {"email": "hana@doe.example", "name": "Hana Novak", "agency_id": ENERGY},
    ),
    "user.invited_again": (("user", HANA), None, None),
    "user.link_shown": (("user", HANA), None, None),
    "user.arrived": (("user", HANA), None, None),
    "user.first_admin": (("user", HANA), None, {"email": "h@doe.example", "name": "Hana Novak"}),
    "user.reset_sent": (("user", HANA), None, None),
    "user.reset_asked": (("user", HANA), None, None),
    "user.password_set": (("user", HANA), None, None),
    "user.changed": (
        ("user", HANA),
        {"name": "Hana Nowak", "email": "hana@doe.example", "time_zone": None},
        {"name": "Hana Novak", "email": "novak@doe.example", "time_zone": "America/New_York"},
    ),
    "user.address_asked": (("user", HANA), None, {"email": "novak@doe.example"}),
    "user.address_changed": (
        ("user", HANA),
        {"email": "hana@doe.example"},
        {"email": "novak@doe.example"},
    ),
    "user.moved": (("user", HANA), {"agency_id": ENERGY}, {"agency_id": ITA}),
    "user.enabled": (("user", HANA), None, None),
    "user.admin_made": (("user", HANA), None, None),
    "user.admin_unmade": (("user", HANA), None, None),
    "user.sessions_ended": (("user", HANA), None, None),
    "user.let_in": (("user", HANA), None, None),
}
