"""Turn a file that Microsoft Project keeps to itself (.mpp, .mpt, .mpx) into its XML.

MPXJ reads these forms, in Java; it is an extra that nobody has to install. It runs as a process of
its own, with bounded time and memory, on a folder that is gone afterwards, so that a hostile file
reaches no worker. The file goes nowhere else.
"""

from __future__ import annotations

import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from workplan.errors import InvalidInput

LONGEST_SECONDS = 60
MOST_MEMORY = "-Xmx768m"
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""What files begin with that Microsoft's programs kept before XML: Project's, and old workbooks."""
TASKS_OF_PROJECT = "TBkndTask".encode("utf-16-le")
"""The name of the part that holds the tasks, which stands in the list of parts."""
EXCHANGED = b"MPX"
ABSENT = (
    "This is a file that Microsoft Project keeps to itself (MPP), and no converter is installed "
    "here. In Project choose “Save as”, XML, and take that file; or whoever operates this site "
    "installs the converter (docs/operations.md, “Files of Project”)."
)
BROKEN = (
    "The converter cannot read this file of Microsoft Project. In Project choose “Save as”, XML, "
    "and take that file; a file with a password is saved without it first."
)
SLOW = (
    f"The converter was not ready after {LONGEST_SECONDS} seconds. In Project choose “Save as”, "
    "XML, and take that file."
)


def is_own_form(content: bytes) -> bool:
    """Tell whether a file is one that Project keeps to itself."""
    if content.startswith(EXCHANGED):
        return True
    return content.startswith(COMPOUND) and TASKS_OF_PROJECT in content


def is_installed() -> bool:
    """Tell whether the converter is here, and Java to run it."""
    return _classes() is not None and shutil.which("java") is not None


def to_xml(content: bytes) -> bytes:
    """Return what a file of Project holds, as Project XML.

    Raises:
        InvalidInput: without the converter, for a file that it cannot read, and after a minute.
    """
    classes, java = _classes(), shutil.which("java")
    if classes is None or java is None:
        raise InvalidInput("file", ABSENT)
    suffix = "mpx" if content.startswith(EXCHANGED) else "mpp"
    with TemporaryDirectory(prefix="workplan-project-") as folder:
        given, made = Path(folder, f"given.{suffix}"), Path(folder, "made.xml")
        given.write_bytes(content)
        command = [java, MOST_MEMORY, "-Djava.awt.headless=true", f"-Djava.io.tmpdir={folder}"]
        command += ["-cp", f"{classes}/*", "org.mpxj.sample.MpxjConvert", str(given), str(made)]
        try:
            # The paths are our own; of the file only its content comes from outside.
            subprocess.run(  # noqa: S603
                command, capture_output=True, check=True, timeout=LONGEST_SECONDS
            )
            return made.read_bytes()
        except subprocess.TimeoutExpired as slow:
            raise InvalidInput("file", SLOW) from slow
        except (subprocess.CalledProcessError, FileNotFoundError) as broken:
            raise InvalidInput("file", BROKEN) from broken


def _classes() -> Path | None:
    """Return the folder of the converter's classes, without starting anything."""
    found = find_spec("mpxj")
    if found is None or not found.submodule_search_locations:
        return None
    return Path(found.submodule_search_locations[0]) / "lib"
