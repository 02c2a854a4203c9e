"""The numbers that are policy and not arithmetic; pages and mails say them from here."""

from __future__ import annotations

from datetime import timedelta

SOON_DAYS = 10
"""Soon, in working days, on every page and in every mail."""
STALE_DAYS = 14
"""After how many calendar days a task under way is without news, and something new is not new."""
STALE = timedelta(days=STALE_DAYS)
ACKNOWLEDGE_DAYS = 2
"""In how many working days an agency acknowledges a task, unless its plan says otherwise."""
CHECK_DAYS = 3
"""After how many working days whoever checks a claim is reminded of it, again and again."""
ANSWER_DAYS = 3
"""After how many working days the coordinator is reminded of an extension that waits."""
COORDINATION_DAYS = 2
"""How many working days before its day an agency is reminded of an answer in coordination."""
ANSWER_IN_DAYS = 5
"""How many working days an agency has to answer in coordination, unless another day is set."""
BUREAU_DAYS = 2
"""How many working days a bureau leaves its agency for its own answer, unless asked otherwise."""
COMMENT_DAYS = 15
"""Within how many working days a comment from outside is answered, unless its plan says otherwise.
"""
COMMENTS_A_DAY = 30
"""How many comments of one address are taken within a day; further ones wait for somebody."""
FORMS_A_DAY, FORMS_OF_ALL_A_DAY = 5, 200
"""How many comments one address of the network, and all of them, send to a plan by its form."""
FORM_SECONDS = 3
"""How long a form of a comment was open at least: a person reads it first."""
RECEIPTS_A_DAY = 3
"""How many receipts one address gets within a day, so that two programs do not answer each other.
"""
RECOVERY_DAYS = 5
"""Within how many working days a task that is assessed red gets a recovery plan."""
PACE_DAYS = 60
"""How many calendar days back the pace of finished work is measured."""
MAIL_TEXTS_KEPT_DAYS = 1_095
"""For how many days it can be read what a mail said, unless an administrator sets it."""
ANSWERS_TAKEN_DAYS = 90
"""For how many days an answer to a mail is taken."""
ANSWERS_TAKEN = timedelta(days=ANSWERS_TAKEN_DAYS)
STRANGERS_KEPT_DAYS = 30
"""For how many days a mail that came in and belongs to no plan waits for somebody."""
STRANGERS_KEPT = timedelta(days=STRANGERS_KEPT_DAYS)
DELETED_DRAFTS_KEPT_DAYS = 30
"""For how many days a deleted draft can be brought back."""
DELETED_DRAFTS_KEPT = timedelta(days=DELETED_DRAFTS_KEPT_DAYS)
