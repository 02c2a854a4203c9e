"""Workplan tracks the work that a presidential memorandum directs. The factory is in `workplan.app`."""
