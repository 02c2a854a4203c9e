"""A real SMTP server on loopback that keeps what it accepts, and can be told to misbehave."""

from __future__ import annotations

import asyncio
import re
import threading
from collections import defaultdict, deque
from email import message_from_bytes, policy
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

from support.ground.moments import WASHINGTON

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from email.message import EmailMessage

ACCEPTED = "250 2.0.0 Kept"
# A connection that is accepted takes the loop three turns to be one that can be ended.
TURNS_OF_AN_ACCEPTANCE = 5
SIGN_IN_FIRST = "530 5.7.0 Authentication required"


class Mail(NamedTuple):
    """A message that the server accepted, and the envelope that it came in."""

    sender: str
    recipient: str
    message: EmailMessage

    @property
    def text(self) -> str:
        """The plain part."""
        return _content(self.message, "plain")

    @property
    def html(self) -> str:
        """The HTML part."""
        return _content(self.message, "html")

    @property
    def subject(self) -> str:
        return str(self.message["Subject"])

    @property
    def message_id(self) -> str:
        return str(self.message["Message-ID"])

    @property
    def who(self) -> str:
        """The recipient, without the domain."""
        return self.recipient.partition("@")[0]

    @property
    def written_at(self) -> datetime:
        """The moment of the scheduler's beat that wrote it, in Washington."""
        return parsedate_to_datetime(self.message["Date"]).astimezone(WASHINGTON)

    @property
    def prose(self) -> str:
        """The words without the addresses, whose random letters may spell anything."""
        return re.sub(r"https?://\S+", "", self.text)

    @property
    def codes(self) -> list[str]:
        """The codes of the tasks that it is about, in its order."""
        return re.findall(r"^(\S+)  (?=\S)", self.text, re.MULTILINE)


class MailServer:
    """A mail server in a thread of its own; use it as a context manager.

    Attributes:
        mails: what was accepted, in order.
        answers: the next answers to MAIL, RCPT and DATA (the content); accepted when empty.
        password: when set, only `robot` with this password may send.
        connections: how often somebody connected.
        transports: the connections that are open now.
        on_accept: called in the server's thread after a message was kept and before the answer
            leaves; what it returns is the answer, and None breaks the connection instead.
    """

    def __init__(self) -> None:
        self.mails: list[Mail] = []
        self.answers: dict[str, deque[str]] = defaultdict(deque)
        self.password: str | None = None
        self.on_accept: Callable[[Mail], str | None] = lambda _: ACCEPTED
        self.connections = 0
        self.transports: set[asyncio.WriteTransport] = set()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._server: asyncio.Server | None = None
        self.port = 0

    def __enter__(self) -> Self:
        self._thread.start()
        self.open()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
        asyncio.run_coroutine_threadsafe(self._finish(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    @property
    def url(self) -> str:
        """The URL of the server, with the sign-in when it wants one."""
        who = f"robot:{self.password}@" if self.password else ""
        return f"smtp://{who}127.0.0.1:{self.port}"

    def open(self) -> None:
        """Listen, on the same port as before if there was one."""
        self._server = asyncio.run_coroutine_threadsafe(self._listen(), self._loop).result(10)
        self.port = self._server.sockets[0].getsockname()[1]

    def close(self) -> None:
        """Stop listening, as a server does that is down."""
        if self._server is not None:
            asyncio.run_coroutine_threadsafe(self._deafen(self._server), self._loop).result(10)
            self._server = None

    def to(self, recipient: str) -> list[Mail]:
        """Return the mails that one person got."""
        return [mail for mail in self.mails if mail.recipient == recipient]

    # What the library calls on its handler.

    async def handle_MAIL(  # noqa: N802  # as the library calls it
        self, _server: SMTP, session: Any, envelope: Any, address: str, *_: Any
    ) -> str:
        if self.password is not None and not session.authenticated:
            return SIGN_IN_FIRST
        if (answer := self.next_answer("MAIL")) is not None:
            return answer
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(  # noqa: N802  # as the library calls it
        self, _server: SMTP, _session: Any, envelope: Any, address: str, *_: Any
    ) -> str:
        if (answer := self.next_answer("RCPT")) is not None:
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _session: Any, envelope: Any) -> str:  # noqa: N802  # as above
        answer = self.next_answer("DATA")
        if answer is not None and not answer.startswith("2"):
            return answer
        message: Any = message_from_bytes(envelope.content, policy=policy.default)
        mail = Mail(envelope.mail_from, envelope.rcpt_tos[0], message)
        self.mails.append(mail)
        # In a thread, so that a test may keep this sender waiting while others are served.
        reply = await asyncio.to_thread(self.on_accept, mail)
        if reply is None:
            server.transport.abort()
        return answer or reply or ACCEPTED

    def next_answer(self, command: str) -> str | None:
        """Return what a test wants answered to a command now, if anything."""
        return self.answers[command].popleft() if self.answers[command] else None

    async def _listen(self) -> asyncio.Server:
        return await self._loop.create_server(self._protocol, "127.0.0.1", self.port)

    async def _deafen(self, server: asyncio.Server) -> None:
        """Accept nobody else, and stop listening when those in the door are through.

        A listener that is closed in between drops the accepted connection without closing it,
        and whatever test runs when that is collected is blamed.
        """
        for listening in server.sockets:
            self._loop.remove_reader(listening.fileno())
        for _ in range(TURNS_OF_AN_ACCEPTANCE):
            await asyncio.sleep(0)
        server.close()
        await server.wait_closed()

    async def _finish(self) -> None:
        """End connections that are still open, so that the loop closes without a trace."""
        others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        for transport in self.transports:
            transport.abort()
        while self.transports:  # the loop takes note of each end in a later turn of its own
            await asyncio.sleep(0)

    def _protocol(self) -> SMTP:
        self.connections += 1
        return _Protocol(
            self,
            hostname="mail.test",
            loop=self._loop,
            authenticator=self._signs_in,
            auth_require_tls=False,
        )

    def _signs_in(self, _server: Any, _session: Any, _envelope: Any, _how: str, data: Any) -> Any:
        assert isinstance(data, LoginPassword)
        is_right = data.password.decode() == self.password
        return AuthResult(success=is_right, handled=False)


def days_of(server: MailServer, who: str = "lead") -> list[tuple[int, int]]:
    """Return month and day of a person's mails."""
    return [(m.written_at.month, m.written_at.day) for m in server.mails if m.who == who]


class _Protocol(SMTP):
    """The library's protocol, which lets tests refuse DATA itself, and says who is connected."""

    def connection_made(self, transport: Any) -> None:
        self._of = transport
        self.event_handler.transports.add(transport)
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        self.event_handler.transports.discard(self._of)
        super().connection_lost(error)

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802  # as above
        answer = self.event_handler.next_answer("DATA command")
        if answer is None:
            await super().smtp_DATA(arg)
        else:
            await self.push(answer)


def _content(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    assert part is not None, f"the mail has no {kind} part"
    return str(part.get_content()).replace("\r\n", "\n")
