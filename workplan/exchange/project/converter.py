"""Turn a file that Microsoft Project keeps to itself (.mpp, .mpt, .mpx) into its XML.

MPXJ reads these forms, in Java; it is an extra that nobody has to install. It runs as a process of
its own, one at a time in each process of ours, with bounded time, memory and result, without our
settings, on a folder that is gone afterwards. The file goes nowhere else.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock

from workplan.errors import InvalidInput

LONGEST_SECONDS = 60
MOST_MEMORY = "-Xmx768m"
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""What files begin with that Microsoft's programs kept before XML: Project's, and old workbooks."""
TASKS_OF_PROJECT = "TBkndTask".encode("utf-16-le")
"""The name of the part that holds the tasks, which stands in the list of parts."""
EXCHANGED = re.compile(rb"MPX[,;\t][^\r\n]{0,100}[,;\t]\d")
"""How the text form begins: its name, the program, and the number of its version."""
MOST_BYTES = 64 * 1024 * 1024
"""So much XML is read at most, as of a file that somebody saved as XML."""
LIMITED = f'ulimit -f {MOST_BYTES // 512}; exec "$@"'
"""A small file can stand for very much; what is written ends here, in blocks of 512 bytes."""
ONE_AT_A_TIME = Lock()
ABSENT = (
    "This is a file that Microsoft Project keeps to itself (MPP), and no converter is installed "
    "here. In Project choose “Save as”, XML, and take that file; or whoever operates this site "
    "installs the converter (docs/operations.md, “Files of Project”)."
)
BROKEN = (
    "The converter cannot read this file of Microsoft Project. In Project choose “Save as”, XML, "
    "and take that file; a file with a password is saved without it first."
)
LARGE = (
    f"The file of Microsoft Project holds more than {MOST_BYTES // 1024 // 1024} MB as XML, which "
    "is the most that can be taken. Divide the project, or bring in a part of it."
)
SLOW = (
    f"The converter was not ready after {LONGEST_SECONDS} seconds. In Project choose “Save as”, "
    "XML, and take that file."
)


def is_own_form(content: bytes) -> bool:
    """Tell whether a file is one that Project keeps to itself."""
    if EXCHANGED.match(content):
        return True
    return content.startswith(COMPOUND) and TASKS_OF_PROJECT in content


def is_installed() -> bool:
    """Tell whether the converter is here, and Java to run it."""
    return _classes() is not None and shutil.which("java") is not None


def to_xml(content: bytes) -> bytes:
    """Return what a file of Project holds, as Project XML.

    Raises:
        InvalidInput: without the converter, for a file that it cannot read or that holds too much,
            and after a minute.
    """
    classes, java = _classes(), shutil.which("java")
    if classes is None or java is None:
        raise InvalidInput("file", ABSENT)
    suffix = "mpx" if EXCHANGED.match(content) else "mpp"
    with ONE_AT_A_TIME, TemporaryDirectory(prefix="workplan-project-") as folder:
        given, made = Path(folder, f"given.{suffix}"), Path(folder, "made.xml")
        given.write_bytes(content)
        command = [
            "/bin/sh",
            "-c",
            LIMITED,
            "sh",
            java,
            MOST_MEMORY,
            "-Djava.awt.headless=true",
            f"-Djava.io.tmpdir={folder}",
        ]
        command += ["-cp", f"{classes}/*", "org.mpxj.sample.MpxjConvert", str(given), str(made)]
        try:
            # The paths are our own; of the file only its content comes from outside.
            subprocess.run(  # noqa: S603
                command,
                check=True,
                timeout=LONGEST_SECONDS,
                cwd=folder,
                env={"PATH": os.environ.get("PATH", "")},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            return made.read_bytes()
        except subprocess.TimeoutExpired as slow:
            raise InvalidInput("file", SLOW) from slow
        except (subprocess.CalledProcessError, FileNotFoundError) as broken:
            if made.exists() and made.stat().st_size >= MOST_BYTES:
                raise InvalidInput("file", LARGE) from broken
            raise InvalidInput("file", BROKEN) from broken


def _classes() -> Path | None:
    """Return the folder of the converter's classes, without starting anything."""
    found = find_spec("mpxj")
    if found is None or not found.submodule_search_locations:
        return None
    return Path(found.submodule_search_locations[0]) / "lib"
