"""The outline that a plan's text starts from, and what belongs in each of its sections.

NSPM-10 asks for “a work plan”, “results-focused initiatives” and the resources to carry them out;
the outline has a section for each of these, in the order in which a clearing agency reads them.
"""

from __future__ import annotations

from types import MappingProxyType

OUTLINE = MappingProxyType({
    "Purpose": "Which directive the plan carries out, what it is to achieve, and for whom.",
    "Approach": "How the work is done, by whom it is led, and how agencies work together.",
    "Lines of effort": "What each line of effort delivers. The tasks themselves follow the text.",
    "Resources": "Staff and funds that the work takes, and what is given up for them (offsets).",
    "Measures of results": "How anybody will see that the aims are reached, with targets and days.",
    "Risks": "What may go wrong, how likely it is, and what is done about it.",
    "Consultation": "Who was heard, inside and outside, and what changed because of it.",
})  # fmt: skip
"""The headings in their order, each with what belongs beneath it."""


def hint_for(heading: str) -> str:
    """Return what belongs in a section with a heading of the outline; "" for any other."""
    return OUTLINE.get(heading, "")
