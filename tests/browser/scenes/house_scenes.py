"""The pages of accounts and people, of help, and of what all plans share."""

from __future__ import annotations

from tests.browser.arrivals.account_arrivals import (
    first_link_gone,
    invited,
    link_shown,
    nobody_new,
    person,
    person_nameless,
    table_looked_at,
    weak_password,
)
from tests.browser.arrivals.arriving import at, sent_empty
from tests.browser.arrivals.directive_arrivals import superseded
from tests.browser.arrivals.spill_arrivals import (
    SPILLS,
    spill_in_vain,
    spill_looked_at,
    spills_of_plan,
)
from tests.browser.scenes.scene import HELPED, Scene

SCENES = (
    Scene("account", "lead", at("/account")),
    Scene("account with errors", "lead", sent_empty("/account", "Send the link")),
    Scene("password with errors", "lead", sent_empty("/account/password", "Change password")),
    Scene("forgotten password", None, at("/forgotten")),
    Scene("forgotten password with errors", None, sent_empty("/forgotten", "Send the link")),
    Scene("password by a link", None, invited),
    Scene("password by a link with errors", None, weak_password),
    Scene("password by a link of before", None, at("/set-password/used-long-ago")),
    Scene("new address by a link of before", "lead", at("/account/address/used-long-ago")),
    Scene("first administrator by a link of before", None, first_link_gone),
    Scene("first steps", "admin", at("/admin/first-steps")),
    Scene("people", "admin", at("/admin/people?state=all")),
    Scene("people none", "admin", at("/admin/people?q=zebra")),
    Scene("people and somebody new", "admin", nobody_new),
    Scene("person", "admin", person),
    Scene("person nameless", "admin", person_nameless),
    Scene("person whose link is shown", "admin", link_shown),
    Scene("people from a file", "admin", sent_empty("/admin/people/import", "Look at the lines")),
    Scene("people from a file looked at", "admin", table_looked_at),
    Scene("removals for good", "coordinator", spills_of_plan),
    Scene("removal asked with errors", "coordinator", sent_empty(f"{SPILLS}/new", "Ask an adm")),
    Scene("removal looked at", "coordinator", spill_looked_at),
    Scene("removals of the house", "admin", spill_in_vain),
    Scene("help", "lead", at("/help")),
    *(Scene(f"help for the {role}", who, at(f"/help/{role}")) for role, who in HELPED.items()),
    Scene("accessibility", None, at("/accessibility")),
    Scene("agencies", "admin", at("/agencies")),
    Scene("agencies of a lead", "lead", at("/agencies")),
    Scene("agency with its work", "coordinator", at("/agencies/WAR")),
    Scene("agency with little to do", "lead", at("/agencies/ENERGY")),
    Scene("agency of which no plan is seen", "admin", at("/agencies/STATE")),
    Scene("agency new", "coordinator", at("/agencies/new")),
    Scene("agency new with errors", "admin", sent_empty("/agencies/new", "Add the agency")),
    Scene("agency changed", "admin", at("/agencies/STATE-PM/edit")),
    Scene("agency merged in vain", "admin", sent_empty("/agencies/DTSA/edit", "Merge DTSA")),
    Scene("directives", "coordinator", at("/directives")),
    Scene("directive", "lead", at("/directives/1")),
    Scene("directive with its objectives", "coordinator", at("/directives/1")),
    Scene("directive whose objectives are followed", "coordinator", superseded),
    Scene("directive new with errors", "admin", sent_empty("/directives/new", "Add the directive")),
    Scene("directive changed", "coordinator", at("/directives/1/edit")),
)
