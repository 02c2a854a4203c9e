"""What would break each check of the database, and rows that no service writes by itself."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from models import (
    Acknowledgement,
    Backup,
    Base,
    Claim,
    ClosingTerms,
    Evidence,
    Extension,
    ExtensionQuestion,
    FormerShortName,
    Handover,
    HouseSettings,
    StatusReport,
    SupportLine,
    TaskComment,
    UpdateRequest,
    WayOut,
)
from support.files.consultation_rows import BAD_IN_CONSULTATION
from support.files.coordination_rows import BAD_IN_COORDINATION, rows_of_coordination
from support.files.cycle_rows import BAD_IN_CYCLES
from support.files.mail_rows import BAD_IN_SPILLS, rows_of_mail
from support.files.text_rows import BAD_IN_TEXTS, rows_of_texts
from workplan.extensions import db

if TYPE_CHECKING:
    from datetime import datetime

    from support.ground.office import Office

# For each check, what would break it in a row that is sound.
BAD: dict[str, str] = {
    **BAD_IN_CONSULTATION,
    **BAD_IN_CYCLES,
    **BAD_IN_COORDINATION,
    **BAD_IN_SPILLS,
    **BAD_IN_TEXTS,
    "ck_agencies_not_its_own_parent": "parent_id = id",
    "ck_agencies_not_merged_into_itself": "merged_into_id = id, retired_at = '2026-11-24 12:00:00'",
    "ck_agencies_merged_is_retired": "merged_into_id = 2",
    "ck_agencies_version_positive": "version = 0",
    "ck_account_links_kind_known": "kind = 'back_door'",
    "ck_account_links_only_the_first_is_of_nobody": "user_id = NULL",
    "ck_account_links_a_new_address_is_named": "email = 'new@state.example'",
    "ck_users_bounce_has_its_words": "mail_bounce = '550 Gone'",
    "ck_received_mails_state_known": "state = 'lost'",
    "ck_received_mails_kind_known": "kind = 'parcel'",
    "ck_received_mails_size_not_negative": "size_bytes = -1",
    "ck_received_mails_parked_has_reason": "reason = ''",
    "ck_users_email_is_lower_case": "email = 'Jane@State.example'",
    "ck_directives_status_known": "status = 'forgotten'",
    "ck_directives_superseded_has_date": "superseded_on = '2026-01-01'",
    "ck_directives_not_superseded_by_itself": "superseded_by_id = id",
    "ck_directives_not_merged_into_itself": "merged_into_id = id, "
    "retired_at = '2026-11-24 12:00:00'",
    "ck_directives_merged_is_retired": "merged_into_id = 2",
    "ck_directives_version_positive": "version = 0",
    "ck_plans_stage_known": "stage = 'finished'",
    "ck_plans_version_positive": "version = 0",
    "ck_memberships_role_known": "role = 'boss'",
    "ck_memberships_agency_role_has_agency": "role = 'lead', agency_id = NULL",
    "ck_memberships_version_positive": "version = 0",
    "ck_initiatives_version_positive": "version = 0",
    "ck_objectives_version_positive": "version = 0",
    "ck_objectives_became_known": "became = 'lost'",
    "ck_objectives_not_its_own_heir": "became = 'carried', became_id = id",
    "ck_objectives_carried_has_heir": "became = 'carried'",
    "ck_tasks_constraint_code_known": "constraint_code = 'SOON', constraint_on = '2026-09-01'",
    "ck_tasks_constraint_has_its_date": "constraint_code = 'MSO', constraint_on = NULL",
    "ck_tasks_status_known": "status = 'fine'",
    "ck_tasks_ending_known": "ending = 'forgotten'",
    "ck_tasks_ended_has_its_way": "ended_on = '2026-09-01'",
    "ck_plans_verifies_known": "verifies = 'some'",
    "ck_closing_terms_version_positive": "version = 0",
    "ck_claims_state_known": "state = 'lost', decided_at = '2026-11-24 12:00:00', "
    "decided_on = '2026-11-24'",
    "ck_claims_decided_has_moment": "decided_at = '2026-11-24 12:00:00', decided_on = '2026-11-24'",
    "ck_claims_decided_has_day": "decided_on = '2026-11-24'",
    "ck_claims_reversed_has_day": "reversed_on = '2026-11-24'",
    "ck_claims_left_not_negative": "left_days = -1",
    "ck_ways_out_kind_known": "kind = 'lost'",
    "ck_ways_out_merged_into_a_task": "kind = 'merged', into_task_id = NULL",
    "ck_ways_out_not_done_has_no_heir": "kind = 'not_done', into_task_id = 2",
    "ck_ways_out_not_into_itself": "into_task_id = task_id",
    "ck_ways_out_one_takes_its_place": "kind = 'superseded', into_task_id = 2, by_directive_id = 1",
    "ck_ways_out_back_after_it_went": "back_on = '2020-01-01'",
    "ck_ways_out_left_not_negative": "left_days = -1",
    "ck_tasks_dates_source_known": "dates_source = 'guess'",
    "ck_tasks_percent_0_to_100": "percent = 140",
    "ck_tasks_duration_in_range": "duration_days = -1",
    "ck_tasks_finish_not_before_start": "status = 'complete', actual_start_on = '2026-09-02', "
    "actual_finish_on = '2026-09-01'",
    "ck_tasks_complete_has_finish": "status = 'complete', actual_finish_on = NULL",
    "ck_tasks_not_its_own_parent": "parent_id = id",
    "ck_tasks_version_positive": "version = 0",
    "ck_tasks_computed_finish_not_before_start": "start_on = '2026-09-02', "
    "finish_on = '2026-09-01'",
    "ck_task_agencies_role_known": "role = 'bless'",
    "ck_baseline_tasks_finish_not_before_start": "start_on = '2026-09-02', "
    "finish_on = '2026-09-01'",
    "ck_dependencies_type_known": "type = 'XX'",
    "ck_dependencies_not_on_itself": "predecessor_id = successor_id",
    "ck_dependencies_lag_in_range": "lag_days = 20001",
    "ck_status_reports_status_known": "status = 'fine'",
    "ck_status_reports_percent_0_to_100": "percent = -1",
    "ck_status_reports_finish_not_before_start": "actual_start_on = '2026-09-02', "
    "actual_finish_on = '2026-09-01'",
    "ck_suspenses_rule_known": "rule = 'soon'",
    "ck_suspenses_every_known": "rule = 'recurring', fixed_on = NULL, first_on = '2026-09-01', "
    "every = 'daily'",
    "ck_suspenses_rule_has_its_columns": "rule = 'fixed', fixed_on = NULL",
    "ck_suspenses_offset_not_negative": "rule = 'signed', fixed_on = NULL, offset_days = -1",
    "ck_suspenses_not_after_itself": "rule = 'after_task', fixed_on = NULL, offset_days = 1, "
    "after_task_id = task_id",
    "ck_suspenses_only_recurring_is_met": "met_on = '2026-09-01'",
    "ck_reminder_rules_audience_known": "audience = 'everybody'",
    "ck_reminder_rules_rung_in_range": "rung_days = 261",
    "ck_reminder_rules_counted_in_known": "counted_in = 'moons'",
    "ck_reminders_counted_in_known": "counted_in = 'moons'",
    "ck_reminder_rules_condition_known": "condition = 'someday'",
    "ck_reminders_state_known": "state = 'lost'",
    "ck_reminders_attempts_not_negative": "attempts = -1",
    "ck_reminders_sent_has_moment": "state = 'sent', sent_at = NULL",
    "ck_journal_door_known": "door = 'window'",
    "ck_task_comments_not_its_own_answer": "thread_id = id",
    "ck_task_comments_resolved_by_somebody": "resolved_at = '2026-11-24 12:00:00'",
    "ck_task_comments_only_threads_are_resolved": "thread_id = 2, "
    "resolved_at = '2026-11-24 12:00:00', resolved_by_id = 1",
    "ck_handovers_state_known": "state = 'lost', decided_at = '2026-11-24 12:00:00'",
    "ck_handovers_decided_has_moment": "state = 'accepted'",
    "ck_handovers_giver_role_known": "giver_role = 'boss'",
    "ck_handovers_to_another": "to_agency_id = from_agency_id",
    "ck_support_lines_status_known": "status = 'perhaps'",
    "ck_evidence_file_or_link": "url = 'https://a.example'",
    "ck_evidence_file_has_checksum_and_size": "checksum = NULL",
    "ck_evidence_size_positive": "size_bytes = 0",
    "ck_evidence_removed_by_somebody": "removed_at = '2026-11-24 12:00:00'",
    "ck_notices_week_is_of_a_plan": "week_on = '2026-11-23'",
    "ck_mail_preferences_weekly_known": "weekly = 'never'",
    "ck_notices_kind_known": "kind = 'gossip'",
    "ck_notices_state_known": "state = 'lost'",
    "ck_notices_attempts_not_negative": "attempts = -1",
    "ck_notices_sent_has_moment": "state = 'sent', sent_at = NULL",
    "ck_mail_preferences_mentions_known": "mentions = 'never'",
    "ck_mail_preferences_answers_known": "answers = 'never'",
    "ck_mail_preferences_requests_known": "requests = 'never'",
    "ck_mail_preferences_hands_known": "hands = 'never'",
    "ck_mail_preferences_send_hour_in_working_hours": "send_hour = 3",
    "ck_mail_preferences_version_positive": "version = 0",
    "ck_backups_state_known": "state = 'lost', ended_at = '2026-11-24 12:00:00'",
    "ck_backups_ended_has_moment": "state = 'made', ended_at = NULL",
    "ck_backups_checked_has_moment": "checked_at = '2026-11-24 12:00:00'",
    "ck_house_settings_is_alone": "id = 2",
    "ck_house_settings_idle_in_range": "idle_minutes = 0",
    "ck_house_settings_session_in_range": "session_hours = 25",
    "ck_house_settings_tries_in_range": "sign_in_tries = 2",
    "ck_house_settings_window_in_range": "sign_in_window_minutes = 1441",
    "ck_house_settings_lock_in_range": "lock_minutes = 0",
    "ck_house_settings_backup_days_in_range": "backup_days = 0",
    "ck_house_settings_mail_days_in_range": "mail_days = 29",
    "ck_house_settings_version_positive": "version = 0",
    "ck_extensions_state_known": "state = 'forgotten', closed_at = '2026-11-25 12:00:00', "
    "closed_by_id = 1",
    "ck_extensions_wanted_is_later": "wanted_on = due_on",
    "ck_extensions_agreed_is_later": "state = 'approved', agreed_on = due_on, "
    "closed_at = '2026-11-25 12:00:00', closed_by_id = 1",
    "ck_extensions_approved_has_day": "state = 'approved', closed_at = '2026-11-25 12:00:00', "
    "closed_by_id = 1",
    "ck_extensions_closed_has_moment": "state = 'declined'",
    "ck_extensions_closed_by_somebody": "closed_by_id = 1",
    "ck_extension_questions_replied_by_somebody": "replied_by_id = 1",
    "ck_suspenses_ordered_by_known": "ordered_by = 'nobody'",
    "ck_suspenses_agreed_for_a_day": "agreed_on = '2027-01-01'",
    "ck_suspenses_agreed_is_later": "agreed_on = '2027-01-01', agreed_for = '2027-01-01'",
    "ck_acknowledgements_not_before_given": "said_at = '2026-01-01 12:00:00'",
    "ck_acknowledgements_names_an_officer_or_a_report": "officer_id = NULL",
    "ck_plans_acknowledge_days_in_range": "acknowledge_days = 0",
    "ck_absences_ends_after_it_begins": "until_on = '2026-01-01'",
    "ck_absences_somebody_else_stands_in": "delegate_id = user_id",
}

SAID_BY = {"ck_suspenses_rule_known": "ck_suspenses_rule_(known|has_its_columns)"}
"""Which check speaks, where two are broken at once."""


def rows_of_the_desk(office: Office, task: int, at: datetime) -> list[Base]:
    """Return a row of each table that no service above has written."""
    user, agencies = office.lead.id or 0, office.agencies
    report_id = db.session.scalars(
        select(StatusReport.id).where(StatusReport.task_id == task)
    ).first()
    said = {"task_id": task, "user_id": user, "said_at": at, "body": "Said"}
    return [
        TaskComment(**said),
        TaskComment(**said),
        UpdateRequest(task_id=task, asked_by_id=user, asked_at=at, wanted_on=at.date()),
        Handover(
            task_id=task,
            from_agency_id=agencies["PM"],
            to_agency_id=agencies["DSCA"],
            proposed_by_id=user,
            proposed_at=at,
        ),
        Extension(
            id=1,
            task_id=task,
            asked_by_id=user,
            asked_at=at,
            due_on=at.date(),
            directed_on=at.date(),
            wanted_on=at.date() + timedelta(days=7),
            reason="Why",
            recovery="How",
            state="asked",
            waits_since=at,
        ),
        ExtensionQuestion(extension_id=1, asked_by_id=user, asked_at=at, question="What?"),
        Acknowledgement(
            task_id=task,
            agency_id=agencies["DSCA"],
            given_at=at,
            said_at=at,
            said_by_id=user,
            officer_id=user,
        ),
        SupportLine(
            task_id=task, agency_id=agencies["PM"], status="open", said_by_id=user, said_at=at
        ),
        ClosingTerms(task_id=task, criteria=["It is signed"]),
        Claim(
            plan_id=1,
            task_id=task,
            report_id=report_id,
            claimed_at=at,
            claimed_on=at.date(),
            answers=[],
            before={},
            left_days=1,
        ),
        WayOut(
            plan_id=1,
            task_id=task,
            kind="superseded",
            decided_at=at,
            decided_on=at.date(),
            reason="Not needed",
            left_days=1,
        ),
        Evidence(
            task_id=task,
            added_by_id=user,
            added_at=at,
            name="a.pdf",
            stored_as="x",
            size_bytes=1,
            checksum="x",
        ),
        *rows_of_coordination(office, task, at),
        *rows_of_mail(task, user, at),
        *rows_of_texts(user, at),
        HouseSettings(id=1),
        Backup(
            node="here",
            place="/backups",
            name="workplan-x",
            asked_at=at,
            asked_by="Lead",
            state="making",
        ),
        FormerShortName(plan_id=1, slug="arms-before", left_at=at),
    ]
