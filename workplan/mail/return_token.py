"""The head line by which a mail of ours is known when a server returns it."""

from __future__ import annotations

RETURNS_BY = "X-Return-Token"
