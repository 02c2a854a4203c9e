"""Compose the mail that a person gets: tasks of a plan that fall due, and what others said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from email.message import EmailMessage

from workplan.mail.return_token import RETURNS_BY
from workplan.mail.week import PICTURE, DigestWeek, with_picture
from workplan.mail.writing import Envelope, written

MOST_IN_FULL, MOST_IN_BRIEF, MOST_NOTICES = 15, 80, 10
LONGEST_SAID = 1_000
"""How much a mail says, so that it stays under 100 KB: programs cut or refuse what is larger."""


@dataclass(frozen=True)
class DigestTask:
    """One task of a digest.

    Args:
        working_days: until the last working day on or before the suspense; negative after it.
        is_due_on_day_off: whether the suspense falls on a weekend or a holiday.
        why_you: why this person gets it.
        why_it_matters: what waits for it, or what the directive says.
        computed: when the engine has it finish, beside what was reported.
        link: absolute, from the base URL.
        orders: what the directive says of it, with its citation; empty where nobody wrote it down.
        is_to_report: whether the link leads to a report, or to the task.
        notes: what the rules that ask for it say in words of their own.
        beside: which other day stands beside `due_on`; empty where that is the suspense.
    """

    code: str
    name: str
    due_on: date
    working_days: int
    why_you: str
    why_it_matters: str
    last_report: str
    computed: str
    link: str
    is_due_on_day_off: bool = False
    orders: str = ""
    notes: tuple[str, ...] = ()
    is_to_report: bool = True
    beside: str = ""


@dataclass(frozen=True)
class DigestNotice:
    """What somebody said or did on a task.

    Args:
        what: a whole sentence without its full stop, such as “Cora Diaz named you”.
        said: in their own words; may be empty.
        asks: what the link leads to, such as “Answer”.
    """

    code: str
    name: str
    what: str
    said: str
    asks: str
    link: str

    @property
    def lines(self) -> list[str]:
        """What was said, a line each, so that a mail can mark them all as somebody's words."""
        said = self.said
        if len(said) > LONGEST_SAID:
            said = said[:LONGEST_SAID].rpartition(" ")[0] + " …"
        return said.splitlines()


