"""Make sure the programs that tests drive are here: Chromium, PostgreSQL, nginx, Dovecot, Java.

What is missing is installed from Debian's packages when this may do so. The tests start what they
need themselves.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from platform import freedesktop_os_release

from support.programs.postgres import find_programs
from support.web.browser import find_chromium


def missing_packages() -> list[str]:
    """Name the Debian packages of what this machine lacks."""
    found = {
        "chromium-headless-shell" if is_debian() else "chromium": find_chromium(),
        "postgresql": find_programs(),
        "nginx-light": find_at("nginx"),
        "dovecot-imapd": find_at("dovecot"),
        "default-jre-headless": find_at("java"),
    }
    return [package for package, place in found.items() if place is None]


def is_debian() -> bool:
    """Tell whether this is Debian itself, which has a package of a Chromium without windows."""
    try:
        return freedesktop_os_release()["ID"] == "debian"
    except OSError:
        return False


def find_at(program: str) -> str | None:
    """Return the path of a server; Debian keeps them where only administrators look."""
    return shutil.which(program, path=f"{os.environ.get('PATH', '')}:/usr/sbin")


def install(packages: list[str]) -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update"], ["install", "--yes", "--no-install-recommends", *packages]):
        subprocess.run(["apt-get", *arguments], env=environment, check=True)


def main() -> int:
    missing = missing_packages()
    if not missing:
        return 0
    names = " ".join(missing)
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        print(
            f"The tests also need: {names}. On Debian or Ubuntu: sudo apt-get install {names}\n"
            "Elsewhere install them your system's way, with chromium, pg_ctl, nginx, dovecot and "
            "java in PATH.",
            file=sys.stderr,
        )
        return 1
    print(f"Programs that tests drive: installing {names} …", flush=True)
    try:
        install(missing)
    except subprocess.CalledProcessError:
        print(
            f"apt-get could not install {names}; its message is above. It needs the network.",
            file=sys.stderr,
        )
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
