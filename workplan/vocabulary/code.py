"""What a list of codes is: each code is stored, and has the words that people read."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Code(StrEnum):
    """A list of codes; a member is its code, and has its words."""

    words: str

    def __new__(cls, code: str, words: str) -> Self:
        """Make a member of its code and its words."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.words = words
        return member

    @classmethod
    def said(cls, code: str) -> str:
        """Return the words of a code; one that is not known stands as it is."""
        member = cls._value2member_map_.get(code)
        return member.words if isinstance(member, Code) else code

    @classmethod
    def by_code(cls) -> dict[str, str]:
        """Return the words of each code."""
        return {member.value: member.words for member in cls}

    @classmethod
    def choices(cls, *first: Code) -> list[tuple[str, str]]:
        """Return codes with their words to choose from, some of them first."""
        members = [*first, *(member for member in cls if member not in first)]
        return [(member.value, member.words) for member in members]

    @classmethod
    def codes(cls) -> tuple[str, ...]:
        """Return the codes, in their order."""
        return tuple(member.value for member in cls)
