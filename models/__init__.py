"""What is stored: one table, or a table and its child, a file."""

from models.base import Base
from models.changes.change_request import ChangeRequest
from models.consultation.answer_draft import AnswerDraft
from models.consultation.approval import PlanApproval
from models.consultation.comment import Comment, CommentMail, CommentPoint
from models.consultation.plan_text import (
    PlanSection,
    PlanVersion,
    SectionRemark,
    SectionSource,
)
from models.coordination.acknowledgement import Acknowledgement
from models.coordination.assessment import Assessment, RecoveryStep
from models.coordination.bureau import BureauAnswer, BureauAsk
from models.coordination.conversation import TaskComment, UpdateRequest
from models.coordination.extension import Extension, ExtensionQuestion
from models.coordination.handover import Handover, SupportLine
from models.coordination.inner_suspense import InnerSuspense
from models.coordination.notice import Notice
from models.coordination.register import RegisterEntry, RegisterTask
from models.coordination.round import Round, RoundAnswer, RoundAsk, RoundComment, RoundVersion
from models.finding.saved_view import SavedView
from models.interchange.column_mapping import ColumnMapping
from models.operations.backup import Backup
from models.operations.house_settings import HouseSettings
from models.people.absence import Absence
from models.people.account_link import AccountLink
from models.people.agency import Agency
from models.people.mail_preference import MailPreference
from models.people.user import SignInTry, User, UserSession
from models.record.journal import JournalEntry
from models.record.used_form import UsedForm
from models.reminding.kept_mail import KeptMail
from models.reminding.mail_link import MailLink
from models.reminding.received_mail import ReceivedMail
from models.reminding.reminder import Follower, Pulse, Reminder, ReminderRule, RulePerson
from models.reminding.reply_address import ReplyAddress
from models.reporting.claim import Claim, ClosingTerms
from models.reporting.cycle import CycleAnswer, CycleTask, ReportingCycle
from models.reporting.evidence import Evidence
from models.reporting.kept_form import KeptForm
from models.reporting.status_report import StatusReport
from models.reporting.way_out import WayOut
from models.spills.spill import Spill
from models.structure.baseline import Baseline, BaselineTask
from models.structure.dependency import Dependency
from models.tasks.directive import Directive, Objective, TaskObjective
from models.tasks.plan import FormerShortName, Initiative, Membership, Plan, PlanAgency
from models.tasks.suspense import Suspense
from models.tasks.task import Task, TaskAgency

__all__ = [
    "Absence",
    "AccountLink",
    "Acknowledgement",
    "Agency",
    "AnswerDraft",
    "Assessment",
    "Backup",
    "Base",
    "Baseline",
    "BaselineTask",
    "BureauAnswer",
    "BureauAsk",
    "ChangeRequest",
    "Claim",
    "ClosingTerms",
    "ColumnMapping",
    "Comment",
    "CommentMail",
    "CommentPoint",
    "CycleAnswer",
    "CycleTask",
    "Dependency",
    "Directive",
    "Evidence",
    "Extension",
    "ExtensionQuestion",
    "Follower",
    "FormerShortName",
    "Handover",
    "HouseSettings",
    "Initiative",
    "InnerSuspense",
    "JournalEntry",
    "KeptForm",
    "KeptMail",
    "MailLink",
    "MailPreference",
    "Membership",
    "Notice",
    "Objective",
    "Plan",
    "PlanAgency",
    "PlanApproval",
    "PlanSection",
    "PlanVersion",
    "Pulse",
    "ReceivedMail",
    "RecoveryStep",
    "RegisterEntry",
    "RegisterTask",
    "Reminder",
    "ReminderRule",
    "ReplyAddress",
    "ReportingCycle",
    "Round",
    "RoundAnswer",
    "RoundAsk",
    "RoundComment",
    "RoundVersion",
    "RulePerson",
    "SavedView",
    "SectionRemark",
    "SectionSource",
    "SignInTry",
    "Spill",
    "StatusReport",
    "SupportLine",
    "Suspense",
    "Task",
    "TaskAgency",
    "TaskComment",
    "TaskObjective",
    "UpdateRequest",
    "UsedForm",
    "User",
    "UserSession",
    "WayOut",
]
