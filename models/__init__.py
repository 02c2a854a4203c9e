"""What is stored: one table, or a table and its child, a file."""

from models.absence import Absence
from models.agency import Agency
from models.base import Base
from models.baseline import Baseline, BaselineTask
from models.conversation import TaskComment, UpdateRequest
from models.dependency import Dependency
from models.directive import Directive, Objective, TaskObjective
from models.evidence import Evidence
from models.handover import Handover, SupportLine
from models.journal import JournalEntry
from models.kept_form import KeptForm
from models.mail_link import MailLink
from models.mail_preference import MailPreference
from models.notice import Notice
from models.plan import Initiative, Membership, Plan
from models.reminder import Pulse, Reminder, ReminderRule
from models.saved_view import SavedView
from models.status_report import StatusReport
from models.suspense import Suspense
from models.task import Task, TaskAgency
from models.used_form import UsedForm
from models.user import SignInTry, User, UserSession

__all__ = [
    "Absence",
    "Agency",
    "Base",
    "Baseline",
    "BaselineTask",
    "Dependency",
    "Directive",
    "Evidence",
    "Handover",
    "Initiative",
    "JournalEntry",
    "KeptForm",
    "MailLink",
    "MailPreference",
    "Membership",
    "Notice",
    "Objective",
    "Plan",
    "Pulse",
    "Reminder",
    "ReminderRule",
    "SavedView",
    "SignInTry",
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
]
