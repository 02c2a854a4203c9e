"""What an archive takes of a plan: every table is taken, or left on purpose."""

from __future__ import annotations

from models import Base
from workplan.services.interchange.archives import BELONGS, SHARED

LEFT = {
    "absences": "of people, in all their plans",
    "former_short_names": "of this installation: they lead to the plan here",
    "account_links": "secrets that were mailed",
    "backups": "of this installation",
    "column_mappings": "of people, in all their plans",
    "house_settings": "of this installation",
    "kept_forms": "typed, and not saved",
    "mail_links": "secrets that were mailed",
    "mail_preferences": "of people, in all their plans",
    "kept_mails": "words of mails, which this installation alone has sent",
    "received_mails": "words of mails, which came to this installation alone",
    "reply_addresses": "secrets that were mailed",
    "pulses": "of this installation",
    "sign_in_tries": "of this installation",
    "used_forms": "of this installation",
    "bureau_asks": "what an agency asks inside",
    "bureau_answers": "what is advised inside an agency",
    "comment_mails": "who was answered from here",
    "spills": "of this installation; the journal says what left",
    "user_sessions": "secrets of who is signed in",
}


def test_every_table_is_taken_or_left_on_purpose() -> None:
    taken = {*BELONGS, *SHARED}
    assert not taken & LEFT.keys()
    assert taken | LEFT.keys() == set(Base.metadata.tables)


def test_the_tables_are_restored_after_those_that_they_name() -> None:
    order = [*SHARED, *BELONGS]
    for name in order:
        for column in Base.metadata.tables[name].columns:
            for key in column.foreign_keys:
                other = key.column.table.name
                if other != name and not column.nullable:
                    assert order.index(other) < order.index(name), f"{name}.{column.name}"