@dataclass(frozen=True)
class Digest:
    """What one mail says, to whom.

    Args:
        reply_to: the address at which an answer becomes a comment; empty where no mail is read.
        list_id: names the plan to programs that sort mail (RFC 2919).
        return_token: by which it is known when it comes back; empty where no mail is read.
        stop_link: ends mails like it by one click; empty for one that always comes.
        is_bare: whether it says how many tasks there are, and nothing of what the plan says.
        home_link: where a bare one leads.
        week: of the plan, for whoever coordinates it.
        thread: a Message-ID that all mails about one task refer to; empty for several tasks.
    """

    message_id: str
    to_name: str
    to_email: str
    mail_tag: str
    plan_title: str
    agency: str
    marking: str | None
    tasks: tuple[DigestTask, ...]
    plan_link: str
    account_link: str
    notices: tuple[DigestNotice, ...] = ()
    reply_to: str = ""
    list_id: str = ""
    thread: str = ""
    return_token: str = ""
    stop_link: str = ""
    is_bare: bool = False
    home_link: str = ""
    week: DigestWeek | None = None

    @property
    def in_full(self) -> tuple[DigestTask, ...]:
        """The tasks of which everything is said: the most pressing."""
        return self.tasks[:MOST_IN_FULL]

    @property
    def in_brief(self) -> tuple[DigestTask, ...]:
        """The tasks that have a line each."""
        return self.tasks[MOST_IN_FULL : MOST_IN_FULL + MOST_IN_BRIEF]

    @property
    def left_out(self) -> int:
        """How many tasks more there are, which the page lists."""
        return max(0, len(self.tasks) - MOST_IN_FULL - MOST_IN_BRIEF)

    @property
    def said(self) -> tuple[DigestNotice, ...]:
        """What others said and did, as far as a mail has room."""
        return self.notices[:MOST_NOTICES]

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the tasks that it is about, each once."""
        codes = (*(task.code for task in self.tasks), *(notice.code for notice in self.notices))
        return tuple(dict.fromkeys(codes))


def compose(digest: Digest, sender: str, written_at: datetime) -> EmailMessage:
    """Return the message: plain text that reads as well as the HTML beside it."""
    heads = (
        ("Reply-To", digest.reply_to),
        (RETURNS_BY, digest.return_token),
        ("References", digest.thread),
        ("List-Id", f"<{digest.list_id}>" if digest.list_id else ""),
        ("List-Unsubscribe", f"<{digest.stop_link}>" if digest.stop_link else ""),
        ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click" if digest.stop_link else ""),
    )
    envelope = Envelope(
        subject(digest),
        sender,
        digest.to_name,
        digest.to_email,
        digest.message_id,
        written_at,
        tuple((name, value) for name, value in heads if value),
    )
    values = {"digest": digest, "opening": opening(digest), "picture": PICTURE}
    template = "bare" if digest.is_bare else "digest"
    message = written(envelope, template, values, {"long_day": long_day, "when": when})
    with_picture(message, None if digest.is_bare else digest.week)
    return message


def subject(digest: Digest) -> str:
    """Return the subject: how many tasks, due when, or what somebody said; for which agency."""
    only_week = digest.week if not digest.tasks and not digest.notices else None
    if digest.is_bare:
        return f"[{digest.mail_tag}] {'The week' if only_week else _counted(digest)}"
    if only_week:
        return f"[{digest.mail_tag}] {only_week.title}"
    if not digest.tasks:
        only, *others = digest.notices
        told = f"{len(digest.notices)} messages, on {_codes(digest.notices)}"
        said = told if others else f"{only.what}: {only.code}"
        also = ", and the week" if digest.week else ""
        return f"[{digest.mail_tag}] {said}{also} — {digest.agency}"
    late = [task for task in digest.tasks if task.working_days < 0]
    coming = [task for task in digest.tasks if task.working_days >= 0]
    parts = []
    if late:
        parts.append(f"{_tasks(len(late))} overdue")
    if coming:
        first = min(task.due_on for task in coming)
        is_same = all(task.due_on == first for task in coming)
        word = "due" if is_same else "due from"
        count = str(len(coming)) if late else _tasks(len(coming))
        parts.append(f"{count} {word} {first:%A} {first.day} {first:%b}")
    if digest.notices:
        parts.append(f"{len(digest.notices)} message{'s' if len(digest.notices) != 1 else ''}")
    if digest.week:
        parts.append("and the week")
    return f"[{digest.mail_tag}] {', '.join(parts)} — {digest.agency}"


def opening(digest: Digest) -> str:
    """Return the first line, which says what is asked."""
    only_week = digest.week if not digest.tasks and not digest.notices else None
    if digest.is_bare and only_week:
        return "The week of this plan is ready. Sign in to see it."
    if digest.is_bare:
        late = sum(task.working_days < 0 for task in digest.tasks)
        overdue = f", {late} of them overdue" if late and len(digest.tasks) > 1 else ""
        return f"{_counted(digest)} in this plan{overdue}. Sign in to see what is asked of you."
    if only_week:
        return f"{only_week.title}. {only_week.stands}".strip()
    if not digest.tasks:
        only, *others = digest.notices
        if not others:
            return f"{only.what}."
        return f"{len(digest.notices)} messages for you, on {_codes(digest.notices)}."
    asked = [task for task in digest.tasks if task.is_to_report]
    if not asked:
        return f"For your information: {_which(digest.tasks, 'is due', 'are due')}."
    more = len(digest.tasks) - len(asked)
    besides = f" {_tasks(more)} more {'are' if more > 1 else 'is'} for your information."
    return f"Please report on {_which(asked)}." + (besides if more else "")


def _which(tasks: Sequence[DigestTask], one: str = "", many: str = "") -> str:
    """Return “this task, which is overdue”, “these 3 tasks, 1 of them overdue”, and the like.

    Args:
        one: what is said of a task, as “is due”, where the words are a sentence; `many` of several.
    """
    late, is_one = sum(task.working_days < 0 for task in tasks), len(tasks) == 1
    them, verb = ("this task", one) if is_one else (f"these {len(tasks)} tasks", many)
    if late == len(tasks):
        be = "is" if is_one else "are"
        return f"{them} {be} overdue" if verb else f"{them}, which {be} overdue"
    return f"{them} {verb}".rstrip() + (f", {late} of them overdue" if late else "")


def when(task: DigestTask) -> str:
    """Return “in 3 working days”, “today” or “2 working days ago”."""
    return far(task.working_days, is_due_on_day_off=task.is_due_on_day_off)


def far(days: int, *, is_due_on_day_off: bool) -> str:
    """Return how far a suspense is, in words.

    Args:
        days: the working days to it; negative after it.
        is_due_on_day_off: whether it falls on a weekend or a holiday.
    """
    if days == 0:
        return "today is the last working day before it" if is_due_on_day_off else "today"
    unit = "working day" if abs(days) == 1 else "working days"
    return f"in {days} {unit}" if days > 0 else f"{-days} {unit} ago"


def long_day(day: date) -> str:
    """Return a date with its weekday: Friday 27 Nov 2026."""
    return f"{day:%A} {day.day} {day:%b %Y}"


def _counted(digest: Digest) -> str:
    """Return how much a mail is about: “2 tasks and 1 message for you”."""
    messages = f"{len(digest.notices)} message{'s' if len(digest.notices) != 1 else ''}"
    parts = [_tasks(len(digest.tasks))] if digest.tasks else []
    week = ["the week"] if digest.week else []
    parts = [*parts, messages, *week] if digest.notices else [*parts, *week]
    return (
        f"{', '.join(parts[:-1])} and {parts[-1]} for you" if parts[1:] else f"{parts[0]} for you"
    )


def _codes(notices: tuple[DigestNotice, ...]) -> str:
    codes = list(dict.fromkeys(notice.code for notice in notices))
    return ", ".join(codes[:3]) + (" and others" if len(codes) > 3 else "")


def _tasks(count: int) -> str:
    return f"{count} task{'s' if count != 1 else ''}"
