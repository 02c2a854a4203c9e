"""The colours of everything that is seen: pages have them in their style sheet, and the rest here.

They stand once, in `workplan/static/css/palette.css`, where a designer looks for them.
"""

from __future__ import annotations

import re
from pathlib import Path

SHEET = Path(__file__).parent / "static" / "css" / "palette.css"

COLORS = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6});", SHEET.read_text(encoding="utf-8")))
"""Each colour by its name in the style sheet, such as `blue-soft`."""
