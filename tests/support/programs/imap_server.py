"""A Dovecot on loopback with one mailbox, deleted afterwards."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from contextlib import contextmanager, suppress
from getpass import getuser
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from support.programs.postgres import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator

PASSWORD = "open&shut@here"
SOON_SECONDS = 20
OWNER = "nobody"
"""Whose the mails are where root runs the server, which refuses to read mail as root."""
CONF = """
base_dir = {folder}/run
state_dir = {folder}/run
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
ssl = required
ssl_cert = <{folder}/cert.pem
ssl_key = <{folder}/key.pem
disable_plaintext_auth = yes
auth_mechanisms = plain login
mail_location = maildir:{folder}/mail
first_valid_uid = 1
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/home
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {secure_port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
{accounts}
"""
OWN_ACCOUNT = """
default_internal_user = {me}
default_internal_group = {group}
default_login_user = {me}
"""


class ImapServer(NamedTuple):
    """A running server.

    Args:
        certificate: the file of the certificate that signs for it.
        maildir: where its mail lies.
    """

    port: int
    secure_port: int
    certificate: Path
    maildir: Path

    def url(self, scheme: str = "imaps", password: str = PASSWORD) -> str:
        """Return the address by which the mailbox is read."""
        port = self.secure_port if scheme == "imaps" else self.port
        return f"{scheme}://plan:{quote(password)}@127.0.0.1:{port}/INBOX"


@contextmanager
def running_imap() -> Iterator[ImapServer]:
    """Run a server, and delete it with its mail afterwards."""
    program = shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if program is None:
        raise FileNotFoundError("No Dovecot here; tests/provision.py installs one.")
    with tempfile.TemporaryDirectory(prefix="workplan-imap-") as name:
        folder = Path(name)
        server = _prepared(folder)
        process = subprocess.Popen([program, "-F", "-c", folder / "dovecot.conf"])
        try:
            _wait(server.port, folder)
            yield server
        finally:
            process.terminate()
            process.wait(SOON_SECONDS)


def _prepared(folder: Path) -> ImapServer:
    """Write what the server needs: its settings, a certificate for loopback, an empty mailbox."""
    folder.chmod(0o755)
    certificate = folder / "cert.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"),
            *("-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"),
            *("-keyout", str(folder / "key.pem"), "-out", str(certificate)),
        ],
        check=True,
        capture_output=True,
    )
    maildir = folder / "mail"
    for part in ("new", "cur", "tmp"):
        (maildir / part).mkdir(parents=True)
    (folder / "home").mkdir()
    is_root = os.geteuid() == 0
    server = ImapServer(free_port(), free_port(), certificate, maildir)
    if is_root:
        for path in (folder / "home", maildir, *maildir.iterdir()):
            shutil.chown(path, OWNER)
    owner = maildir.stat()
    (folder / "dovecot.conf").write_text(
        CONF.format(
            folder=folder,
            password=PASSWORD,
            uid=owner.st_uid,
            gid=owner.st_gid or owner.st_uid,
            port=server.port,
            secure_port=server.secure_port,
            accounts="" if is_root else OWN_ACCOUNT.format(me=getuser(), group=maildir.group()),
        )
    )
    return server


def _wait(port: int, folder: Path) -> None:
    """Wait until the server takes connections."""
    deadline = time.monotonic() + SOON_SECONDS
    while time.monotonic() < deadline:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    log = folder / "log"
    raise RuntimeError(f"Dovecot did not start:\n{log.read_text() if log.exists() else ''}")
