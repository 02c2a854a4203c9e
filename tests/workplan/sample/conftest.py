"""Fixtures of these tests."""

from support.ground.fixtures import app_context, founded, office
from support.ground.sample import loaded_sample, own_sample, sample_app

__all__ = [
    "app_context",
    "founded",
    "loaded_sample",
    "office",
    "own_sample",
    "sample_app",
]
