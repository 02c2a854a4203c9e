"""What the settings of the signature of mails have to be."""

from __future__ import annotations

import re

from workplan.mail.signing import Key, UnusableKey

SELECTOR = re.compile(r"[a-z0-9]([a-z0-9.-]{0,61}[a-z0-9])?", re.IGNORECASE)


def problems(path: str, selector: str) -> list[str]:
    """Return what is wrong with the key that is to sign mails, a sentence each."""
    if bool(path) != bool(selector):
        return ["DKIM_KEY and DKIM_SELECTOR belong together. Set both, or neither."]
    if not path:
        return []
    if not SELECTOR.fullmatch(selector):
        return [f"DKIM_SELECTOR is “{selector}”, which is no name in the DNS, such as plan2026."]
    try:
        Key(path, selector).private()
    except UnusableKey as wrong:
        return [str(wrong)]
    return []
